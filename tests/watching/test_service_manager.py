"""Tests of what systemd is told, on a real socket; and that it would take the bot's unit."""

import asyncio
import os
import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.watching.service_manager import service_manager_told

UNIT = Path(__file__).resolve().parents[2] / "operations" / "assistant-dataset-bot.service"
MOST_EXPOSED = 2.0


@pytest.fixture
def listening(tmp_path: Path) -> Iterator[socket.socket]:
    """The socket of a service manager."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as found:
        found.bind(os.fspath(tmp_path / "notify"))
        found.setblocking(False)
        yield found


async def next_told(listening: socket.socket) -> str:
    """What it is told next."""
    async with asyncio.timeout(60):
        return (await asyncio.get_running_loop().sock_recv(listening, 100)).decode().strip()


async def test_what_it_is_told(listening: socket.socket, monkeypatch: pytest.MonkeyPatch) -> None:
    """The bot lives again and again, is ready once, and ends."""
    monkeypatch.setenv("WATCHDOG_USEC", "20000")
    async with service_manager_told(listening.getsockname()) as ready:
        assert [await next_told(listening) for _ in range(3)] == ["WATCHDOG=1"] * 3
        ready()
        told = {await next_told(listening) for _ in range(9)}
    assert told == {"READY=1", "WATCHDOG=1"}
    while (last := await next_told(listening)) == "WATCHDOG=1":
        pass
    assert last == "STOPPING=1"


async def test_without_a_watchdog(listening: socket.socket, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where none is set it is told of the beginning and the end alone; a manager that has gone harms nobody."""
    monkeypatch.delenv("WATCHDOG_USEC", raising=False)
    async with service_manager_told(listening.getsockname()) as ready:
        await asyncio.sleep(0)
        ready()
    assert [await next_told(listening) for _ in range(2)] == ["READY=1", "STOPPING=1"]
    async with service_manager_told("/nowhere/at/all") as ready:
        ready()


async def test_an_abstract_socket() -> None:
    """An address that begins with @ is in no folder."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(f"\0assistant-dataset-bot-test-{os.getpid()}")
        listening.setblocking(False)
        async with service_manager_told(f"@assistant-dataset-bot-test-{os.getpid()}") as ready:
            ready()
        assert await next_told(listening) == "READY=1"


def test_the_unit_is_hardened(tmp_path: Path) -> None:
    """systemd takes the unit, and finds that it exposes at most 2.0 of 10."""
    tool = shutil.which("systemd-analyze")
    if tool is None:
        pytest.skip("systemd-analyze is not on this machine")
    here = tmp_path / UNIT.name
    # Where it is to be installed there is nothing here.
    here.write_text(re.sub(r"(?m)^ExecStart=.*$", "ExecStart=/bin/true", UNIT.read_text("utf-8")), "utf-8")
    subprocess.run([tool, "verify", here], check=True, capture_output=True)
    ended = subprocess.run([tool, "security", "--offline=yes", here], check=True, capture_output=True, text=True)
    exposed = re.search(r"Overall exposure level for \S+: ([\d.]+)", ended.stdout)
    assert exposed is not None
    assert float(exposed[1]) <= MOST_EXPOSED
