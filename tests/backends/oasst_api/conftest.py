"""A small server and clients of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import pytest

from bot.backends.local import load_secret_key
from bot.backends.oasst_api import OasstApiBackend, Timeouts
from bot.rules.pool_rules import PoolRules
from bot.rules.rate_limits import RateLimit, RateLimits
from bot.rules.thresholds import Thresholds
from bot.store import Database
from tests.backends.community import Community, MovableClock
from tests.backends.oasst_api.neighbours import Neighbours
from tests.backends.oasst_api.original import OriginalTrees
from tests.backends.oasst_api.served import TRUSTED_KEY
from tests.backends.oasst_api.server import TaskServer, serving
from tests.prepared_database import prepared

SHORT = Timeouts(connect=0.5, read=0.5, write=0.5, pool=0.5, total=1.0)
"""For servers that never answer; those that do answer at once."""


@dataclass
class Installation:
    """A server, and bots that work with it."""

    server: TaskServer
    clock: MovableClock
    stack: AsyncExitStack

    async def client(self, key: str = TRUSTED_KEY, timeouts: Timeouts | None = None) -> OasstApiBackend:
        """A client of its own, as a process has after its start."""
        backend = OasstApiBackend(self.server.url, key, self.clock, Neighbours(), timeouts or Timeouts())
        return await self.stack.enter_async_context(backend)

    async def community(self, key: str = TRUSTED_KEY, timeouts: Timeouts | None = None) -> Community:
        """People who work through a client."""
        client = await self.client(key, timeouts)
        return Community(client, self.clock, await client.capabilities())

    def grow_small_trees(self) -> None:
        """Let a prompt with two replies be a whole tree."""
        self._follow(replace(self.server.trees.rules.thresholds, goal_tree_size=3, max_tree_depth=1))

    def take_short_texts(self, size: int) -> None:
        """Let the server refuse longer texts."""
        self._follow(replace(self.server.trees.rules.thresholds, message_size=size))

    def limit(self, count: int, span: int) -> None:
        """Let the server refuse who asks too often."""
        limits = RateLimits(tasks=RateLimit(count, span))
        self.server.trees.rules = replace(self.server.trees.rules, rate_limits=limits)

    def _follow(self, thresholds: Thresholds) -> None:
        self.server.trees.rules = replace(self.server.trees.rules, thresholds=thresholds)


@pytest.fixture
async def installation(tmp_path: Path) -> AsyncIterator[Installation]:
    """A server that asks for the terms, with nothing in it."""
    clock = MovableClock()
    async with AsyncExitStack() as stack:
        database = await stack.enter_async_context(Database(prepared(tmp_path / "server.sqlite3"), clock))
        trees = OriginalTrees(database, clock, Random(1), PoolRules(), await load_secret_key(database))
        server = await stack.enter_async_context(serving(TaskServer(trees, clock)))
        yield Installation(server, clock, stack)
