"""A work session: one contributor with one package, from offer to done."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from bot.backends.values import Answer, Offer, Receipt, TextAnswer
from bot.protocol.moments import Moment
from bot.protocol.tasks import RANDOM, InitialPromptTask, RequestedType, Task


class SessionState(StrEnum):
    """Where a session is."""

    OPEN = "open"
    """The contributor works on it."""
    SUBMITTED = "submitted"
    """The answer is in the outbox and will be delivered."""
    DONE = "done"
    """The backend has the answer."""
    REFUSED = "refused"
    """The backend refused the answer for good; the draft is kept."""
    SKIPPED = "skipped"
    """The contributor gave the package back."""
    LAPSED = "lapsed"
    """The package expired; the draft is kept."""


class Refusal(BaseModel):
    """Why an answer was refused: a sentence of the catalogue and what it names."""

    model_config = ConfigDict(frozen=True)

    sentence: str
    arguments: dict[str, str | int | float] = {}


MESSAGE_DELETED = Refusal(sentence="lapsed-message-deleted")
"""Why a session lapsed before its time: a message that its package shows was deleted."""

COLLECTIVE_CLOSED = Refusal(sentence="lapsed-collective-closed")
"""The same where it was a share of a collective package that was closed."""

DELIVERED = Refusal(sentence="delivered-notice")
"""What a contributor is told whose answer was to be delivered later, once it was."""

DELIVERED_UNUSED = Refusal(sentence="delivered-unused-notice")
"""The same where what it belongs to was deleted meanwhile."""

LAPSED = Refusal(sentence="lapsed-notice")
"""What a contributor is told whose session lapsed while they were away."""

NOT_TAKEN_UP = Refusal(sentence="put-aside-gone")
"""What a contributor is told who asks for work where they left a draft whose package cannot be taken up again."""


@dataclass(frozen=True, slots=True)
class WorkSession:
    """One row of the table `session`. Moments are milliseconds since the Unix epoch.

    `draft` is what the contributor has put together so far; a text may still be too long in it. `refusal` is set where
    the backend refused the last answer; `receipt` once it took one. `channel_id` and `card_id` say where the card is.
    `wished_type` and `wished_topic` (a name) are what the contributor asked for, which `Next task` keeps. A session
    that was put aside has lapsed until it is taken up again.
    `collective_id` is the collective package that the package is a share of.
    `submitted_text` is what the backend has just taken; it is not stored here.
    """

    session_id: UUID
    person_id: UUID
    server_id: int | None
    language: str
    offer: Offer
    state: SessionState
    created_at: Moment
    expires_at: Moment
    draft: Answer | None = None
    receipt: Receipt | None = None
    refusal: Refusal | None = None
    channel_id: int | None = None
    card_id: int | None = None
    wished_type: RequestedType = RANDOM
    wished_topic: str | None = None
    is_put_aside: bool = False
    collective_id: UUID | None = None
    submitted_text: str = ""

    @property
    def task(self) -> Task:
        """The package."""
        return self.offer.task

    @property
    def draft_text(self) -> str:
        """What was typed so far; empty where nothing was."""
        return self.draft.text if isinstance(self.draft, TextAnswer) else ""

    @property
    def topic(self) -> str | None:
        """The name of what it is about: of its tree, or of the prompt that is being written; None where nobody says."""
        if isinstance(self.draft, TextAnswer) and isinstance(self.task, InitialPromptTask):
            return self.draft.topic
        return self.offer.topic

    @property
    def is_prompt_being_written(self) -> bool:
        """Whether the writer says in which language it is, and what it is about: a prompt that is being written."""
        is_written = self.state is SessionState.OPEN and isinstance(self.draft, TextAnswer)
        return is_written and isinstance(self.task, InitialPromptTask)

    @property
    def is_change(self) -> bool:
        """Whether an answer that the backend has is being changed."""
        return self.receipt is not None and self.state in {SessionState.OPEN, SessionState.SUBMITTED}

    def has_expired(self, now: Moment) -> bool:
        """Say whether an open session's package is no longer valid."""
        return self.state is SessionState.OPEN and not self.is_change and self.expires_at <= now
