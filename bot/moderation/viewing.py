"""Putting together what a moderator sees of a case. Whom they may not name is not in it."""

import asyncio
from collections.abc import Iterable
from uuid import UUID

from bot.backends.base import Capability, TaskBackend
from bot.backends.cases import Case, Reach, Record
from bot.backends.errors import MessageNotFound, NotSupported, Refused, UserNotFound
from bot.clock import Clock
from bot.moderation import repository
from bot.moderation.repository import Claim
from bot.people.service import People
from bot.protocol.messages import ConversationMessage, Message
from bot.protocol.trees import TreeState
from bot.state.case_view import CaseView, SeenClaim, SeenPerson
from bot.state.person import Person
from bot.store import Database


class CaseViews:
    """Cases as moderators see them."""

    def __init__(self, database: Database, clock: Clock, backend: TaskBackend, people: People) -> None:
        self._database = database
        self._clock = clock
        self._backend = backend
        self._people = people

    async def view(self, case: Case, *, reader: Person | None = None, sees_all: bool = False) -> CaseView:
        """Return what the card of a case shows.

        Args:
            case: which.
            reader: who reads it; None for all who see a staff channel.
            sees_all: whether the reader may know people of all servers: the operator.
        """
        entry = case.entry
        has_all = Capability.CASES in await self._backend.capabilities()
        claim = await self._database.read(repository.claim_of, entry.case_id, self._clock.now())
        ids = {
            entry.person_id,
            *(signal.reporter_id for signal in case.signals),
            *(vote.person_id for vote in case.votes),
            *(decision.actor_id for decision in case.decisions),
            None if claim is None else claim.person_id,
        }
        known = await self._discord_ids(each for each in ids if each is not None)
        here = entry.server_id

        def seen(person_id: UUID | None, server_id: int | None) -> SeenPerson:
            if person_id is None:
                return SeenPerson()
            if not sees_all and (server_id is None or server_id != here):
                return SeenPerson(is_foreign=True)
            return SeenPerson(known.get(person_id))

        conversation, message = await self._message(entry.message_id)
        return CaseView(
            case=case,
            conversation=conversation,
            is_deleted=message is not None and message.deleted,
            is_halted=await self._is_halted(entry.message_id),
            author=seen(entry.person_id, here),
            reporters=tuple((each, seen(each.reporter_id, each.server_id)) for each in case.signals),
            reviewers=tuple((each, seen(each.person_id, each.server_id)) for each in case.votes),
            deciders=tuple((each, _decider(each.actor_id, known)) for each in case.decisions),
            named=await self._named(case, sees_all=sees_all),
            record=None if entry.person_id is None or not has_all else await self._record(entry.person_id, here),
            is_barred=await self._is_barred(entry.person_id, here),
            claim=None if claim is None else _claim(claim, known, reader),
            has_all_rulings=has_all,
        )

    async def reach(self, message_id: UUID) -> Reach | None:
        """Return to which servers a message, its tree and what hangs below it belong; None where it is gone."""
        try:
            return await self._backend.reach(message_id)
        except (MessageNotFound, NotSupported):
            return None

    async def _named(self, case: Case, *, sees_all: bool) -> dict[UUID, int]:
        """Return who of the people whom evidence is about may be named: as authors of texts of the case's server.

        As there, only those are named who had agreed to that when they wrote last.
        """
        accounts = {each for signal in case.signals for each in signal.accounts}
        if not sees_all and accounts:
            here = case.entry.server_id
            if here is None:
                return {}
            texts = await asyncio.gather(*(self._backend.texts_in(here, person_id=each, limit=1) for each in accounts))
            accounts = {text.person_id for (text, *_) in filter(None, texts) if text.may_name_author and text.person_id}
        return await self._discord_ids(accounts)

    async def _discord_ids(self, people: Iterable[UUID]) -> dict[UUID, int]:
        found = await asyncio.gather(*(self._people.by_id(person_id) for person_id in people))
        return {person.person_id: person.discord_id for person in found if person is not None}

    async def _message(self, message_id: UUID | None) -> tuple[tuple[ConversationMessage, ...], Message | None]:
        if message_id is None:
            return (), None
        try:
            conversation = await self._backend.conversation(message_id)
            return conversation.messages, await self._backend.message(message_id)
        except Refused:  # gone, or not for this key: the rest of the case is worth showing
            return (), None

    async def _is_halted(self, message_id: UUID | None) -> bool:
        if message_id is None:
            return False
        try:
            return (await self._backend.tree_state(message_id)).state is TreeState.HALTED_BY_MODERATOR
        except Refused:
            return False

    async def _record(self, person_id: UUID, server_id: int | None) -> Record | None:
        try:
            return await self._backend.record(person_id, server_id)
        except UserNotFound:
            return None

    async def _is_barred(self, person_id: UUID | None, server_id: int | None) -> bool:
        person = None if person_id is None else await self._people.by_id(person_id)
        if person is None or server_id is None:
            return False
        return await self._backend.bar_of(person.contributor, server_id) is not None


def _decider(actor_id: UUID | None, known: dict[UUID, int]) -> SeenPerson:
    """Name whoever decided: moderators know each other, and the operator."""
    return SeenPerson() if actor_id is None else SeenPerson(known.get(actor_id))


def _claim(claim: Claim, known: dict[UUID, int], reader: Person | None) -> SeenClaim:
    by = SeenPerson(known.get(claim.person_id))
    return SeenClaim(by, claim.until, is_own=reader is not None and reader.person_id == claim.person_id)
