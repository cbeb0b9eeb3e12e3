"""What is pointed out to those who write, and the child process that guesses languages for it."""

import os
import signal
from collections.abc import AsyncIterator, Collection
from pathlib import Path

import pytest
import pytest_asyncio

from playground.screen import Message
from tests.end_to_end.conftest import Newcomer
from tests.end_to_end.contributor import Contributor
from tests.end_to_end.running_bot import RunningBot, run_bot

pytestmark = [
    pytest.mark.asyncio(loop_scope="package"),
    pytest.mark.skipif(
        not Path("/proc/thread-self/children").exists(), reason="looks at processes as Linux shows them"
    ),
]

GERMAN = "Das ist eine ausführliche Antwort auf die Frage, die du mir eben gestellt hast."
HINT = "This seems to be German. It will be stored as English."


@pytest_asyncio.fixture(scope="module", loop_scope="package")
async def shared_bot(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[RunningBot]:
    """A bot of this module's own: it and its child are killed."""
    async with run_bot(tmp_path_factory.mktemp("hints")) as running:
        yield running


async def test_a_text_in_another_language_is_pointed_out(newcomer: Newcomer, running: RunningBot) -> None:
    """A child that came with the package says so, not the bot; killed, it is followed by another."""
    assert children_of(running.bot.process_id) == set()
    ann = await newcomer()
    card = await ann.reply()
    first = await one_child(running)
    assert first != set()
    preview = await hinted(ann, running, card)
    assert children_of(running.bot.process_id) == first
    assert loaded(first, "numpy")
    assert not loaded({running.bot.process_id}, "numpy")
    for child in first:
        os.kill(child, signal.SIGKILL)
    await hinted(ann, running, preview)
    assert children_of(running.bot.process_id).isdisjoint(first)
    assert GERMAN not in (running.folder / "bot.log").read_text(encoding="utf-8")


async def test_nothing_is_left_of_a_bot_that_was_killed(newcomer: Newcomer, running: RunningBot) -> None:
    """After `kill -9` of the bot its child ends by itself, and the text is there when the bot comes back."""
    ann = await newcomer()
    await hinted(ann, running, await ann.reply())
    children = children_of(running.bot.process_id)
    assert children != set()
    await running.restart()

    async def are_gone() -> bool:
        return not any(map(lives, children))

    await running.until(are_gone)
    assert GERMAN in (await ann.work()).text


async def hinted(ann: Contributor, running: RunningBot, card: Message) -> Message:
    """The card after a German text was written for it, once it has the hint: on a busy machine a text may have none."""
    shown = card

    async def has_hint() -> bool:
        nonlocal shown
        shown = await ann.written(shown, GERMAN)
        return HINT in shown.text

    await running.until(has_hint)
    return shown


async def one_child(running: RunningBot) -> set[int]:
    """The bot's children, once there are any."""

    async def has_any() -> bool:
        return bool(children_of(running.bot.process_id))

    await running.until(has_any)
    return children_of(running.bot.process_id)


def children_of(process_id: int) -> set[int]:
    """The process ids of a process's own children, whichever of its threads started them."""
    tasks = Path(f"/proc/{process_id}/task").glob("*/children")
    return {int(child) for children in tasks for child in children.read_text("ascii").split()}


def loaded(process_ids: Collection[int], library: str) -> bool:
    """Whether a library is in the memory of any of these processes."""
    return any(library in Path(f"/proc/{each}/maps").read_text("utf-8") for each in process_ids)


def lives(process_id: int) -> bool:
    """Whether a process runs: one that has ended may stay in the list until somebody asks how it ended."""
    try:
        state = Path(f"/proc/{process_id}/stat").read_text("utf-8").rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"
