"""`TaskBackend`: the one interface to where conversation trees live.

The vocabulary is that of `bot.protocol`. Every operation raises only errors of `bot.backends.errors`. Moments are
milliseconds since the Unix epoch (UTC).

Ids: a *session id* is ours, one for each work session; towards the backend it is the frontend's id of the task, and
`answer_id(session_id)` that of the answer. Neither is ever a Discord id.
"""

from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from pydantic import JsonValue

from bot.backends.moderation import ModerationBackend
from bot.backends.values import (
    Answer,
    Collective,
    Consent,
    Contribution,
    Contributor,
    Offer,
    PoolStatistics,
    Receipt,
    TrustFigures,
    WaitingWork,
)
from bot.protocol.messages import Conversation, EmojiCode, EmojiOp, Message, MessageTree
from bot.protocol.moments import Moment, Span
from bot.protocol.scores import LeaderboardStats, TimeFrame, UserScore
from bot.protocol.tasks import RequestedType, Task, TaskType
from bot.protocol.trees import MessageTreeState, TreeState


class Capability(StrEnum):
    """What one backend can do and another cannot. Commands ask before they offer."""

    ADMIT = "admit"
    """Take in people whom it does not know yet."""
    CHANGE_ANSWER = "change_answer"
    """Change an answer on which nobody has built."""
    COLLECTIVE = "collective"
    """Collective packages of every kind, once per user, that can be closed."""
    FORGET = "forget"
    """Delete a contributor with their texts and answers, for good."""
    LIST_ANSWERS = "list_answers"
    """List a contributor's reviews, rankings, reactions and reports, for their export."""
    LIVE_BOARDS = "live_boards"
    """Leaderboards without delay, and by server."""
    LOOK_AROUND = "look_around"
    """Return what is open to somebody who has not agreed yet: it learns nothing about them by that."""
    PUT_ASIDE = "put_aside"
    """Take a package back without a skip, and hand the same one out again."""
    TOPICS = "topics"
    """Keep what a tree is about, and hand out packages about trees of one topic."""
    CHECKS = "checks"
    """Hand out attention checks, label packages of which the answer is known, among others."""
    QUALITY_POINTS = "quality_points"
    """Points by the quality that others found, not by the original campaign's formula."""
    MODERATION = "moderation"
    """List reported messages as cases, and settle them: keep, delete, edit, halt, resume, disable, enable; trolls."""
    CASES = "cases"
    """All of moderation: reasons, every ruling, undo, objections, bars, records, the audit log."""


class WorkBackend(Protocol):
    """Handing out packages and taking answers."""

    async def capabilities(self) -> frozenset[Capability]:
        """Return what this backend can do."""
        ...

    async def admit(self, contributor: Contributor) -> None:
        """Make a contributor known who has accepted the agreement. Idempotent."""
        ...

    async def learn_consents(self, consents: Sequence[tuple[UUID, Consent]]) -> None:
        """Note what contributors have accepted, each with our own id of them, where that is kept. Idempotent.

        Whom the backend does not know stays unknown.
        """
        ...

    async def availability(self, contributor: Contributor, language: str) -> Mapping[TaskType, int]:
        """Return how many packages of each type somebody could get in a language; types with none may be absent.

        Raises:
            UserDisabled: They may not work.
        """
        ...

    async def waiting(self, language: str) -> WaitingWork | None:
        """Return what open trees wait for in a language; None where the backend cannot tell."""
        ...

    async def languages(self) -> Mapping[str, int] | None:
        """Return how many packages about existing messages are open in each language, whoever may get them.

        Languages with none are absent. None where the backend cannot tell.
        """
        ...

    async def topics(
        self, contributor: Contributor, language: str, types: Collection[TaskType] | None = None
    ) -> Mapping[str, int]:
        """Return how many packages about existing messages somebody could get in a language, by the key of the topic.

        Trees without a topic are left out, and so are topics with none. Where `types` are named only those are counted.

        Raises:
            NotSupported: The backend knows no topics (capability TOPICS).
        """
        ...

    async def request(
        self,
        contributor: Contributor,
        session_id: UUID,
        task_type: RequestedType,
        language: str,
        server_id: int | None,
        topic: str | None = None,
        *,
        may_be_check: bool = False,
    ) -> Offer:
        """Hand out a package and bind it to the session. A repeat with the same session id gives the same package.

        Args:
            contributor: Who asks.
            session_id: Their session.
            task_type: The type that they want, or any.
            language: In which language.
            server_id: Where they ask.
            topic: The key of the topic that a package about messages is to be of; None for any (capability TOPICS). A
                package for a new prompt has no topic: its writer gives one with the text.
            may_be_check: Whether it may be an attention check (capability CHECKS); it is none where a topic is wanted.

        Raises:
            NotSupported: A topic was given, and the backend knows none.
            NoTaskAvailable: There is nothing of this type to do for them in this language.
            TooManyPendingTasks: They have asked for too many without answering.
            RateLimited: They ask faster than the operator allows.
            UserDisabled: The operator has disabled them.
            BarredHere: A moderator of this server has barred them from working there.
            WritingPaused: Only writing would do, and they pause from it; `random` gives them other work then.
            TermsNotAccepted: The backend does not know that they accepted the terms.
        """
        ...

    async def submit(
        self, contributor: Contributor, session_id: UUID, task: Task, answer: Answer, server_id: int | None
    ) -> Receipt:
        """Store the answer of a session, once: a repeat gives the first receipt whatever it brings.

        Raises:
            TaskNotFound, TaskExpired, TextChanged, TaskAlreadyDone, NotYourTask, AnswerDoesNotFit, TextTooLong,
            DuplicateText, SameReply, DuplicateReply, TreeClosed, MandatoryLabelMissing, InvalidLabel, OwnMessage,
            InvalidRanking, UserDisabled, BarredHere.
            RateLimited: Not now; the answer is not refused by that.
        """
        ...

    async def skip(self, contributor: Contributor, session_id: UUID, task: Task, reason: str) -> None:
        """Give a package back: its item is never offered to this contributor again. Idempotent."""
        ...

    async def put_aside(self, contributor: Contributor, session_id: UUID) -> None:
        """End a package without a skip: its item is open to all again (capability PUT_ASIDE). Idempotent.

        Raises:
            TaskAlreadyDone: It has an answer.
        """
        ...

    async def take_up(self, contributor: Contributor, session_id: UUID) -> Offer:
        """Hand a package out again that was put aside (capability PUT_ASIDE), as it is now. A repeat gives the same.

        Raises:
            NoTaskAvailable: Its item wants no answer of theirs any more.
            TaskAlreadyDone: It has an answer.
            TooManyPendingTasks: They have asked for too many without answering.
            WritingPaused: It asks for a text, and they pause from writing.
        """
        ...

    async def change_answer(
        self, contributor: Contributor, session_id: UUID, task: Task, answer: Answer, server_id: int | None
    ) -> Receipt:
        """Replace the answer of a session in one step, while nobody has built on it (capability CHANGE_ANSWER).

        A text that is part of a package which is out stays as it is: an answer to it must not count for another one.

        Raises:
            AnswerFixed: Somebody has, or is about to; and whatever `submit` raises.
        """
        ...

    async def can_change_answer(self, contributor: Contributor, session_id: UUID) -> bool:
        """Return whether `change_answer` would be possible now."""
        ...

    async def open_collective(
        self,
        contributor: Contributor,
        task_type: RequestedType,
        language: str,
        server_id: int | None,
        validity: Span | None = None,
    ) -> Offer:
        """Make a package that several users may answer, each once (capability COLLECTIVE); `task.id` names it.

        Args:
            contributor: Who opens it.
            task_type: The kind of package, or `random`.
            language: BCP 47 tag.
            server_id: Where it is opened.
            validity: For how long it takes answers, in milliseconds; None for as long as any other package.

        Raises:
            NoTaskAvailable, UserDisabled: As for `request`.
        """
        ...

    async def join_collective(
        self, contributor: Contributor, session_id: UUID, task_id: UUID, server_id: int | None
    ) -> Offer:
        """Hand a collective package to one more contributor.

        Raises:
            TaskNotFound: There is none.
            TaskExpired: It was closed.
            TaskAlreadyDone: They have answered it.
            OwnMessage: It asks them to review, rank or answer what they wrote.
            NoTaskAvailable: It asks for a prompt, and no more of theirs are wanted now.
            WritingPaused: It asks for a text, and they pause from writing.
        """
        ...

    async def look_at_collective(self, task_id: UUID) -> Collective:
        """Return a collective package as it is now, and what it got (capability COLLECTIVE). Raises TaskNotFound."""
        ...

    async def close_collective(self, task_id: UUID, *, begun_may_finish: bool = False) -> None:
        """Take no more answers for a collective package. Idempotent.

        Args:
            task_id: Of the package.
            begun_may_finish: Whether those who have joined may still answer, for as long as the package was to last.

        Raises:
            TaskNotFound: There is none.
        """
        ...


class ReadBackend(Protocol):
    """Reading trees, one's own contributions, boards; and reacting to messages."""

    async def message(self, message_id: UUID, viewer: Contributor | None = None) -> Message:
        """Return one message. Raises MessageNotFound."""
        ...

    async def conversation(self, message_id: UUID, viewer: Contributor | None = None) -> Conversation:
        """Return the path from the initial prompt to a message, both included. Raises MessageNotFound."""
        ...

    async def tree(self, message_id: UUID) -> MessageTree:
        """Return the whole tree of a message, deleted and rejected ones included. Raises MessageNotFound."""
        ...

    async def tree_state(self, message_id: UUID) -> MessageTreeState:
        """Return the state of the tree that a message belongs to. Raises MessageNotFound."""
        ...

    async def contributions(
        self, contributor: Contributor, *, limit: int, before: Moment | None = None
    ) -> tuple[Contribution, ...]:
        """Return a contributor's own messages, newest first, older than `before`."""
        ...

    async def stats(
        self,
        contributor: Contributor,
        time_frame: TimeFrame,
        *,
        server_id: int | None = None,
        with_rank: bool = True,
    ) -> UserScore:
        """Return a contributor's counts, score, rank and level in a period; zeros and no rank for one without any.

        Who is hidden or disabled has the rank at which they would be shown, where the backend can tell. `modified_date`
        is when this was counted: None where it never was, in a backend that does so every few hours.

        Args:
            contributor: Whose.
            time_frame: The period.
            server_id: Count only what came from this server, and rank by it (capability LIVE_BOARDS).
            with_rank: Whether the rank is wanted, which costs more than the rest; without it, there may be none.

        Raises:
            NotSupported: A server was given, and the backend knows none.
        """
        ...

    async def leaderboard(
        self, time_frame: TimeFrame, *, server_id: int | None = None, limit: int = 20, offset: int = 0
    ) -> LeaderboardStats:
        """Return the best of a period, hidden and disabled ones left out; of one server where that is given.

        Equal points have the same rank.

        Raises:
            NotSupported: A server was given, and the backend knows none.
        """
        ...

    async def neighbours(
        self, contributor: Contributor, time_frame: TimeFrame, *, server_id: int | None = None, reach: int = 2
    ) -> tuple[UserScore, ...]:
        """Return the rows of the leaderboard around a contributor, with the ranks that they have there.

        Args:
            contributor: Around whom; the `user_id` of their own row is their `person_id`.
            time_frame: The period.
            server_id: The leaderboard of this server (capability LIVE_BOARDS).
            reach: So many rows on either side at most.

        Returns:
            Best first; nothing where they have no row: nothing contributed, hidden, disabled.

        Raises:
            NotSupported: A server was given, and the backend knows none.
        """
        ...

    async def is_visible(self, contributor: Contributor) -> bool | None:
        """Return whether a contributor lets leaderboards show them; None where the backend cannot tell."""
        ...

    async def set_visible(self, contributor: Contributor, *, visible: bool) -> None:
        """Show a contributor on leaderboards, or hide them. Raises NotSupported where our key may not."""
        ...

    async def pool_statistics(self) -> PoolStatistics:
        """Return what the pool of trees has become."""
        ...

    async def tree_counts(self) -> Mapping[TreeState, int]:
        """Return how many trees are in each state."""
        ...

    async def react(
        self, contributor: Contributor, message_id: UUID, emoji: EmojiCode, op: EmojiOp, server_id: int | None
    ) -> Mapping[str, int]:
        """React to a message; on one's own it is ignored. Returns the counts by emoji. Raises MessageNotFound."""
        ...

    async def report(self, contributor: Contributor, message_id: UUID, reason: str, server_id: int | None) -> None:
        """Raise a red flag with a reason; a repeat by the same contributor overwrites. Raises MessageNotFound."""
        ...


class PersonalBackend(Protocol):
    """What a backend stores about people, so that they can see it, and have it deleted."""

    @property
    def personal_tables(self) -> frozenset[str]:
        """The tables of the bot's own database in which the backend names people; none for one that is elsewhere."""
        ...

    async def trust_figures(self, contributor: Contributor) -> TrustFigures | None:
        """Return what a contributor's votes were worth and what they weigh; None where the backend weighs none."""
        ...

    async def export_person(self, contributor: Contributor) -> Mapping[str, JsonValue]:
        """Return all that is stored about a contributor, readable, by the kind of thing; nothing of other people's.

        Empty where they are not known. A backend that cannot list something leaves it out.
        """
        ...

    async def forget(self, person_id: UUID, purged_by: Contributor | None = None) -> None:
        """Delete a contributor for good (capability FORGET): texts, name, reviews, rankings, reactions. Idempotent.

        Decisions that were made from their answers stand; an empty node remains where others' replies hang; a tree
        whose prompt was theirs goes out of work and export; a disabled one stays so when they come back. Where the
        operator purges them, that is noted in the log in the same moment, once.
        """
        ...


class TaskBackend(WorkBackend, ReadBackend, ModerationBackend, PersonalBackend, Protocol):
    """All that the bot asks of the place where trees live."""

    async def keep_up(self) -> None:
        """Do what is due by itself now and then.

        Entries of the log go that are older than the operator wants them kept; what moderators did stays. Texts from
        before texts were compared are made ready for it.
        """
        ...
