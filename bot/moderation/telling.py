"""Telling those whom a decision concerns: the author; whoever reported; whoever objected.

They read it at their next interaction, as all notices. What there is to tell is found in the pool's log: notices are
kept in one transaction with how far of the log was told, so that each act is told once, whenever the bot is stopped. A
notice names the decision; its reason, and the text that it was about, are read from the pool when it is shown.

A task server keeps no log: there, what is about to be decided about a person is noted before; should the bot be stopped
in between, it asks afterwards whether it was done.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple
from uuid import UUID

from bot.backends.base import Capability, TaskBackend
from bot.backends.cases import AuditEntry, Decision, RulingKind, Signal
from bot.backends.errors import Refused, Unavailable
from bot.cards.decision_notice import NOTICES, TAKEN_OUT, notice_about
from bot.clock import Clock
from bot.moderation import repository
from bot.people import repository as people_repository
from bot.protocol.moments import MINUTE, Moment, Span
from bot.rules.harm import SignalKind
from bot.sessions import notices_repository
from bot.state.session import Refusal
from bot.store import Connection, Database

_LISTED: Final = {"person_unlisted": "notice-unlisted", "person_listed": "notice-listed"}
_UPHELD: Final = frozenset({RulingKind.DELETE, RulingKind.EDIT, RulingKind.HALT, RulingKind.BAR, RulingKind.DISABLE})
_LEAVE_CASES_OPEN: Final = frozenset({RulingKind.TO_OPERATOR, RulingKind.PAUSE})
_AT_ONCE: Final = 50
_SURELY_OVER: Span = 5 * MINUTE
"""So long after it was begun no decision is still under way: calls of a backend end sooner, however they end."""
_ALSO_TOUCHED: Final = {
    RulingKind.DELETE: "notice-replies-gone",
    RulingKind.RESTORE: "notice-replies-back",
    RulingKind.HALT: "notice-conversation-halted",
    RulingKind.RESUME: "notice-conversation-resumed",
}
"""What those read whose texts a decision about another's text touched, which is not about them."""
_MOST_OF_A_KIND: Final = 3
_MORE: Final = {
    "notice-deleted": "notice-more-deleted",
    TAKEN_OUT: "notice-more-deleted",
    "notice-undone": "notice-more-undone",
}
"""What is said once, instead of a card for each, where so many of a kind are waiting to be read already."""
_TAKEN_BACK: Final = {RulingKind.DELETE: RulingKind.RESTORE, RulingKind.HALT: RulingKind.RESUME}


class _Due(NamedTuple):
    """What somebody is to be told; with the decision, where that has a card with the reason."""

    person_id: UUID
    sentence: str
    decision_id: UUID | None = None
    is_once: bool = False
    """Whether once is enough where they have not read yet that the same happened to another text of theirs."""


class Telling:
    """Keeps notices for people."""

    def __init__(self, database: Database, clock: Clock, backend: TaskBackend) -> None:
        self._database = database
        self._clock = clock
        self._backend = backend

    async def carry_out(self) -> None:
        """Tell what was done since people were told last; what the backend does not say now, another time."""
        if Capability.CASES not in await self._backend.capabilities():
            await self._ask_what_was_done()
            return
        try:
            while await self._go_on():
                pass
        except Unavailable:
            return

    async def expect(self, person_id: UUID, kind: RulingKind) -> None:
        """Note that somebody is about to be disabled or enabled, where the backend keeps no log of it."""
        if Capability.CASES not in await self._backend.capabilities():
            await self._database.write(repository.begin_decision, person_id, kind, self._clock.now())

    async def expect_nothing(self, person_id: UUID) -> None:
        """Note that nothing was decided about somebody."""
        await self._database.write(repository.end_decision, person_id)

    async def told_of(self, made: Decision) -> None:
        """See that those whom a decision concerns are told of it at once."""
        if made.decision_id is None:  # the backend keeps no log, and knows of no reporters
            due = _to_author(made, notice_about(made))
            await self._database.write(_keep_decided, made.person_id, due, self._clock.now())
        else:
            await self.carry_out()

    async def _ask_what_was_done(self) -> None:
        """Tell what was decided about people just before the bot was stopped, where the backend did it."""
        now = self._clock.now()
        for person_id, kind, _ in await self._database.read(repository.decisions_under_way, now - _SURELY_OVER):
            person = await self._database.read(people_repository.find_by_person_id, person_id)
            try:
                is_done = person is not None and (
                    await self._backend.is_enabled(person.contributor) is (kind is RulingKind.ENABLE)
                )
            except (Refused, Unavailable):
                continue
            due = [_Due(person_id, NOTICES[kind])] if is_done else []
            await self._database.write(_keep_decided, person_id, due, now)

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
                return [*_undone(decision), *await self._also_touched(decision, _TAKEN_BACK.get(decision.kind))]
            about = _to_author(decision, notice_about(decision))
            about += await self._also_touched(decision, decision.kind)
            if decision.case_id is None or decision.kind in _LEAVE_CASES_OPEN:
                return about
            signals = (await self._backend.case(decision.case_id)).signals
            # A case that was opened again has signals of later on.
            signals = tuple(each for each in signals if each.created_at <= decision.decided_at)
            return [*about, *await self._settled(decision, signals)]
        except Refused:  # it is not there any more, and nobody whom it concerns
            return []

    async def _also_touched(self, decision: Decision, as_if: RulingKind | None) -> list[_Due]:
        """Return what those read whose own texts went with another's, or came back, each once."""
        sentence = None if as_if is None else _ALSO_TOUCHED.get(as_if)
        if sentence is None or decision.decision_id is None:
            return []
        touched = await self._backend.also_touched(decision.decision_id)
        others = touched - {decision.person_id, decision.actor_id}
        return [_Due(person_id, sentence, is_once=True) for person_id in sorted(others)]

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


def _keep_decided(connection: Connection, person_id: UUID | None, due: Sequence[_Due], now: Moment) -> None:
    """Keep notices of a decision of which the backend keeps no log; not again where it was known before."""
    _keep(connection, due, now)
    if person_id is not None:
        repository.end_decision(connection, person_id)


def _keep(connection: Connection, due: Sequence[_Due], now: Moment) -> None:
    for person_id, sentence, decision_id, is_once in due:
        is_known = people_repository.find_by_person_id(connection, person_id) is not None
        # Whoever is being deleted gets no new row.
        if is_known and not people_repository.is_to_be_deleted(connection, person_id):
            notice = Refusal(sentence=sentence)
            more = _MORE.get(sentence)
            if more is not None and notices_repository.count(connection, person_id, sentence) >= _MOST_OF_A_KIND:
                notices_repository.add_once(connection, person_id, Refusal(sentence=more), now)
            elif is_once:
                notices_repository.add_once(connection, person_id, notice, now)
            else:
                notices_repository.add(connection, person_id, notice, now, decision_id=decision_id)
