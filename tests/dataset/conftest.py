"""Pools that are made once for all tests of a file, and only read."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.dataset.pools import set_some_aside, worked_on


async def _make(path: Path, seed: int) -> None:
    async with worked_on(path, seed) as community:
        await set_some_aside(community, seed)


@pytest.fixture(scope="package", params=[0, 3])
def pool(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """A connection to a pool in which people have worked, and of whom some are set aside or gone."""
    path = tmp_path_factory.mktemp("pool") / "bot.sqlite3"
    asyncio.run(_make(path, request.param))
    connection = sqlite3.connect(path, isolation_level=None)
    yield connection
    connection.close()
