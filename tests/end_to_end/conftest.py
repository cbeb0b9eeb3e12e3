"""Fixtures: a house for the whole package (modules that disturb have their own), a new server for each test."""

import itertools
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
import pytest_asyncio

from playground.client import Guild
from tests.end_to_end.contributor import Contributor
from tests.end_to_end.house import House, open_house
from tests.end_to_end.task_server import Town, open_town

Newcomer = Callable[..., Awaitable[Contributor]]

_numbers = itertools.count(1)


@pytest_asyncio.fixture(scope="package", loop_scope="package")
async def shared_house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    """A house for all modules of this package that leave it as it was."""
    async with open_house(tmp_path_factory.mktemp("house")) as house:
        yield house


@pytest_asyncio.fixture(loop_scope="package")
async def house(shared_house: House) -> AsyncIterator[House]:
    """The house, watched: after the test nothing may have gone wrong that was not provoked."""
    await shared_house.begin()
    yield shared_house
    await shared_house.playground.behave()
    assert await shared_house.complaints() == []


@pytest_asyncio.fixture(loop_scope="package")
async def guild(house: House) -> Guild:
    """A new server with two text channels."""
    return await house.playground.create_guild(f"Town {next(_numbers)}", text_channels=["work", "general"])


@pytest.fixture
def newcomer(guild: Guild) -> Newcomer:
    """Lets somebody new join the server."""

    async def join(**attributes: object) -> Contributor:
        person = await guild.add_person(f"person{next(_numbers)}", **attributes)  # type: ignore[arg-type]  # handed on
        return Contributor(person, guild, guild.channel("work"))

    return join


@pytest_asyncio.fixture(scope="package", loop_scope="package")
async def shared_town(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    """A house whose conversations are at a task server, for all modules that look at that."""
    async with open_town(tmp_path_factory.mktemp("town")) as town:
        yield town


@pytest_asyncio.fixture(loop_scope="package")
async def town(shared_town: Town) -> AsyncIterator[Town]:
    """The same, as new, and watched."""
    await shared_town.begin()
    yield shared_town
    assert await shared_town.house.complaints() == []
