"""Every service of the bot that matters for people's data, on a small task server."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

from aiohttp import web

from bot.backends.local import load_secret_key
from bot.backends.oasst_api import OasstApiBackend
from bot.directory import BotDirectory
from bot.rules.pool_rules import PoolRules
from bot.store import Database
from tests.backends.oasst_api.original import OriginalTrees
from tests.backends.oasst_api.served import TRUSTED_KEY
from tests.backends.oasst_api.server import TaskServer, failure, serving
from tests.clocks import StandingClock
from tests.prepared_database import prepared
from tests.services.all_services import THRESHOLDS, AllServices
from tests.services.counting_database import CountingDatabase


@dataclass
class BotOnServer:
    """The services, and the server that their trees are on."""

    services: AllServices
    server: TaskServer
    clock: StandingClock

    def go_down(self) -> None:
        """Let the server fail at everything from now on."""

        async def fail(_: web.Request) -> web.Response:
            return failure()

        self.server.before = fail

    def come_back(self) -> None:
        """Let the server answer again."""
        self.server.before = None


@asynccontextmanager
async def open_bot_on_server(folder: Path) -> AsyncIterator[BotOnServer]:
    """A bot without anything in it, and a server too, until the block ends."""
    clock = StandingClock()
    async with AsyncExitStack() as stack:
        trees_database = await stack.enter_async_context(Database(prepared(folder / "server.sqlite3"), clock))
        trees = OriginalTrees(
            trees_database, clock, Random(1), PoolRules(thresholds=THRESHOLDS), await load_secret_key(trees_database)
        )
        server = await stack.enter_async_context(serving(TaskServer(trees, clock)))
        database = await stack.enter_async_context(CountingDatabase(prepared(folder / "bot.sqlite3"), clock))
        directory = BotDirectory(database)
        backend = await stack.enter_async_context(OasstApiBackend(server.url, TRUSTED_KEY, clock, directory))
        yield BotOnServer(AllServices(database, clock, backend), server, clock)
