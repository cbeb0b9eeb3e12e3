"""Label tasks in both modes, and what they earn."""

from __future__ import annotations

import pytest

from bot.backends.values import LabelsAnswer
from bot.protocol.labels import LabelMode, TextLabel
from bot.protocol.scores import TimeFrame
from bot.protocol.tasks import TaskType
from bot.rules.labels import MANDATORY, labels_for
from tests.backends.community import Law
from tests.backends.conformance.conftest import Found

_ALWAYS_FULL = {"p_full_labeling_initial_prompt": 1.0, "p_full_labeling_assistant_reply": 1.0}
_NEVER_FULL = {"p_full_labeling_initial_prompt": 0.0, "p_full_labeling_assistant_reply": 0.0}


@pytest.mark.parametrize("mode", list(LabelMode))
async def test_what_is_asked_for(found: Found, mode: LabelMode) -> None:
    """A full task asks for all labels of its type, a simple one for those that decide; spam is mandatory in both."""
    community = await found(**(_ALWAYS_FULL if mode is LabelMode.FULL else _NEVER_FULL))
    prompt = await community.write_prompt(community.person(1))
    first = await community.take(community.person(2), TaskType.LABEL_INITIAL_PROMPT)
    await community.review(prompt, 0, 0, 0)
    reply = await community.reply_to(prompt, TaskType.ASSISTANT_REPLY)
    second = await community.take(community.person(2), TaskType.LABEL_ASSISTANT_REPLY)
    assert second.about == reply
    for held in (first, second):
        task = held.label_task
        assert task.mode is mode
        assert task.valid_labels == labels_for(TaskType(task.type), mode)
        assert task.mandatory_labels == MANDATORY
        assert [label.name for label in task.labels] == list(task.valid_labels)
        last = task.conversation.last
        assert last is not None
        assert last.id == task.message_id


async def test_how_often_all_labels_are_asked_for(found: Found) -> None:
    """Tasks are full with the probability of their type."""
    community = await found(p_full_labeling_initial_prompt=0.5)
    await community.write_prompt(community.person(1))
    modes = [
        (await community.take(community.newcomer(), TaskType.LABEL_INITIAL_PROMPT)).label_task.mode for _ in range(40)
    ]
    assert 8 <= modes.count(LabelMode.FULL) <= 32


async def test_points_for_labels(found: Found) -> None:
    """A full review earns 2 points, one that leaves out a scale 1, and so does a simple one."""
    community = await found(p_full_labeling_initial_prompt=1.0)
    community.holds(Law.SCALES)
    await community.write_prompt(community.person(1))
    full, partly = community.person(2), community.person(3)
    assert (await community.work(full, TaskType.LABEL_INITIAL_PROMPT)).points == 2
    only_spam = LabelsAnswer(labels={TextLabel.SPAM: 0})
    assert (await community.work(partly, TaskType.LABEL_INITIAL_PROMPT, only_spam)).points == 1
    score = await community.backend.stats(full, TimeFrame.TOTAL)
    assert (score.labels_full, score.labels_simple, score.leader_score) == (1, 0, 2)
    score = await community.backend.stats(partly, TimeFrame.TOTAL)
    assert (score.labels_full, score.labels_simple, score.leader_score) == (0, 1, 1)


async def test_points_are_what_is_credited(found: Found) -> None:
    """What a review is said to earn is what the standing says afterwards, all scales answered or none."""
    community = await found(p_full_labeling_initial_prompt=1.0)
    community.holds(Law.ALONE)
    await community.write_prompt(community.person(1))
    for person, answer in (
        (community.person(2), None),
        (community.person(3), LabelsAnswer(labels={TextLabel.SPAM: 0})),
    ):
        points = (await community.work(person, TaskType.LABEL_INITIAL_PROMPT, answer)).points
        assert (await community.backend.stats(person, TimeFrame.TOTAL)).leader_score == points


async def test_points_for_simple_labels(found: Found) -> None:
    """A review in simple mode earns a point."""
    community = await found(**_NEVER_FULL)
    await community.write_prompt(community.person(1))
    assert (await community.work(community.person(2), TaskType.LABEL_INITIAL_PROMPT)).points == 1
