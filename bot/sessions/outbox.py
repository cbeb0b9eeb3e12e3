"""The outbox: the only way to the backend for what people submit.

An entry is on the disk before anybody is told that it is saved. It is delivered at once where the backend answers,
later where it does not, always in order per person. A delivery of unknown outcome is repeated: `TaskBackend.submit` is
idempotent by session id, so nothing is counted twice. What the backend never takes, though it answers, goes back to its
writer once the package has expired.
"""

import asyncio
import contextlib
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from uuid import UUID

from bot.backends.base import Capability, TaskBackend
from bot.backends.errors import (
    OutcomeUnknown,
    RateLimited,
    Refused,
    TaskAlreadyDone,
    TaskExpired,
    TaskNotFound,
    Unavailable,
)
from bot.backends.values import Receipt, TextAnswer
from bot.clock import Clock
from bot.log import get_logger
from bot.order import Order
from bot.people import repository as people_repository
from bot.protocol.moments import HOUR, MINUTE, SECOND, Moment, Span
from bot.protocol.tasks import InitialPromptTask
from bot.sessions import notices_repository, origins_repository, repository
from bot.sessions.repository import HEAD_START, OutboxEntry
from bot.state.person import Person
from bot.state.session import DELIVERED, DELIVERED_UNUSED, Refusal, SessionState, WorkSession
from bot.store import Connection, Database

_log = get_logger(__name__)

PATIENCE_SECONDS = 8.0
"""How long a contributor waits for the backend before they are told: saved, and will be delivered."""

_POLL_SECONDS = 1.0
_REST_AFTER_FAULT_SECONDS = 30.0
"""How long the background leaves a person's entries alone after a fault that could not even be noted."""

_MOST_ATTEMPTS = 20
"""After so many failures by a defect, not an outage (over an hour), the draft goes back to its writer."""

_LONGEST_DELAY: Span = 5 * MINUTE

_LONGEST_HOLD: Span = HOUR
"""A backend that asks for a longer pause than this is tried again all the same."""

_STUCK_AFTER = 5
"""So many failures (half a minute of them) are not over soon: their person may go on to another package."""


@dataclass(slots=True)
class _Onlooker:
    """Somebody who waits for a delivery and will be shown what becomes of one session; None once nobody does."""

    session_id: UUID | None = None
    outcome: WorkSession | None = None


class Outbox:
    """Delivers entries; one at a time for each person, many persons beside each other: nobody waits for a slow one."""

    def __init__(self, database: Database, clock: Clock, backend: TaskBackend, *, keep_origins: bool = False) -> None:
        """Make it.

        Args:
            database: where entries wait.
            clock: tells when one is due.
            backend: where they go.
            keep_origins: whether to note the server that each message came from, because the backend does not.
        """
        self._database = database
        self._clock = clock
        self._backend = backend
        self._keep_origins = keep_origins
        self._order = Order()
        self._deliveries: set[asyncio.Task[bool]] = set()
        self._in_background: set[UUID] = set()

    async def deliver(self, person_id: UUID, *, shown: UUID | None = None, patience: float = PATIENCE_SECONDS) -> bool:
        """Deliver what a person has waiting, and wait for that at most `patience` seconds.

        Args:
            person_id: whose.
            shown: the session whose outcome the person is shown afterwards. What becomes of another one, or later, is
                kept as a notice.
            patience: in seconds.

        Returns:
            Whether nothing is left waiting. A delivery that takes longer goes on by itself.
        """
        waiting, _ = await self._deliver_watched(person_id, _Onlooker(shown), patience)
        return waiting

    async def deliver_shown(self, session: WorkSession) -> WorkSession | None:
        """Deliver what its person has waiting, and wait for that for some seconds.

        Args:
            session: submitted; its outcome is shown to the person afterwards, see `deliver`.

        Returns:
            The session once the backend has taken its answer; None where it has not, or where somebody else delivered
            it: then the database says what has become of it.
        """
        _, outcome = await self._deliver_watched(session.person_id, _Onlooker(session.session_id), PATIENCE_SECONDS)
        return outcome

    async def _deliver_watched(
        self, person_id: UUID, onlooker: _Onlooker, patience: float
    ) -> tuple[bool, WorkSession | None]:
        delivery = asyncio.create_task(self._deliver_all(person_id, onlooker), name=f"deliver-{person_id}")
        self._own(delivery)
        try:
            done, _ = await asyncio.wait({delivery}, timeout=patience)
        finally:
            onlooker.session_id = None
        return bool(done) and delivery.exception() is None and delivery.result(), onlooker.outcome

    async def held_until(self, person_id: UUID) -> Moment | None:
        """Return until when the backend takes nothing of a person's, since it had too much; None where it does."""
        entry = await self._database.read(repository.next_in_outbox, person_id)
        return entry.not_before if entry is not None and self._is_held(entry) else None

    async def is_stuck(self, person_id: UUID) -> bool:
        """Say whether what a person has waiting failed so often that nothing else should wait for it."""
        entry = await self._database.read(repository.next_in_outbox, person_id)
        return entry is not None and entry.attempts >= _STUCK_AFTER

    def _is_held(self, entry: OutboxEntry) -> bool:
        # What is further away than any hold was noted while the clock was wrong.
        return 0 < entry.not_before - self._clock.now() <= _LONGEST_HOLD

    def undisturbed(self, person_id: UUID) -> AbstractAsyncContextManager[None]:
        """Hold deliveries of a person's while this is entered; what is under way is waited for."""
        return self._order.turn(person_id)

    async def run(self) -> None:
        """Deliver, for ever, what is due: what an earlier process left, and what the backend could not take."""
        try:
            # At first everything: for what an earlier process left, nobody else is on the way.
            await self._begin_what_is_due(self._clock.now() + max(_LONGEST_DELAY, HEAD_START))
            while True:
                await asyncio.sleep(_POLL_SECONDS)
                await self._begin_what_is_due(self._clock.now())
        finally:
            for delivery in self._deliveries:
                delivery.cancel()
            await asyncio.gather(*self._deliveries, return_exceptions=True)

    async def _begin_what_is_due(self, now: Moment) -> None:
        try:
            due = await self._database.read(repository.due_in_outbox, now, now + _LONGEST_HOLD)
        except Exception:
            # The disk, say. It must not end the deliveries of this process for good.
            _log.exception("the outbox cannot be read")
            return
        for person_id in due:
            if person_id not in self._in_background:
                self._in_background.add(person_id)
                self._own(asyncio.create_task(self._deliver_in_background(person_id), name=f"deliver-{person_id}"))

    async def _deliver_in_background(self, person_id: UUID) -> bool:
        try:
            return await self._deliver_all(person_id, _Onlooker())
        except Exception:
            await asyncio.sleep(_REST_AFTER_FAULT_SECONDS)
            return False
        finally:
            self._in_background.discard(person_id)

    def _own(self, delivery: asyncio.Task[bool]) -> None:
        self._deliveries.add(delivery)
        delivery.add_done_callback(self._deliveries.discard)

    async def _deliver_all(self, person_id: UUID, onlooker: _Onlooker) -> bool:
        """Deliver a person's entries in order, until none is left or one has to wait.

        Raises:
            Exception: the database cannot be used, or has an entry that cannot be read. Nothing is lost.
        """
        try:
            async with self._order.turn(person_id):
                waiting, goes_on = await self._database.read(_next, person_id), True
                while waiting is not None and goes_on:
                    goes_on, waiting = await self._deliver(*waiting, onlooker)
                return goes_on
        except Exception:
            _log.exception("deliveries stopped", person=str(person_id))
            raise

    async def _deliver(
        self, entry: OutboxEntry, person: Person | None, onlooker: _Onlooker
    ) -> "tuple[bool, _Waiting | None]":
        """Deliver one entry; returns whether it is settled, so that the next one may follow, and that one."""
        if self._is_held(entry):
            return False, None
        if person is None:  # deleted meanwhile, and with them what they had written
            return True, await self._settle(entry)
        try:
            if entry.kind == "skip":
                await self._skip(person, entry)
                return True, await self._settle(entry)
            receipt = await self._submit(person, entry)
            return True, await self._finish(entry, receipt, onlooker)
        except Unavailable as error:
            _log.warning("delivery put off", session=str(entry.session.session_id), error_id=error.error_id)
            if not await self._is_hopeless(person, entry):
                await self._put_off(entry)
                return False, None
            refused: Refused = OutcomeUnknown()
        except RateLimited as limited:
            # Not the answer is at fault but the moment.
            pause = min(int(limited.arguments["seconds"]) * SECOND, _LONGEST_HOLD)
            _log.warning(
                "delivery held back",
                session=str(entry.session.session_id),
                seconds=pause // SECOND,
                error_id=limited.error_id,
            )
            await self._put_off(entry, not_before=self._clock.now() + pause)
            return False, None
        except Refused as error:
            is_known = not error.may_be_taken or entry.attempts == 0
            refused = error if is_known else OutcomeUnknown()
        except Exception:
            # A defect must neither lose the answer nor stop the deliveries of others, nor this person for ever.
            _log.exception("delivery failed", session=str(entry.session.session_id), attempts=entry.attempts)
            if entry.attempts < _MOST_ATTEMPTS:
                await self._put_off(entry)
                return False, None
            refused = Refused()
        return True, await self._refuse(entry, refused, onlooker)

    async def _is_hopeless(self, person: Person, entry: OutboxEntry) -> bool:
        """Say whether the package has expired, and the backend answers, only not to this.

        While it answers nobody, the entry waits: once it does, it says for certain what became of many an answer.
        """
        if entry.kind == "change" or self._clock.now() < entry.session.expires_at:
            return False
        try:
            await self._backend.availability(person.contributor, entry.session.language)
        except Unavailable:
            return False
        except Refused:
            pass  # an answer, too
        return True

    async def _skip(self, person: Person, entry: OutboxEntry) -> None:
        session = entry.session
        # A package that is gone needs no giving back.
        with contextlib.suppress(TaskNotFound, TaskExpired, TaskAlreadyDone):
            if session.is_put_aside and Capability.PUT_ASIDE in await self._backend.capabilities():
                await self._backend.put_aside(person.contributor, session.session_id)
            else:
                await self._backend.skip(person.contributor, session.session_id, session.task, "skipped")

    async def _submit(self, person: Person, entry: OutboxEntry) -> Receipt:
        session = entry.session
        if entry.answer is None:
            raise LookupError(f"the outbox entry {entry.sequence} has no answer")
        deliver = self._backend.change_answer if entry.kind == "change" else self._backend.submit
        return await deliver(person.contributor, session.session_id, session.task, entry.answer, entry.server_id)

    async def _finish(self, entry: OutboxEntry, receipt: Receipt, onlooker: _Onlooker) -> "_Waiting | None":
        session, now = entry.session, self._clock.now()
        offer = session.offer
        if isinstance(entry.answer, TextAnswer) and isinstance(session.task, InitialPromptTask):
            # The draft goes, and the next change of the answer begins with this.
            offer = offer.model_copy(update={"topic": entry.answer.topic})

        def finish(connection: Connection) -> None:
            repository.finish(connection, session.session_id, receipt, now)
            if offer != session.offer:
                repository.replace_offer(connection, session.session_id, offer.model_dump_json())
            if self._keep_origins and receipt.message_id is not None and entry.server_id is not None:
                origins_repository.add_origin(connection, receipt.message_id, entry.server_id)
            if onlooker.session_id != session.session_id:
                # They were told that it will be delivered.
                told = DELIVERED_UNUSED if receipt.deleted else DELIVERED
                notices_repository.add_once(connection, session.person_id, told, now)

        following = await self._settle(entry, finish)
        if onlooker.session_id == session.session_id:
            text = entry.answer.text if isinstance(entry.answer, TextAnswer) else ""
            done = replace(
                session,
                offer=offer,
                state=SessionState.DONE,
                receipt=receipt,
                draft=None,
                refusal=None,
                submitted_text=text,
            )
            onlooker.outcome = done
        return following

    async def _refuse(self, entry: OutboxEntry, refused: Refused, onlooker: _Onlooker) -> "_Waiting | None":
        now = self._clock.now()
        # What changes an earlier answer does not expire with its package.
        reopen = refused.mendable and (entry.kind == "change" or entry.session.expires_at > now)
        refusal = Refusal(sentence=refused.sentence, arguments=refused.arguments)

        def refuse(connection: Connection) -> None:
            if entry.kind != "skip":
                repository.refuse(connection, entry.session.session_id, refusal, reopen=reopen, now=now)
                if onlooker.session_id != entry.session.session_id:
                    notices_repository.add(connection, entry.session.person_id, refusal, now, entry.session.session_id)

        _log.info("answer refused", session=str(entry.session.session_id), code=int(refused.code))
        return await self._settle(entry, refuse)

    async def _settle(self, entry: OutboxEntry, store: Callable[[Connection], None] | None = None) -> "_Waiting | None":
        """Take an entry out of the outbox, with what is to be stored of it; returns the next one of the same person."""

        def settle(connection: Connection) -> "_Waiting | None":
            if store is not None:
                store(connection)
            repository.remove_from_outbox(connection, entry.sequence)
            return _next(connection, entry.session.person_id)

        return await self._database.write(settle)

    async def _put_off(self, entry: OutboxEntry, not_before: Moment = 0) -> None:
        now = self._clock.now()
        until = now + min(SECOND * 2 ** min(entry.attempts, 12), _LONGEST_DELAY)
        if now < entry.session.expires_at < until:
            until = entry.session.expires_at  # no later: what was begun after it must not expire behind it
        await self._database.write(repository.put_off, entry.sequence, until, not_before)


_Waiting = tuple[OutboxEntry, Person | None]
"""An entry and its person; None where they were deleted."""


def _next(connection: Connection, person_id: UUID) -> _Waiting | None:
    """Return the oldest entry of a person; None where nothing waits."""
    entry = repository.next_in_outbox(connection, person_id)
    return None if entry is None else (entry, people_repository.find_by_person_id(connection, person_id))
