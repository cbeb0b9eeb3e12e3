"""A playground with a bot whose conversations are at a task server: the small one of the backends' tests.

The server runs in the process of the test, so that a test can let it fail, be slow, go away and come back as it likes.
"""

from __future__ import annotations

import itertools
import json
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, closing
from pathlib import Path
from random import Random
from typing import Any

from aiohttp import web

from bot.backends.local import LocalBackend
from bot.clock import ShiftedClock
from bot.rules.points import Scoring
from bot.rules.pool_rules import PoolRules
from bot.rules.thresholds import Thresholds
from bot.store import Database
from playground.bot_process import BotProcess
from playground.client import Guild, Outcome, Playground
from playground.screen import Message
from tests.backends.oasst_api.served import TRUSTED_KEY
from tests.backends.oasst_api.server import TaskServer, serving
from tests.end_to_end.contributor import Contributor, labels
from tests.end_to_end.conversations import TO_RANK, WITHOUT_ANYTHING, write_conversations
from tests.end_to_end.running_bot import OPENAPI, RunningBot
from tests.fork_server.forked import fork_module
from tests.prepared_database import prepared

SAVED_FOR_LATER = "Saved. It will be delivered as soon as the task server is back."
DELIVERED = "has been delivered"
UNAVAILABLE = "The task server does not answer at the moment. Nothing you wrote is lost."

Hook = Callable[[web.Request], Awaitable[web.StreamResponse | None]]

_numbers = itertools.count(1)


class BotOnTaskServer:
    """A server of Discord with a bot, and the task server behind it.

    Attributes:
        running: playground and bot.
        server: where conversations are.
        guild: new for each test.
    """

    def __init__(self, running: RunningBot, server: TaskServer, trees: Database) -> None:
        self.running = running
        self.server = server
        self.guild: Guild | None = None
        self._trees = trees
        self._served: AsyncExitStack | None = None
        self._log_read = 0

    async def begin(self) -> None:
        """Begin a test: the server is there and well, and the guild is new."""
        self.server.before = self.server.after = None
        await self.up()
        await self.running.begin()
        self.guild = await self.running.playground.create_guild(f"Port {next(_numbers)}", text_channels=["work"])
        self.new_log()

    async def newcomer(self, **attributes: Any) -> Contributor:
        """Somebody new joins."""
        assert self.guild is not None
        person = await self.guild.add_person(f"sailor{next(_numbers)}", **attributes)
        return Contributor(person, self.guild, self.guild.channel("work"))

    async def answered_text(self, text: str) -> tuple[Contributor, Message]:
        """Somebody new, and their card with a text that only wants to be submitted."""
        ann = await self.newcomer()
        return ann, await ann.written(await ann.reply(), text)

    async def answered_review(self) -> tuple[Contributor, Message]:
        """Somebody new, and their card with labels that only want to be submitted."""
        author, bea = await self.newcomer(), await self.newcomer()
        prompt = f"Een vraag van {author.person.name}"
        await author.finished(await author.work(task="initial_prompt", language=WITHOUT_ANYTHING), prompt)
        card = await bea.work(task="label_initial_prompt", language=WITHOUT_ANYTHING)
        for label in [label for label in labels(card) if ": no" in label]:
            card = await bea.pressed(card, label)
        return bea, card

    async def answered_ranking(self) -> tuple[Contributor, Message]:
        """Somebody new, and their card with a ranking that only wants to be submitted."""
        ann = await self.newcomer()
        card = await ann.work(task="rank_assistant_replies", language=TO_RANK)
        return ann, await ann.pressed(await ann.pressed(card, "B"), "C")

    async def up(self) -> None:
        """Let the task server be there; at the address where it was before."""
        if self._served is None:
            port = int(self.server.url.rsplit(":", 1)[1]) if self.server.url else 0
            self._served = AsyncExitStack()
            await self._served.enter_async_context(serving(self.server, port))

    async def down(self) -> None:
        """Let nobody be at the task server's address; what it has stored it keeps."""
        if self._served is not None:
            served, self._served = self._served, None
            await served.aclose()

    async def delivered(self) -> None:
        """Wait until the bot has nothing left to deliver; what was put off is due at once."""
        await self.running.playground.advance(minutes=10)
        await self.running.until(self._nothing_waits)

    async def stored_texts(self) -> Counter[str]:
        """Every text that the task server has, with how often it is there."""
        rows = await self._trees.read(lambda connection: connection.execute("SELECT text FROM message").fetchall())
        return Counter(text for (text,) in rows)

    async def count(self, table: str) -> int:
        """How many rows a table of the task server has."""
        query = f"SELECT count(*) FROM {table}"  # noqa: S608 - a test's own words
        (count,) = await self._trees.read(lambda connection: connection.execute(query).fetchone())
        return int(count)

    def rows(self, query: str, *arguments: int) -> list[tuple[Any, ...]]:
        """What the bot's own database has."""
        file = self.running.folder / "bot.sqlite3"
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True, timeout=10)) as connection:
            return connection.execute(query, arguments).fetchall()

    def new_log(self) -> list[dict[str, Any]]:
        """What the bot has logged at WARNING and above since the last time of asking.

        Raises:
            AssertionError: there is a traceback in the log.
        """
        log = (self.running.folder / "bot.log").read_text(encoding="utf-8")
        new, self._log_read = log[self._log_read :], len(log)
        assert "Traceback" not in new
        lines = [json.loads(line) for line in new.splitlines() if line.startswith("{")]
        return [line for line in lines if line["level"] not in {"info", "debug"}]

    async def _nothing_waits(self) -> bool:
        return self.rows("SELECT count(*) FROM outbox") == [(0,)]


def only(path: str, hook: Hook) -> Hook:
    """A hook for the calls whose path ends so; all others are well."""

    async def chosen(request: web.Request) -> web.StreamResponse | None:
        return await hook(request) if request.path.endswith(path) else None

    return chosen


def saying(status: int, body: object) -> Hook:
    """A hook that answers with JSON."""

    async def answer(_: web.Request) -> web.StreamResponse:
        return web.json_response(body, status=status)

    return answer


async def command(person: Contributor, name: str, **options: str) -> Outcome:
    """Use a command, and wait for the whole answer."""
    return await (await person.person.command(person.channel, name, **options)).settled()


async def hang_up(request: web.Request) -> None:
    """Cut the connection, so that whoever asked never hears what became of it."""
    if request.transport is not None:
        request.transport.abort()


@asynccontextmanager
async def run_bot_on_task_server(
    folder: Path, *, key: str = TRUSTED_KEY, scheme: str = "http"
) -> AsyncIterator[BotOnTaskServer]:
    """A task server with conversations to work on, a playground, and a bot between them, until the block ends.

    Args:
        folder: for all their files.
        key: what the bot shows the task server.
        scheme: of the address that the bot is told; the server itself speaks no TLS.
    """
    write_conversations(folder / "conversations.json")
    openapi = OPENAPI if OPENAPI.is_file() else None
    async with AsyncExitStack() as stack:
        playground = await stack.enter_async_context(
            Playground.start(openapi=openapi, rate_limits=False, patient=True, start_module=fork_module)
        )
        clock = ShiftedClock(playground.clock_file)
        trees = await stack.enter_async_context(Database(prepared(folder / "server.sqlite3"), clock))
        backend = await LocalBackend.open(
            trees, clock, Random(1), PoolRules(thresholds=Thresholds(max_active_trees=1000), scoring=Scoring.ORIGINAL)
        )
        await backend.import_file(folder / "conversations.json", "en")
        server = TaskServer(backend, clock)
        async with serving(server):
            address = server.url  # it is free again, and taken when the on_server begins
        operator = await playground.create_person("operator")
        bot = BotProcess(
            playground,
            folder / "bot.sqlite3",
            folder / "bot.log",
            OPERATOR_CONTACT="the harbour",
            OWNER_IDS=str(operator.id),
            TASK_BACKEND="api",
            TASK_BACKEND_URL=address.replace("http", scheme),
            TASK_BACKEND_KEY=key,
        )
        on_server = BotOnTaskServer(RunningBot(playground, bot, folder, operator), server, trees)
        stack.push_async_callback(on_server.down)
        await on_server.up()
        await stack.enter_async_context(bot.running())
        yield on_server
