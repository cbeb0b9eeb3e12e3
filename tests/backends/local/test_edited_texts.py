"""What becomes of packages that show a text which a moderator edits."""

from __future__ import annotations

import pytest

from bot.backends.errors import TaskAlreadyDone, TextChanged
from bot.protocol.tasks import TaskType
from tests.backends import rulings
from tests.backends.community import Held
from tests.backends.local.conftest import Founded, LocalCommunity

_MODERATOR = 99


async def edit(community: LocalCommunity, held: Held) -> None:
    """Have a moderator edit the message that a package is about."""
    await rulings.edit(community.backend, held.about, community.text(), community.person(_MODERATOR))


async def refused_and_anew(community: LocalCommunity, held: Held, task_type: TaskType) -> None:
    """See that a package takes no answer, and that its holder is given the same one anew, and can answer that."""
    for _ in range(2):
        with pytest.raises(TextChanged):
            await community.give(held)
    again = await community.take(held.person, task_type)
    assert again.about == held.about
    assert again.task.id != held.task.id
    await community.give(again)


async def test_a_review_of_the_old_text_does_not_count(founded: Founded) -> None:
    """Labels for a prompt that was edited meanwhile are refused, and asked for anew."""
    community = await founded()
    prompt = await community.write_prompt(community.person(1))
    held = await community.take(community.person(2), TaskType.LABEL_INITIAL_PROMPT)
    await edit(community, held)
    assert (await community.backend.message(prompt)).review_count == 0
    await refused_and_anew(community, held, TaskType.LABEL_INITIAL_PROMPT)
    assert (await community.backend.message(prompt)).review_count == 1


async def test_a_reply_below_the_old_text_does_not_count(founded: Founded) -> None:
    """A package shows the whole conversation: where the prompt is edited, a reply further down is asked for anew."""
    community = await founded()
    prompt = await community.growing_tree()
    reply = await community.accepted_reply(prompt, TaskType.ASSISTANT_REPLY)
    held = await community.take_about(reply, TaskType.PROMPTER_REPLY)
    await rulings.edit(community.backend, prompt, community.text(), community.person(_MODERATOR))
    await community.review(prompt, 0, 0, 0)
    await refused_and_anew(community, held, TaskType.PROMPTER_REPLY)


async def test_a_ranking_of_old_texts_does_not_count(founded: Founded) -> None:
    """A ranking among whose replies one was edited meanwhile is refused, and asked for anew."""
    community = await founded(goal_tree_size=3, max_tree_depth=1)
    _, replies = await community.ranking_tree(community.person(1), community.person(2))
    held = await community.take(community.person(3), TaskType.RANK_ASSISTANT_REPLIES)
    await rulings.edit(community.backend, replies[0], community.text(), community.person(_MODERATOR))
    await community.review(replies[0], 0, 0, 0, task_type=TaskType.LABEL_ASSISTANT_REPLY)
    await refused_and_anew(community, held, TaskType.RANK_ASSISTANT_REPLIES)


async def test_other_packages_go_on(founded: Founded) -> None:
    """What does not show the edited text can be answered; and who gave a package back reads that, not the other."""
    community = await founded()
    prompt = await community.growing_tree()
    above = await community.take_about(prompt, TaskType.ASSISTANT_REPLY)
    elsewhere = await community.growing_tree()
    beside = await community.take_about(elsewhere, TaskType.ASSISTANT_REPLY)
    reply = await community.give(above)
    assert reply.message_id is not None
    other = await community.take_about(reply.message_id, TaskType.LABEL_ASSISTANT_REPLY)
    await community.backend.skip(other.person, other.session, other.task, "no idea")
    with pytest.raises(TaskAlreadyDone):
        await community.give(other)
    await rulings.edit(community.backend, reply.message_id, community.text(), community.person(_MODERATOR))
    await community.give(beside)
