"""Restoring a backup: looked through before anything is changed, and what was there is kept."""

import gzip
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from math import inf
from pathlib import Path
from typing import Final

from bot import __version__
from bot.backups.deletions import Deletions
from bot.backups.folder import Backup, BackupFolder, require_its_user, written_moment
from bot.backups.making import sync
from bot.backups.repository import counts_of, empty_log
from bot.counting import counted
from bot.errors import StartError
from bot.protocol.moments import Moment, to_datetime
from bot.store.files import beside
from bot.store.lock import DatabaseLock
from bot.store.migrate import applied_migrations, check_known, packaged_migrations
from bot.store.untouched import nature_of, open_untouched, quick_check

_RESTORING: Final = ".restoring"
_REPLACED: Final = ".replaced-"
_GZIP: Final = b"\x1f\x8b"
_CHUNK: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Examined:
    """What a backup has that was looked through.

    Attributes:
        rows: In all its tables.
        secret: The key of the database, by which it is known again; None where it has none.
    """

    rows: int
    secret: bytes | None


def restore(folder: BackupFolder, file: Path | None, now: Moment, *, replace: bool) -> str:
    """Put a backup in the place of the database. The bot must not be running.

    Args:
        folder: Where backups are, and of which database.
        file: The backup; None is the newest one.
        now: When it is.
        replace: Whether a database that is there may be put aside.

    Returns:
        Sentences with what there is now.

    Raises:
        StartError: It was not done; the sentence says why, and all is as it was.
    """
    database = beside(folder.database, "")
    require_its_user(database)
    backup = Backup(written_moment(file), file) if file is not None else newest(folder, now)
    was_there = database.exists()
    try:
        with DatabaseLock(folder.database):
            try:
                return _restore(folder, backup, now, replace=replace)
            finally:
                # The lock makes the file, where there is none.
                if not was_there and database.exists() and database.stat().st_size == 0:
                    database.unlink()
    except (OSError, EOFError, sqlite3.Error) as error:
        raise StartError(f"{backup.path} was not restored: {error}. {database} is as it was.") from error


def newest(folder: BackupFolder, now: Moment) -> Backup:
    """Return the newest backup; one that lies ahead, made while the clock was wrong, only where there is no other.

    Raises:
        StartError: There is none, or the folder cannot be read.
    """
    try:
        backups = folder.backups()
    except OSError as error:
        raise StartError(f"The folder {folder.path} cannot be read: {error}. Is its disk mounted?") from error
    if not backups:
        raise StartError(f"There is no backup in {folder.path}. Name one: python -m bot restore FILE")
    return max(backups, key=lambda backup: (backup.made_at <= now, backup))


@contextmanager
def unpacked(backup: Path, place: Path) -> Iterator[Examined]:
    """Unpack a backup to a place, and look through it; what is still at the place after the block is removed.

    Args:
        backup: The file, compressed or not.
        place: Where to; a file that is there is left from a process that died.

    Yields:
        What it has.

    Raises:
        StartError: It is no backup of this bot's, is damaged, or of a newer version; the sentence says which.
        OSError: It cannot be read, or there is no room.
        EOFError: It ends too early.
    """
    try:
        place.unlink(missing_ok=True)
        with backup.open("rb") as file:
            is_compressed = file.read(len(_GZIP)) == _GZIP
        descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        opened = gzip.open if is_compressed else open
        with opened(backup, "rb") as source, os.fdopen(descriptor, "wb") as target:
            shutil.copyfileobj(source, target, _CHUNK)
        sync(place)
        yield _examine(backup, place)
    finally:
        place.unlink(missing_ok=True)


def _restore(folder: BackupFolder, backup: Backup, now: Moment, *, replace: bool) -> str:
    database = beside(folder.database, "")
    place = beside(database, _RESTORING)
    with unpacked(backup.path, place) as examined:
        is_there = database.stat().st_size > 0 or beside(database, "-wal").exists()
        if is_there:
            _require_the_same(backup.path, database, examined)
        if is_there and not replace:
            raise StartError(
                f"There is a database at {database}, and it stays as it is. To put {backup.path} in its place, and "
                "keep it beside that under another name, add --replace"
            )
        deletions = Deletions(folder).apply(place, now)
        sync(place)
        kept = _keep(database, now) if is_there else None
        place.rename(database)
        sync(database.parent)
    moment = f"{to_datetime(backup.made_at):%Y-%m-%d %H:%M:%S} UTC"
    told = (
        f"{database} is the backup {backup.path} now ({counted(examined.rows, 'row')}). What came after {moment} is "
        "not in it."
    )
    return f"{told}{deletions}" + ("" if kept is None else f" What was there before is kept: {kept}")


def _examine(backup: Path, place: Path) -> Examined:
    try:
        with open_untouched(place) as connection:
            found = nature_of(connection)
            if not found.is_ours:
                raise StartError(f"{backup} is no backup of this bot.")
            if faults := quick_check(connection, inf):
                raise StartError(f"{backup} is damaged: {faults[0]}. Name another one.")
            applied, known = applied_migrations(connection), packaged_migrations()
            if newer := [number for number in applied if number > len(known)]:
                raise StartError(
                    f"{backup} was made by a newer version of the bot than this one ({__version__}): it has form "
                    f"{max(newer)}, and this version knows {len(known)}. Install the version that made it."
                )
            check_known(applied, known)
            return Examined(sum(counts_of(connection).values()), found.secret)
    except sqlite3.Error as error:
        raise StartError(f"{backup} is damaged, or no backup: {error}. Name another one.") from error


def _require_the_same(backup: Path, database: Path, examined: Examined) -> None:
    """See that what is there comes from the same bot, as far as it can still be read."""
    with suppress(sqlite3.Error), open_untouched(database) as connection:
        secret = nature_of(connection).secret
        if None not in (secret, examined.secret) and secret != examined.secret:
            raise StartError(
                f"{backup} is the backup of another bot than that of {database}. If that is meant, move {database} "
                "away first."
            )


def _keep(database: Path, now: Moment) -> Path:
    """Give what is there a second name; it keeps its first until the backup takes it, so that a kill leaves either."""
    kept = beside(database, f"{_REPLACED}{to_datetime(now):%Y%m%dT%H%M%S}Z")
    with suppress(sqlite3.Error), closing(sqlite3.connect(database, isolation_level=None)) as connection:
        empty_log(connection)
    os.link(database, kept)
    for ending in ("-wal", "-shm"):  # still there where the database is damaged
        with suppress(FileNotFoundError):
            beside(database, ending).rename(beside(kept, ending))
    return kept
