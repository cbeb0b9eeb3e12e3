"""What `python -m bot backup` does."""

from pathlib import Path

from bot.backups.folder import BackupFolder, default_folder
from bot.backups.making import back_up
from bot.clock import Clock
from bot.settings import Settings


def folder_of(settings: Settings) -> BackupFolder:
    """Return where the backups of the bot's database go."""
    named = settings.backup_path
    return BackupFolder(named or default_folder(settings.database_path), settings.database_path, is_own=named is None)


def backup(settings: Settings, clock: Clock, folder: Path | None) -> str:
    """Make a backup beside the bot that may be running.

    Args:
        settings: Of the bot.
        clock: Tells when.
        folder: Where to, in place of `BACKUP_PATH`.

    Returns:
        A sentence with what there is now.

    Raises:
        StartError: It could not be made; the sentence says why.
    """
    place = folder_of(settings) if folder is None else BackupFolder(folder, settings.database_path)
    made = back_up(place, clock.now())
    return f"{made.path} is a backup that was looked through ({made.path.stat().st_size / 1024**2:,.1f} MiB)."
