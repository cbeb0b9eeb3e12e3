"""The local backend: `TaskBackend` on this process's own database."""

import asyncio
import secrets
import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random
from typing import Concatenate, ParamSpec, Self, TypeVar
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
from bot.backends.errors import Refused
from bot.backends.local import (
    boards,
    collective,
    forgetting,
    importing,
    moderating,
    people,
    personal_data,
    pool,
    reacting,
    reading,
    requesting,
    submitting,
    tree_life,
)
from bot.backends.local.import_files import read_trees
from bot.backends.local.importing import TREES_AT_ONCE, ImportSummary
from bot.backends.local.repository import languages, trees
from bot.backends.local.repository.personal_data import TABLES
from bot.backends.local.step import Step
from bot.clock import Clock
from bot.protocol.messages import Conversation, EmojiCode, EmojiOp, Message, MessageTree
from bot.protocol.moments import Moment
from bot.protocol.scores import LeaderboardStats, TimeFrame, TrollboardStats, UserScore
from bot.protocol.tasks import RequestedType, Task, TaskType
from bot.protocol.trees import MessageTreeState, TreeState
from bot.rules.rate_limits import NO_LIMITS, RateLimits
from bot.rules.thresholds import Thresholds
from bot.store import Database
from bot.store.secrets import keep_secret

Result = TypeVar("Result")
Arguments = ParamSpec("Arguments")

_SECRET_BYTES = 32


async def load_secret_key(database: Database) -> bytes:
    """Return the secret key of a database, which its first use makes: what fingerprints are made with."""
    candidate = secrets.token_bytes(_SECRET_BYTES)
    return await database.write(lambda connection: keep_secret(connection, "fingerprint", candidate))


class LocalBackend:
    """Conversation trees in SQLite. Every operation is one transaction."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        random: Random,
        thresholds: Thresholds,
        secret_key: bytes,
        rate_limits: RateLimits = NO_LIMITS,
    ) -> None:
        """Make a backend.

        Args:
            database: open.
            clock: tells the moment at which each step happens.
            random: the source of every choice; used by one thread at a time.
            thresholds: what the life of a tree depends on.
            secret_key: from `load_secret_key`.
            rate_limits: how often somebody may ask for packages; as often as they like where nothing is said.
        """
        self._database = database
        self._clock = clock
        self._random = random
        self._thresholds = thresholds
        self._secret_key = secret_key
        self._rate_limits = rate_limits

    @classmethod
    async def open(
        cls,
        database: Database,
        clock: Clock,
        random: Random,
        thresholds: Thresholds,
        rate_limits: RateLimits = NO_LIMITS,
    ) -> Self:
        """Make a backend on a database with the key that it keeps, as a process does at its start.

        Where the thresholds are others than last time, trees are looked at anew: what was still missing may be enough.
        """
        key = await load_secret_key(database)
        backend = cls(database, clock, random, thresholds, key, rate_limits)
        await backend._write(tree_life.follow_thresholds)
        return backend

    async def import_file(self, path: Path, language: str) -> ImportSummary:
        """Import a file: see `import_files` for its form.

        Args:
            path: the file.
            language: of what names none itself (BCP 47).

        Raises:
            StartError: it cannot be read or used, and nothing of it was stored.
        """
        found = await asyncio.to_thread(read_trees, path, language)
        summary = ImportSummary(0, 0, 0)
        for start in range(0, len(found), TREES_AT_ONCE):
            summary += await self._write(importing.store, found[start : start + TREES_AT_ONCE], path.name)
        return summary

    async def capabilities(self) -> frozenset[Capability]:
        """What this backend can do: everything."""
        return frozenset(Capability)

    async def admit(self, contributor: Contributor) -> None:
        """Make a contributor known. Idempotent."""
        await self._write(people.meet, contributor)

    async def availability(self, contributor: Contributor, language: str) -> Mapping[TaskType, int]:
        """How many packages of each type this contributor could get in a language."""
        return await self._read(requesting.availability, contributor, language)

    async def waiting(self, language: str) -> WaitingWork:
        """What open trees wait for in a language."""
        return await self._read(requesting.waiting, language)

    async def languages(self) -> Mapping[str, int]:
        """How many packages about existing messages are open in each language, whoever may get them."""
        return await self._database.read(languages.open_by_language)

    async def request(
        self,
        contributor: Contributor,
        session_id: UUID,
        task_type: RequestedType,
        language: str,
        server_id: int | None,
    ) -> Offer:
        """Hand out a package and bind it to the session; a repeat gives the same package."""
        return await self._write_even_if_refused(
            requesting.request, contributor, session_id, task_type, language, server_id
        )

    async def submit(
        self, contributor: Contributor, session_id: UUID, task: Task, answer: Answer, server_id: int | None
    ) -> Receipt:
        """Store the answer of a session, once: a repeat gives the first receipt."""
        return await self._write(submitting.submit, contributor, session_id, task, answer, server_id)

    async def skip(self, contributor: Contributor, session_id: UUID, task: Task, reason: str) -> None:  # noqa: ARG002 - the interface's; the session says all
        """Give a package back: its item is never offered to this contributor again."""
        await self._write(requesting.skip, contributor, session_id)

    async def change_answer(
        self,
        contributor: Contributor,
        session_id: UUID,
        task: Task,
        answer: Answer,
        server_id: int | None,  # noqa: ARG002 - the interface's; an answer stays where it was given
    ) -> Receipt:
        """Replace the answer of a session, while nobody has built on it."""
        return await self._write(submitting.change_answer, contributor, session_id, task, answer)

    async def can_change_answer(self, contributor: Contributor, session_id: UUID) -> bool:
        """Whether `change_answer` would be possible now."""
        return await self._read(submitting.can_change_answer, contributor, session_id)

    async def open_collective(
        self, contributor: Contributor, task_type: RequestedType, language: str, server_id: int | None
    ) -> Offer:
        """Make a package that several users may answer, each once."""
        return await self._write_even_if_refused(
            collective.open_collective, contributor, task_type, language, server_id
        )

    async def join_collective(
        self, contributor: Contributor, session_id: UUID, task_id: UUID, server_id: int | None
    ) -> Offer:
        """Hand a collective package to one more contributor."""
        return await self._write(collective.join_collective, contributor, session_id, task_id, server_id)

    async def close_collective(self, task_id: UUID) -> None:
        """Take no more answers for a collective package."""
        await self._write(collective.close_collective, task_id)

    async def message(self, message_id: UUID, viewer: Contributor | None = None) -> Message:
        """One message."""
        return await self._read(reading.message, message_id, viewer)

    async def conversation(self, message_id: UUID, viewer: Contributor | None = None) -> Conversation:
        """The path from the initial prompt to a message."""
        return await self._read(reading.conversation, message_id, viewer)

    async def tree(self, message_id: UUID) -> MessageTree:
        """The whole tree that a message belongs to."""
        return await self._read(reading.tree, message_id)

    async def tree_state(self, message_id: UUID) -> MessageTreeState:
        """The state of the tree that a message belongs to."""
        return await self._read(reading.tree_state, message_id)

    async def contributions(
        self, contributor: Contributor, *, limit: int, before: Moment | None = None
    ) -> tuple[Contribution, ...]:
        """A contributor's own messages, newest first."""
        return await self._read(reading.contributions, contributor, limit, before)

    async def stats(
        self,
        contributor: Contributor,
        time_frame: TimeFrame,
        *,
        server_id: int | None = None,
        with_rank: bool = True,
    ) -> UserScore:
        """A contributor's counts, score, rank and level in a period, in one server or all."""
        return await self._read(boards.stats, contributor, time_frame, server_id, with_rank=with_rank)

    async def leaderboard(
        self, time_frame: TimeFrame, *, server_id: int | None = None, limit: int = 20, offset: int = 0
    ) -> LeaderboardStats:
        """The best contributors of a period, of one server or of all."""
        return await self._read(boards.leaderboard, time_frame, server_id, limit, offset)

    async def neighbours(
        self, contributor: Contributor, time_frame: TimeFrame, *, server_id: int | None = None, reach: int = 2
    ) -> tuple[UserScore, ...]:
        """The rows of the leaderboard around a contributor."""
        return await self._read(boards.neighbours, contributor, time_frame, server_id, reach)

    async def is_visible(self, contributor: Contributor) -> bool:
        """Whether a contributor lets leaderboards show them."""
        return await self._read(boards.is_visible, contributor)

    async def set_visible(self, contributor: Contributor, *, visible: bool) -> None:
        """Show a contributor on leaderboards, or hide them."""
        await self._write(boards.set_visible, contributor, visible=visible)

    async def tree_counts(self) -> Mapping[TreeState, int]:
        """How many trees are in each state."""
        return await self._database.read(trees.counts_by_state)

    async def pool_statistics(self) -> PoolStatistics:
        """What the pool of trees has become."""
        return await self._read(pool.statistics)

    async def react(
        self, contributor: Contributor, message_id: UUID, emoji: EmojiCode, op: EmojiOp, server_id: int | None
    ) -> Mapping[str, int]:
        """React to a message, and return the counts by emoji."""
        return await self._write(reacting.react, contributor, message_id, emoji, op, server_id)

    async def report(self, contributor: Contributor, message_id: UUID, reason: str, server_id: int | None) -> None:
        """Raise a red flag with a reason."""
        await self._write(reacting.report, contributor, message_id, reason, server_id)

    async def flagged_messages(self, *, limit: int, processed: bool = False) -> tuple[FlaggedMessage, ...]:
        """Reported messages, oldest first."""
        return await self._read(moderating.flagged_messages, limit, processed=processed)

    async def mark_processed(self, message_id: UUID) -> None:
        """Take a message off the list of reported ones."""
        await self._write(moderating.mark_processed, message_id)

    async def delete_message(self, message_id: UUID, actor: Contributor) -> None:
        """Delete a message; what hangs below goes out of work and export."""
        await self._write(moderating.delete_message, message_id, actor)

    async def edit_message(self, message_id: UUID, text: str, actor: Contributor) -> None:
        """Replace a message's text."""
        await self._write(moderating.edit_message, message_id, text, actor)

    async def halt_tree(self, message_id: UUID, actor: Contributor, *, halted: bool) -> TreeState:
        """Halt the tree of a message, or let it go on."""
        return await self._write(moderating.halt_tree, message_id, actor, halted=halted)

    async def set_enabled(self, person_id: UUID, actor: Contributor, *, enabled: bool) -> None:
        """Let a contributor work, or not."""
        await self._write(moderating.set_enabled, person_id, actor, enabled=enabled)

    async def trollboard(self, time_frame: TimeFrame, *, limit: int = 20) -> TrollboardStats:
        """The contributors with the highest troll scores in a period."""
        return await self._read(boards.trollboard, time_frame, limit)

    @property
    def personal_tables(self) -> frozenset[str]:
        """The tables of this backend that name people."""
        return TABLES

    async def export_person(self, contributor: Contributor) -> Mapping[str, JsonValue]:
        """Everything that is stored about a contributor, readable.

        The log is read part by part, so that others are not kept waiting.
        """
        stored = await self._read(personal_data.stored_about, contributor.person_id)
        entries: list[JsonValue] = []
        next_id: int | None = 0
        while stored and next_id is not None:
            part = await self._read(personal_data.log_about, contributor.person_id, next_id)
            entries += part.entries
            next_id = part.next_id
        return {**stored, "log": entries} if stored else {}

    async def forget(self, person_id: UUID) -> None:
        """Delete a contributor for good."""
        await self._write(forgetting.forget, person_id)

    async def _write(
        self,
        function: Callable[Concatenate[Step, Arguments], Result],
        *args: Arguments.args,
        **kwargs: Arguments.kwargs,
    ) -> Result:
        return await self._database.write(lambda connection: function(self._step(connection), *args, **kwargs))

    async def _write_even_if_refused(
        self,
        function: Callable[Concatenate[Step, Arguments], Result],
        *args: Arguments.args,
        **kwargs: Arguments.kwargs,
    ) -> Result:
        """Keep what a step did on its way to a refusal: who asked is known now, and trees may have gone on."""

        def work(connection: sqlite3.Connection) -> Result | Refused:
            try:
                return function(self._step(connection), *args, **kwargs)
            except Refused as refused:
                return refused

        outcome = await self._database.write(work)
        if isinstance(outcome, Refused):
            raise outcome
        return outcome

    async def _read(
        self,
        function: Callable[Concatenate[Step, Arguments], Result],
        *args: Arguments.args,
        **kwargs: Arguments.kwargs,
    ) -> Result:
        return await self._database.read(lambda connection: function(self._step(connection), *args, **kwargs))

    def _step(self, connection: sqlite3.Connection) -> Step:
        return Step(connection, self._clock.now(), self._random, self._thresholds, self._secret_key, self._rate_limits)
