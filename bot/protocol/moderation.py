"""What a trusted key may see and do: flagged messages, edits and their history, purging a user."""

from __future__ import annotations

from typing import TypeAlias
from uuid import UUID

from bot.protocol.base import Received, Sent
from bot.protocol.messages import Page
from bot.protocol.moments import WireMoment
from bot.protocol.stats import SystemStats
from bot.protocol.users import User


class FlaggedMessage(Received):
    """A message that was reported. `processed` once a moderator has seen to it."""

    message_id: UUID
    processed: bool
    created_date: WireMoment | None = None


FlaggedMessagePage: TypeAlias = Page[FlaggedMessage]


class MessageEdit(Sent):
    """Replace the text of a message."""

    user: User
    new_content: str


class MessageRevision(Received):
    """One text that a message has had; `user_id` is who wrote that text."""

    id: UUID
    text: str
    message_id: UUID
    user_id: UUID | None = None
    created_date: WireMoment | None = None
    user_is_author: bool | None = None


class PurgeResult(Received):
    """What purging a user did, or (`preview`) would do. `duration` in seconds."""

    before: SystemStats
    after: SystemStats
    preview: bool
    duration: float
