"""A patient playground: a bot may take as long as it needs, and only one that is gone lets people down."""

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest
import pytest_asyncio

from playground.client import NotInTime, Outcome, Playground
from tests.fork_server.forked import fork_module
from tests.playground.raw_bot import RawBot, register

pytestmark = pytest.mark.slow

_ANSWER_SECONDS = 0.2
_DEFERRED = 5


@pytest_asyncio.fixture
async def raw() -> AsyncIterator[RawBot]:
    """A bare bot at a patient playground."""
    async with (
        Playground.start(patient=True, answer_seconds=_ANSWER_SECONDS, start_module=fork_module) as playground,
        aiohttp.ClientSession() as session,
    ):
        yield RawBot(playground, session)


async def asked(bot: RawBot) -> asyncio.Task[Outcome]:
    """Somebody who has used a command."""
    await register(bot)
    guild = await bot.playground.create_guild("Town", text_channels=["work"])
    alice = await guild.add_person("alice")
    return asyncio.create_task(alice.command(guild.channel("work"), "ping"))


async def test_a_slow_bot_is_waited_for(raw: RawBot) -> None:
    """An answer is taken long after the usual time, and seen."""
    async with raw.online():
        outcome = await asked(raw)
        interaction = await raw.interaction()
        await asyncio.sleep(3 * _ANSWER_SECONDS)
        assert (await raw.answer(interaction, 4, {"content": "pong"})).status == 200
        assert (await outcome).text == "pong"


async def test_nobody_waits_for_a_bot_that_is_gone(raw: RawBot) -> None:
    """Once the bot that was told is gone, the interaction fails, though another bot is there."""
    async with raw.online():
        outcome = await asked(raw)
        await raw.interaction()
    async with raw.online():
        assert (await outcome).failed


async def test_what_a_bot_that_is_gone_has_deferred_is_given_up(raw: RawBot) -> None:
    """Whoever waits for the rest of an answer stops once the bot is gone."""
    async with raw.online():
        asking = await asked(raw)
        await raw.answer(await raw.interaction(), _DEFERRED)
        outcome = await asking
    with pytest.raises(NotInTime):
        await outcome.settled()
