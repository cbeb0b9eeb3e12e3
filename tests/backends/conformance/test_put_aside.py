"""Packages that are put aside: no skip, open to all again, and handed out again with what was the same."""

from __future__ import annotations

import pytest

from bot.backends.base import Capability
from bot.backends.errors import NoTaskAvailable, NotSupported, NotYourTask, TaskAlreadyDone
from bot.protocol.moments import DAY
from bot.protocol.tasks import TaskType
from bot.protocol.trees import TreeState
from tests.backends import rulings
from tests.backends.conformance.conftest import Found


async def test_what_cannot_be_put_aside_is_said(found: Found) -> None:
    """A backend without the capability refuses both steps, and the package stays as it was."""
    community = await found()
    held = await community.take(community.person(1), TaskType.INITIAL_PROMPT)
    if Capability.PUT_ASIDE not in community.capabilities:
        with pytest.raises(NotSupported):
            await community.backend.put_aside(held.person, held.session)
        with pytest.raises(NotSupported):
            await community.backend.take_up(held.person, held.session)
    assert (await community.give(held)).message_id is not None


async def test_what_was_put_aside_is_open_to_all(found: Found) -> None:
    """Others are asked about the item at once, and so is whoever put it aside; twice is once."""
    community = await found()
    community.needs(Capability.PUT_ASIDE)
    await community.growing_tree()
    for number in (1, 2, 1):
        held = await community.take(community.person(number), TaskType.ASSISTANT_REPLY)
        for _ in range(2):
            await community.backend.put_aside(held.person, held.session)
    assert (await community.backend.availability(community.person(1), "en"))[TaskType.ASSISTANT_REPLY] == 1


@pytest.mark.parametrize(
    "task_type",
    [
        TaskType.INITIAL_PROMPT,
        TaskType.LABEL_INITIAL_PROMPT,
        TaskType.ASSISTANT_REPLY,
        TaskType.RANK_ASSISTANT_REPLIES,
    ],
)
async def test_a_package_is_taken_up_as_it_was(found: Found, task_type: TaskType) -> None:
    """The same item comes with the same texts in the same order, and time to answer; the answer is taken once."""
    community = await found(goal_tree_size=3, max_tree_depth=1)
    community.needs(Capability.PUT_ASIDE)
    person = community.person(1)
    prompt = await community.write_prompt(community.person(2))
    if task_type in {TaskType.ASSISTANT_REPLY, TaskType.RANK_ASSISTANT_REPLIES}:
        await community.review(prompt, 0, 0, 0)
    if task_type is TaskType.RANK_ASSISTANT_REPLIES:
        for _ in range(2):
            await community.accepted_reply(prompt, TaskType.ASSISTANT_REPLY)
        assert await community.state(prompt) is TreeState.RANKING
    held = await community.take(person, task_type)
    await community.backend.put_aside(person, held.session)
    community.clock.move(3 * DAY)
    again = await community.backend.take_up(person, held.session)
    assert again.task == held.task
    assert again.expires_at == held.offer.expires_at + 3 * DAY
    assert await community.backend.take_up(person, held.session) == again
    receipt = await community.give(held)
    assert await community.give(held) == receipt
    for step in (community.backend.put_aside, community.backend.take_up):
        with pytest.raises(TaskAlreadyDone):
            await step(person, held.session)


async def test_what_is_not_wanted_any_more_is_not_taken_up(found: Found) -> None:
    """Once its person has answered the same item, or the tree has all its replies, a package stays aside."""
    community = await found(goal_tree_size=3, max_tree_depth=1)
    community.needs(Capability.PUT_ASIDE)
    person = community.person(1)
    prompt = await community.growing_tree(community.person(2))
    held = await community.take(person, TaskType.ASSISTANT_REPLY)
    await community.backend.put_aside(person, held.session)
    with pytest.raises(NotYourTask):
        await community.backend.take_up(community.person(2), held.session)
    for _ in range(2):
        await community.accepted_reply(prompt, TaskType.ASSISTANT_REPLY)
    with pytest.raises(NoTaskAvailable):
        await community.backend.take_up(person, held.session)


async def test_others_at_an_item_are_no_hindrance(found: Found) -> None:
    """A reply that was begun is taken up again even while somebody else is asked for another one."""
    community = await found()
    community.needs(Capability.PUT_ASIDE)
    await community.growing_tree()
    held = await community.take(community.person(1), TaskType.ASSISTANT_REPLY)
    await community.backend.put_aside(held.person, held.session)
    await community.take(community.person(2), TaskType.ASSISTANT_REPLY)
    assert (await community.backend.take_up(held.person, held.session)).task == held.task


async def test_putting_aside_counts_against_nobody(found: Found) -> None:
    """However many people put a message aside, nobody is called to look at it, as skips do."""
    community = await found()
    community.needs(Capability.PUT_ASIDE)
    prompt = await community.growing_tree()
    for number in range(10, 30):
        held = await community.take(community.person(number), TaskType.ASSISTANT_REPLY)
        await community.backend.put_aside(held.person, held.session)
    assert await community.state(prompt) is TreeState.GROWING
    assert await rulings.reported(community.backend, limit=5) == ()
