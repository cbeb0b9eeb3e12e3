"""The work room on a real database and the local backend, which can be told to be out of reach."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from bot.backends.base import Capability
from bot.backends.errors import NotSupported, RateLimited, TaskExpired, Unavailable
from bot.backends.local import LocalBackend, load_secret_key
from bot.backends.values import Answer, Contributor, Offer, Receipt, TextAnswer
from bot.people.agreement import Agreement
from bot.people.service import People
from bot.protocol.messages import EmojiCode, EmojiOp, Message
from bot.protocol.moments import Moment
from bot.protocol.scores import TimeFrame, UserScore
from bot.protocol.tasks import RequestedType, Task, TaskType
from bot.protocol.trees import MessageTreeState
from bot.rules.pool_rules import PoolRules
from bot.rules.thresholds import Thresholds
from bot.sessions.outbox import Outbox
from bot.sessions.service import Sessions
from bot.state.person import Person
from bot.store import Database
from tests.catalogue import CATALOGUE
from tests.clocks import StandingClock
from tests.prepared_database import prepared


class Distant(LocalBackend):
    """The local backend behind a line that can break before or after the answer was stored, be slow, or go silent.

    Attributes:
        breaks_before: it breaks at every call but a request.
        requests_break: it breaks at a request for a package.
        breaks_after: it breaks once an answer has been stored.
        defect: it is our code that breaks.
        reads_break: it breaks at whatever is only read.
        breaks_at: it breaks at an answer with this text.
        expires_first: as the task backend API, it looks at the validity of a package before it looks for the answer.
        forgets_trees: it cannot tell the state of any tree.
        held_up: while it is there and not set, no answer arrives.
        stores_deleted: as the task backend API, it stores a text as deleted where what it belongs to was.
        silent_for: whose answers it never says anything about.
        holds_for: it has had too much, and asks for a pause of so many seconds.
        lacks: what it cannot do.
        hands_out: a task that it hands out whatever was asked for.
        meanwhile: what somebody does while the next package is on its way.
        counts_no_languages: it cannot tell what is open in which language.
        counts_rarely: it tells points as of `counted_at`; None where it has not counted yet.
    """

    breaks_before = False
    breaks_after = False
    requests_break = False
    reads_break = False
    defect = False
    breaks_at: str | None = None
    expires_first = False
    forgets_trees = False
    held_up: asyncio.Event | None = None
    stores_deleted = False
    silent_for: UUID | None = None
    holds_for: int | None = None
    lacks: frozenset[Capability] = frozenset()
    hands_out: Task | None = None
    meanwhile: Callable[[], Awaitable[object]] | None = None
    counts_no_languages = False
    counts_rarely = False
    counted_at: Moment | None = None

    def __init__(self, *arguments: Any, **named: Any) -> None:
        """Make it as the local backend; nothing was submitted over the line yet."""
        super().__init__(*arguments, **named)
        self.calls: list[tuple[UUID, UUID]] = []

    async def capabilities(self) -> frozenset[Capability]:
        """Say what it can do."""
        return await super().capabilities() - self.lacks

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
        """Request over the line."""
        if self.requests_break:
            raise Unavailable
        offer = await super().request(
            contributor, session_id, task_type, language, server_id, topic, may_be_check=may_be_check
        )
        if self.meanwhile is not None:
            meanwhile, self.meanwhile = self.meanwhile, None
            await meanwhile()
        return offer if self.hands_out is None else offer.model_copy(update={"task": self.hands_out})

    async def submit(
        self, contributor: Contributor, session_id: UUID, task: Task, answer: Answer, server_id: int | None
    ) -> Receipt:
        """Submit over the line."""
        if self.breaks_before or (isinstance(answer, TextAnswer) and answer.text == self.breaks_at):
            raise Unavailable
        if self.holds_for is not None:
            raise RateLimited(seconds=self.holds_for)
        if contributor.person_id == self.silent_for:
            await asyncio.Event().wait()
        if self.held_up is not None:
            await self.held_up.wait()
        if self.expires_first and (contributor.person_id, session_id) in self.calls:
            expired = TaskExpired()
            expired.may_be_taken = True
            raise expired
        receipt = await super().submit(contributor, session_id, task, answer, server_id)
        self.calls.append((contributor.person_id, session_id))
        if self.stores_deleted:
            receipt = receipt.model_copy(update={"deleted": True, "points": 0})
        if self.breaks_after:
            raise Unavailable
        if self.defect:
            raise ZeroDivisionError
        return receipt

    async def put_aside(self, contributor: Contributor, session_id: UUID) -> None:
        """Put a package aside over the line."""
        if self.breaks_before:
            raise Unavailable
        await super().put_aside(contributor, session_id)

    async def take_up(self, contributor: Contributor, session_id: UUID) -> Offer:
        """Take a package up again over the line."""
        if Capability.PUT_ASIDE in self.lacks:
            raise NotSupported
        return await super().take_up(contributor, session_id)

    async def react(
        self, contributor: Contributor, message_id: UUID, emoji: EmojiCode, op: EmojiOp, server_id: int | None
    ) -> Mapping[str, int]:
        """React over the line."""
        counts = await super().react(contributor, message_id, emoji, op, server_id)
        if self.breaks_after:
            raise Unavailable
        return counts

    async def message(self, message_id: UUID, viewer: Contributor | None = None) -> Message:
        """Read over the line."""
        if self.reads_break:
            raise Unavailable
        return await super().message(message_id, viewer)

    async def stats(
        self,
        contributor: Contributor,
        time_frame: TimeFrame,
        *,
        server_id: int | None = None,
        with_rank: bool = True,
    ) -> UserScore:
        """Count over the line."""
        if self.reads_break:
            raise Unavailable
        score = await super().stats(contributor, time_frame, server_id=server_id, with_rank=with_rank)
        return score.model_copy(update={"modified_date": self.counted_at}) if self.counts_rarely else score

    async def can_change_answer(self, contributor: Contributor, session_id: UUID) -> bool:
        """Ask over the line."""
        if self.reads_break:
            raise Unavailable
        return await super().can_change_answer(contributor, session_id)

    async def availability(self, contributor: Contributor, language: str) -> Mapping[TaskType, int]:
        """Look over the line."""
        if self.breaks_before:
            raise Unavailable
        return await super().availability(contributor, language)

    async def languages(self) -> Mapping[str, int] | None:  # type: ignore[override] # as the interface allows
        """Count by language over the line."""
        if self.breaks_before:
            raise Unavailable
        return None if self.counts_no_languages else await super().languages()

    async def tree_state(self, message_id: UUID) -> MessageTreeState:
        """Ask over the line."""
        if self.forgets_trees:
            raise Unavailable
        return await super().tree_state(message_id)


class SessionServices:
    """Everything between a click and the database, without Discord."""

    def __init__(self, database: Database, clock: StandingClock, backend: Distant, folder: Path) -> None:
        self.database = database
        self.clock = clock
        self.backend = backend
        self.folder = folder
        thresholds = Thresholds()
        agreement = Agreement("Ann", "ann@example.org", "CC0", 18)
        self.people = People(database, clock, backend, agreement, CATALOGUE)
        self.outbox = Outbox(database, clock, backend)
        self.sessions = Sessions(database, clock, backend, self.people, self.outbox, thresholds, Random(1).random)
        self._ids = itertools.count(1)

    async def person(self, *, agreed: bool = True) -> Person:
        """Somebody new."""
        number = next(self._ids)
        person = await self.people.identify(number, f"Person {number}")
        if agreed:
            person = await self.people.answer_agreement(person, accepted=True, server_id=7)
        return person

    async def prompts(self, *texts: str) -> None:
        """Import initial prompts that wait for replies."""
        file = self.folder / "prompts.txt"
        file.write_text("\n".join(texts), "utf-8")
        await self.backend.import_file(file, "en")

    async def stored(self, text: str) -> int:
        """How many messages have this text."""
        row = await self.database.read(
            lambda connection: connection.execute("SELECT count(*) FROM message WHERE text = ?", (text,)).fetchone()
        )
        return int(row[0])

    async def waiting(self) -> int:
        """How many entries the outbox has."""
        row: Any = await self.database.read(
            lambda connection: connection.execute("SELECT count(*) FROM outbox").fetchone()
        )
        return int(row[0])


@asynccontextmanager
async def open_session_services(folder: Path, clock: StandingClock | None = None) -> AsyncIterator[SessionServices]:
    """Open the services on a folder; a second time, as after a restart."""
    clock = clock or StandingClock()
    async with Database(prepared(folder / "bot.sqlite3"), clock) as database:
        backend = Distant(database, clock, Random(1), PoolRules(), await load_secret_key(database))
        yield SessionServices(database, clock, backend, folder)
