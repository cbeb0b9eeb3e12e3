"""Services on a database and a Discord of their own; logs that are as before after a test."""

import logging
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
import structlog

from bot.log import LIBRARIES, QUOTING_LOGGERS
from bot.people import repository
from bot.state.person import Person
from bot.store import Database
from bot.work_threads.service import WorkThreads
from tests.clocks import StandingClock
from tests.prepared_database import prepared
from tests.services.in_memory_discord import InMemoryDiscord
from tests.services.sessions import SessionServices, open_session_services

HERE, THERE = 11, 12
"""Two text channels."""


@pytest.fixture
def clock() -> StandingClock:
    """A clock that the test moves."""
    return StandingClock()


@pytest.fixture
async def database(tmp_path: Path, clock: StandingClock) -> AsyncIterator[Database]:
    """An open, empty database."""
    async with Database(prepared(tmp_path / "bot.sqlite3"), clock) as opened:
        yield opened


@pytest.fixture
async def ann(database: Database) -> Person:
    """A contributor."""
    person = Person(uuid4(), 7, "Ann")
    await database.write(repository.save, person.person_id, person.discord_id, person.display_name, 1)
    return person


@pytest.fixture
def discord(clock: StandingClock) -> InMemoryDiscord:
    """A server with two text channels."""
    return InMemoryDiscord(clock, HERE, THERE)


@pytest.fixture
def threads(database: Database, clock: StandingClock, discord: InMemoryDiscord) -> WorkThreads:
    """The service on them."""
    return WorkThreads(database, clock, discord)


@pytest.fixture
async def services(tmp_path: Path) -> AsyncIterator[SessionServices]:
    """Work sessions, and a few prompts to reply to."""
    async with open_session_services(tmp_path) as opened:
        await opened.prompts(*(f"What is the number {number} good for?" for number in range(10)))
        yield opened


@pytest.fixture
def restored_logging() -> Iterator[None]:
    """Put everything back that a test's logs have changed."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    levels = {name: logging.getLogger(name).level for name in (*LIBRARIES, *QUOTING_LOGGERS)}
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    for name, former in levels.items():
        logging.getLogger(name).setLevel(former)
    structlog.reset_defaults()
