"""Cases for moderators: what is to be looked at and why, what was decided, and what somebody has done in a server."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

from pydantic import BaseModel, ConfigDict, JsonValue

from bot.protocol.labels import TextLabel
from bot.protocol.moments import Moment
from bot.protocol.trees import TreeState
from bot.rules.harm import SignalKind

MOST_OF_A_REASON: Final = 500
"""So many characters (code points) has the reason of a decision, the sentence of an objection, or a note, at most."""

RED_FLAGS: Final = "reason-red-flags"
"""The reason of the bot's own decisions: several people had flagged what nobody had accepted."""

MOST_NOTES: Final = 10
"""So many notes can the moderators of a server keep about one person."""


class MessageKind(StrEnum):
    """What a message is in its conversation."""

    PROMPT = "prompt"
    """The initial one."""
    ASSISTANT_REPLY = "assistant_reply"
    PROMPTER_REPLY = "prompter_reply"


class RulingKind(StrEnum):
    """What a moderator can decide."""

    KEEP = "keep"
    """Leave everything as it is."""
    DELETE = "delete"
    """Take a message out, with all that hangs below it."""
    RESTORE = "restore"
    """Bring a deleted message back, with what went with it."""
    EDIT = "edit"
    """Replace a message's text; it is reviewed anew."""
    HALT = "halt"
    """Nobody works on the tree any more."""
    RESUME = "resume"
    """The tree goes on where it was."""
    BAR = "bar"
    """A person may not work in one server."""
    UNBAR = "unbar"
    TO_OPERATOR = "to_operator"
    """The case is the operator's to decide."""
    DISABLE = "disable"
    """A person may not work at all."""
    ENABLE = "enable"
    PAUSE = "pause"
    """A person may not write for a while: see `bot.rules.pausing`. Only the bot decides that."""
    LIFT = "lift"
    """A pause was not right. Whatever settles its case ends it; this also says so."""


ABOUT_PEOPLE: Final = frozenset(
    {
        *(RulingKind.BAR, RulingKind.UNBAR, RulingKind.DISABLE, RulingKind.ENABLE),
        *(RulingKind.PAUSE, RulingKind.LIFT),
    }
)
"""The rulings that concern a person: where a message is their subject, its author."""


class CaseState(StrEnum):
    """Whether somebody is still to look at it."""

    OPEN = "open"
    DECIDED = "decided"


@dataclass(frozen=True, slots=True)
class MessageSubject:
    """A decision is about this message, its tree or its author."""

    message_id: UUID


@dataclass(frozen=True, slots=True)
class PersonSubject:
    """A decision is about this person."""

    person_id: UUID


@dataclass(frozen=True, slots=True)
class CaseSubject:
    """A decision is about what this case is about, and settles it."""

    case_id: UUID


Subject = MessageSubject | PersonSubject | CaseSubject


class _Value(BaseModel):
    # An error about a text must not carry it into the log.
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Ruling(_Value):
    """What a moderator decides, and why; `text` is the new one of an edit."""

    kind: RulingKind
    reason: str = ""
    """In the moderator's own words, or the key of a ready-made one; at most `MOST_OF_A_REASON` characters."""
    text: str = ""


class Signal(_Value):
    """One reason why a moderator is to look at something."""

    kind: SignalKind
    created_at: Moment
    reporter_id: UUID | None = None
    """Who reported or objected; None for the bot, and for somebody who was deleted since."""
    server_id: int | None = None
    """Where they did that; their name is for that server's moderators only."""
    reason: str = ""
    """In their own words."""
    evidence: Mapping[str, JsonValue] = {}
    """Ids and figures, never a text."""
    decision_id: UUID | None = None
    """The decision that an objection is about."""
    accounts: tuple[UUID, ...] = ()
    """The other people whom the evidence is about; without those who were deleted since."""


class Vote(_Value):
    """How somebody has reviewed a message, and how much that counts."""

    person_id: UUID
    server_id: int | None
    created_at: Moment
    labels: Mapping[TextLabel, float]
    weight: float = 1.0


class Decision(_Value):
    """What was decided: stays for ever, undone or not."""

    decision_id: UUID | None
    """None where the backend remembers no decisions: they cannot be undone."""
    case_id: UUID | None
    kind: RulingKind
    message_id: UUID | None
    person_id: UUID | None
    """Whom it concerns: the author of the message, or the person; None once they were deleted."""
    actor_id: UUID | None
    """Who decided; None for the bot itself, and for somebody who was deleted since."""
    server_id: int | None
    """Where it was decided; of a bar, where they may not work."""
    reason: str
    decided_at: Moment
    evidence: Mapping[str, JsonValue] = {}
    """The votes and weights as they stood; people are named by their marks in the log."""
    tree_state: TreeState | None = None
    """The state in which the tree was left, where it is about one."""
    undone_at: Moment | None = None
    undone_by: UUID | None = None
    is_final: bool = False
    """Whether it cannot be undone any more: kept texts were wiped, or somebody whom it touched was deleted."""


class ToldDecision(_Value):
    """A decision as the one reads it whom it concerns."""

    decision: Decision
    text: str = ""
    """Of the message that it is about, as it was before; empty where it is about none, or that is kept no longer."""
    may_object: bool = False
    """Whether they can still object: they have not, and it stands."""


class CaseEntry(_Value):
    """A case as a list shows it. Either a message or a person is its subject."""

    case_id: UUID
    state: CaseState
    message_id: UUID | None
    person_id: UUID | None
    """The person that it is about, or the author of the message; None where they were deleted, or are not known."""
    server_id: int | None
    """The server in which the message was written; None where that is unknown: the operator's."""
    language: str | None = None
    message_kind: MessageKind | None = None
    harm: float = 0.0
    """From 0 to 1: see `bot.rules.harm`."""
    is_for_operator: bool = False
    opened_at: Moment
    decided_at: Moment | None = None
    signals: tuple[SignalKind, ...] = ()
    """The kinds of its signals, each once."""

    @property
    def is_case(self) -> bool:
        """Whether there is such a case; otherwise it is a message that a moderator looks at, with the message's id."""
        return self.case_id != self.message_id or bool(self.signals)


class Case(_Value):
    """A case with all that is known of it; the conversation is to be read by `ReadBackend.conversation`."""

    entry: CaseEntry
    signals: tuple[Signal, ...]
    """Oldest first."""
    decisions: tuple[Decision, ...] = ()
    """All decisions about its subject, this case's and others', newest first."""
    votes: tuple[Vote, ...] = ()
    """The reviews of the message as they are now."""
    may_name_author: bool = False
    """Whether they had agreed, when they wrote it, that moderators see their name; of a case about a person, whether
    they have."""

    @property
    def decision(self) -> Decision | None:
        """The decision that settled it and stands; None while it is open, and where there is none."""
        of_this = (each for each in self.decisions if each.case_id == self.entry.case_id and each.undone_at is None)
        return None if self.entry.state is CaseState.OPEN else next(of_this, None)


class CaseFilter(_Value):
    """Which cases are wanted. What is None does not matter."""

    state: CaseState = CaseState.OPEN
    server_id: int | None = None
    """Those about messages written in this server; None for all."""
    is_for_operator: bool | None = None
    language: str | None = None
    message_kind: MessageKind | None = None
    signal: SignalKind | None = None
    opened_before: Moment | None = None
    with_disabled: bool = False
    """Also those about people who were disabled already."""


ALL_OPEN: Final = CaseFilter()


class Reach(_Value):
    """To which servers a message, its tree and what hangs below it belong; None is a server that nobody knows."""

    server_id: int | None
    root_server_id: int | None
    """Where the tree's prompt was written."""
    below: frozenset[int | None] = frozenset()
    """Where the messages were written that hang below it."""
    ids_below: frozenset[UUID] = frozenset()
    """Those of them that are not deleted."""


class WrittenText(_Value):
    """A text as lists for moderators show it."""

    message_id: UUID
    person_id: UUID | None
    message_kind: MessageKind
    language: str
    text: str
    """Empty where it was wiped."""
    created_at: Moment
    is_deleted: bool = False
    accepted: bool | None = None
    """None while that is open."""
    may_name_author: bool = False
    """Whether they had agreed, when they wrote it, that moderators see their name."""


class Note(_Value):
    """What moderators of a server keep about somebody, for each other."""

    note_id: UUID
    person_id: UUID
    server_id: int
    author_id: UUID | None
    """None where they were deleted when notes did not yet go with them."""
    text: str
    created_at: Moment


class Bar(_Value):
    """Somebody may not work in a server."""

    server_id: int
    since: Moment
    reason: str
    """Empty where it is no longer known: they were deleted and came back."""
    decision_id: UUID | None = None


class Pause(_Value):
    """Somebody may not write for a while, because reviews rejected so many of their texts. They may review."""

    decision_id: UUID
    """To which they may object."""
    since: Moment
    until: Moment
    """It ends then at the latest; sooner when a moderator has settled its case."""
    decided: int
    """About so many of their texts reviews had decided; of those since the pause before that a moderator looked at."""
    rejected: int
    """So many of these they rejected."""
    reasons: Mapping[TextLabel, int]
    """What reviews of the rejected ones objected to most, with how many did, the most frequent first."""


class Record(_Value):
    """What somebody did in one server, or in all, and what became of it."""

    person_id: UUID
    server_id: int | None
    texts: int = 0
    in_review: int = 0
    accepted: int = 0
    rejected: int = 0
    deleted: int = 0
    """Of all their texts, whatever became of them before."""
    reviews: int = 0
    rankings: int = 0
    reports: int = 0
    reports_upheld: int = 0
    """After which something was deleted, edited, halted, or somebody was barred or disabled."""
    reports_kept: int = 0
    """After which everything was left as it was."""
    decisions: tuple[Decision, ...] = ()
    """About them and their messages, newest first, a hundred at most."""
    bars: tuple[Bar, ...] = ()
    checks: int = 0
    """Attention checks that they answered, those left out that were found faulty."""
    checks_passed: int = 0
    agreement: Mapping[TextLabel, float] = {}
    """How far they agree with others on each label in what they reviewed last: Krippendorff's alpha of the two, at most
    1; labels are absent on which there is too little to tell."""
    pauses: int = 0
    """How often the bot had them pause from writing, in the server whose moderators are to look at that."""
    pauses_lifted: int = 0
    """How many of these a moderator found not to be right."""
    pause: Pause | None = None
    """The last of them, where no moderator has looked at it; it may be over by itself."""
    is_enabled: bool = True
    is_listed: bool = True
    """Whether moderators let this server's leaderboards show them."""


class AuditEntry(_Value):
    """One act of moderation. Ids and figures only."""

    entry_id: int
    """Grows with time; go on reading `before` it."""
    happened_at: Moment
    kind: str
    """In snake case: `message_deleted`, `decision_undone` …"""
    actor_id: UUID | None
    """None for the bot itself, and for somebody who was deleted since."""
    person_id: UUID | None = None
    server_id: int | None = None
    tree_id: UUID | None = None
    message_id: UUID | None = None
    decision_id: UUID | None = None
    before: Mapping[str, JsonValue] = {}
    after: Mapping[str, JsonValue] = {}
