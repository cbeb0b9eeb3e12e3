"""The outbox: the only way to the backend for what people submit.

An entry is on the disk before anybody is told that it is saved. It is delivered at once where the backend answers,
later where it does not, always in order per person. A delivery of unknown outcome is repeated: `TaskBackend.submit` is
idempotent by session id, so nothing is counted twice. What the backend never takes, though it answers, goes back to its
writer once the package has expired.
"""

import asyncio
import contextlib
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from uuid import UUID

from bot.backends.base import TaskBackend
from bot.backends.errors import (
    OutcomeUnknown,
    RateLimited,
    Refused,
    TaskAlreadyDone,
    TaskExpired,
    TaskNotFound,
    Unavailable,
)
from bot.clock import Clock
from bot.log import get_logger
from bot.order import Order
from bot.people.service import People
from bot.protocol.moments import HOUR, MINUTE, SECOND, Moment, Span
from bot.sessions import origins_repository, repository
from bot.sessions.repository import HEAD_START, OutboxEntry
from bot.state.person import Person
from bot.state.session import Refusal
from bot.store import Database

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


class Outbox:
    """Delivers entries; one at a time for each person, many persons beside each other: nobody waits for a slow one."""

    def __init__(
        self, database: Database, clock: Clock, backend: TaskBackend, people: People, *, keep_origins: bool = False
    ) -> None:
        """Make it.

        Args:
            database: where entries wait.
            clock: tells when one is due.
            backend: where they go.
            people: whose they are.
            keep_origins: whether to note the server that each message came from, because the backend does not.
        """
        self._database = database
        self._clock = clock
        self._backend = backend
        self._people = people
        self._keep_origins = keep_origins
        self._order = Order()
        self._deliveries: set[asyncio.Task[bool]] = set()
        self._in_background: set[UUID] = set()

    async def deliver(self, person_id: UUID, *, shown: UUID | None = None, patience: float = PATIENCE_SECONDS) -> bool:
        """Deliver what a person has waiting, and wait for that at most `patience` seconds.

        Args:
            person_id: whose.
            shown: the session whose outcome the person is shown afterwards. What is refused of another one, or later,
                becomes a notice.
            patience: in seconds.

        Returns:
            Whether nothing is left waiting. A delivery that takes longer goes on by itself.
        """
        onlooker = _Onlooker(shown)
        delivery = asyncio.create_task(self._deliver_all(person_id, onlooker), name=f"deliver-{person_id}")
        self._own(delivery)
        try:
            done, _ = await asyncio.wait({delivery}, timeout=patience)
        finally:
            onlooker.session_id = None
        return bool(done) and delivery.exception() is None and delivery.result()

    async def held_until(self, person_id: UUID) -> Moment | None:
        """Until when the backend takes nothing of a person's, because it has had too much; None where it does."""
        entry = await self._database.read(repository.next_in_outbox, person_id)
        return entry.not_before if entry is not None and self._is_held(entry) else None

    async def is_stuck(self, person_id: UUID) -> bool:
        """Whether what a person has waiting has failed so often that nothing else should wait for it."""
        entry = await self._database.read(repository.next_in_outbox, person_id)
        return entry is not None and entry.attempts >= _STUCK_AFTER

    def _is_held(self, entry: OutboxEntry) -> bool:
        # What is further away than any hold was noted while the clock was wrong.
        return 0 < entry.not_before - self._clock.now() <= _LONGEST_HOLD

    def undisturbed(self, person_id: UUID) -> AbstractAsyncContextManager[None]:
        """While this is entered, nothing of a person's is delivered; what is under way is waited for."""
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
                while True:
                    entry = await self._database.read(repository.next_in_outbox, person_id)
                    if entry is None:
                        return True
                    if self._is_held(entry) or not await self._deliver(entry, onlooker):
                        return False
        except Exception:
            _log.exception("deliveries stopped", person=str(person_id))
            raise

    async def _deliver(self, entry: OutboxEntry, onlooker: _Onlooker) -> bool:
        person = await self._people.by_id(entry.session.person_id)
        if person is None:  # deleted meanwhile, and with them what they had written
            await self._database.write(repository.remove_from_outbox, entry.sequence)
            return True
        try:
            if entry.kind == "skip":
                await self._deliver_skip(person, entry)
            else:
                await self._deliver_answer(person, entry)
        except Unavailable as error:
            _log.warning("delivery put off", session=str(entry.session.session_id), error_id=error.error_id)
            if not await self._is_hopeless(person, entry):
                await self._put_off(entry)
                return False
            await self._refuse(entry, OutcomeUnknown(), onlooker)
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
            return False
        except Refused as refused:
            is_known = not refused.may_be_taken or entry.attempts == 0
            await self._refuse(entry, refused if is_known else OutcomeUnknown(), onlooker)
        except Exception:
            # A defect must neither lose the answer nor stop the deliveries of others, nor this person for ever.
            _log.exception("delivery failed", session=str(entry.session.session_id), attempts=entry.attempts)
            if entry.attempts < _MOST_ATTEMPTS:
                await self._put_off(entry)
                return False
            await self._refuse(entry, Refused(), onlooker)
        return True

    async def _is_hopeless(self, person: Person, entry: OutboxEntry) -> bool:
        """Whether the package has expired, and the backend answers, only not to this.

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

    async def _deliver_skip(self, person: Person, entry: OutboxEntry) -> None:
        # A package that is gone needs no giving back.
        with contextlib.suppress(TaskNotFound, TaskExpired, TaskAlreadyDone):
            await self._backend.skip(person.contributor, entry.session.session_id, entry.session.task, "skipped")
        await self._database.write(repository.remove_from_outbox, entry.sequence)

    async def _deliver_answer(self, person: Person, entry: OutboxEntry) -> None:
        session = entry.session
        if entry.answer is None:
            raise LookupError(f"the outbox entry {entry.sequence} has no answer")
        deliver = self._backend.change_answer if entry.kind == "change" else self._backend.submit
        receipt = await deliver(person.contributor, session.session_id, session.task, entry.answer, entry.server_id)
        now = self._clock.now()

        def settle(connection: repository.Connection) -> None:
            repository.finish(connection, session.session_id, receipt, now)
            if self._keep_origins and receipt.message_id is not None and entry.server_id is not None:
                origins_repository.add_origin(connection, receipt.message_id, entry.server_id)
            repository.remove_from_outbox(connection, entry.sequence)

        await self._database.write(settle)

    async def _refuse(self, entry: OutboxEntry, refused: Refused, onlooker: _Onlooker) -> None:
        now = self._clock.now()
        # What changes an earlier answer does not expire with its package.
        reopen = refused.mendable and (entry.kind == "change" or entry.session.expires_at > now)
        refusal = Refusal(sentence=refused.sentence, arguments=refused.arguments)

        def settle(connection: repository.Connection) -> None:
            if entry.kind != "skip":
                repository.refuse(connection, entry.session.session_id, refusal, reopen=reopen, now=now)
                if onlooker.session_id != entry.session.session_id:
                    repository.add_notice(connection, entry.session.person_id, refusal, now, entry.session.session_id)
            repository.remove_from_outbox(connection, entry.sequence)

        _log.info("answer refused", session=str(entry.session.session_id), code=int(refused.code))
        await self._database.write(settle)

    async def _put_off(self, entry: OutboxEntry, not_before: Moment = 0) -> None:
        now = self._clock.now()
        until = now + min(SECOND * 2 ** min(entry.attempts, 12), _LONGEST_DELAY)
        if now < entry.session.expires_at < until:
            until = entry.session.expires_at  # no later: what was begun after it must not expire behind it
        await self._database.write(repository.put_off, entry.sequence, until, not_before)
