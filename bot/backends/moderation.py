"""What a backend does for moderators and operators: a part of `TaskBackend`."""

from typing import Protocol
from uuid import UUID

from bot.backends.cases import (
    ALL_OPEN,
    AuditEntry,
    Bar,
    Case,
    CaseEntry,
    CaseFilter,
    Decision,
    Note,
    Pause,
    Reach,
    Record,
    Ruling,
    Subject,
    ToldDecision,
    WrittenText,
)
from bot.backends.values import Contributor
from bot.protocol.moments import Moment
from bot.protocol.scores import TimeFrame, TrollboardStats


class ModerationBackend(Protocol):
    """What moderators and operators do (capability MODERATION); who may is decided in `bot.policy`.

    What needs capability CASES says so, and is `NotSupported` without it.
    """

    async def cases(
        self, wanted: CaseFilter = ALL_OPEN, *, limit: int = 20, after: UUID | None = None
    ) -> tuple[CaseEntry, ...]:
        """Return cases: open ones by their harm, the worst first, then oldest first; decided ones latest first.

        Without capability CASES these are the reported messages, oldest first, of whose harm nothing is known.

        Args:
            wanted: Which.
            limit: How many at most.
            after: Go on after this case, also where it was decided meanwhile; there is nothing after one that does not
                exist.
        """
        ...

    async def case(self, case_id: UUID) -> Case:
        """Return a case with all that is known of it. Raises CaseNotFound."""
        ...

    async def case_of(self, message_id: UUID) -> CaseEntry | None:
        """Return the open case about a message, else the last one that was decided; None where there is none."""
        ...

    async def look_at(self, message_id: UUID) -> Case:
        """Return the open case about a message; where there is none, what is known of it, in the form of a case.

        That has the message's id, and no signals: see `CaseEntry.is_case`. Raises MessageNotFound.
        """
        ...

    async def decide(self, subject: Subject, ruling: Ruling, actor: Contributor, server_id: int | None) -> Decision:
        """Carry out a decision, whole or not at all; it settles the open case about its subject.

        Only `to_operator` leaves the case open. Of two at once about one case, one decides.

        Args:
            subject: A case, which must be open; or a message or a person, with an open case or without.
            ruling: What is decided, and why.
            actor: The moderator.
            server_id: Where they decide it; of a bar, in which server the person may not work any more.

        Raises:
            CaseNotFound, MessageNotFound, UserNotFound: As their names say; a deleted message is found by
                `keep`, `restore`, `to_operator`, what is about its tree and what is about its author.
            CaseDecided: Somebody was faster.
            RulingDoesNotFit: There is nothing to restore, halt, lift …, or it is so already.
            ReasonTooLong, TextTooLong, AnswerDoesNotFit, SameReply, TextGone: As their names say.
            NotSupported: The backend has no such ruling.
        """
        ...

    async def undo(self, decision_id: UUID, actor: Contributor, server_id: int | None) -> Decision:
        """Take a decision back exactly, and open its case again, while nothing was built on it (capability CASES).

        Raises:
            DecisionNotFound, DecisionUndone, DecisionFinal: As their names say.
            DecisionBuiltUpon: Something was; everything stays as it is.
        """
        ...

    async def object_to(self, decision_id: UUID, contributor: Contributor, sentence: str) -> CaseEntry:
        """Object, once, to a decision about oneself or one's message; return the case that it becomes (CASES).

        Another moderator than the one who decided is to decide that: see `bot.policy`.

        Raises:
            DecisionNotFound: It is not about them.
            DecisionUndone, AlreadyObjected, ReasonTooLong: As their names say.
        """
        ...

    async def decision(self, decision_id: UUID) -> Decision:
        """Return a decision (capability CASES). Raises DecisionNotFound."""
        ...

    async def decision_about(self, decision_id: UUID, contributor: Contributor) -> ToldDecision:
        """Return a decision as the one reads it whom it concerns (CASES). Raises DecisionNotFound, also for others."""
        ...

    async def reach(self, message_id: UUID) -> Reach:
        """Return to which servers a message, its tree and what hangs below it belong. Raises MessageNotFound."""
        ...

    async def record(self, person_id: UUID, server_id: int | None) -> Record:
        """Return what somebody did in a server, or everywhere (capability CASES). Raises UserNotFound."""
        ...

    async def texts_in(
        self, server_id: int, *, person_id: UUID | None = None, limit: int = 20, before: Moment | None = None
    ) -> tuple[WrittenText, ...]:
        """Return texts that were written in a server, newest first, deleted ones among them (capability CASES).

        Args:
            server_id: In which.
            person_id: By whom; None for anybody.
            limit: How many at most.
            before: Only what was written before this moment.
        """
        ...

    async def notes(self, person_id: UUID, server_id: int) -> tuple[Note, ...]:
        """Return what the moderators of a server have noted about somebody, newest first (capability CASES)."""
        ...

    async def add_note(self, person_id: UUID, server_id: int, text: str, actor: Contributor) -> Note:
        """Keep a note about somebody (capability CASES); the person reads it in their export.

        Raises:
            UserNotFound: They are not known.
            ReasonTooLong, TooManyNotes: As their names say.
        """
        ...

    async def remove_note(self, note_id: UUID, server_id: int, actor: Contributor) -> None:
        """Remove a note of a server (capability CASES). Raises NoteNotFound."""
        ...

    async def set_listed(self, person_id: UUID, server_id: int, actor: Contributor, *, listed: bool) -> None:
        """Take somebody off the leaderboards of a server, or let them be on them again (capability CASES).

        Raises:
            UserNotFound: They are not known.
            RulingDoesNotFit: It is so already.
        """
        ...

    async def bar_of(self, contributor: Contributor, server_id: int) -> Bar | None:
        """Return why somebody may not work in a server; None where they may, and without capability CASES."""
        ...

    async def also_touched(self, decision_id: UUID) -> frozenset[UUID]:
        """Return whose other texts a decision took out of a conversation, or brought back (capability CASES).

        Those that went with the message above them, and those of a tree that was halted or resumed. Nobody any more
        where the decision is final. Raises DecisionNotFound.
        """
        ...

    async def disabling_of(self, contributor: Contributor) -> UUID | None:
        """Return the decision by which somebody may not work at all; None where they may, and where none is known."""
        ...

    async def pause_of(self, contributor: Contributor) -> Pause | None:
        """Return the pause that keeps somebody from writing now; None where they may, and without capability CASES."""
        ...

    async def audit_log(
        self, server_id: int | None, *, limit: int = 20, before: int | None = None, after: int | None = None
    ) -> tuple[AuditEntry, ...]:
        """Return acts of moderation, latest first (capability CASES).

        Args:
            server_id: Of this server; None for all.
            limit: How many at most.
            before: Only entries older than the one with this `entry_id`.
            after: Only entries newer than the one with this `entry_id`, and of these the oldest, oldest first.
        """
        ...

    async def is_enabled(self, contributor: Contributor) -> bool:
        """Say whether somebody may work, as far as the operator is concerned; whoever is not known may."""
        ...

    async def wipe_kept_texts(self) -> int:
        """Wipe texts that were taken out so long ago that nobody is to bring them back any more.

        Returns:
            How many decisions became final by that.
        """
        ...

    async def trollboard(
        self, time_frame: TimeFrame, *, server_id: int | None = None, limit: int = 20, enabled: bool | None = None
    ) -> TrollboardStats:
        """Return the contributors with the highest troll scores in a period.

        Args:
            time_frame: The period.
            server_id: Count only what was said of messages that were written in this server (capability LIVE_BOARDS);
                whoever is barred there counts as disabled. None for all servers.
            limit: How many at most.
            enabled: Only those who may work, or only those who were disabled; None for both.

        Raises:
            NotSupported: A server was given, and the backend knows none.
        """
        ...
