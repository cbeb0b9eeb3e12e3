"""Tests of what a package says beside its task."""

from bot.backends.values import Progress
from bot.protocol.tasks import TaskType
from tests.backends.local.conftest import Founded


async def test_progress(founded: Founded) -> None:
    """A package says how many accepted messages its tree has, and how many it is to have."""
    community = await founded()
    prompt = await community.growing_tree()
    await community.accepted_reply(prompt, TaskType.ASSISTANT_REPLY)
    held = await community.take(community.person(1), TaskType.PROMPTER_REPLY)
    assert held.offer.progress == Progress(messages=2, goal=12)
