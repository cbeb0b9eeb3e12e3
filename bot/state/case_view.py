"""A case as a moderator sees it: what is known of it, and whom it may name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from bot.backends.cases import Case, Decision, Record, RulingKind, Signal, Vote
from bot.protocol.messages import ConversationMessage
from bot.protocol.moments import Moment
from bot.rules.harm import SignalKind

READY_MADE_REASONS: Final = (
    "reason-spam",
    "reason-copied",
    "reason-personal-data",
    "reason-hurtful",
    "reason-not-suitable",
    "reason-off-task",
    "reason-wrong-language",
    "reason-mistake",
)
"""The keys of reasons that can be chosen; whatever else is the reason of a decision is in a moderator's own words."""


@dataclass(frozen=True, slots=True)
class SeenPerson:
    """Somebody as a moderator sees them.

    Attributes:
        discord_id: their snowflake; None where they may not be named, or are not known any more.
        is_foreign: whether they are not named because they belong to another server.
    """

    discord_id: int | None = None
    is_foreign: bool = False


NOBODY: Final = SeenPerson()


@dataclass(frozen=True, slots=True)
class SeenClaim:
    """Who is at a case, until when, and whether that is the reader."""

    by: SeenPerson
    until: Moment
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case with all that its card shows.

    Attributes:
        case: what the backend knows.
        conversation: from the initial prompt to the message in question; empty where it is about a person, or where
            it cannot be read.
        is_deleted: whether the message in question was taken out.
        is_halted: whether its tree was halted.
        author: whom the case is about.
        reporters: of each signal that somebody gave, who.
        reviewers: of each vote, who gave it.
        deciders: of each decision, who made it.
        named: the snowflakes, by our own ids, of those of the people whom evidence is about who may be named.
        record: what the author did in this server; None where the backend cannot tell.
        is_barred: whether they may not work in this server.
        claim: who is at it; None for nobody.
        has_all_rulings: whether the backend has reasons, undo and all rulings.
    """

    case: Case
    conversation: Sequence[ConversationMessage] = ()
    is_deleted: bool = False
    is_halted: bool = False
    author: SeenPerson = NOBODY
    reporters: Sequence[tuple[Signal, SeenPerson]] = ()
    reviewers: Sequence[tuple[Vote, SeenPerson]] = ()
    deciders: Sequence[tuple[Decision, SeenPerson]] = ()
    named: Mapping[UUID, int] = field(default_factory=dict)
    record: Record | None = None
    is_barred: bool = False
    claim: SeenClaim | None = None
    has_all_rulings: bool = True

    @property
    def takes(self) -> tuple[RulingKind, ...]:
        """The rulings that can be made, in the order of their buttons; none once it is decided."""
        if self.case.decision is not None or self.case.entry.decided_at is not None:
            return ()
        about_message: tuple[RulingKind, ...] = ()
        if self.case.entry.message_id is not None:
            about_message = (
                RulingKind.RESTORE if self.is_deleted else RulingKind.DELETE,
                *(() if self.is_deleted else (RulingKind.EDIT,)),
                RulingKind.RESUME if self.is_halted else RulingKind.HALT,
            )
        about_pause = (RulingKind.LIFT,) if SignalKind.PAUSE in self.case.entry.signals else ()
        keep = (RulingKind.KEEP,) if self.case.entry.is_case else ()
        found = (*keep, *about_pause, *about_message)
        if not self.has_all_rulings:
            return tuple(kind for kind in found if kind is not RulingKind.RESTORE)
        bar = RulingKind.UNBAR if self.is_barred else RulingKind.BAR
        passed = () if self.case.entry.is_for_operator else (RulingKind.TO_OPERATOR,)
        entry = self.case.entry
        # Whoever was deleted since can be barred no more.
        about_author = (bar,) if entry.server_id is not None and entry.person_id is not None else ()
        return (*found, *about_author, *passed)
