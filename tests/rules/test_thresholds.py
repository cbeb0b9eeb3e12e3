"""Tests of the thresholds."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.protocol.messages import Role
from bot.protocol.tasks import TaskType
from bot.rules.thresholds import SMALL_COMMUNITY, Thresholds, TreeLimits
from tests.protocol.recordings import description

DEFAULT = Thresholds()
OTHER_NAMES = {
    "p_full_labeling_initial_prompt": "p_full_labeling_review_prompt",
    "p_full_labeling_assistant_reply": "p_full_labeling_review_reply_assistant",
    "p_full_labeling_prompter_reply": "p_full_labeling_review_reply_prompter",
}


def test_the_defaults_are_those_of_the_original() -> None:
    """Every threshold that the original describes has its default here."""
    described = description()["components"]["schemas"]["TreeManagerConfiguration"]["properties"]
    compared = 0
    for name in Thresholds.__dataclass_fields__:
        known = described.get(OTHER_NAMES.get(name, name))
        if known is not None:
            assert getattr(DEFAULT, name) == known["default"], name
            compared += 1
    assert compared == 23


def test_spans_are_milliseconds() -> None:
    """The thresholds that are lengths of time are written in milliseconds."""
    assert (DEFAULT.recent_tasks_span, DEFAULT.task_validity, DEFAULT.duplicate_window) == (300e3, 172_800e3, 7_200e3)


@pytest.mark.parametrize(
    "bad",
    [
        {"goal_tree_size": 0},
        {"num_required_rankings": 0},
        {"max_children_count": -1},
        {"acceptance_threshold_reply": 1.5},
        {"p_lonely_child_extension": -0.1},
        {"p_activate_backlog_tree": float("nan")},
        {"stalled_tree_span": 0},
    ],
)
def test_a_bad_threshold_is_named(bad: dict[str, Any]) -> None:
    """A threshold out of its range is refused by its name."""
    with pytest.raises(ValueError, match=next(iter(bad))):
        replace(DEFAULT, **bad)


def test_some_may_be_zero() -> None:
    """A tree may be a lone prompt, and assistants may go unanswered."""
    assert replace(DEFAULT, max_tree_depth=0).max_size() == 1
    assert replace(DEFAULT, num_prompter_replies=0).max_size() == 4


def test_what_depends_on_the_kind_of_message() -> None:
    """Prompts and replies, prompters and assistants have thresholds of their own."""
    thresholds = Thresholds(
        num_reviews_initial_prompt=4,
        num_reviews_reply=2,
        acceptance_threshold_initial_prompt=0.7,
        acceptance_threshold_reply=0.5,
    )
    assert (thresholds.num_reviews(is_root=True), thresholds.num_reviews(is_root=False)) == (4, 2)
    assert (thresholds.acceptance_threshold(is_root=True), thresholds.acceptance_threshold(is_root=False)) == (0.7, 0.5)
    assert (DEFAULT.max_replies(Role.PROMPTER), DEFAULT.max_replies(Role.ASSISTANT)) == (3, 1)
    assert (DEFAULT.is_ranked(Role.ASSISTANT), DEFAULT.is_ranked(Role.PROMPTER)) == (True, False)
    assert DEFAULT.p_full_labeling(TaskType.LABEL_PROMPTER_REPLY) == 0.25


def test_a_tree_keeps_limits_of_its_own() -> None:
    """The limits of a new tree are those of the thresholds, and nothing else."""
    assert type(SMALL_COMMUNITY.limits) is TreeLimits
    assert TreeLimits(goal_tree_size=5, max_children_count=2) == SMALL_COMMUNITY.limits


@given(st.integers(0, 4), st.integers(1, 4), st.integers(0, 3))
def test_the_largest_tree_is_that_of_its_generations(depth: int, children: int, prompters: int) -> None:
    """The size of the largest tree is the sum of its generations, each as wide as the limits allow."""
    limits = TreeLimits(
        goal_tree_size=10**6, max_tree_depth=depth, max_children_count=children, num_prompter_replies=prompters
    )

    def size(role: Role, at: int) -> int:
        replies = limits.max_replies(role) if at < depth else 0
        return 1 + sum(size(role.next, at + 1) for _ in range(replies))

    assert limits.max_size() == size(Role.PROMPTER, 0)
    assert replace(limits, goal_tree_size=3).max_size() == min(3, size(Role.PROMPTER, 0))


def test_an_absurd_depth_costs_nothing() -> None:
    """The size of a tree whose limits are far beyond its goal is the goal, found at once."""
    assert TreeLimits(max_tree_depth=10**9).max_size() == 12
    assert TreeLimits(goal_tree_size=10**9, max_tree_depth=10**9, num_prompter_replies=0).max_size() == 4
