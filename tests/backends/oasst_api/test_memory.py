"""What the small server knows again after it was killed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random

from aiohttp import web

from bot.backends.local import LocalBackend
from bot.backends.oasst_api import OasstApiBackend
from bot.backends.values import TextAnswer
from bot.protocol.tasks import TaskType
from bot.rules.points import Scoring
from bot.rules.pool_rules import PoolRules
from bot.store import Database
from tests.backends.community import Community, MovableClock
from tests.backends.oasst_api.memory import Memory
from tests.backends.oasst_api.neighbours import Neighbours
from tests.backends.oasst_api.served import TRUSTED_KEY
from tests.backends.oasst_api.server import TaskServer, serving
from tests.prepared_database import prepared


@asynccontextmanager
async def process(folder: Path, clock: MovableClock) -> AsyncIterator[tuple[TaskServer, Community]]:
    """A server on the files of a folder, and people who work on it."""
    memory = Memory(folder / "memory.jsonl")
    state = memory.recall()

    async def keep(_: web.Request, __: web.StreamResponse) -> None:
        memory.keep(state)

    async with Database(prepared(folder / "server.sqlite3"), clock) as database:
        trees = await LocalBackend.open(database, clock, Random(1), PoolRules(scoring=Scoring.ORIGINAL))
        async with serving(TaskServer(trees, clock, state=state, seen=keep)) as server:
            client = OasstApiBackend(server.url, TRUSTED_KEY, clock, Neighbours())
            async with client:
                yield server, Community(client, clock, await client.capabilities())


async def test_an_answer_to_a_task_of_an_earlier_process_is_taken_once(tmp_path: Path) -> None:
    """Users, tasks that wait for their answer, and answers that were given are known to the next process."""
    clock = MovableClock()
    async with process(tmp_path, clock) as (_, community):
        author = community.person(1)
        held = await community.take(author, TaskType.INITIAL_PROMPT)
        answered = await community.take(author, TaskType.INITIAL_PROMPT)
        first = await community.give(answered, TextAnswer(text="Once.", language="en"))
    with (tmp_path / "memory.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"kind": "user", "username": "cut of')
    async with process(tmp_path, clock) as (server, community):
        receipt = await community.give(held, TextAnswer(text="Later.", language="en"))
        again = await community.give(answered, TextAnswer(text="Once.", language="en"))
        written = await community.backend.contributions(author, limit=10)
        assert server.state.calls["POST /frontend_users/"] == 0
        fresh = await community.take(community.person(2), TaskType.INITIAL_PROMPT)
    assert again.message_id == first.message_id
    assert receipt.message_id not in (None, first.message_id)
    assert sorted(each.message.text for each in written) == ["Later.", "Once."]
    assert fresh.task.id not in (held.task.id, answered.task.id)
    assert b"cut of" not in (tmp_path / "memory.jsonl").read_bytes()
