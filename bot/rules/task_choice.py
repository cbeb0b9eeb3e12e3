"""Which work package somebody gets, among those that are possible."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bot.protocol.labels import LabelMode
from bot.protocol.messages import Role
from bot.protocol.tasks import TaskType
from bot.rules.chance import happens, pick
from bot.rules.thresholds import Thresholds

FAMILIES: Final[tuple[tuple[float, tuple[TaskType, ...]], ...]] = (
    (10.0, (TaskType.RANK_ASSISTANT_REPLIES, TaskType.RANK_PROMPTER_REPLIES)),
    (5.0, (TaskType.LABEL_ASSISTANT_REPLY, TaskType.LABEL_PROMPTER_REPLY)),
    (5.0, (TaskType.LABEL_INITIAL_PROMPT,)),
    (2.0, (TaskType.ASSISTANT_REPLY, TaskType.PROMPTER_REPLY)),
    (0.01, (TaskType.INITIAL_PROMPT,)),
)
"""The weight of each family of tasks. What finishes a tree comes before what makes it larger."""


def type_weights(available: Mapping[TaskType, int]) -> dict[TaskType, float]:
    """Return the weight of each type that can be had.

    A family of which anything is possible has its whole weight, shared by its types in proportion to their counts.

    Args:
        available: How many tasks of each type there are for this person.
    """
    weights: dict[TaskType, float] = {}
    for weight, types in FAMILIES:
        total = sum(available.get(each, 0) for each in types)
        weights |= {each: weight * available[each] / total for each in types if available.get(each, 0) > 0}
    return weights


def choose_type(available: Mapping[TaskType, int], draw: float) -> TaskType | None:
    """Choose the type of a `random` task; None if nothing is possible."""
    weights = type_weights(available)
    if not weights:
        return None
    return list(weights)[pick(list(weights.values()), draw)]


def choose_label_mode(task_type: TaskType, draw: float, thresholds: Thresholds) -> LabelMode:
    """Choose how much a label task asks for.

    Raises:
        KeyError: The type is no label task.
    """
    return LabelMode.FULL if happens(thresholds.p_full_labeling(task_type), draw) else LabelMode.SIMPLE


def prefers_lonely_parent(draw: float, thresholds: Thresholds) -> bool:
    """Say whether a reply task is to look for a lonely parent first: see `is_lonely`."""
    return happens(thresholds.p_lonely_child_extension, draw)


def is_lonely(*, role: Role, replies: int, thresholds: Thresholds) -> bool:
    """Say whether a message is a prompter's with some, but few replies: a second one makes a ranking possible."""
    return role is Role.PROMPTER and 0 < replies < thresholds.lonely_children_count


def missing_prompts(*, growing: int, in_review: int, waiting: int, thresholds: Thresholds) -> int:
    """Return how many initial prompts a language can take.

    Args:
        growing: Trees of the language that grow.
        in_review: Trees whose prompt is in review.
        waiting: Trees whose prompt waits for the lottery.
        thresholds: The room that there is for each.
    """
    if waiting >= thresholds.max_prompt_lottery_waiting:
        return 0
    room = max(0, thresholds.max_active_trees - growing) + thresholds.max_initial_prompt_review
    return max(0, room - in_review)


def prompts_left(*, missing: int, own: int, thresholds: Thresholds) -> int:
    """Return how many of the prompts that a language can take one person may write.

    Args:
        missing: So many it can take: see `missing_prompts`.
        own: So many of theirs wait for reviews or for their turn, or are being written.
        thresholds: The places that there are, and the share of one person.
    """
    places = thresholds.max_active_trees + thresholds.max_initial_prompt_review
    share = max(1, int(places * thresholds.max_prompt_share))
    return max(0, min(missing, share - own))


def activates_backlog_tree(*, active_rankings: int, draw: float, thresholds: Thresholds) -> bool:
    """Say whether a tree of the backlog is called, which is asked whenever a tree of its language leaves ranking.

    Args:
        active_rankings: Trees of the language that are being ranked now.
        draw: The random number.
        thresholds: The least number of such trees, and how often one is called beyond it.
    """
    return active_rankings < thresholds.min_active_rankings_per_lang or happens(
        thresholds.p_activate_backlog_tree, draw
    )
