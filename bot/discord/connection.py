"""Connecting to Discord's gateway, which costs one of a day's sessions, and noticing that the connection is over."""

import asyncio
from collections.abc import Awaitable, Callable, Collection
from typing import Any

import hikari

from bot.discord.access import GatewayState, explained, gateway_state, in_words, sensible
from bot.discord.gateway_bot import GatewayBot
from bot.errors import StartError
from bot.log import get_logger
from bot.starts.service import LONGEST_PAUSE_SECONDS

_log = get_logger(__name__)

_CLOSING_SECONDS = 5.0


async def connect(bot: GatewayBot, prepare: Callable[[], Awaitable[None]]) -> None:
    """Connect, and return when Discord has greeted every part of the bot.

    Args:
        bot: It was not started before.
        prepare: Is done before: with the REST client at work, and no session spent yet.

    Raises:
        StartError: Discord does not let us.
        Exception: What `prepare` raised; then nothing was connected.
    """
    failures: list[Exception] = []

    @bot.listen(hikari.StartingEvent)
    async def begin(_: hikari.StartingEvent) -> None:
        # Not StartedEvent: an interaction that arrives right after READY would be dropped. hikari swallows what a
        # listener raises, and would go on to connect.
        try:
            await prepare()
            await _await_turn(await gateway_state(bot.rest))
        except Exception as error:
            failures.append(error)
            starting.cancel()

    @bot.listen(hikari.ShardReadyEvent)
    async def tell(event: hikari.ShardReadyEvent) -> None:
        _log.info("ready", bot=event.my_user.username, servers=len(event.unavailable_guilds))

    starting = asyncio.create_task(bot.start(check_for_updates=False, shard_count=None), name="starting")
    try:
        # Not `await starting`: hikari might keep to itself that we are cancelled.
        await asyncio.wait({starting})
    finally:
        starting.cancel()
        await asyncio.wait({starting}, timeout=_CLOSING_SECONDS)
    if failures:
        raise failures[0]
    with sensible(), explained():
        starting.result()


async def wait_until_it_ends(bot: GatewayBot, background: Collection[asyncio.Task[None]]) -> None:
    """Wait for ever, unless a background task or the connection ends by itself: that is an error.

    Raises:
        StartError: Discord ended the connection for good.
        Exception: What a background task raised.
    """
    gateway = asyncio.create_task(bot.join(), name="gateway")
    try:
        done, _ = await asyncio.wait({gateway, *background}, return_when=asyncio.FIRST_COMPLETED)
        for task in done - {gateway}:
            task.result()
        with sensible(), explained():
            gateway.result()
    finally:
        gateway.cancel()
        await asyncio.gather(gateway, return_exceptions=True)


async def close(bot: GatewayBot) -> None:
    """End the connection, if there was one."""

    def overlook_told(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        # hikari tells once more of a connection that Discord has ended, with a traceback.
        if not isinstance(context.get("exception"), hikari.GatewayError):
            loop.default_exception_handler(context)

    asyncio.get_running_loop().set_exception_handler(overlook_told)
    if bot.is_alive:
        await bot.close()


async def _await_turn(gateway: GatewayState) -> None:
    """Wait while only few sessions are left today: something begins them again and again, if not by failed starts.

    Raises:
        StartError: None is left.
    """
    if gateway.sessions_left < gateway.shards:
        raise StartError(
            f"Discord does not let the bot connect: {gateway.left_in_words} today, and it needs {gateway.shards}. "
            f"There will be more in {in_words(gateway.resets_in)}. Something has started the bot again and again; its "
            "log says why it ended."
        )
    if 2 * gateway.sessions_left < gateway.sessions_total:
        _log.warning(
            "few sessions with Discord's gateway are left: waiting before the next one",
            left=gateway.sessions_left,
            of=gateway.sessions_total,
            seconds=LONGEST_PAUSE_SECONDS,
        )
        await asyncio.sleep(LONGEST_PAUSE_SECONDS)
