"""Making a backup: a copy that was looked through, compressed, and has its name once all of it is on the disk."""

import gzip
import os
import shutil
import sqlite3
from contextlib import closing, suppress
from math import inf
from pathlib import Path
from typing import Final

from bot.backups.deletions import Deletions
from bot.backups.folder import Backup, BackupFolder
from bot.backups.repository import Counts, copy_into, counts_of, note_deletions, version_of_data
from bot.errors import StartError
from bot.protocol.moments import Moment
from bot.store.untouched import check_ownership, open_untouched, quick_check

_COMPRESSION: Final = 3
_CHUNK: Final = 1024 * 1024
_BUSY_SECONDS: Final = 30.0
_MEBIBYTE: Final = 1024**2


def back_up(folder: BackupFolder, now: Moment) -> Backup:
    """Make a backup of a database beside the bot that may be running on it.

    Args:
        folder: Where to, and of which database.
        now: When it is.

    Returns:
        The backup.

    Raises:
        StartError: It could not be made; the sentence says why, and nothing of it is left.
    """
    path = folder.database
    try:
        if not path.is_file():
            raise StartError(f"DATABASE_PATH: there is no database at {path}.")
        check_ownership(path)
        # Not `open_untouched`: the bot may start meanwhile, and what was read would be neither the old nor the new.
        address = f"{path.absolute().as_uri()}?mode=rw"
        with closing(sqlite3.connect(address, uri=True, isolation_level=None, timeout=_BUSY_SECONDS)) as connection:
            return make_backup(connection, folder, now)
    except sqlite3.Error as error:
        raise StartError(f"DATABASE_PATH: {path} cannot be read: {error}. Run: python -m bot doctor") from error


def make_backup(
    connection: sqlite3.Connection, folder: BackupFolder, now: Moment, before_migration: int | None = None
) -> Backup:
    """Make a backup of the database of a connection.

    Args:
        connection: In autocommit mode.
        folder: Where to.
        now: When it is.
        before_migration: Made for going back from this migration: not compressed, since nobody can work meanwhile.

    Returns:
        The backup.

    Raises:
        StartError: It could not be made; the sentence says why, and nothing of it is left.
    """
    try:
        with folder.locked():
            place = folder.place(now, before_migration, compressed=before_migration is None)
            try:
                return Backup(now, _make(connection, folder, place), before_migration)
            finally:
                for leftover in folder.unfinished:
                    with suppress(OSError):
                        leftover.unlink(missing_ok=True)
    except (sqlite3.Error, OSError) as error:
        size = folder.database.stat().st_size / _MEBIBYTE
        raise StartError(
            f"No backup of {folder.database} could be made in {folder.path}: {error}. Nothing of it was left there. "
            f"Is its disk mounted, and is there room for {size:,.0f} MiB, twice while it is made?"
        ) from error


def sync(path: Path) -> None:
    """Have a file, or the names in a folder, on the disk.

    Raises:
        OSError: That cannot be had.
    """
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _make(connection: sqlite3.Connection, folder: BackupFolder, place: Path) -> Path:
    whole, compressed = folder.unfinished
    for leftover in (whole, compressed):  # a process may have died over them
        leftover.unlink(missing_ok=True)
    if place.exists():
        raise FileExistsError(f"{place} is there already")
    # VACUUM INTO writes into an empty file as into none, and leaves its rights as they are.
    os.close(os.open(whole, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
    # Who is listed has asked in the database before: what is copied from now on knows it.
    deletions = Deletions(folder).begin()
    version, before = version_of_data(connection), counts_of(connection)
    copy_into(connection, whole)
    after, is_still = counts_of(connection), version_of_data(connection) == version
    note_deletions(whole, deletions)
    _verify(whole, before, after, is_still=is_still)
    finished = whole
    if place.suffix == compressed.suffix:
        _compress(whole, compressed)
        finished = compressed
    sync(finished)
    finished.rename(place)
    sync(place.parent)
    return place


def _verify(copy: Path, before: Counts, after: Counts, *, is_still: bool) -> None:
    """See that a copy can be opened, has no faults, and its rows: as many, or while others write at least some."""
    with open_untouched(copy) as copied:
        if faults := quick_check(copied, inf):
            raise sqlite3.DatabaseError(f"the copy has faults: {faults[0]}")
        found = counts_of(copied)
    lost = [name for name in after if before.get(name) and after[name] and not found.get(name)]
    if lost or found.keys() != after.keys() or (is_still and found != after):
        raise sqlite3.DatabaseError("the copy is not complete")


def _compress(whole: Path, compressed: Path) -> None:
    descriptor = os.open(compressed, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with (
        whole.open("rb") as source,
        os.fdopen(descriptor, "wb") as file,
        gzip.GzipFile("", "wb", _COMPRESSION, file, mtime=0) as target,
    ):
        shutil.copyfileobj(source, target, _CHUNK)
    whole.unlink()
    with gzip.open(compressed) as again:  # its check sum is compared at the end
        while again.read(_CHUNK):
            pass
