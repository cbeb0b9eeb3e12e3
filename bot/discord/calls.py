"""How calls outside interaction answers are made: in their turn, for a limited time, and with what errors mean."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Final, ParamSpec, TypeVar

import hikari

from bot.discord.base import (
    Gone,
    MissingPermission,
    NotAMember,
    NoThreadsThere,
    NotNow,
    NotPossible,
    OutOfSight,
    RoleGone,
    ThreadArchived,
    TooManyThreads,
    TooManyWebhooks,
)
from bot.discord.pace import Pace
from bot.discord.rest import FAULTS, is_trouble, repeated, told

Value = TypeVar("Value")
Arguments = ParamSpec("Arguments")

TIMEOUT_SECONDS: Final = 8.0

_MEANINGS: Final[dict[int, type[Gone] | type[NotPossible]]] = {
    10_003: Gone,  # unknown channel
    10_004: Gone,  # unknown guild
    10_007: NotAMember,  # unknown member
    10_008: Gone,  # unknown message
    10_011: RoleGone,  # unknown role
    30_007: TooManyWebhooks,  # maximum number of webhooks
    50_001: OutOfSight,  # missing access
    50_013: MissingPermission,  # missing permissions
    50_024: NoThreadsThere,  # cannot be done in this kind of channel
    50_083: ThreadArchived,  # thread is archived
    160_006: TooManyThreads,  # maximum number of active threads
}
"""What Discord's error codes mean here; every other one says that it does not allow something."""
_PAUSES: Final = (0.3, 1.0)


class Calls:
    """Makes calls one after the other, at the pace that Discord allows."""

    def __init__(self) -> None:
        self._pace = Pace()

    async def turn(self) -> None:
        """Wait for one's turn, with a call of one's own."""
        await self._pace.turn()

    async def make(
        self, method: Callable[Arguments, Awaitable[Value]], /, *arguments: Arguments.args, **named: Arguments.kwargs
    ) -> Value:
        """Make a call in its turn that may be made again, after trouble of which the outcome is unclear."""
        await self._pace.turn()
        return await repeated(lambda: method(*arguments, **named), _PAUSES, seconds=TIMEOUT_SECONDS)

    async def make_once(
        self, method: Callable[Arguments, Awaitable[Value]], /, *arguments: Arguments.args, **named: Arguments.kwargs
    ) -> Value:
        """Make a call in its turn that would make something new each time."""
        await self._pace.turn()
        return await method(*arguments, **named)


@asynccontextmanager
async def within(seconds: float = TIMEOUT_SECONDS) -> AsyncIterator[None]:
    """Limit the time that calls may take, and say what their errors mean.

    Args:
        seconds: how long all of it may take.

    Yields:
        Nothing; the calls are made in the block.

    Raises:
        NotNow: Discord has trouble, or it took too long.
        NotPossible, Gone: as `_MEANINGS` says; what it does not name is `NotPossible`.
    """
    try:
        async with asyncio.timeout(seconds):
            yield
    except hikari.UnauthorizedError as error:  # said of the token, not of the place
        raise NotNow("401") from error
    except hikari.ClientHTTPResponseError as error:
        if is_trouble(error):
            raise NotNow(told(error)) from error
        raise _MEANINGS.get(error.code, NotPossible)(str(error.code)) from error
    except FAULTS as error:
        raise NotNow(type(error).__name__) from error
