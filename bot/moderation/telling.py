"""Telling those whom a decision concerns: the author, with the reason; whoever reported; whoever objected.

They read it at their next interaction, as all notices.
"""

from typing import Final
from uuid import UUID

from bot.backends.base import TaskBackend
from bot.backends.cases import Case, Decision, RulingKind
from bot.backends.errors import Refused, Unavailable
from bot.clock import Clock
from bot.people.service import People
from bot.protocol.moments import Moment
from bot.rules.harm import SignalKind
from bot.sessions import repository as work_repository
from bot.state.session import Refusal
from bot.store import Connection, Database

MOST_OF_AN_EXCERPT: Final = 200
"""So many characters of a text are enough for its author to know it by."""

AUTHORS: Final = {
    RulingKind.DELETE: "notice-deleted",
    RulingKind.RESTORE: "notice-restored",
    RulingKind.EDIT: "notice-edited",
    RulingKind.HALT: "notice-halted",
    RulingKind.BAR: "notice-barred",
    RulingKind.UNBAR: "notice-unbarred",
    RulingKind.DISABLE: "notice-disabled",
    RulingKind.ENABLE: "notice-enabled",
    RulingKind.LIFT: "notice-pause-lifted",
}
"""What the author of a message, or the person, reads about a decision."""

_UPHELD: Final = frozenset({RulingKind.DELETE, RulingKind.EDIT, RulingKind.HALT, RulingKind.BAR, RulingKind.DISABLE})


class Telling:
    """Keeps notices for people."""

    def __init__(self, database: Database, clock: Clock, backend: TaskBackend, people: People) -> None:
        self._database = database
        self._clock = clock
        self._backend = backend
        self._people = people

    async def excerpt(self, message_id: UUID | None) -> str:
        """Return the beginning of a text; nothing where there is none to read."""
        if message_id is None:
            return ""
        try:
            text = (await self._backend.message(message_id)).text
        except (Refused, Unavailable):
            return ""
        return text if len(text) <= MOST_OF_AN_EXCERPT else text[: MOST_OF_AN_EXCERPT - 1] + "…"

    async def decided(self, case: Case | None, decision: Decision, excerpt: str) -> None:
        """Tell the author what was decided and why, and those who reported or objected what came of it."""
        about_author = AUTHORS.get(decision.kind)
        if about_author is not None:
            await self._tell_author(decision, about_author, excerpt)
        if case is None or decision.kind is RulingKind.TO_OPERATOR:
            return
        was_paused = any(signal.kind is SignalKind.PAUSE for signal in case.signals)
        if was_paused and decision.kind is RulingKind.KEEP:
            await self._tell_author(decision, "notice-pause-over", "")
        outcome = "notice-report-upheld" if decision.kind in _UPHELD else "notice-report-kept"
        for signal in case.signals:
            if signal.reporter_id is None:
                continue
            if signal.kind is SignalKind.REPORT:
                await self.tell(signal.reporter_id, Refusal(sentence=outcome))
            elif signal.kind is SignalKind.OBJECTION and decision.kind is RulingKind.KEEP and not was_paused:
                await self.tell(signal.reporter_id, Refusal(sentence="notice-objection-kept"))

    async def undone(self, decision: Decision) -> None:
        """Tell the author that a decision about them was taken back."""
        if decision.kind is RulingKind.PAUSE:
            await self._tell_author(decision, "notice-pause-lifted", "")
        elif decision.kind in AUTHORS:
            await self._tell_author(decision, "notice-undone", await self.excerpt(decision.message_id))

    async def tell(self, person_id: UUID, told: Refusal, decision_id: UUID | None = None) -> None:
        """Keep a notice for somebody; nothing for somebody who was deleted."""
        if await self._people.by_id(person_id) is None:
            return
        await self._database.write(_add, person_id, told, self._clock.now(), decision_id)

    async def _tell_author(self, decision: Decision, sentence: str, excerpt: str) -> None:
        if decision.person_id is None or decision.person_id == decision.actor_id:
            return
        arguments = {"reason": decision.reason, "excerpt": excerpt}
        await self.tell(decision.person_id, Refusal(sentence=sentence, arguments=arguments), decision.decision_id)


def _add(connection: Connection, person_id: UUID, told: Refusal, now: Moment, decision_id: UUID | None) -> None:
    work_repository.add_notice(connection, person_id, told, now, decision_id=decision_id)
