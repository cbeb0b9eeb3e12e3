"""Fixtures: a bot for the whole package (modules that disturb have their own), a new server for each test."""

import itertools
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
import pytest_asyncio

from playground.client import Guild
from tests.end_to_end.contributor import Contributor
from tests.end_to_end.running_bot import RunningBot, run_bot
from tests.end_to_end.task_server import BotOnTaskServer, run_bot_on_task_server

Newcomer = Callable[..., Awaitable[Contributor]]

_numbers = itertools.count(1)


@pytest_asyncio.fixture(scope="package", loop_scope="package")
async def shared_bot(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[RunningBot]:
    """A bot for all modules of this package that leave it as it was."""
    async with run_bot(tmp_path_factory.mktemp("bot")) as running:
        yield running


@pytest_asyncio.fixture(loop_scope="package")
async def running(shared_bot: RunningBot) -> AsyncIterator[RunningBot]:
    """The bot, watched: after the test nothing may have gone wrong that was not provoked."""
    await shared_bot.begin()
    yield shared_bot
    await shared_bot.playground.behave()
    assert await shared_bot.complaints() == []


@pytest_asyncio.fixture(loop_scope="package")
async def guild(running: RunningBot) -> Guild:
    """A new server with two text channels."""
    return await running.playground.create_guild(f"Server {next(_numbers)}", text_channels=["work", "general"])


@pytest.fixture
def newcomer(guild: Guild) -> Newcomer:
    """Lets somebody new join the server."""

    async def join(**attributes: object) -> Contributor:
        person = await guild.add_person(f"person{next(_numbers)}", **attributes)  # type: ignore[arg-type]  # handed on
        return Contributor(person, guild, guild.channel("work"))

    return join


@pytest_asyncio.fixture(scope="package", loop_scope="package")
async def shared_on_server(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[BotOnTaskServer]:
    """A bot whose conversations are at a task server, for all modules that look at that."""
    async with run_bot_on_task_server(tmp_path_factory.mktemp("server")) as on_server:
        yield on_server


@pytest_asyncio.fixture(loop_scope="package")
async def on_server(shared_on_server: BotOnTaskServer) -> AsyncIterator[BotOnTaskServer]:
    """The same, as new, and watched."""
    await shared_on_server.begin()
    yield shared_on_server
    assert await shared_on_server.running.complaints() == []
