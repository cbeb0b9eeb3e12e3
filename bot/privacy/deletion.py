"""Deleting a person for good, in steps that can be repeated: what a crash interrupts goes on afterwards."""

import asyncio
from collections.abc import Sequence
from uuid import UUID

from bot.backends.base import TaskBackend
from bot.backends.errors import Unavailable
from bot.clock import Clock
from bot.errors import StorageError
from bot.log import get_logger
from bot.order import Order
from bot.people import repository
from bot.people.service import People
from bot.protocol.moments import DAY, HOUR, Moment
from bot.state.person import Person
from bot.state.personal_data import PersonalData
from bot.store import Database

_log = get_logger(__name__)

SMALL_FILE = 64 * 1024 * 1024
"""Bytes. A file up to this size is rewritten after every deletion, a larger one at most once a day."""

_MESSAGES_AT_ONCE = 200


class Deletion:
    """Has every feature delete what it stores about a person."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        people: People,
        backend: TaskBackend,
        features: Sequence[PersonalData],
        order: Order,
    ) -> None:
        """Make it.

        Args:
            database: where the wish is noted before anything is deleted.
            clock: tells when.
            people: where persons are looked up.
            backend: knows which messages are whose.
            features: in the order in which they delete: first whoever may still add something (what waits to be
                delivered, say), then the backend and the others, at last the one that knows who the person is.
            order: by Discord id, shared with the router: no click of a person comes between the steps of `go_on`. A
                click that calls `delete` has its turn already.
        """
        self._database = database
        self._clock = clock
        self._people = people
        self._backend = backend
        self._features = features
        self._order = order
        # What an earlier process deleted may still be in the log.
        self._log_is_empty = False
        self._no_rewrite_before: Moment = 0
        # One at a time: `delete` and `go_on` would do the same person's steps across each other.
        self._turn = asyncio.Lock()

    async def delete(self, person: Person) -> bool:
        """Delete a person. Idempotent.

        Returns:
            Whether all of it is done. If not, `go_on` will do the rest.
        """
        now = self._clock.now()
        await self._database.write(repository.ask_for_deletion, person.person_id, now)
        async with self._turn:
            done = await self._erase(person)
            await self._clean_file()
        return done

    async def go_on(self) -> None:
        """Do what is left to do, of this process or an earlier one."""
        for person_id in await self._database.read(repository.to_be_deleted):
            person = await self._people.by_id(person_id)
            if person is None:
                continue
            # The person's turn first, as in `delete`: the other way round the two could wait for each other.
            async with self._order.turn(person.discord_id), self._turn:
                person = await self._people.by_id(person_id)
                if person is not None:
                    await self._erase(person)
        async with self._turn:
            await self._clean_file()

    async def _erase(self, person: Person) -> bool:
        self._log_is_empty = False
        first, *others = self._features
        try:
            await first.erase(person)
            message_ids = await self._note_messages(person)
            for feature in others[:-1]:
                await feature.erase(person)
            # Not before: until the backend has deleted a message, somebody may be shown it anew.
            for feature in self._features:
                await feature.forget_messages(message_ids)
            await others[-1].erase(person)
        except Unavailable as error:
            _log.warning("deletion put off", error_id=error.error_id)
            return False
        _log.info("person deleted", messages=len(message_ids))
        return True

    async def _note_messages(self, person: Person) -> frozenset[UUID]:
        """Find, and keep until all is done, which messages are the person's: later nothing tells it."""
        found = await self._database.read(repository.messages_to_forget, person.person_id)
        before = None
        while True:
            page = await self._backend.contributions(person.contributor, limit=_MESSAGES_AT_ONCE, before=before)
            fresh = {contribution.message.id for contribution in page} - found
            found |= fresh
            dates = [contribution.message.created_date for contribution in page]
            if not fresh or dates[-1] is None:
                break
            # What was written in the very same millisecond comes again, and is known then.
            before = dates[-1] + 1
        await self._database.write(repository.note_messages_to_forget, person.person_id, found)
        return found

    async def _clean_file(self) -> None:
        """Take what was deleted out of unused parts of the file, and out of the log.

        It is done later where another process is in the way just now, or there is no room for a second file.
        """
        if await self._is_to_be_rewritten():
            try:
                await self._database.rewrite()
            except StorageError:
                _log.warning("the database file cannot be rewritten: is there room for a second one?", exc_info=True)
                self._no_rewrite_before = self._clock.now() + HOUR
            else:
                await self._database.write(repository.note_rewrite)
                self._log_is_empty = False
        if not self._log_is_empty:
            self._log_is_empty = await self._database.truncate_log()

    async def _is_to_be_rewritten(self) -> bool:
        now = self._clock.now()
        since = await self._database.read(repository.rewrite_wanted_since)
        if since is None or now < self._no_rewrite_before:
            return False
        return now >= since + DAY or await self._database.size() <= SMALL_FILE
