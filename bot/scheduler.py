"""What the bot does by itself, again and again. A failure is logged and does not stop the next round.

lightbulb's tasks are not used: one that fails at once spins without yielding, and a failure count never resets.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.clock import Clock
from bot.log import get_logger
from bot.protocol.moments import Span

_log = get_logger(__name__)

_STEP_SECONDS = 1.0
"""The injected clock may jump, so nobody sleeps longer than this without looking at it."""


@dataclass(frozen=True, slots=True)
class Chore:
    """Something to be done every so often; `every` in milliseconds."""

    name: str
    every: Span
    work: Callable[[], Awaitable[object]]


async def run_chores(chores: list[Chore], clock: Clock) -> None:
    """Do every chore when it is due, the first time after its interval, until cancelled."""
    async with asyncio.TaskGroup() as group:
        for chore in chores:
            group.create_task(_repeat(chore, clock), name=f"chore-{chore.name}")


async def _repeat(chore: Chore, clock: Clock) -> None:
    last = clock.now()
    while True:
        await asyncio.sleep(_STEP_SECONDS)
        # A clock that was moved back must not put the chore off until it has caught up again.
        if last <= clock.now() < last + chore.every:
            continue
        try:
            await chore.work()
        except Exception:
            _log.exception("chore failed", chore=chore.name)
        last = clock.now()
