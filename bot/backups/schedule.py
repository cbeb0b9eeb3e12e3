"""Backups that the bot makes by itself, what becomes of the older ones, and that the newest is tried every week."""

import asyncio
import json
from pathlib import Path
from typing import Final

from bot.backups.folder import BackupFolder
from bot.backups.hook import run_hook
from bot.backups.state import Failure, load_state, note_drill, note_failure, note_good, note_hook
from bot.child_process import python_module, reason_of_end, running_child
from bot.clock import Clock
from bot.errors import StartError
from bot.log import get_logger
from bot.protocol.moments import Moment
from bot.rules.rotation import Kept, is_drill_due, is_due, kept_backups

_log = get_logger(__name__)

_MOST_SECONDS: Final = 3_600.0
_CHILD: Final = "bot.backups.child"


class ScheduledBackups:
    """A backup a day and a drill a week, by a child process."""

    def __init__(self, folder: BackupFolder, clock: Clock, schedule: int, kept: Kept, hook: str) -> None:
        """Make it.

        Args:
            folder: Where backups go.
            clock: Tells when.
            schedule: The minute of the day (UTC) at which one is made.
            kept: How many are kept.
            hook: The operator's command for each; empty for none.
        """
        self._folder = folder
        self._clock = clock
        self._schedule = schedule
        self._kept = kept
        self._hook = hook
        self._failed_at: Moment | None = None
        self._drill_failed_at: Moment | None = None

    async def carry_out(self) -> None:
        """Make a backup if one is due, and try the newest if that is; what fails is noted and logged.

        A backup is tried again after an hour, a drill after a day.
        """
        await self._back_up()
        await self._try_newest()

    async def _back_up(self) -> None:
        now, database = self._clock.now(), self._folder.database
        state = await asyncio.to_thread(load_state, database)
        last = state.last_good.made_at if state.last_good else None
        if not is_due(self._schedule, last, self._failed_at, now):
            return
        try:
            path = await self._ask_child(now, is_drill=False)
            self._failed_at = None
            await asyncio.to_thread(note_good, database, path, now)
            _log.info("backup made", backup=str(path))
            await asyncio.to_thread(self._rotate)
        except (StartError, OSError) as error:
            self._failed_at = now  # here too: the disk that is full may be that of the note
            _log.error("no backup could be made", reason=str(error))
            await asyncio.to_thread(note_failure, database, str(error), now)
            return
        await self._tell_hook(path)

    async def _try_newest(self) -> None:
        now, database = self._clock.now(), self._folder.database
        state = await asyncio.to_thread(load_state, database)
        if state.last_good is None or not is_drill_due(state.last_drill, self._drill_failed_at, now):
            return
        try:
            path = await self._ask_child(now, is_drill=True)
        except (StartError, OSError) as error:
            self._drill_failed_at = now
            _log.error("the newest backup cannot be restored", reason=str(error))
            await asyncio.to_thread(note_drill, database, now, str(error))
            return
        self._drill_failed_at = None
        _log.info("backup tried: it can be restored", backup=str(path))
        await asyncio.to_thread(note_drill, database, now, None)

    async def _ask_child(self, now: Moment, *, is_drill: bool) -> Path:
        asked = {
            "is_drill": is_drill,
            "folder": str(self._folder.path.absolute()),
            "database": str(self._folder.database.absolute()),
            "is_own": self._folder.is_own,
            "now": now,
        }
        try:
            async with asyncio.timeout(_MOST_SECONDS), running_child(python_module(_CHILD)) as child:
                answer, errors = await child.process.communicate(json.dumps(asked).encode())
        except TimeoutError:
            raise StartError(f"It was given up after {_MOST_SECONDS:,.0f} seconds.") from None
        if not answer:
            raise StartError(f"The process for it ended: {reason_of_end(child.process.returncode, errors)}")
        told = json.loads(answer)
        if "error" in told:
            raise StartError(told["error"])
        return Path(told["path"])

    def _rotate(self) -> None:
        """Remove what need not be kept; those from before migrations are counted apart."""
        usual = [backup for backup in self._folder.backups() if backup.before_migration is None]
        kept = kept_backups((backup.made_at for backup in usual), self._kept, self._clock.now())
        for backup in usual:
            if backup.made_at not in kept:
                backup.path.unlink()

    async def _tell_hook(self, path: Path) -> None:
        if not self._hook:
            return
        failure = None
        try:
            await run_hook(self._hook, path)
        except StartError as error:
            _log.error("the hook for backups failed", reason=str(error))
            failure = Failure(self._clock.now(), str(error))
        await asyncio.to_thread(note_hook, self._folder.database, failure)
