"""Tests of the choice of a work package."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.protocol.labels import LabelMode
from bot.protocol.messages import Role
from bot.protocol.tasks import OBTAINABLE, TaskType
from bot.rules.task_choice import (
    FAMILIES,
    activates_backlog_tree,
    choose_label_mode,
    choose_type,
    is_lonely,
    missing_prompts,
    prefers_lonely_parent,
    prompts_left,
    type_weights,
)
from bot.rules.thresholds import SMALL_COMMUNITY, Thresholds

DEFAULT = Thresholds()
AVAILABLE = st.dictionaries(st.sampled_from(sorted(OBTAINABLE)), st.integers(0, 50))
DRAWS = st.floats(0, 1, exclude_max=True)


def test_all_that_can_be_had_has_a_weight() -> None:
    """Every type that a backend can hand out belongs to exactly one family."""
    types = [each for _, family in FAMILIES for each in family]
    assert sorted(types) == sorted(OBTAINABLE)


def test_the_documented_weights() -> None:
    """Ranking weighs 10, labelling 5 each for replies and prompts, replying 2, a new prompt next to nothing."""
    weights = type_weights(
        {
            TaskType.RANK_ASSISTANT_REPLIES: 1,
            TaskType.LABEL_ASSISTANT_REPLY: 3,
            TaskType.LABEL_PROMPTER_REPLY: 1,
            TaskType.LABEL_INITIAL_PROMPT: 7,
            TaskType.ASSISTANT_REPLY: 1,
            TaskType.PROMPTER_REPLY: 1,
            TaskType.INITIAL_PROMPT: 100,
        }
    )
    assert weights == {
        TaskType.RANK_ASSISTANT_REPLIES: 10,
        TaskType.LABEL_ASSISTANT_REPLY: 3.75,
        TaskType.LABEL_PROMPTER_REPLY: 1.25,
        TaskType.LABEL_INITIAL_PROMPT: 5,
        TaskType.ASSISTANT_REPLY: 1,
        TaskType.PROMPTER_REPLY: 1,
        TaskType.INITIAL_PROMPT: 0.01,
    }


def test_the_numbers_are_divided_by_weight() -> None:
    """Of the numbers from 0 to 1, ten of twelve choose a ranking where only replies are possible besides."""
    available = {TaskType.RANK_ASSISTANT_REPLIES: 1, TaskType.ASSISTANT_REPLY: 9, TaskType.PROMPTER_REPLY: 9}
    chosen = [choose_type(available, (number + 0.5) / 12) for number in range(12)]
    assert chosen == [TaskType.RANK_ASSISTANT_REPLIES] * 10 + [TaskType.ASSISTANT_REPLY, TaskType.PROMPTER_REPLY]


@given(AVAILABLE, DRAWS)
def test_only_the_possible_is_chosen(available: dict[TaskType, int], draw: float) -> None:
    """The type that is chosen has at least one task; nothing is chosen only if nothing is possible."""
    chosen = choose_type(available, draw)
    assert (chosen is None) == (not any(available.values()))
    assert chosen is None or available[chosen] > 0


def test_labelling_is_full_as_often_as_the_threshold_says() -> None:
    """Prompts and assistant replies always get all labels, prompter replies one time in four."""
    for task_type in (TaskType.LABEL_INITIAL_PROMPT, TaskType.LABEL_ASSISTANT_REPLY):
        assert choose_label_mode(task_type, 0.999, DEFAULT) is LabelMode.FULL
    assert choose_label_mode(TaskType.LABEL_PROMPTER_REPLY, 0.249, DEFAULT) is LabelMode.FULL
    assert choose_label_mode(TaskType.LABEL_PROMPTER_REPLY, 0.25, DEFAULT) is LabelMode.SIMPLE
    with pytest.raises(KeyError):
        choose_label_mode(TaskType.INITIAL_PROMPT, 0, DEFAULT)


def test_lonely_parents_come_first_three_times_in_four() -> None:
    """A prompter's message with exactly one reply is lonely, and preferred for three quarters of the numbers."""
    assert [is_lonely(role=Role.PROMPTER, replies=n, thresholds=DEFAULT) for n in range(4)] == [
        False,
        True,
        False,
        False,
    ]
    assert not is_lonely(role=Role.ASSISTANT, replies=1, thresholds=DEFAULT)
    assert prefers_lonely_parent(0.74, DEFAULT)
    assert not prefers_lonely_parent(0.75, DEFAULT)


@pytest.mark.parametrize(
    ("growing", "in_review", "waiting", "missing"),
    [
        (0, 0, 0, 110),
        (1, 0, 0, 109),
        (66, 0, 0, 100),
        (0, 30, 0, 80),
        (10, 150, 0, 0),
        (0, 0, 250, 0),
    ],
)
def test_how_many_prompts_a_language_takes(growing: int, in_review: int, waiting: int, missing: int) -> None:
    """There is room for the trees that may grow and the prompts that may be in review, as the original counts it."""
    assert missing_prompts(growing=growing, in_review=in_review, waiting=waiting, thresholds=DEFAULT) == missing


@pytest.mark.parametrize(
    ("thresholds", "missing", "own", "left"),
    [
        (DEFAULT, 110, 0, 27),
        (DEFAULT, 110, 26, 1),
        (DEFAULT, 110, 40, 0),
        (DEFAULT, 5, 0, 5),
        (SMALL_COMMUNITY, 13, 0, 4),
        (Thresholds(max_prompt_share=0), 110, 0, 1),
        (Thresholds(max_prompt_share=1), 110, 100, 10),
    ],
)
def test_one_person_takes_a_share_of_the_prompts(thresholds: Thresholds, missing: int, own: int, left: int) -> None:
    """With 110 places a person takes 27, with the 13 of a small community 4, always at least one."""
    assert prompts_left(missing=missing, own=own, thresholds=thresholds) == left


def test_the_backlog_is_called_by_need_or_by_chance() -> None:
    """A tree of the backlog is called where too few are being ranked, and one time in ten besides."""
    few = Thresholds(min_active_rankings_per_lang=2)
    assert activates_backlog_tree(active_rankings=1, draw=0.99, thresholds=few)
    assert not activates_backlog_tree(active_rankings=2, draw=0.99, thresholds=few)
    assert activates_backlog_tree(active_rankings=2, draw=0.09, thresholds=few)
