"""The client with which the running bot calls Discord, and how its trouble is met.

hikari's own client repeats a call after 1.3 s, then after 2.9 s: two faults in a row lose the three seconds in which an
interaction wants its answer. It also repeats what makes something new, which then may be there twice. So this client
repeats nothing, and whoever calls says what may be repeated, and how soon.
"""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from functools import cache
from typing import Final, TypeVar

import aiohttp
import hikari

Value = TypeVar("Value")

FAULTS: Final = (hikari.HTTPError, aiohttp.ClientError, TimeoutError)
"""What a call may raise: refusals, and trouble (hikari lets through what happens while an answer is read)."""

_CONNECTIONS: Final = 48
_TOO_MANY_REQUESTS: Final = 429


@asynccontextmanager
async def open_rest(token: str, api_url: str) -> AsyncIterator[hikari.api.RESTClient]:
    """Open a client that repeats nothing by itself.

    Args:
        token: the bot's.
        api_url: where Discord's API is.

    Yields:
        The client, until the block ends.
    """
    app = hikari.RESTApp(
        max_retries=0,
        url=api_url,
        http_settings=http_settings(),
    )
    await app.start()
    try:
        async with app.acquire(token, hikari.TokenType.BOT) as client:
            yield client
    finally:
        await app.close()


def http_settings() -> hikari.impl.HTTPSettings:
    """Return how a client of the running bot connects: connections are kept, and at most 48."""
    return hikari.impl.HTTPSettings(force_close_transports=False, connection_limit=_CONNECTIONS, ssl=_trusted())


def is_trouble(error: Exception) -> bool:
    """Say whether an error is Discord's own trouble, or the way there: what was asked may have been done all the same.

    5xx, a cut connection, silence; a limit told by a proxy, or one that is longer than anybody would wait.
    """
    if isinstance(error, hikari.HTTPResponseError):
        return error.status >= 500 or error.status == _TOO_MANY_REQUESTS
    return isinstance(error, FAULTS)


def told(error: Exception) -> str:
    """Return what to log of an error: its kind, and Discord's status and code; nothing of what was sent."""
    if isinstance(error, hikari.HTTPResponseError):
        return f"{type(error).__name__} {int(error.status)} {getattr(error, 'code', 0)}"
    return type(error).__name__


async def repeated(call: Callable[[], Awaitable[Value]], pauses: Sequence[float], *, seconds: float) -> Value:
    """Make a call, and repeat it after trouble of Discord's. Only for what may be done twice, or is refused then.

    Args:
        call: makes it.
        pauses: how long to wait before each repetition, in seconds.
        seconds: how long one try may take.

    Returns:
        What the call returned.

    Raises:
        hikari.HTTPError: the last try's trouble; or a refusal, at once.
        aiohttp.ClientError: the last try's trouble.
        TimeoutError: the last try took too long.
    """
    for pause in pauses:
        try:
            async with asyncio.timeout(seconds):
                return await call()
        except FAULTS as error:
            if not is_trouble(error):
                raise
        await asyncio.sleep(pause)
    async with asyncio.timeout(seconds):
        return await call()


@cache
def _trusted() -> ssl.SSLContext:
    """Return whom connections trust. Left to itself, each of hikari's clients would hold all certificates again."""
    return ssl.create_default_context()
