"""A start that fails again and again waits longer each time.

Whatever restarts the bot may do so at once and for ever. Each try costs requests, and one that gets as far as Discord's
gateway costs one of a day's 1,000 sessions; whoever uses up those loses the token.
"""

import asyncio
from contextlib import suppress
from typing import Final

from bot.clock import Clock
from bot.errors import StorageError
from bot.log import get_logger
from bot.protocol.moments import SECOND, Moment
from bot.starts.repository import count_start, failed_starts, forget_failed_starts
from bot.store import Database

_log = get_logger(__name__)

LONGEST_PAUSE_SECONDS: Final = 180.0
"""No start waits longer. At one session each, that is 480 a day."""


class Starts:
    """What is remembered of the starts of this database's bot."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def begin(self) -> None:
        """Wait as long as the starts before ask for. This one counts as failed until it has succeeded."""
        failed = await self._database.read(failed_starts)
        if failed is not None and (seconds := pause(*failed, self._clock.now())):
            _log.warning("starts have failed: waiting before the next one", failed=failed[0], seconds=round(seconds, 1))
            await asyncio.sleep(seconds)
        with suppress(StorageError):  # a full disk has been told, and is no reason not to start
            await self._database.write(count_start, self._clock.now())

    async def succeeded(self) -> None:
        """Note that the bot is connected."""
        with suppress(StorageError):
            await self._database.write(forget_failed_starts)


def pause(times: int, last_at: Moment, now: Moment) -> float:
    """Return how many seconds a start waits: one after a failure, and twice as long after each further one.

    Args:
        times: How many starts have failed.
        last_at: When the last of them began. The pause counts from then on.
        now: The present moment.
    """
    whole = min(LONGEST_PAUSE_SECONDS, 2.0 ** min(times - 1, 10))
    # A clock that was moved back asks for no more than that.
    return min(whole, max(0.0, whole - (now - last_at) / SECOND))
