"""A bot that is watched: what programs on its machine are told while people work."""

import json
import os
import socket
from collections.abc import AsyncIterator

import aiohttp
import pytest
import pytest_asyncio

from tests.end_to_end.conftest import Newcomer
from tests.end_to_end.running_bot import RunningBot, run_bot

pytestmark = pytest.mark.asyncio(loop_scope="package")


def free_port() -> int:
    """A port that nobody has."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


PORT = free_port()


@pytest_asyncio.fixture(scope="module", loop_scope="package")
async def shared_bot(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[RunningBot]:
    """A bot of this module's own: it is watched."""
    folder = tmp_path_factory.mktemp("watched")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(os.fspath(folder / "notify"))
        async with run_bot(folder, WATCH_PORT=str(PORT), NOTIFY_SOCKET=manager.getsockname()) as running:
            assert manager.recv(100) == b"READY=1\n"
            yield running


async def told(path: str) -> tuple[int, str]:
    """What is answered there."""
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{PORT}/{path}") as response:
        return response.status, await response.text()


async def test_what_is_told_while_people_work(newcomer: Newcomer, running: RunningBot) -> None:
    """It is ready, counts what people asked for, names nobody, and answers again after a kill."""
    ann = await newcomer()
    await ann.reply()
    status, body = await told("readyz")
    assert (status, json.loads(body)["status"]) == (200, "ready"), body
    _, numbers = await told("metrics")
    assert 'dataset_bot_answer_seconds_count{asked="work",outcome="answered"}' in numbers
    assert "dataset_bot_open_sessions 1.0" in numbers
    assert 'dataset_bot_missing{language="en",what="reviews"}' in numbers
    assert str(ann.person.id) not in numbers
    await running.restart()
    assert (await told("healthz"))[0] == 200
