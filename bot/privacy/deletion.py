"""Deleting a person for good, in steps that can be repeated: what a crash interrupts goes on afterwards."""

import asyncio
from collections.abc import Callable, Sequence
from functools import partial
from uuid import UUID

from bot.backends.base import Capability, TaskBackend
from bot.backends.errors import Refused, Unavailable
from bot.backups.deletions import Deletions
from bot.clock import Clock
from bot.errors import StorageError
from bot.log import get_logger
from bot.order import Order
from bot.people import repository
from bot.people.repository import DeletionRest
from bot.people.service import People
from bot.protocol.moments import DAY, HOUR, Moment, Span
from bot.sessions import repository as sessions_repository
from bot.state.person import Person
from bot.state.personal_data import PersonalData
from bot.store import Connection, Database
from bot.texts.catalogue import FACTS

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
        drafts_kept: Span = FACTS["draft_days"] * DAY,
        listed: Deletions | None = None,
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
            drafts_kept: how long sessions, which have copies of messages, are kept.
            listed: who asked to be deleted, for backups that are restored; None where there are none.
        """
        self._database = database
        self._clock = clock
        self._people = people
        self._backend = backend
        self._features = features
        self._order = order
        self._drafts_kept = drafts_kept
        self._listed = listed
        # What an earlier process deleted may still be in the log.
        self._log_is_empty = False
        self._no_rewrite_before: Moment = 0
        # One at a time: `delete` and `go_on` would do the same person's steps across each other.
        self._turn = asyncio.Lock()

    async def delete(self, person: Person) -> bool:
        """Delete a person. Idempotent.

        Returns:
            Whether all of it is done. What the backend cannot be asked for now, `go_on` asks for later; nothing else is
            left then.

        Raises:
            StorageError: It cannot be listed beside the backups, and nothing is noted. Or that failed only in the end:
                then `go_on` deletes the person.
        """
        now = self._clock.now()
        if self._listed is not None:
            await _on_disk(self._listed.begin)
        await self._database.write(repository.ask_for_deletion, person.person_id, now)
        async with self._turn:
            await self._list(person)
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
                    await self._list(person)
                    await self._erase(person)
        for rest in await self._database.read(repository.deletion_rests):
            if not await self._finish(rest):
                break  # the backend does not answer anybody else either
        async with self._turn:
            await self._clean_file()

    async def _list(self, person: Person) -> None:
        """Have it beside the backups that a person asked, before anything is erased."""
        if self._listed is not None:
            await _on_disk(partial(self._listed.append, person.discord_id))

    async def _erase(self, person: Person) -> bool:
        self._log_is_empty = False
        first, *others, last = self._features
        is_whole = True
        # Before the sessions go, which know them: later nothing tells whose they were.
        message_ids = await self._database.write(_note_known_messages, person.person_id)
        await first.erase(person)
        try:
            message_ids = await self._messages_of(person, message_ids)
            await self._database.write(repository.note_messages_to_forget, person.person_id, message_ids)
        except (Refused, Unavailable) as error:
            is_whole = _put_off(error)
        for feature in others:
            try:
                await feature.erase(person)
            except (Refused, Unavailable) as error:
                is_whole = _put_off(error)
        # Not before: until the backend has deleted a message, somebody may be shown it anew.
        for feature in self._features:
            await feature.forget_messages(message_ids)
        if not is_whole:
            await self._database.write(repository.leave_rest, person.person_id)
        await last.erase(person)
        _log.info("person deleted", messages=len(message_ids), whole=is_whole)
        return is_whole

    async def _finish(self, rest: DeletionRest) -> bool:
        """Do what is left of a deletion that the backend could not be asked about; returns whether it is done now.

        What they wrote after it, should they have come back, is somebody else's.
        """
        person = Person(rest.person_id, rest.discord_id, display_name="", has_ever_agreed=True)
        try:
            message_ids = await self._messages_of(person, frozenset(), rest.asked_at)
            for feature in self._features[1:-1]:
                await feature.erase(person)
        except (Refused, Unavailable) as error:
            # Copies of messages are in sessions, which are forgotten after that time anyway. A backend that forgets
            # people has to be told.
            is_late = self._clock.now() >= rest.asked_at + self._drafts_kept
            if not is_late or Capability.FORGET in await self._backend.capabilities():
                return _put_off(error)
            message_ids = frozenset()
        for feature in self._features:
            await feature.forget_messages(message_ids)
        self._log_is_empty = False
        await self._database.write(repository.end_rest, rest.person_id, self._clock.now())
        _log.info("rest of a deletion done", messages=len(message_ids))
        return True

    async def _messages_of(
        self, person: Person, found: frozenset[UUID], before: Moment | None = None
    ) -> frozenset[UUID]:
        """Ask the backend which messages are a person's, beside those that were found already."""
        while True:
            page = await self._backend.contributions(person.contributor, limit=_MESSAGES_AT_ONCE, before=before)
            fresh = {contribution.message.id for contribution in page} - found
            found |= fresh
            dates = [contribution.message.created_date for contribution in page]
            if not fresh or dates[-1] is None:
                break
            # What was written in the very same millisecond comes again, and is known then.
            before = dates[-1] + 1
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


def _note_known_messages(connection: Connection, person_id: UUID) -> frozenset[UUID]:
    """Keep, until all is done, which messages are a person's, as far as that is known here."""
    found = repository.messages_to_forget(connection, person_id) | sessions_repository.messages_of(
        connection, person_id
    )
    repository.note_messages_to_forget(connection, person_id, found)
    return found


async def _on_disk(work: Callable[[], object]) -> None:
    try:
        await asyncio.to_thread(work)
    except OSError as error:
        _log.error("a deletion cannot be listed beside the backups; is BACKUP_PATH there?", fault=str(error))
        raise StorageError from error


def _put_off(error: Refused | Unavailable) -> bool:
    """Note that the backend could not be asked: it is not done."""
    _log.warning("deletion put off", error_id=error.error_id)
    return False
