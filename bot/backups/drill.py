"""Trying the newest backup: restored into a scratch file, as far as the start of a bot would go, and removed."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot.backups.deletions import Deletions
from bot.backups.folder import BackupFolder
from bot.backups.repository import dangling_references
from bot.backups.restoring import newest, unpacked
from bot.errors import StartError
from bot.protocol.moments import Moment
from bot.store.files import beside
from bot.store.migrate import migrate, packaged_migrations

_SCRATCH: Final = ".drill"


@dataclass(frozen=True, slots=True)
class Tried:
    """A backup that can be restored.

    Attributes:
        path: The backup.
        made_at: When it was made.
        rows: In all its tables.
        told: What is to be known of deletions; empty, or sentences that begin with a space.
    """

    path: Path
    made_at: Moment
    rows: int
    told: str


def try_newest(folder: BackupFolder, now: Moment) -> Tried:
    """Restore the newest backup into a scratch file beside the database, look through it, and remove it.

    The bot may work on its database meanwhile.

    Args:
        folder: Where backups are, and of which database.
        now: When it is.

    Returns:
        What was found.

    Raises:
        StartError: There is no backup, or this one cannot be restored; the sentence says why. The backup stays.
    """
    backup = newest(folder, now)
    place = beside(folder.database, _SCRATCH)
    try:
        # Two at a time would take each other's scratch file away, and a rotation the backup.
        with folder.locked(), unpacked(backup.path, place) as examined:
            beside(place, "-journal").unlink(missing_ok=True)  # of a process that died
            told = Deletions(folder).apply(place, now)
            with closing(sqlite3.connect(place, isolation_level=None)) as connection:
                migrate(connection, packaged_migrations(), now)
                if dangling := dangling_references(connection):
                    raise StartError(f"{backup.path} is not whole: rows of {dangling} name others that are not there.")
    except (OSError, EOFError, sqlite3.Error) as error:
        raise StartError(f"{backup.path} cannot be restored: {error}. Is there room beside the database?") from error
    return Tried(backup.path, backup.made_at, examined.rows, told)
