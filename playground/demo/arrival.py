"""Waiting, once nobody works any more, for what was called saved and is delivered later."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence

from playground.contributors.contributor import Contributor

_LONGEST_SECONDS = 600.0
"""A guard against waiting for ever: what is not there by then is told as missing."""

_PAUSE_SECONDS = 0.5


async def wait_for_arrival(
    contributors: Sequence[Contributor],
    has_arrived: Callable[[], Awaitable[bool]],
    hurry: Callable[[], Awaitable[object]] | None = None,
) -> None:
    """Wait until every answer that was called saved is stored, or was given back to its writer.

    Whoever was told that something is delivered later comes back meanwhile, and reads what became of it.

    Args:
        contributors: who have worked.
        has_arrived: whether all that is called saved by now is stored.
        hurry: called before each further look; lets the bot's clock move on, say.
    """
    end = time.monotonic() + _LONGEST_SECONDS
    while not await has_arrived() and time.monotonic() < end:
        if hurry is not None:
            await hurry()
        await asyncio.gather(*(each.come_back() for each in contributors if each.promises))
        await asyncio.sleep(_PAUSE_SECONDS)
