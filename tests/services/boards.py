"""The services of boards on a real database, with trees of its own or those of a small task server."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from random import Random
from uuid import UUID

from bot.backends.base import Capability, TaskBackend
from bot.backends.local import LocalBackend, load_secret_key
from bot.backends.oasst_api import OasstApiBackend
from bot.directory import BotDirectory
from bot.good_news.service import GoodNews
from bot.interactions.click import Click, Place
from bot.interactions.components import Button
from bot.interactions.responses import Response
from bot.leaderboards.leaderboard import Leaderboard
from bot.leaderboards.profiles import Profiles
from bot.leaderboards.shared_profiles import SharedProfiles
from bot.leaderboards.visible_boards import VisibleBoards
from bot.people.agreement import Agreement
from bot.people.service import People
from bot.people.visibility import Visibility
from bot.policy import Rights
from bot.protocol.tasks import TaskType
from bot.rules.points import Scoring
from bot.rules.pool_rules import PoolRules
from bot.rules.thresholds import Thresholds
from bot.state.person import Person
from bot.store import Database
from bot.work_threads.service import WorkThreads
from tests.backends.community import Community, MovableClock
from tests.backends.oasst_api.served import UNTRUSTED_KEY
from tests.backends.oasst_api.server import TaskServer, serving
from tests.cards.limits import check_card
from tests.cards.test_people import words
from tests.catalogue import CATALOGUE
from tests.clocks import StandingClock
from tests.prepared_database import prepared
from tests.services.in_memory_discord import InMemoryDiscord

SERVER, CHANNEL = 7, 8


class BoardServices:
    """People, what they do, and the services that show it.

    Attributes:
        server: the task server, where the trees are elsewhere.
    """

    def __init__(
        self,
        database: Database,
        clock: MovableClock,
        backend: TaskBackend,
        capabilities: frozenset[Capability],
        server: TaskServer | None = None,
    ) -> None:
        self.database = database
        self.clock = clock
        self.backend = backend
        self.server = server
        self.community = Community(backend, clock, capabilities)
        self.people = People(database, clock, backend, Agreement("Ann", "ann@example.org", "CC0", 18), CATALOGUE)
        self.visibility = Visibility(database, clock, backend)
        self.visible_boards = VisibleBoards(backend, self.visibility)
        self.leaderboard = Leaderboard(self.visible_boards)
        shared = SharedProfiles(database, clock)
        threads = WorkThreads(database, clock, InMemoryDiscord(StandingClock()))
        self.good_news = GoodNews(database, clock, backend, self.people, threads, CATALOGUE)
        self.profiles = Profiles(
            backend, clock, self.people, self.visible_boards, self.visibility, shared, self.good_news
        )
        self._ids = itertools.count(1)

    async def person(self, *, agreed: bool = True) -> Person:
        """Somebody new."""
        number = next(self._ids)
        person = await self.people.identify(number, f"Person {number}")
        if agreed:
            person = await self.people.answer_agreement(person, accepted=True, server_id=SERVER)
        return person

    async def prompt_of(self, person: Person, server: int | None = SERVER) -> UUID:
        """Somebody writes a prompt; gives its id."""
        held = await self.community.take(person.contributor, TaskType.INITIAL_PROMPT, server=server)
        receipt = await self.community.give(held, server=server)
        assert receipt.message_id is not None
        return receipt.message_id

    async def reviews_of(self, person: Person, count: int = 1, server: int | None = SERVER) -> None:
        """Somebody earns two points for each review of somebody else's prompt."""
        for _ in range(count):
            await self.prompt_of(await self.person(), server)
            held = await self.community.take(person.contributor, TaskType.LABEL_INITIAL_PROMPT, server=server)
            await self.community.give(held, server=server)


@asynccontextmanager
async def open_board_services(folder: Path) -> AsyncIterator[BoardServices]:
    """Services with trees of its own. One review decides, so that each prompt is reviewed once."""
    clock = MovableClock()
    thresholds = Thresholds(num_reviews_initial_prompt=1)
    async with Database(prepared(folder / "bot.sqlite3"), clock) as database:
        backend = LocalBackend(
            database,
            clock,
            Random(1),
            PoolRules(thresholds=thresholds, scoring=Scoring.ORIGINAL),
            await load_secret_key(database),
        )
        yield BoardServices(database, clock, backend, await backend.capabilities())


@asynccontextmanager
async def open_board_services_of_task_server(folder: Path, key: str = UNTRUSTED_KEY) -> AsyncIterator[BoardServices]:
    """Services whose trees are kept by a task server that asks nobody for its terms."""
    clock = MovableClock()
    async with AsyncExitStack() as stack:
        elsewhere = await stack.enter_async_context(Database(prepared(folder / "server.sqlite3"), clock))
        trees = LocalBackend(
            elsewhere, clock, Random(1), PoolRules(scoring=Scoring.ORIGINAL), await load_secret_key(elsewhere)
        )
        server = await stack.enter_async_context(serving(TaskServer(trees, clock, asks_for_terms=False)))
        database = await stack.enter_async_context(Database(prepared(folder / "bot.sqlite3"), clock))
        client = OasstApiBackend(server.url, key, clock, BotDirectory(database))
        backend = await stack.enter_async_context(client)
        yield BoardServices(database, clock, backend, await backend.capabilities(), server)


def click(
    person: Person, argument: str | None = None, *values: str, server_id: int | None = SERVER, writes: bool = True
) -> Click:
    """A command or a press of somebody's."""
    return Click(
        person=person,
        place=Place(server_id=server_id, channel_id=CHANNEL),
        say=CATALOGUE.sentences("en"),
        locale="en-US",
        rights=Rights(writes=writes and server_id is not None),
        argument=argument,
        values=values,
    )


def text_of(answer: Response) -> str:
    """All that the answer itself says, which is a valid message."""
    assert answer.card is not None
    check_card(answer.card)
    return words(answer.card)


def labels_of(answer: Response) -> list[str]:
    """The words on the buttons of an answer that can be pressed."""
    assert answer.card is not None
    return [item.label for item in answer.card.controls() if isinstance(item, Button) and not item.disabled]
