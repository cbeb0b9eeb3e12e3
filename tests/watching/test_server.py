"""Tests of the server for whoever watches, on a real port with a real database and backend."""

import json
import re
import shutil
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path
from random import Random

import aiohttp
import pytest

from bot.backends.local import LocalBackend
from bot.errors import StartError
from bot.rules.pool_rules import PoolRules
from bot.store import Database
from bot.watching.facts import FactFinder
from bot.watching.metrics import Metrics
from bot.watching.server import ADDRESS, watched
from tests.clocks import StandingClock
from tests.prepared_database import prepared

ROOT = Path(__file__).resolve().parents[2]


class Connected:
    """A bot of which so many parts are not connected."""

    heartbeat_latency = 0.05
    missing = 0

    def disconnected_shards(self) -> int:
        """How many."""
        return self.missing


@pytest.fixture
def gateway() -> Connected:
    """The connection to Discord."""
    return Connected()


@pytest.fixture
def metrics() -> Metrics:
    """What is counted."""
    return Metrics()


@pytest.fixture
async def address(tmp_path: Path, gateway: Connected, metrics: Metrics) -> AsyncIterator[str]:
    """Where it is answered."""
    clock = StandingClock()
    async with Database(prepared(tmp_path / "bot.sqlite3"), clock) as database:
        backend = await LocalBackend.open(database, clock, Random(1), PoolRules())
        facts = FactFinder(database, backend, gateway, clock)
        async with watched(0, metrics, facts, makes_backups=False) as port:
            yield f"http://{ADDRESS}:{port}"


async def get(address: str, host: str = "") -> tuple[int, str]:
    """What is answered."""
    headers = {"Host": host} if host else {}
    async with aiohttp.ClientSession() as session, session.get(address, headers=headers) as response:
        return response.status, await response.text()


async def test_all_is_well(address: str) -> None:
    """It lives, and is ready with all its parts."""
    assert (await get(f"{address}/healthz"))[0] == 200
    status, body = await get(f"{address}/readyz")
    told = json.loads(body)
    assert (status, told["status"]) == (200, "ready")
    assert set(told["parts"]) == {"gateway", "database", "backend", "outbox", "backup", "disk"}


async def test_one_part_is_not_ready(address: str, gateway: Connected) -> None:
    """Without Discord it lives, and is not ready."""
    gateway.missing = 1
    status, body = await get(f"{address}/readyz")
    assert (status, json.loads(body)["parts"]["gateway"]["ready"]) == (503, False)
    assert (await get(f"{address}/healthz"))[0] == 200


async def test_another_host_is_refused(address: str) -> None:
    """A page in a browser whose name leads to this machine is told nothing; nor is there anything to post."""
    for path in ("healthz", "readyz", "metrics"):
        assert (await get(f"{address}/{path}", "evil.example:80"))[0] == 403
    async with aiohttp.ClientSession() as session, session.post(f"{address}/readyz") as response:
        assert response.status == 405


async def test_a_port_that_is_taken(address: str, tmp_path: Path, gateway: Connected) -> None:
    """Whoever starts on the same port reads a sentence."""
    clock, port = StandingClock(), int(address.rpartition(":")[2])
    async with Database(prepared(tmp_path / "other.sqlite3"), clock) as database:
        backend = await LocalBackend.open(database, clock, Random(1), PoolRules())
        facts = FactFinder(database, backend, gateway, clock)
        with pytest.raises(StartError, match=f"WATCH_PORT: {ADDRESS}:{port} cannot be used"):
            async with watched(port, Metrics(), facts, makes_backups=False):
                pass


async def test_numbers_are_told(address: str, metrics: Metrics) -> None:
    """Answers are counted by what was asked and its outcome, and what is looked up is there."""
    metrics.note_answer("work", "answered", 0.03)
    metrics.note_answer("work", "answered", 0.3)
    _, told = await get(f"{address}/metrics")
    assert 'dataset_bot_answer_seconds_count{asked="work",outcome="answered"} 2.0' in told
    assert 'dataset_bot_answer_seconds_bucket{asked="work",le="0.05",outcome="answered"} 1.0' in told
    assert "dataset_bot_outbox_entries 0.0" in told
    assert "dataset_bot_gateway_latency_seconds 0.05" in told


async def test_what_is_drawn_and_watched_is_told(address: str, metrics: Metrics) -> None:
    """Each number that the dashboard and the rules name is told by the bot, and the page explains each of them."""
    metrics.note_answer("work", "answered", 0.03)
    _, told = await get(f"{address}/metrics")
    known = {re.sub(r"_(bucket|count|sum|created)$", "", each) for each in re.findall(r"^# TYPE (\S+)", told, re.M)}
    absent = {"dataset_bot_backup_age_seconds"}  # until there is one
    for name in ("alerts.yml", "dashboard.json"):
        named = set(re.findall(r"dataset_bot_[a-z_]+", (ROOT / "operations" / name).read_text("utf-8")))
        assert {re.sub(r"_(bucket|count)$", "", each) for each in named} <= known | absent, name
    explained = set(re.findall(r"dataset_bot_[a-z_]+", (ROOT / "docs" / "watching.md").read_text("utf-8")))
    assert {each for each in known | absent if each.startswith("dataset_bot_")} == explained


def test_the_rules_are_prometheus_s() -> None:
    """Prometheus' own tool takes the rules."""
    tool = shutil.which("promtool")
    if tool is None:
        pytest.skip("promtool is not on this machine")
    subprocess.run([tool, "check", "rules", ROOT / "operations" / "alerts.yml"], check=True, capture_output=True)
