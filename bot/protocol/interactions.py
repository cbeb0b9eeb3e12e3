"""Interactions: the answers to tasks, and reports."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias
from uuid import UUID

from pydantic import Field

from bot.protocol.base import Sent
from bot.protocol.users import User

LabelValue = Annotated[float, Field(ge=0, le=1)]
"""The value of a label: 0 is no, or the low end of a scale; 1 is yes, or the high end."""


class TextReplyToMessage(Sent):
    """A text: an initial prompt, a reply, a summary.

    `message_id` is the id that the task was acked with; `user_message_id` a new one, by which the message can be found.
    The message is stored in `lang`, whatever the task's language was.
    """

    type: Literal["text_reply_to_message"] = "text_reply_to_message"
    user: User
    message_id: str
    user_message_id: str
    text: str = Field(min_length=1)
    lang: str | None = None


class TextLabels(Sent):
    """A review, or (with `is_report` and without `task_id`) a report. `message_id` is the message's UUID."""

    type: Literal["text_labels"] = "text_labels"
    user: User
    text: str
    labels: dict[str, LabelValue]
    message_id: UUID
    task_id: UUID | None = None
    is_report: bool | None = None


class MessageRanking(Sent):
    """A ranking: positions in the task's list, counted from 0, best first. `message_id` as for a text."""

    type: Literal["message_ranking"] = "message_ranking"
    user: User
    message_id: str
    ranking: tuple[int, ...] = Field(min_length=1)
    not_rankable: bool | None = None


class MessageRating(Sent):
    """A rating on the task's scale. `message_id` as for a text."""

    type: Literal["message_rating"] = "message_rating"
    user: User
    message_id: str
    rating: int = Field(gt=0)


AnyInteraction: TypeAlias = TextReplyToMessage | TextLabels | MessageRanking | MessageRating
