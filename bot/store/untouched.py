"""Looking at a database file without changing anything: before the bot opens it, and beside a bot that runs on it."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot.errors import StartError
from bot.store.files import beside
from bot.store.unwritable import can_be_written, copied, lacks_index

APPLICATION_ID: Final = 0x41444231
"""Says in a file's header that it is this bot's, so that no other application's is ever written to: "ADB1"."""

_BUSY_TIMEOUT_SECONDS: Final = 5.0
_STEPS_BETWEEN_LOOKS: Final = 20_000
_MOST_FAULTS: Final = 5
_COLUMNS_OF_MIGRATION: Final = ["number", "title", "digest", "applied_at"]


@dataclass(frozen=True, slots=True)
class Nature:
    """Whose a database is. `secret` is the key that it has from its first start, where it has one."""

    is_empty: bool
    is_ours: bool
    secret: bytes | None


@contextmanager
def open_untouched(path: Path, *, without_log: bool = False) -> Iterator[sqlite3.Connection]:
    """Open a file for reading, whatever its form, and leave it and its folder as they are.

    Args:
        path: Of the file.
        without_log: Leave out what its write-ahead log holds.

    Yields:
        A connection, closed at the end of the block.

    Raises:
        sqlite3.Error: It cannot be opened.
        OSError: It cannot be read.
    """
    # Without a log beside it nobody uses the file: read as if it could not change, SQLite makes no files of its own,
    # which might belong to another user than the bot's.
    in_use = beside(path, "-wal").exists() and not without_log
    with ExitStack() as stack:
        if in_use and lacks_index(path) and not can_be_written(path):
            path = stack.enter_context(copied(path))
        address = f"{path.absolute().as_uri()}?mode=ro{'' if in_use else '&immutable=1'}"
        connection = sqlite3.connect(address, uri=True, isolation_level=None, timeout=_BUSY_TIMEOUT_SECONDS)
        stack.callback(connection.close)
        connection.execute("PRAGMA schema_version").fetchone()  # the first statement that reads the file
        yield connection


def check_ownership(path: Path) -> None:
    """See that a file, with the log beside it, is a database of this bot, or is none yet.

    Raises:
        StartError: It is somebody else's, or the log is; the sentence says what to do.
        sqlite3.Error: It is no database.
    """
    log = beside(path, "-wal")
    has_log = log.exists() and log.stat().st_size > 0
    if path.exists() and not path.is_file():
        raise StartError(f"DATABASE_PATH: {path} is no file. Name another one.")
    if not path.exists() or path.stat().st_size == 0:
        if has_log:  # SQLite would delete it, with all that is in it
            raise StartError(
                f"DATABASE_PATH: {log} is the log of a database that is not there. Put the database back beside it: "
                "what was written last is in the log. Or move the log away to begin with an empty database."
            )
        return
    with open_untouched(path) as connection:
        found = nature_of(connection)
    if has_log and _is_foreign_log(path, found):
        raise StartError(
            f"DATABASE_PATH: {log} is the log of another database than {path}. Nothing was changed. Move the log that "
            "does not belong there away; it is needed by the database from which it comes."
        )
    if not (found.is_ours or found.is_empty):
        raise StartError(
            f"DATABASE_PATH: {path} is the database of another application, and stays as it is. Name another file."
        )


def nature_of(connection: sqlite3.Connection) -> Nature:
    """Return whose the database of a connection is."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    # Databases that are older than the mark are known by our table, and get it when the bot opens them.
    columns = [column for _, column, *_ in connection.execute("PRAGMA table_info(migration)")]
    is_ours = application == APPLICATION_ID or (application == 0 and columns == _COLUMNS_OF_MIGRATION)
    secret = None
    if is_ours and "secret" in tables:
        with suppress(sqlite3.DatabaseError):  # a damaged page; it is named when the file is looked through
            row = connection.execute("SELECT value FROM secret WHERE name = 'fingerprint'").fetchone()
            secret = bytes(row[0]) if row else None
    return Nature(is_empty=not tables and application == 0, is_ours=is_ours, secret=secret)


def check_soundness(path: Path, most_seconds: float) -> bool:
    """See that there are no faults in a file.

    Args:
        path: Of the file.
        most_seconds: After so many seconds it is given up.

    Returns:
        Whether the whole of it was looked through in time.

    Raises:
        StartError: There are faults; the sentence names them and says what to do.
        sqlite3.Error: The file is too broken to be looked through.
    """
    with open_untouched(path) as connection:
        faults = quick_check(connection, most_seconds)
    if faults:
        described = " · ".join(" ".join(fault.split()) for fault in faults)
        raise StartError(f"DATABASE_PATH: {path} is damaged: {described}. {what_to_do_about_damage(path)}")
    return faults is not None


def what_to_do_about_damage(path: Path) -> str:
    """Return what the operator of a damaged database reads."""
    return (
        "Stop the bot and put your last backup in its place: python -m bot restore --replace. Backups, those from "
        f"before updates too, are in BACKUP_PATH; where that is not set, in {beside(path, '').with_name('backups')}."
    )


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
        return [] if rows == ["ok"] else rows
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
            return None
        if damaged := _damaged_tables(connection):
            return damaged
        raise
    finally:
        connection.set_progress_handler(None, 0)


def _damaged_tables(connection: sqlite3.Connection) -> list[str]:
    """Name the tables over which a look through the whole file stumbles, so that it names nothing."""
    found = []
    for name, page in connection.execute("SELECT name, rootpage FROM sqlite_master WHERE type = 'table'").fetchall():
        try:
            connection.execute(f'PRAGMA quick_check("{name}")').fetchall()
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
                break
            found.append(f"page {page}, with which the table {name} begins: {error}")
    return found[:_MOST_FAULTS]


def _is_foreign_log(path: Path, whole: Nature) -> bool:
    """Whether a log makes another database of a file: then it comes from that one."""
    try:
        with open_untouched(path, without_log=True) as connection:
            alone = nature_of(connection)
    except sqlite3.Error:  # a process died while it moved pages from the log into the file: only both are whole
        return False
    if alone.is_empty:
        return not (whole.is_ours or whole.is_empty)
    if alone.is_ours and whole.is_ours:
        return alone.secret is not None and alone.secret != whole.secret
    return alone.is_ours or whole.is_ours
