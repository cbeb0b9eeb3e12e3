"""An update: a backup before the database is brought to a new form, so that one can go back."""

import sqlite3
from collections.abc import Sequence
from typing import Final

from bot.backups.folder import BackupFolder
from bot.backups.making import make_backup
from bot.counting import counted
from bot.errors import StartError
from bot.log import get_logger
from bot.protocol.moments import Moment
from bot.store.files import beside
from bot.store.migrate import Migration, migrate, missing_migrations, packaged_migrations
from bot.store.untouched import check_ownership, open_untouched

KEPT_BEFORE_MIGRATIONS: Final = 3

_MEBIBYTE: Final = 1024**2
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


def what_an_update_does(folder: BackupFolder) -> str:
    """Return what `bring_up_to_date` would do with a database, and change nothing. The bot may be running.

    Args:
        folder: Where backups are, and of which database.

    Raises:
        StartError: The database is another application's, of a newer version, or cannot be read.
    """
    path = beside(folder.database, "")
    try:
        check_ownership(path)
        if not path.exists() or path.stat().st_size == 0:
            return f"There is no database at {path} yet: it is made at the first start."
        with open_untouched(path) as connection:
            missing = missing_migrations(connection, packaged_migrations())
    except (sqlite3.Error, OSError) as error:
        raise StartError(f"DATABASE_PATH: {path} cannot be read: {error}. Run: python -m bot doctor") from error
    if not missing:
        return f"{path} has the form of this version: nothing is to be done."
    size = path.stat().st_size / _MEBIBYTE
    titles = ", ".join(f"{migration.number:04} {migration.title}" for migration in missing)
    return (
        f"{path} lacks {counted(len(missing), 'migration')} of this version: {titles}. At the next start, or by "
        f"`python -m bot migrate` while the bot is stopped, a backup is made in {folder.path} ({size:,.1f} MiB, not "
        "compressed), then all of them are applied, or none. Meanwhile nobody is answered."
    )
