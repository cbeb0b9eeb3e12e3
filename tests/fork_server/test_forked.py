"""Tests of forked processes: they do what started ones do."""

import signal
from asyncio.subprocess import PIPE
from pathlib import Path

import pytest

from playground.bot_process import clean_environment
from playground.module_process import ModuleProcess, StartModule, start_module
from tests.fork_server.forked import fork_module

pytestmark = pytest.mark.slow


async def begun(start: StartModule, folder: Path, *arguments: str) -> ModuleProcess:
    """A command of the bot, in a folder."""
    environment = {**clean_environment(), "DATABASE_PATH": "trees.sqlite3", "COLUMNS": "60"}
    return await start("bot", *arguments, environment=environment, folder=folder, stdout=PIPE, stderr=PIPE)


@pytest.mark.parametrize(
    ("arguments", "exit_code"),
    [(["--version"], 0), (["--help"], 0), (["unknown"], 2), (["stats"], 1), (["migrate"], 0), (["run"], 1)],
)
async def test_a_command_ends_in_the_same_way(tmp_path: Path, arguments: list[str], exit_code: int) -> None:
    """It has the same output, errors and exit code, and writes its files into the same folder."""
    ends = []
    for start in (start_module, fork_module):
        folder = tmp_path / start.__name__
        folder.mkdir()
        process = await begun(start, folder, *arguments)
        ends.append((await process.communicate(), process.returncode, sorted(file.name for file in folder.iterdir())))
    assert ends[0] == ends[1]
    assert ends[0][1] == exit_code


async def test_it_can_be_killed(tmp_path: Path) -> None:
    """Killed, it is gone, with the number of the signal as others have it, and nobody else is."""
    process, other = [await begun(fork_module, tmp_path, "doctor") for _ in range(2)]
    assert process.pid != other.pid
    process.kill()
    assert await process.wait() == process.returncode == -signal.SIGKILL
    await other.communicate()
    assert other.returncode == 1
    process.kill()
