"""Calls at an even pace.

A bot that runs into the limit of 50 calls a second is told 429; 10,000 of those in ten minutes ban its address.
"""

import asyncio

CALLS_PER_SECOND = 30
"""Well below the limit, because calls that were held up go out together."""


class Pace:
    """Lets callers through one after the other, in the order in which they come."""

    def __init__(self, per_second: float = CALLS_PER_SECOND) -> None:
        self._interval = 1 / per_second
        self._next = 0.0

    async def turn(self) -> None:
        """Wait for one's turn."""
        now = asyncio.get_running_loop().time()
        turn = max(now, self._next)
        self._next = turn + self._interval
        if turn > now:
            await asyncio.sleep(turn - now)
