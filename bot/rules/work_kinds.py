"""The kinds of work between which a server's managers choose."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import Final

from bot.protocol.tasks import TaskType


class WorkKind(StrEnum):
    """What people do in a task."""

    PROMPTS = "prompts"
    REPLIES = "replies"
    REVIEWS = "reviews"
    RANKINGS = "rankings"


TYPES: Final[Mapping[WorkKind, frozenset[TaskType]]] = {
    WorkKind.PROMPTS: frozenset({TaskType.INITIAL_PROMPT}),
    WorkKind.REPLIES: frozenset({TaskType.ASSISTANT_REPLY, TaskType.PROMPTER_REPLY, TaskType.SUMMARIZE_STORY}),
    WorkKind.REVIEWS: frozenset(
        {
            TaskType.LABEL_INITIAL_PROMPT,
            TaskType.LABEL_ASSISTANT_REPLY,
            TaskType.LABEL_PROMPTER_REPLY,
            TaskType.RATE_SUMMARY,
        }
    ),
    WorkKind.RANKINGS: frozenset(
        {TaskType.RANK_INITIAL_PROMPTS, TaskType.RANK_ASSISTANT_REPLIES, TaskType.RANK_PROMPTER_REPLIES}
    ),
}
"""The types of tasks of each kind."""


def types_of(kinds: Collection[WorkKind]) -> frozenset[TaskType]:
    """Return the types of tasks of some kinds; of none in particular, all types."""
    return frozenset().union(*(TYPES[kind] for kind in kinds or WorkKind))
