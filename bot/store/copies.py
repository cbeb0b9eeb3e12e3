"""A copy of the database before it is brought to a new form, so that one can go back: beside it, the last few kept."""

import os
import re
import sqlite3
from contextlib import suppress
from datetime import UTC, datetime
from math import inf
from pathlib import Path
from typing import Final

from bot.errors import StartError
from bot.log import get_logger
from bot.protocol.moments import Moment
from bot.store.files import COPY, beside
from bot.store.migrate import Migration, migrate, missing_migrations
from bot.store.untouched import open_untouched, quick_check

KEPT_COPIES: Final = 3

_log = get_logger(__name__)

_UNFINISHED: Final = f"{COPY}unfinished"
_NAME: Final = re.compile(r"(?P<database>.+)\.before-\d{4}-(?P<made>\d{8}T\d{9}Z)")


def bring_up_to_date(
    connection: sqlite3.Connection, database: Path, migrations: list[Migration], now: Moment
) -> list[Migration]:
    """Apply what is missing, as `migrate` does, with a copy of what was there before.

    Args:
        connection: On the database, in autocommit mode; nobody else writes.
        database: Its path.
        migrations: All known migrations, ordered by number.
        now: When it happens.

    Returns:
        The migrations that were applied now.

    Raises:
        StartError: As `migrate`; or the copy could not be made, and nothing was changed.
    """
    missing = missing_migrations(connection, migrations)
    if not missing or len(missing) == len(migrations):  # nothing to do, or nothing to lose
        return migrate(connection, migrations, now)
    copy = _copy(connection, database, missing[0].number, now)
    try:
        migrate(connection, migrations, now)
    except BaseException:
        # Nothing has changed: where this is tried again and again, copies of the same would push out older ones.
        if missing_migrations(connection, migrations) == missing:
            copy.unlink()
        raise
    for old in copies_of(database)[:-KEPT_COPIES]:
        old.unlink()
    return missing


def copies_of(database: Path) -> list[Path]:
    """Return the copies that were made before migrations, the oldest first."""
    real = beside(database, "")
    found = [
        (match["made"], path)
        for path in real.parent.iterdir()
        if (match := _NAME.fullmatch(path.name)) and match["database"] == real.name
    ]
    return [path for _, path in sorted(found)]


def _copy(connection: sqlite3.Connection, database: Path, number: int, now: Moment) -> Path:
    moment = datetime.fromtimestamp(now / 1_000, UTC)
    place = beside(database, f"{COPY}{number:04}-{moment:%Y%m%dT%H%M%S}{now % 1_000:03}Z")
    unfinished = beside(database, _UNFINISHED)
    try:
        unfinished.unlink(missing_ok=True)  # a process may have died over it
        # VACUUM INTO writes into an empty file as into none, and leaves its rights as they are.
        os.close(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
        connection.execute("VACUUM INTO ?", (str(unfinished),))
        _verify(connection, unfinished)
        _sync(unfinished)
        unfinished.rename(place)
        _sync(place.parent)
    except (sqlite3.Error, OSError) as error:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        mebibytes = database.stat().st_size / 1024**2
        raise StartError(
            f"DATABASE_PATH: {database} is to be brought to a new form, and no copy of it could be made before: "
            f"{error}. Nothing was changed. Is there room for {mebibytes:,.0f} MiB in {place.parent}?"
        ) from error
    _log.info("the database is brought to a new form; this is a copy from before", copy=str(place))
    return place


def _verify(connection: sqlite3.Connection, copy: Path) -> None:
    """See that a copy can be opened, has no faults, and as many rows in each table."""
    with open_untouched(copy) as copied:
        if faults := quick_check(copied, inf):
            raise sqlite3.DatabaseError(f"the copy has faults: {faults[0]}")
        if _counts(copied) != _counts(connection):
            raise sqlite3.DatabaseError("the copy is not complete; does somebody else write into the database?")


def _counts(connection: sqlite3.Connection) -> dict[str, int]:
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    counting = 'SELECT count(*) FROM "{}"'  # names of tables are ours
    return {name: connection.execute(counting.format(name)).fetchone()[0] for (name,) in tables}


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
