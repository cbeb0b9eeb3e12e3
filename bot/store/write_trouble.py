"""Tells the operator that nothing can be stored: once, with what to do, and again when it is over."""

import sqlite3
from pathlib import Path

from bot.errors import StorageError
from bot.log import get_logger

_log = get_logger(__name__)


class WriteTrouble:
    """What is known of one database's trouble. Everybody whom it concerns fails too, and need not tell it again."""

    def __init__(self, path: Path) -> None:
        self._folder = path.parent
        self._lasts = False

    def note(self, error: BaseException | None) -> None:
        """Note how a commit went.

        Args:
            error: Why it failed; None where it did not. Only of a fault that SQLite met there is something to tell:
                that the file is gone, say, is told by whoever watches it.
        """
        if not isinstance(error, StorageError):
            if self._lasts:
                self._lasts = False
                _log.info("the database can be written again")
        elif not self._lasts and isinstance(error.__cause__, sqlite3.Error):
            self._lasts = True
            cause = error.__cause__
            is_full = getattr(cause, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL
            what, to_do = (
                ("the disk is full", "Make room on it")
                if is_full
                else (str(cause), "See to the disk and whether it is full; python -m bot doctor looks at the file")
            )
            _log.error(
                f"nothing can be stored: {what}. {to_do}; the bot goes on by itself once it can write.",
                folder=str(self._folder),
            )
