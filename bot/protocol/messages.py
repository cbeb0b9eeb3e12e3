"""Messages, conversations, trees of messages, and reactions to them."""

from __future__ import annotations

from enum import StrEnum
from typing import Generic, Literal, TypeVar
from uuid import UUID

from pydantic import Field

from bot.protocol.base import Received, Sent
from bot.protocol.moments import WireMoment
from bot.protocol.users import FrontEndUser, User


class Role(StrEnum):
    """Who speaks in a conversation. The wire says `is_assistant`; the dataset says the role."""

    PROMPTER = "prompter"
    ASSISTANT = "assistant"

    @classmethod
    def of(cls, *, is_assistant: bool) -> Role:
        """Turn the wire's flag into a role."""
        return cls.ASSISTANT if is_assistant else cls.PROMPTER

    @property
    def is_assistant(self) -> bool:
        """The wire's flag."""
        return self is Role.ASSISTANT

    @property
    def next(self) -> Role:
        """The role that replies to this one."""
        return Role.PROMPTER if self is Role.ASSISTANT else Role.ASSISTANT


class EmojiCode(StrEnum):
    """Every reaction that the wire knows. Those with a leading underscore are the backend's marks of a skip."""

    THUMBS_UP = "+1"
    THUMBS_DOWN = "-1"
    RED_FLAG = "red_flag"
    HUNDRED = "100"
    ROFL = "rofl"
    CLAP = "clap"
    DIAMOND = "diamond"
    HEART_EYES = "heart_eyes"
    DISAPPOINTED = "disappointed"
    POOP = "poop"
    SKULL = "skull"
    SKIP_REPLY = "_skip_reply"
    SKIP_RANKING = "_skip_ranking"
    SKIP_LABELING = "_skip_labeling"


class EmojiOp(StrEnum):
    """What to do with a reaction."""

    TOGGLE = "toggle"
    ADD = "add"
    REMOVE = "remove"


class MessageEmojiRequest(Sent):
    """React to a message. `+1` and `-1` exclude each other; on one's own message they are ignored."""

    user: User
    op: EmojiOp = EmojiOp.TOGGLE
    emoji: EmojiCode


class ConversationMessage(Received):
    """A message as tasks and conversations show it.

    `emojis` counts reactions by their code; `user_emojis` and `user_is_author` speak of the user named in the request,
    and the latter is unknown (None) where none was named. `synthetic` is unknown where a ranking hides it.
    """

    id: UUID
    user_id: UUID | None = None
    frontend_message_id: str | None = None
    text: str
    lang: str | None = None
    is_assistant: bool
    emojis: dict[str, int] = Field(default_factory=dict)
    user_emojis: tuple[str, ...] = ()
    user_is_author: bool | None = None
    synthetic: bool | None = None

    @property
    def role(self) -> Role:
        """Who speaks."""
        return Role.of(is_assistant=self.is_assistant)


class Message(ConversationMessage):
    """A message as reads return it. Deleted ones are returned too, with `deleted` set.

    `review_result` is None until the reviews have decided; `rank` is 0 for the best reply and None where nothing was
    ranked.
    """

    parent_id: UUID | None = None
    created_date: WireMoment | None = None
    review_result: bool | None = None
    review_count: int = 0
    deleted: bool = False
    edited: bool = False
    model_name: str | None = None
    message_tree_id: UUID | None = None
    ranking_count: int = 0
    rank: int | None = None
    user: FrontEndUser | None = None


class Conversation(Received):
    """A path through a tree, from the initial prompt down."""

    messages: tuple[ConversationMessage, ...] = ()

    @property
    def last(self) -> ConversationMessage | None:
        """The message that a reply would answer, or that a label task asks about; None where it is empty."""
        return self.messages[-1] if self.messages else None


class MessageTree(Received):
    """A tree, or the part below a message. `id` is that of the message at its top."""

    id: UUID
    messages: tuple[Message, ...] = ()


Item = TypeVar("Item")


class Page(Received, Generic[Item]):
    """A page of a long list. `next` and `prev` are cursors for the `after` and `before` parameters, None at the end."""

    prev: str | None = None
    next: str | None = None
    sort_key: str
    items: tuple[Item, ...]
    order: Literal["asc", "desc"]
