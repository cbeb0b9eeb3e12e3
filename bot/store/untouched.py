"""Looking at a database file without changing anything, beside a bot that may be running on it."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

_BUSY_TIMEOUT_SECONDS: Final = 5.0
_STEPS_BETWEEN_LOOKS: Final = 20_000
_MOST_FAULTS: Final = 5


@contextmanager
def open_untouched(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a file for reading, whatever its form, and leave it and its folder as they are.

    Yields:
        A connection, closed at the end of the block.

    Raises:
        sqlite3.Error: It cannot be opened.
    """
    # Without a log beside it nobody uses the file: read as if it could not change, SQLite makes no files of its own,
    # which might belong to another user than the bot's.
    in_use = Path(f"{path}-wal").exists()
    address = f"{path.absolute().as_uri()}?mode=ro{'' if in_use else '&immutable=1'}"
    connection = sqlite3.connect(address, uri=True, isolation_level=None, timeout=_BUSY_TIMEOUT_SECONDS)
    try:
        connection.execute("PRAGMA schema_version").fetchone()  # the first statement that reads the file
        yield connection
    finally:
        connection.close()


def quick_check(connection: sqlite3.Connection, most_seconds: float) -> list[str] | None:
    """Let SQLite look through the file for faults.

    Args:
        connection: Of `open_untouched`.
        most_seconds: After so many seconds it is given up.

    Returns:
        The first faults; none is as it should be. None where the time was not enough.

    Raises:
        sqlite3.OperationalError: The file cannot be looked through.
        sqlite3.DatabaseError: It is too broken for that.
    """
    end = time.monotonic() + most_seconds
    connection.set_progress_handler(lambda: time.monotonic() > end, _STEPS_BETWEEN_LOOKS)
    try:
        rows = [row for (row,) in connection.execute(f"PRAGMA quick_check({_MOST_FAULTS})")]
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
            return None
        raise
    finally:
        connection.set_progress_handler(None, 0)
    return [] if rows == ["ok"] else rows
