"""`TaskBackend` on the task backend API."""

from collections.abc import Mapping
from types import TracebackType
from typing import Final, Self
from uuid import UUID

from pydantic import JsonValue

from bot.backends.base import (
    Answer,
    Capability,
    Contribution,
    Contributor,
    FlaggedMessage,
    Offer,
    PoolStatistics,
    Receipt,
    WaitingWork,
)
from bot.backends.errors import NotSupported
from bot.backends.oasst_api.boards import Boards
from bot.backends.oasst_api.connection import PATIENT, Connection, Timeouts
from bot.backends.oasst_api.moderating import Moderating
from bot.backends.oasst_api.reading import Reading
from bot.backends.oasst_api.rights import KeyRights, Rights
from bot.backends.oasst_api.users import Directory, Users
from bot.backends.oasst_api.working import Working
from bot.clock import Clock
from bot.protocol.messages import Conversation, EmojiCode, EmojiOp, Message, MessageTree
from bot.protocol.moments import Moment
from bot.protocol.scores import LeaderboardStats, TimeFrame, TrollboardStats, UserScore
from bot.protocol.tasks import RequestedType, Task, TaskType
from bot.protocol.trees import MessageTreeState, TreeState

_CAPABILITIES: Final[Mapping[KeyRights | None, frozenset[Capability]]] = {
    KeyRights.TRUSTED: frozenset({Capability.ADMIT, Capability.MODERATION}),
    KeyRights.ANY: frozenset(),
    # Nobody is to be told that new people are not taken in before that is known. Should it be so, they are told then.
    None: frozenset({Capability.ADMIT}),
}


class OasstApiBackend:
    """Conversation trees elsewhere, behind the task backend API. Use as an async context manager."""

    def __init__(self, url: str, key: str, clock: Clock, directory: Directory, timeouts: Timeouts = PATIENT) -> None:
        """Make a backend; nothing is sent yet.

        Args:
            url: address of the task backend.
            key: API key, trusted or not.
            clock: tells when a package expires.
            directory: who our people are.
            timeouts: of every call.
        """
        self._connection = Connection(url, key, timeouts)
        self._rights = Rights(self._connection)
        self._users = Users(self._connection, directory)
        self._working = Working(self._connection, self._users, self._rights, clock)
        self._reading = Reading(self._connection, self._users)
        self._boards = Boards(self._connection, self._users, self._rights, clock)
        self._moderating = Moderating(self._connection, self._users)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._rights.close()
        await self._connection.close()

    async def key_rights(self) -> KeyRights:
        """What our key may do.

        Raises:
            Unavailable: the backend cannot say; `KeyRefused`, a kind of it: it does not know the key.
        """
        return await self._rights.find_out()

    async def capabilities(self) -> frozenset[Capability]:
        """What this backend can do with our key; while it cannot be reached for the first time, what is to be hoped."""
        return _CAPABILITIES[await self._rights.now()]

    async def admit(self, contributor: Contributor) -> None:
        """Make a contributor known who has accepted the agreement."""
        await self._users.admit(contributor)

    async def availability(self, contributor: Contributor, language: str) -> Mapping[TaskType, int]:
        """How many packages of each type this contributor could get in a language."""
        return await self._working.availability(contributor, language)

    async def waiting(self, language: str) -> WaitingWork | None:  # noqa: ARG002 - the interface's
        """The API does not tell what trees wait for."""
        return None

    async def languages(self) -> Mapping[str, int] | None:
        """The API does not tell where there is work."""
        return None

    async def request(
        self,
        contributor: Contributor,
        session_id: UUID,
        task_type: RequestedType,
        language: str,
        server_id: int | None,  # noqa: ARG002 - the interface's; the wire knows no servers
    ) -> Offer:
        """Hand out a package and bind it to the session."""
        return await self._working.request(contributor, session_id, task_type, language)

    async def submit(
        self,
        contributor: Contributor,
        session_id: UUID,
        task: Task,
        answer: Answer,
        server_id: int | None,  # noqa: ARG002 - the interface's; the wire knows no servers
    ) -> Receipt:
        """Store the answer of a session, once."""
        return await self._working.submit(contributor, session_id, task, answer)

    async def skip(self, contributor: Contributor, session_id: UUID, task: Task, reason: str) -> None:
        """Give a package back."""
        await self._working.skip(contributor, session_id, task, reason)

    async def change_answer(
        self,
        contributor: Contributor,  # noqa: ARG002 - the interface's
        session_id: UUID,  # noqa: ARG002 - the interface's
        task: Task,  # noqa: ARG002 - the interface's
        answer: Answer,  # noqa: ARG002 - the interface's
        server_id: int | None,  # noqa: ARG002 - the interface's
    ) -> Receipt:
        """The API cannot change an answer."""
        raise NotSupported

    async def can_change_answer(self, contributor: Contributor, session_id: UUID) -> bool:  # noqa: ARG002 - the interface's
        """The API cannot change an answer."""
        return False

    async def open_collective(
        self,
        contributor: Contributor,  # noqa: ARG002 - the interface's
        task_type: RequestedType,  # noqa: ARG002 - the interface's
        language: str,  # noqa: ARG002 - the interface's
        server_id: int | None,  # noqa: ARG002 - the interface's
    ) -> Offer:
        """The API's collective tasks fail for labels, and cannot be closed: they are not used."""
        raise NotSupported

    async def join_collective(
        self,
        contributor: Contributor,  # noqa: ARG002 - the interface's
        session_id: UUID,  # noqa: ARG002 - the interface's
        task_id: UUID,  # noqa: ARG002 - the interface's
        server_id: int | None,  # noqa: ARG002 - the interface's
    ) -> Offer:
        """See `open_collective`."""
        raise NotSupported

    async def close_collective(self, task_id: UUID) -> None:  # noqa: ARG002 - the interface's
        """See `open_collective`."""
        raise NotSupported

    async def message(self, message_id: UUID, viewer: Contributor | None = None) -> Message:
        """One message."""
        return await self._reading.message(message_id, viewer)

    async def conversation(self, message_id: UUID, viewer: Contributor | None = None) -> Conversation:
        """The path from the initial prompt to a message."""
        return await self._reading.conversation(message_id, viewer)

    async def tree(self, message_id: UUID) -> MessageTree:
        """The whole tree that a message belongs to."""
        return await self._reading.tree(message_id)

    async def tree_state(self, message_id: UUID) -> MessageTreeState:
        """The state of the tree that a message belongs to."""
        return await self._reading.tree_state(message_id)

    async def contributions(
        self, contributor: Contributor, *, limit: int, before: Moment | None = None
    ) -> tuple[Contribution, ...]:
        """A contributor's own messages, newest first."""
        return await self._reading.contributions(contributor, limit, before)

    async def stats(
        self,
        contributor: Contributor,
        time_frame: TimeFrame,
        *,
        server_id: int | None = None,
        with_rank: bool = True,
    ) -> UserScore:
        """A contributor's counts, score, rank and level in a period, as of the backend's last computation."""
        return await self._boards.stats(contributor, time_frame, server_id, with_rank=with_rank)

    async def leaderboard(
        self, time_frame: TimeFrame, *, server_id: int | None = None, limit: int = 20, offset: int = 0
    ) -> LeaderboardStats:
        """The best contributors of a period, over all servers."""
        return await self._boards.leaderboard(time_frame, server_id, limit, offset)

    async def neighbours(
        self, contributor: Contributor, time_frame: TimeFrame, *, server_id: int | None = None, reach: int = 2
    ) -> tuple[UserScore, ...]:
        """The rows of the leaderboard around a contributor, over all servers."""
        return await self._boards.neighbours(contributor, time_frame, server_id, reach)

    async def is_visible(self, contributor: Contributor) -> bool | None:
        """Whether a contributor lets leaderboards show them; None where the backend does not know them."""
        return await self._boards.is_visible(contributor)

    async def set_visible(self, contributor: Contributor, *, visible: bool) -> None:
        """Show a contributor on leaderboards, or hide them (trusted key)."""
        await self._moderating.set_visible(contributor, visible=visible)

    async def tree_counts(self) -> Mapping[TreeState, int]:
        """How many trees are in each state."""
        return await self._boards.tree_counts()

    async def pool_statistics(self) -> PoolStatistics:
        """What the pool of trees has become, as of the backend's last computation."""
        return await self._boards.pool_statistics()

    async def react(
        self,
        contributor: Contributor,
        message_id: UUID,
        emoji: EmojiCode,
        op: EmojiOp,
        server_id: int | None,  # noqa: ARG002 - the interface's; the wire knows no servers
    ) -> Mapping[str, int]:
        """React to a message, and return the counts by emoji."""
        return await self._reading.react(contributor, message_id, emoji, op)

    async def report(
        self,
        contributor: Contributor,
        message_id: UUID,
        reason: str,
        server_id: int | None,  # noqa: ARG002 - the interface's; the wire knows no servers
    ) -> None:
        """Raise a red flag with a reason."""
        await self._reading.report(contributor, message_id, reason)

    async def flagged_messages(self, *, limit: int, processed: bool = False) -> tuple[FlaggedMessage, ...]:
        """Reported messages, oldest first."""
        return await self._moderating.flagged_messages(limit, processed=processed)

    async def mark_processed(self, message_id: UUID) -> None:
        """Take a message off the list of reported ones."""
        await self._moderating.mark_processed(message_id)

    async def delete_message(self, message_id: UUID, actor: Contributor) -> None:  # noqa: ARG002 - the interface's; the wire takes none
        """Delete a message."""
        await self._moderating.delete_message(message_id)

    async def edit_message(self, message_id: UUID, text: str, actor: Contributor) -> None:
        """Replace a message's text."""
        await self._moderating.edit_message(message_id, text, actor)

    async def halt_tree(self, message_id: UUID, actor: Contributor, *, halted: bool) -> TreeState:  # noqa: ARG002 - the interface's; the wire takes none
        """Halt the tree of a message, or let it go on."""
        return await self._moderating.halt_tree(message_id, halted=halted)

    async def set_enabled(self, person_id: UUID, actor: Contributor, *, enabled: bool) -> None:  # noqa: ARG002 - the interface's; the wire takes none
        """Let a contributor work, or not."""
        await self._moderating.set_enabled(person_id, enabled=enabled)

    async def trollboard(self, time_frame: TimeFrame, *, limit: int = 20) -> TrollboardStats:
        """The contributors with the highest troll scores in a period."""
        return await self._moderating.trollboard(time_frame, limit)

    async def forget(self, person_id: UUID) -> None:  # noqa: ARG002 - the interface's
        """A user deleted there comes back as a new one with the same Discord id: they are disabled instead."""
        raise NotSupported

    @property
    def personal_tables(self) -> frozenset[str]:
        """What the backend stores is not in the bot's own database."""
        return frozenset()

    async def export_person(self, contributor: Contributor) -> Mapping[str, JsonValue]:
        """What the backend lists about a contributor: their account, their messages, their scores."""
        return await self._reading.export_person(contributor)
