"""Decisions of moderators: who may make which, carrying it out, and telling those whom it concerns."""

from collections.abc import Collection
from uuid import UUID

from bot.backends.base import TaskBackend
from bot.backends.cases import (
    ABOUT_PEOPLE,
    Case,
    CaseSubject,
    Decision,
    MessageSubject,
    PersonSubject,
    Ruling,
    RulingKind,
)
from bot.backends.errors import CaseNotFound, MessageNotFound, Refused, RulingDoesNotFit
from bot.clock import Clock
from bot.errors import BotError
from bot.interactions.click import Click
from bot.moderation import repository
from bot.moderation.errors import CaseClaimed, TouchesOthers, TreeOfAnother
from bot.moderation.telling import Telling
from bot.moderation.viewing import CaseViews
from bot.people.service import People
from bot.policy import (
    DecidedByOneself,
    NotAModerator,
    OfAnotherServer,
    OnAnOperator,
    OnOneself,
    OperatorOnly,
    Rights,
    may_act_on,
    may_bar,
    may_decide_on_message,
    may_decide_on_objection,
    may_disable,
    may_halt_tree,
    may_moderate,
    may_pass_to_operator,
    may_see_case,
    may_take_off_boards,
    may_undo,
)
from bot.protocol.moments import MINUTE, SECOND, Span
from bot.rules.harm import SignalKind
from bot.store import Database

CLAIMED_FOR: Span = 15 * MINUTE
"""So long a case is left to whoever has claimed it."""

_ABOUT_BRANCHES = frozenset({RulingKind.DELETE, RulingKind.RESTORE})
_ABOUT_ACCOUNTS = frozenset({RulingKind.DISABLE, RulingKind.ENABLE})
_ABOUT_TREES = frozenset({RulingKind.HALT, RulingKind.RESUME})


class Deciding:
    """Makes decisions about cases, and takes them back."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        backend: TaskBackend,
        people: People,
        views: CaseViews,
        telling: Telling,
        owner_ids: Collection[int],
    ) -> None:
        self._database = database
        self._clock = clock
        self._backend = backend
        self._people = people
        self._views = views
        self._telling = telling
        self._owner_ids = owner_ids

    async def find(self, click: Click, case_id: UUID) -> Case:
        """Return a case, or by a message's id what is known of that (see `CaseEntry.is_case`), for who may see it.

        Raises:
            NotAModerator: they moderate nothing here.
            OfAnotherServer: the case is another server's, or nobody's but the operator's.
            CaseNotFound: there is none, and no message.
        """
        if not may_moderate(click.rights):
            raise NotAModerator
        try:
            case = await self._backend.case(case_id)
        except CaseNotFound:
            try:
                case = await self._backend.look_at(case_id)
            except MessageNotFound:
                raise CaseNotFound from None
        if not may_see_case(click.rights, case.entry.server_id):
            raise OfAnotherServer
        return case

    async def check(self, click: Click, case: Case, kind: RulingKind) -> None:
        """See that somebody may make a decision now.

        Raises:
            BotError: they may not (see `bot.policy` and `bot.moderation.errors`).
        """
        obstacle = await self._obstacle(click, case, kind)
        if obstacle is not None:
            raise obstacle
        await self._check_claim(click, case.entry.case_id)

    async def decide(self, click: Click, case: Case, ruling: Ruling) -> Decision:
        """Carry out a decision about a case, and tell its author and those who reported it.

        Raises:
            BotError: as `check`.
            Refused: as `ModerationBackend.decide`; `CaseDecided` where somebody was faster.
        """
        await self.check(click, case, ruling.kind)
        entry = case.entry
        is_message = entry.message_id is not None and not entry.is_case
        subject = MessageSubject(entry.case_id) if is_message else CaseSubject(entry.case_id)
        server_id = entry.server_id if entry.server_id is not None else click.place.server_id
        decision = await self._backend.decide(subject, ruling, click.person.contributor, server_id)
        await self._database.write(repository.release, entry.case_id, click.person.person_id)
        await self._telling.told_of(decision)
        return decision

    async def check_person(self, click: Click, person_id: UUID, kind: RulingKind) -> None:
        """See that somebody may make a decision about a person, in the server where they are.

        Raises:
            NotAModerator: they moderate nothing here.
            OperatorOnly: it is for the operator.
            OfAnotherServer: they are in no server, or the pause lies with another one.
            RulingDoesNotFit: there is no pause to be lifted.
            BotError: they may not act on that person (see `bot.policy`).
        """
        if not may_moderate(click.rights):
            raise NotAModerator
        if kind is RulingKind.LIFT:
            await self.check(click, await self._case_of_pause(click, person_id), kind)
            return
        if kind in _ABOUT_ACCOUNTS:
            if not may_disable(click.rights):
                raise OperatorOnly
        elif not may_bar(click.rights, click.place.server_id):
            raise OfAnotherServer
        obstacle = await self._on_person(click, person_id)
        if obstacle is not None:
            raise obstacle

    async def decide_on_person(self, click: Click, person_id: UUID, ruling: Ruling) -> Decision:
        """Carry out a decision about a person, and tell them, and those who asked for it.

        Raises:
            BotError: as `check_person`.
            Refused: as `ModerationBackend.decide`.
        """
        await self.check_person(click, person_id, ruling.kind)
        if ruling.kind is RulingKind.LIFT:
            return await self.decide(click, await self._case_of_pause(click, person_id), ruling)
        subject = PersonSubject(person_id)
        if ruling.kind in _ABOUT_ACCOUNTS:
            await self._telling.expect(person_id, ruling.kind)
        try:
            decision = await self._backend.decide(subject, ruling, click.person.contributor, click.place.server_id)
        except Refused:
            await self._telling.expect_nothing(person_id)
            raise
        await self._telling.told_of(decision)
        return decision

    async def set_listed(self, click: Click, person_id: UUID, server_id: int, *, listed: bool) -> None:
        """Take a person off the leaderboards of a server, or let them be there again, and tell them.

        Raises:
            NotAModerator: somebody moderates nothing here.
            BotError: they may not act on that person.
            Refused: as `ModerationBackend.set_listed`.
        """
        if not may_take_off_boards(click.rights, server_id):
            raise NotAModerator
        obstacle = await self._on_person(click, person_id)
        if obstacle is not None:
            raise obstacle
        await self._backend.set_listed(person_id, server_id, click.person.contributor, listed=listed)
        await self._telling.carry_out()

    async def undo(self, click: Click, case: Case, decision_id: UUID) -> Decision:
        """Take a decision back, tell its author, and settle the objection that asked for it.

        Raises:
            BotError: the person may not (see `bot.policy`).
            Refused: as `ModerationBackend.undo`; `DecisionBuiltUpon` says what it would destroy.
        """
        decision = await self._backend.decision(decision_id)
        actor = None if decision.actor_id is None else await self._people.by_id(decision.actor_id)
        by_operator = actor is not None and actor.discord_id in self._owner_ids
        if not may_undo(click.rights, decision.server_id, by_operator=by_operator):
            raise OperatorOnly if by_operator else OfAnotherServer
        obstacle = await self._on_person(click, decision.person_id)
        if obstacle is not None:
            raise obstacle
        undone = await self._backend.undo(decision_id, click.person.contributor, click.place.server_id)
        is_objection = any(signal.decision_id == decision_id for signal in case.signals)
        if is_objection and case.entry.decided_at is None:
            kept = Ruling(kind=RulingKind.KEEP)
            subject = CaseSubject(case.entry.case_id)
            await self._backend.decide(subject, kept, click.person.contributor, case.entry.server_id)
        await self._telling.carry_out()
        return undone

    async def claim(self, click: Click, case: Case) -> None:
        """Let somebody be at a case for a while.

        Raises:
            CaseClaimed: somebody else is.
        """
        now = self._clock.now()
        claim = await self._database.write(
            repository.claim, case.entry.case_id, click.person.person_id, now, now + CLAIMED_FOR
        )
        if claim.person_id != click.person.person_id:
            await self._check_claim(click, case.entry.case_id)

    async def release(self, click: Click, case: Case) -> None:
        """Let others have a case."""
        await self._database.write(repository.release, case.entry.case_id, click.person.person_id)

    async def _case_of_pause(self, click: Click, person_id: UUID) -> Case:
        """Return the case that belongs to somebody's pause at which no moderator has looked."""
        pause = (await self._backend.record(person_id, None)).pause
        case_id = None if pause is None else (await self._backend.decision(pause.decision_id)).case_id
        if case_id is None:
            raise RulingDoesNotFit
        return await self.find(click, case_id)

    async def _obstacle(self, click: Click, case: Case, kind: RulingKind) -> BotError | None:
        """Return what keeps somebody from a decision; None where they may make it."""
        rights, entry = click.rights, case.entry
        if kind is RulingKind.TO_OPERATOR:
            return None if may_pass_to_operator(rights, entry.server_id) else OfAnotherServer()
        if entry.is_for_operator and not rights.is_operator:
            return OperatorOnly()
        may = may_bar if kind in ABOUT_PEOPLE else may_decide_on_message
        if not may(rights, entry.server_id):
            return OfAnotherServer()
        on_person = await self._on_person(click, entry.person_id)
        if on_person is not None:
            return on_person
        for signal in case.signals:
            objected = next((each for each in case.decisions if each.decision_id == signal.decision_id), None)
            if signal.kind is not SignalKind.OBJECTION or objected is None or objected.actor_id is None:
                continue
            if not may_decide_on_objection(click.person.person_id, objected.actor_id):
                return DecidedByOneself()
        if entry.message_id is None or rights.is_operator or kind not in _ABOUT_BRANCHES | _ABOUT_TREES:
            return None
        return await self._on_others(rights, entry.message_id, kind)

    async def _on_others(self, rights: Rights, message_id: UUID, kind: RulingKind) -> BotError | None:
        """Return what keeps a moderator from what touches a tree of another server, or messages of one."""
        reach = await self._views.reach(message_id)
        if kind in _ABOUT_TREES:
            return None if reach is not None and may_halt_tree(rights, reach.root_server_id) else TreeOfAnother()
        if reach is None or not all(may_decide_on_message(rights, server_id) for server_id in reach.below):
            return TouchesOthers()
        return None

    async def _on_person(self, click: Click, person_id: UUID | None) -> BotError | None:
        person = None if person_id is None else await self._people.by_id(person_id)
        is_operator = person is not None and person.discord_id in self._owner_ids
        is_oneself = person_id == click.person.person_id
        if may_act_on(click.rights, is_operator=is_operator, is_oneself=is_oneself):
            return None
        return OnOneself() if is_oneself else OnAnOperator()

    async def _check_claim(self, click: Click, case_id: UUID) -> None:
        claim = await self._database.read(repository.claim_of, case_id, self._clock.now())
        if claim is None or claim.person_id == click.person.person_id:
            return
        person = await self._people.by_id(claim.person_id)
        who = click.say("person-unknown") if person is None else f"<@{person.discord_id}>"
        raise CaseClaimed(who=who, until=f"<t:{claim.until // SECOND}:R>")
