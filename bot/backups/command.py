"""What `python -m bot backup` does, and its drill."""

from pathlib import Path

from bot.backups.deletions import Deletions
from bot.backups.drill import try_newest
from bot.backups.folder import BackupFolder, folder_of, require_its_user
from bot.backups.hook import run_hook
from bot.backups.making import back_up
from bot.backups.state import Failure, note_drill, note_good, note_hook
from bot.clock import Clock
from bot.counting import counted
from bot.errors import StartError
from bot.protocol.moments import to_datetime
from bot.settings import Settings


async def backup(settings: Settings, clock: Clock, folder: Path | None) -> str:
    """Make a backup beside the bot that may be running, and run `BACKUP_HOOK` for it.

    Args:
        settings: Of the bot.
        clock: Tells when.
        folder: Where to, in place of `BACKUP_PATH`: then there is no hook, and nobody notes it.

    Returns:
        A sentence with what there is now.

    Raises:
        StartError: It could not be made, or the hook failed; the sentence says why.
    """
    database = settings.database_path
    require_its_user(database)
    own = folder_of(settings)
    place = own
    if folder is not None:
        place = BackupFolder(folder, database, deletions_in=own.path)
        try:
            Deletions(own).begin()
        except OSError as error:
            raise StartError(f"The folder {own.path} cannot be used: {error}. Is its disk mounted?") from error
    made = back_up(place, clock.now())
    if folder is None:
        note_good(database, made.path, made.made_at)
        if settings.backup_hook:
            await _run_hook(settings, clock, made.path)
    return f"{made.path} is a backup that was looked through ({made.path.stat().st_size / 1024**2:,.1f} MiB)."


def drill(settings: Settings, clock: Clock) -> str:
    """Try the newest backup: restore it into a scratch file, look through it, and remove that.

    Args:
        settings: Of the bot.
        clock: Tells when.

    Returns:
        A sentence with what was found.

    Raises:
        StartError: It cannot be restored; the sentence says why.
    """
    require_its_user(settings.database_path)
    now, folder = clock.now(), folder_of(settings)
    try:
        tried = try_newest(folder, now)
    except StartError as error:
        note_drill(settings.database_path, now, str(error))
        raise
    note_drill(settings.database_path, now, None)
    return (
        f"{tried.path} can be restored: {counted(tried.rows, 'row')}, made at "
        f"{to_datetime(tried.made_at):%Y-%m-%d %H:%M:%S} UTC.{tried.told}"
    )


async def _run_hook(settings: Settings, clock: Clock, path: Path) -> None:
    try:
        await run_hook(settings.backup_hook, path)
    except StartError as error:
        note_hook(settings.database_path, Failure(clock.now(), str(error)))
        raise
    note_hook(settings.database_path, None)
