"""Telling those whom a decision concerns: the author; whoever reported; whoever objected.

They read it at their next interaction, as all notices. What there is to tell is found in the pool's log: notices are
kept in one transaction with how far of the log was told, so that each act is told once, whenever the bot is stopped. A
notice names the decision; its reason, and the text that it was about, are read from the pool when it is shown.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple
from uuid import UUID

from bot.backends.base import Capability, TaskBackend
from bot.backends.cases import AuditEntry, Decision, RulingKind, Signal
from bot.backends.errors import Refused, Unavailable
from bot.cards.decision_notice import NOTICES, notice_about
from bot.clock import Clock
from bot.moderation import repository
from bot.people import repository as people_repository
from bot.protocol.moments import Moment
from bot.rules.harm import SignalKind
from bot.sessions import notices_repository
from bot.state.session import Refusal
from bot.store import Connection, Database

_LISTED: Final = {"person_unlisted": "notice-unlisted", "person_listed": "notice-listed"}
_UPHELD: Final = frozenset({RulingKind.DELETE, RulingKind.EDIT, RulingKind.HALT, RulingKind.BAR, RulingKind.DISABLE})
_LEAVE_CASES_OPEN: Final = frozenset({RulingKind.TO_OPERATOR, RulingKind.PAUSE})
_AT_ONCE: Final = 50


class _Due(NamedTuple):
    """What somebody is to be told; with the decision, where that has a card with the reason."""

    person_id: UUID
    sentence: str
    decision_id: UUID | None = None


class Telling:
    """Keeps notices for people."""

    def __init__(self, database: Database, clock: Clock, backend: TaskBackend) -> None:
        self._database = database
        self._clock = clock
        self._backend = backend

    async def carry_out(self) -> None:
        """Tell what was done since people were told last; what the backend does not say now, another time."""
        if Capability.CASES not in await self._backend.capabilities():
            return
        try:
            while await self._go_on():
                pass
        except Unavailable:
            return

    async def told_of(self, made: Decision) -> None:
        """See that those whom a decision concerns are told of it at once."""
        if made.decision_id is None:  # the backend keeps no log, and knows of no reporters
            due = _to_author(made, notice_about(made))
            await self._database.write(_keep, due, self._clock.now())
        else:
            await self.carry_out()

    async def _go_on(self) -> bool:
        """Tell the next acts of the log, and say whether there may be more."""
        told = (await self._database.read(repository.told_so_far)).people
        entries = await self._backend.audit_log(None, limit=_AT_ONCE, after=told)
        if not entries:
            return False
        due = [each for entry in entries for each in await self._due(entry)]
        kept = await self._database.write(_keep_once, told, entries[-1].entry_id, due, self._clock.now())
        return not kept or len(entries) == _AT_ONCE

    async def _due(self, entry: AuditEntry) -> list[_Due]:
        """Return who is to be told what of an act."""
        if entry.kind in _LISTED and entry.person_id is not None:
            return [_Due(entry.person_id, _LISTED[entry.kind])]
        if entry.decision_id is None:
            return []
        try:
            decision = await self._backend.decision(entry.decision_id)
            if entry.kind == "decision_undone":
                return _undone(decision)
            about = _to_author(decision, notice_about(decision))
            if decision.case_id is None or decision.kind in _LEAVE_CASES_OPEN:
                return about
            signals = (await self._backend.case(decision.case_id)).signals
            # A case that was opened again has signals of later on.
            signals = tuple(each for each in signals if each.created_at <= decision.decided_at)
            return [*about, *await self._settled(decision, signals)]
        except Refused:  # it is not there any more, and nobody whom it concerns
            return []

    async def _settled(self, decision: Decision, signals: Sequence[Signal]) -> list[_Due]:
        """Return what those read who reported or objected, or had to pause, when their case is settled."""
        due = []
        is_kept = decision.kind is RulingKind.KEEP
        was_paused = any(signal.kind is SignalKind.PAUSE for signal in signals)
        if was_paused and is_kept:
            due += _to_author(decision, "notice-pause-over")
        outcome = "notice-report-upheld" if decision.kind in _UPHELD else "notice-report-kept"
        for signal in signals:
            if signal.reporter_id is None:
                continue
            if signal.kind is SignalKind.REPORT:
                due.append(_Due(signal.reporter_id, outcome))
            elif signal.kind is SignalKind.OBJECTION and is_kept and not was_paused:
                due += await self._objected(decision, signal)
        return due

    async def _objected(self, kept: Decision, objection: Signal) -> list[_Due]:
        """Return what who objected reads when nothing is changed; nothing where that had been undone before."""
        if objection.reporter_id is None or objection.decision_id is None:
            return []
        undone_at = (await self._backend.decision(objection.decision_id)).undone_at
        if undone_at is not None and undone_at <= kept.decided_at:
            return []
        return [_Due(objection.reporter_id, "notice-objection-kept")]


def _undone(decision: Decision) -> list[_Due]:
    """Return what is told of a decision that was taken back."""
    if decision.kind is RulingKind.PAUSE:
        return _to_author(decision, "notice-pause-lifted")
    return _to_author(decision, "notice-undone" if decision.kind in NOTICES else None)


def _to_author(decision: Decision, sentence: str | None) -> list[_Due]:
    if sentence is None or decision.person_id is None or decision.person_id == decision.actor_id:
        return []
    return [_Due(decision.person_id, sentence, decision.decision_id)]


def _keep_once(connection: Connection, told: int, up_to: int, due: Sequence[_Due], now: Moment) -> bool:
    """Keep notices of the acts from one entry of the log to another; False where somebody else just told some."""
    so_far = repository.told_so_far(connection)
    if so_far.people != told:
        return False
    _keep(connection, due, now)
    repository.note_told(connection, so_far._replace(people=up_to))
    return True


def _keep(connection: Connection, due: Sequence[_Due], now: Moment) -> None:
    for person_id, sentence, decision_id in due:
        is_known = people_repository.find_by_person_id(connection, person_id) is not None
        # Whoever is being deleted gets no new row.
        if is_known and not people_repository.is_to_be_deleted(connection, person_id):
            notice = Refusal(sentence=sentence)
            notices_repository.add(connection, person_id, notice, now, decision_id=decision_id)
