"""What a trusted key may see and do: the list of flagged messages, and edits."""

from __future__ import annotations

from typing import TypeAlias
from uuid import UUID

from bot.protocol.base import Received, Sent
from bot.protocol.messages import Page
from bot.protocol.moments import WireMoment
from bot.protocol.users import User


class FlaggedEntry(Received):
    """An entry of the list of reported messages. `processed` once a moderator has seen to it."""

    message_id: UUID
    processed: bool
    created_date: WireMoment | None = None


FlaggedMessagePage: TypeAlias = Page[FlaggedEntry]


class MessageEdit(Sent):
    """Replace the text of a message."""

    user: User
    new_content: str
