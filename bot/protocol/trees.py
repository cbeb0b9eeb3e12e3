"""The states of a conversation tree."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

from bot.protocol.base import Received


class TreeState(StrEnum):
    """Where a tree is in its life; which state may follow which is decided in `bot.rules.tree_states`."""

    INITIAL_PROMPT_REVIEW = "initial_prompt_review"
    PROMPT_LOTTERY_WAITING = "prompt_lottery_waiting"
    GROWING = "growing"
    RANKING = "ranking"
    READY_FOR_SCORING = "ready_for_scoring"
    READY_FOR_EXPORT = "ready_for_export"
    SCORING_FAILED = "scoring_failed"
    ABORTED_LOW_GRADE = "aborted_low_grade"
    HALTED_BY_MODERATOR = "halted_by_moderator"
    BACKLOG_RANKING = "backlog_ranking"


class MessageTreeState(Received):
    """The state of one tree, and the limits that it was created with."""

    message_tree_id: UUID
    state: TreeState
    goal_tree_size: int
    max_depth: int
    max_children_count: int
    active: bool
    origin: str | None = None
