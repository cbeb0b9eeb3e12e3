"""A local backend whose file can be looked into."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import pytest

from bot.backends.local import LocalBackend, load_secret_key
from bot.rules.points import Scoring
from bot.rules.pool_rules import PoolRules
from bot.rules.thresholds import Thresholds
from bot.store import Database
from tests.backends.community import Community, MovableClock
from tests.prepared_database import prepared


@dataclass
class LocalCommunity(Community):
    """A community on a local backend, with a look behind it."""

    local: LocalBackend = None  # type: ignore[assignment]  # a dataclass wants a default after those of its base
    database: Database = None  # type: ignore[assignment]  # likewise

    async def rows(self, statement: str, *values: Any) -> list[Any]:
        """What is in the file."""

        def read(connection: sqlite3.Connection) -> list[Any]:
            return connection.execute(statement, values).fetchall()

        return await self.database.read(read)


Founded = Callable[..., Awaitable[LocalCommunity]]


@pytest.fixture
async def founded(tmp_path: Path) -> AsyncIterator[Founded]:
    """Founds a community on a local backend; arguments are the rate of checks, and thresholds not the usual."""
    async with AsyncExitStack() as stack:

        async def open_one(
            thresholds: Thresholds | None = None,
            *,
            scoring: Scoring = Scoring.QUALITY,
            check_rate: float = 0.0,
            **changes: Any,
        ) -> LocalCommunity:
            clock = MovableClock()
            database = await stack.enter_async_context(Database(prepared(tmp_path / "bot.sqlite3"), clock))
            chosen = Thresholds(**changes) if thresholds is None else thresholds
            key = await load_secret_key(database)
            backend = LocalBackend(
                database, clock, Random(1), PoolRules(thresholds=chosen, scoring=scoring, check_rate=check_rate), key
            )
            return LocalCommunity(backend, clock, await backend.capabilities(), local=backend, database=database)

        yield open_one
