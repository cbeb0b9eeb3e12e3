"""Tests of starting and ending children: real ones."""

import asyncio
import json
import os
import sys
from pathlib import Path

import pytest

from bot.child_process import Child, python_module, reason_of_end, running_child

SHOW = "import json, os, sys; print(json.dumps([dict(os.environ), sys.orig_argv, os.getpgrp()]), flush=True)"


async def test_a_child_knows_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the bot's settings is in a child's environment or arguments."""
    monkeypatch.setenv("DISCORD_TOKEN", "very secret")
    monkeypatch.setenv("TASK_BACKEND_KEY", "very secret")
    async with running_child((sys.executable, "-P", "-c", SHOW)) as child:
        environment, arguments, _ = json.loads(await child.stdout.readline())
    assert "PYTHONPATH" in environment
    assert not {name for name in environment if "TOKEN" in name or "KEY" in name}
    assert "very secret" not in json.dumps([environment, arguments])


async def test_a_child_does_not_hear_control_c() -> None:
    """A signal that a terminal sends to the bot's group of processes does not reach its children."""
    async with running_child((sys.executable, "-P", "-c", SHOW)) as child:
        *_, group = json.loads(await child.stdout.readline())
    assert group != os.getpgrp()


async def test_a_child_ends_with_the_block() -> None:
    """However the block ends, the child is gone afterwards."""
    children: list[Child] = []
    is_there = asyncio.Event()

    async def leave() -> None:
        async with running_child(("sleep", "600")) as child:
            children.append(child)
            raise ZeroDivisionError

    async def wait() -> None:
        async with running_child(("sleep", "600")) as child:
            children.append(child)
            is_there.set()
            await asyncio.Event().wait()

    with pytest.raises(ZeroDivisionError):
        await leave()
    waiting = asyncio.create_task(wait())
    await is_there.wait()
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert len(children) == 2
    for child in children:
        with pytest.raises(ProcessLookupError):
            os.kill(child.process.pid, 0)


async def test_who_has_ended_can_be_written_to() -> None:
    """Writing to a child that has ended raises nothing; reading then gives the end."""
    async with running_child((sys.executable, "-c", "import sys; sys.exit('no room')")) as child:
        await child.process.wait()
        for _ in range(3):
            await child.send(b"x" * 1_000_000)
        assert await child.stdout.read() == b""
        assert reason_of_end(child.process.returncode, await child.stderr.read()) == "the child ended with 1: no room"


@pytest.mark.slow
async def test_modules_are_found_wherever_the_bot_is_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A child finds the bot's modules from any folder, and takes none from there."""
    monkeypatch.chdir(tmp_path)
    async with running_child(python_module("bot.language_model")) as child:
        await child.send(b'""\n')
        assert await child.stdout.readline() == b"null\n"
