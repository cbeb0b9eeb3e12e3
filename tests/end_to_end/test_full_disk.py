"""The disk takes no more: people are told, the operator once, and work goes on when there is room again."""

import json
import resource
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.end_to_end.conftest import Newcomer
from tests.end_to_end.contributor import SAVED
from tests.end_to_end.running_bot import RunningBot, run_bot

pytestmark = [
    pytest.mark.asyncio(loop_scope="package"),
    pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits a running process from outside"),
]


@pytest_asyncio.fixture(scope="module", loop_scope="package")
async def shared_bot(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[RunningBot]:
    """A bot of this module's own, whose database can grow no more for a while."""
    async with run_bot(tmp_path_factory.mktemp("full")) as running:
        yield running


async def test_a_full_disk_is_told_once(newcomer: Newcomer, running: RunningBot) -> None:
    """However many presses fail, the log has one error, with what to do; then the same card is submitted."""
    running.provoked.log = {"nothing can be stored"}
    ann = await newcomer()
    text = f"written onto a full disk, {ann.person.name}"
    preview = await ann.written(await ann.reply(), text)
    _, most = resource.prlimit(running.bot.process_id, resource.RLIMIT_FSIZE)
    log = running.folder / "bot.sqlite3-wal"
    resource.prlimit(running.bot.process_id, resource.RLIMIT_FSIZE, (_size(log), most))
    for _ in range(3):
        assert "could not be saved just now" in (await ann.press(preview, "Submit")).text
    # Long enough for everything that the bot does by itself every second or minute to fail too.
    await running.playground.advance(minutes=2)
    assert "could not be saved just now" in (await ann.press(preview, "Submit")).text
    resource.prlimit(running.bot.process_id, resource.RLIMIT_FSIZE, (most, most))
    assert SAVED in (await ann.press(preview, "Submit")).text
    running.expect_stored(text)
    lines = (running.folder / "bot.log").read_text("utf-8").splitlines()
    told = [json.loads(line) for line in lines if line.startswith("{")]
    assert [line["event"].partition(":")[0] for line in told if line["level"] == "error"] == ["nothing can be stored"]
    assert any(line["event"] == "the database can be written again" for line in told)


def _size(file: Path) -> int:
    return file.stat().st_size
