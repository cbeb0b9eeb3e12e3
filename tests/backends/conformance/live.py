"""Any task server that runs somewhere, as a backend of the suite: `TASK_BACKEND_URL=… TASK_BACKEND_KEY=… pytest …`.

Its thresholds are said in the environment by the names of the bot's settings; a law that needs others is left out.
Nobody can say that it is empty: each community works in languages and with people of its own. What is counted over all
of them is left out, and so is what needs another time, unless `PLAYGROUND_CLOCK_FILE` names the file by which the
server's clock is moved, as that of `python -m tests.backends.oasst_api` is. What the suite writes stays there.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager
from dataclasses import fields
from pathlib import Path
from random import Random
from uuid import UUID

import pytest

from bot.backends.base import TaskBackend
from bot.backends.cases import Decision, Ruling, Subject
from bot.backends.errors import RateLimited
from bot.backends.oasst_api import OasstApiBackend
from bot.backends.values import Answer, Contribution, Contributor, Offer, Receipt, TextAnswer
from bot.clock import Clock, ShiftedClock, SystemClock
from bot.protocol.messages import EmojiCode, EmojiOp, Message, MessageTree
from bot.protocol.moments import HOUR, SECOND, Moment, Span
from bot.protocol.tasks import RequestedType, Task, TaskType
from bot.rules.thresholds import Thresholds
from bot.settings import TaskBackendKind, load_settings
from tests.backends.community import Community, Law, contributor

URL = os.environ.get("TASK_BACKEND_URL", "")
KEY = os.environ.get("TASK_BACKEND_KEY", "")
_CLOCK_FILE = os.environ.get("PLAYGROUND_CLOCK_FILE", "")

LEFT_OUT = frozenset({Law.EFFECTS, Law.FLAGS, Law.SCALES, Law.ALONE})
_MOST_PEOPLE = 10_000


class LiveClock:
    """The clock of a server, which goes on by itself; it is moved for everybody who works there."""

    def __init__(self) -> None:
        self._file = Path(_CLOCK_FILE)
        self._clock: Clock = ShiftedClock(self._file) if _CLOCK_FILE else SystemClock()

    def now(self) -> Moment:
        """The current moment, as far as this machine knows it."""
        return self._clock.now()

    def move(self, span: Span) -> None:
        """Let time pass, where that can be done."""
        if not _CLOCK_FILE:
            pytest.skip(f"this backend leaves that out: {Law.CLOCK}")
        before = float(self._file.read_text(encoding="ascii")) if self._file.exists() else 0.0
        written = self._file.with_name(f"{self._file.name}.new")
        written.write_text(str(before + span / SECOND), encoding="ascii")
        written.replace(self._file)

    def is_now(self, moment: Moment) -> bool:
        """Whether a moment is the present one, as far as two machines can agree on that."""
        return abs(moment - self.now()) < HOUR


class OwnPeople:
    """The people of one community, and nobody else."""

    def __init__(self, first: int) -> None:
        self._by_discord_id = {
            person.discord_id: person.person_id for person in map(contributor, range(first, first + _MOST_PEOPLE))
        }
        self._by_person_id = {person_id: discord_id for discord_id, person_id in self._by_discord_id.items()}

    async def person_id_of(self, discord_id: int) -> UUID | None:
        """Our id of somebody."""
        return self._by_discord_id.get(discord_id)

    async def discord_id_of(self, person_id: UUID) -> int | None:
        """The Discord id of somebody."""
        return self._by_person_id.get(person_id)

    async def has_ever_agreed(self, person_id: UUID) -> bool:
        """All of them have."""
        return person_id in self._by_person_id

    async def servers_of(self, message_ids: Collection[UUID]) -> Mapping[UUID, int]:  # noqa: ARG002 - the interface's
        """Nobody noted where messages came from."""
        return {}


class OwnLanguages(OasstApiBackend):
    """The client, in languages in which nobody else works: `en` and `de` are tags of its own on the wire."""

    mark = ""

    def _theirs(self, language: str) -> str:
        return f"{language}-x-{self.mark}"

    def _ours(self, message: Message) -> Message:
        language = None if message.lang is None else message.lang.removesuffix(f"-x-{self.mark}")
        return message.model_copy(update={"lang": language})

    async def availability(self, contributor: Contributor, language: str) -> Mapping[TaskType, int]:
        """See `WorkBackend.availability`."""
        return await super().availability(contributor, self._theirs(language))

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
        """See `WorkBackend.request`."""
        try:
            language = self._theirs(language)
            return await super().request(
                contributor, session_id, task_type, language, server_id, topic, may_be_check=may_be_check
            )
        except RateLimited:
            pytest.skip("this server lets nobody ask so fast")

    async def submit(
        self, contributor: Contributor, session_id: UUID, task: Task, answer: Answer, server_id: int | None
    ) -> Receipt:
        """See `WorkBackend.submit`."""
        if isinstance(answer, TextAnswer):
            answer = answer.model_copy(update={"language": self._theirs(answer.language)})
        try:
            return await super().submit(contributor, session_id, task, answer, server_id)
        except RateLimited:
            pytest.skip("this server lets nobody answer so fast")

    async def react(
        self, contributor: Contributor, message_id: UUID, emoji: EmojiCode, op: EmojiOp, server_id: int | None
    ) -> Mapping[str, int]:
        """See `ReadBackend.react`; whoever reacts has worked before, elsewhere."""
        await self.admit(contributor)
        return await super().react(contributor, message_id, emoji, op, server_id)

    async def report(self, contributor: Contributor, message_id: UUID, reason: str, server_id: int | None) -> None:
        """See `ReadBackend.report`; as `react`."""
        await self.admit(contributor)
        await super().report(contributor, message_id, reason, server_id)

    async def decide(self, subject: Subject, ruling: Ruling, actor: Contributor, server_id: int | None) -> Decision:
        """See `ModerationBackend.decide`; as `react`."""
        await self.admit(actor)
        return await super().decide(subject, ruling, actor, server_id)

    async def message(self, message_id: UUID, viewer: Contributor | None = None) -> Message:
        """See `ReadBackend.message`."""
        return self._ours(await super().message(message_id, viewer))

    async def tree(self, message_id: UUID) -> MessageTree:
        """See `ReadBackend.tree`."""
        tree = await super().tree(message_id)
        return tree.model_copy(update={"messages": tuple(map(self._ours, tree.messages))})

    async def contributions(
        self, contributor: Contributor, *, limit: int, before: Moment | None = None
    ) -> tuple[Contribution, ...]:
        """See `ReadBackend.contributions`."""
        found = await super().contributions(contributor, limit=limit, before=before)
        return tuple(each.model_copy(update={"message": self._ours(each.message)}) for each in found)


@asynccontextmanager
async def live_community(wanted: Thresholds) -> AsyncIterator[Community]:
    """A community of its own on the server that the environment names; skips where that has other thresholds."""
    has = load_settings(task_backend=TaskBackendKind.LOCAL).thresholds
    different = [field.name for field in fields(wanted) if getattr(wanted, field.name) != getattr(has, field.name)]
    if different:
        needs = ", ".join(f"{name}={getattr(wanted, name)}" for name in different)
        pytest.skip(f"this server has other thresholds: the law needs {needs}")
    first = secrets.randbelow(10**12) * _MOST_PEOPLE
    clock = LiveClock()
    async with OwnLanguages(URL, KEY, clock, OwnPeople(first)) as client:
        client.mark = secrets.token_hex(4)
        backend: TaskBackend = client
        yield Community(backend, clock, await backend.capabilities(), random=Random(), first=first)
