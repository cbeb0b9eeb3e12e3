"""An update: a backup before the database is brought to a new form, so that one can go back."""

import sqlite3
from collections.abc import Sequence
from typing import Final

from bot.backups.folder import BackupFolder
from bot.backups.making import make_backup
from bot.errors import StartError
from bot.log import get_logger
from bot.protocol.moments import Moment
from bot.store.migrate import Migration, migrate, missing_migrations

KEPT_BEFORE_MIGRATIONS: Final = 3

_log = get_logger(__name__)


def bring_up_to_date(
    folder: BackupFolder, connection: sqlite3.Connection, migrations: Sequence[Migration], now: Moment
) -> list[Migration]:
    """Apply what is missing, as `migrate` does, with a backup of what was there before.

    Args:
        folder: Where backups are.
        connection: On the database, in autocommit mode; nobody else writes.
        migrations: All known migrations, ordered by number.
        now: When it happens.

    Returns:
        The migrations that were applied now.

    Raises:
        StartError: As `migrate`; or that failed, or no backup could be made before. Nothing was changed then.
    """
    missing = missing_migrations(connection, migrations)
    if not missing or len(missing) == len(migrations):  # nothing to do, or nothing to lose
        return migrate(connection, migrations, now)
    try:
        backup = make_backup(connection, folder, now, missing[0].number)
    except StartError as error:
        raise StartError(
            f"The database is to be brought to a new form, which is not done without a backup. {error}"
        ) from error
    _log.info("the database is brought to a new form; this is a backup from before", backup=str(backup.path))
    try:
        migrate(connection, migrations, now)
    except BaseException as error:
        # Nothing has changed: where this is tried again and again, backups of the same would push out older ones.
        backup.path.unlink()
        if not isinstance(error, sqlite3.Error):
            raise
        raise StartError(
            f"{folder.database} could not be brought to the form of this version: {error}. It is as it was, and the "
            "former version works on it: install that one. If its disk has room, report this as a defect."
        ) from error
    older = [each for each in folder.backups() if each.before_migration is not None]
    for old in older[:-KEPT_BEFORE_MIGRATIONS]:
        old.path.unlink()
    return missing
