"""The backends that the suite runs on. A new one adds its factory here."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager, contextmanager
from pathlib import Path
from random import Random
from typing import Any, Protocol

import pytest
from aiohttp import web

from bot.backends.base import TaskBackend
from bot.backends.local import LocalBackend, load_secret_key
from bot.backends.oasst_api import OasstApiBackend
from bot.rules.points import Scoring
from bot.rules.pool_rules import PoolRules
from bot.rules.thresholds import Thresholds
from bot.store import Database
from tests.backends.community import Community, Law, MovableClock
from tests.backends.conformance import live
from tests.backends.oasst_api.described import Description
from tests.backends.oasst_api.neighbours import Neighbours
from tests.backends.oasst_api.original import OriginalTrees
from tests.backends.oasst_api.served import TRUSTED_KEY
from tests.backends.oasst_api.server import TaskServer, serving
from tests.prepared_database import prepared
from tests.protocol import recordings


class Factory(Protocol):
    """Opens an empty backend."""

    def __call__(
        self, folder: Path, clock: MovableClock, thresholds: Thresholds
    ) -> AbstractAsyncContextManager[TaskBackend]:
        """Open it; it looks at the clock, and stores what it must in the folder."""
        ...


@asynccontextmanager
async def local(folder: Path, clock: MovableClock, thresholds: Thresholds) -> AsyncIterator[TaskBackend]:
    """The local backend, with the points of the wire's formula."""
    async with Database(prepared(folder / "bot.sqlite3"), clock) as database:
        yield LocalBackend(
            database,
            clock,
            Random(1),
            PoolRules(thresholds=thresholds, scoring=Scoring.ORIGINAL),
            await load_secret_key(database),
        )


@asynccontextmanager
async def oasst_api(folder: Path, clock: MovableClock, thresholds: Thresholds) -> AsyncIterator[TaskBackend]:
    """The client of the task backend API with a trusted key, against a small server on other trees."""
    async with AsyncExitStack() as stack:
        database = await stack.enter_async_context(Database(prepared(folder / "server.sqlite3"), clock))
        trees = OriginalTrees(
            database, clock, Random(1), PoolRules(thresholds=thresholds), await load_secret_key(database)
        )
        # The suite's people have agreed to everything; what happens to others is tested beside the client.
        server = await stack.enter_async_context(serving(TaskServer(trees, clock, asks_for_terms=False)))
        server.seen = stack.enter_context(described())
        yield await stack.enter_async_context(OasstApiBackend(server.url, TRUSTED_KEY, clock, Neighbours()))


@contextmanager
def described() -> Iterator[Callable[[web.Request, web.StreamResponse], Awaitable[None]]]:
    """Holds calls and answers against the backend's description, where that is beside us; fails at the end."""
    faults: list[str] = []
    description = Description(recordings.description()) if recordings.has_description() else None

    async def look(request: web.Request, response: web.StreamResponse) -> None:
        if description is not None:
            faults.extend(await description.faults(request, response))

    yield look
    assert not faults, "\n".join(dict.fromkeys(faults))


FACTORIES: dict[str, Factory] = {"local": local, "oasst_api": oasst_api}
LIVE = "live"
LEFT_OUT: dict[str, frozenset[Law]] = {
    "oasst_api": frozenset({Law.EFFECTS, Law.FLAGS, Law.SCALES}),
    LIVE: live.LEFT_OUT,
}
"""The laws that a backend leaves out; `pytest -rs` says which, and why."""

_ALIKE: dict[str, Any] = {"weigh_acceptance": False, "weigh_rankings": False, "max_extra_reviews": 0}

Found = Callable[..., Awaitable[Community]]


@pytest.fixture(params=[*FACTORIES, *([LIVE] if live.URL else [])])
async def found(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Found]:
    """Founds a community with an empty backend; arguments are thresholds that differ from the defaults.

    All votes count alike, as a task server has it; where they do not, see `tests/backends/local/test_weighing.py`.
    """
    for marker in request.node.iter_markers("law"):
        (law,) = marker.args
        if law in LEFT_OUT.get(request.param, ()):
            pytest.skip(f"this backend leaves that out: {law}")
    async with AsyncExitStack() as stack:

        async def open_one(**thresholds: Any) -> Community:
            if request.param == LIVE:
                return await stack.enter_async_context(live.live_community(Thresholds(**thresholds)))
            wanted = Thresholds(**{**_ALIKE, **thresholds})
            clock = MovableClock()
            backend = await stack.enter_async_context(FACTORIES[request.param](tmp_path, clock, wanted))
            return Community(backend, clock, await backend.capabilities())

        yield open_one
