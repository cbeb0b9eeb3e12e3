"""How a contributor comes to a package: the one they have open, one that they put aside, or a new one."""

from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import replace
from uuid import UUID

from bot.backends.base import TaskBackend
from bot.backends.errors import (
    NoTaskAvailable,
    NotSupported,
    RateLimited,
    Refused,
    TaskAlreadyDone,
    TaskExpired,
    TaskNotFound,
    Unavailable,
)
from bot.backends.values import Offer
from bot.clock import Clock
from bot.errors import BotError
from bot.log import get_logger
from bot.people.service import People
from bot.protocol.moments import SECOND, Moment
from bot.protocol.tasks import RANDOM, InitialPromptTask, RankTask, RequestedType, Task, TaskType, UnknownTask
from bot.rules.task_choice import choose_type
from bot.rules.thresholds import MAX_RANKED_REPLIES
from bot.rules.topics import key_of_topic
from bot.sessions import put_aside_repository, recent_actions, repository
from bot.sessions.outbox import Outbox
from bot.state.person import Person
from bot.state.session import SessionState, WorkSession
from bot.state.session_errors import (
    CollectiveAnswered,
    CollectiveOver,
    ConsentMissing,
    SessionUnknown,
    TaskTypeUnknown,
    TooManyToRank,
)
from bot.store import Connection, Database

_log = get_logger(__name__)


class Offering:
    """What `Sessions` offers."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        backend: TaskBackend,
        people: People,
        outbox: Outbox,
        new_id: Callable[[], UUID],
        draw: Callable[[], float],
    ) -> None:
        self._database = database
        self._clock = clock
        self._backend = backend
        self._people = people
        self._outbox = outbox
        self._new_id = new_id
        self._draw = draw

    async def offer(
        self,
        person: Person,
        task_type: RequestedType,
        language: str,
        server_id: int | None,
        *,
        topic: str | None = None,
        instead_of: UUID | None = None,
        types: Collection[TaskType] | None = None,
        collective_id: UUID | None = None,
        may_be_check: bool = False,
    ) -> tuple[WorkSession, bool]:
        """Offer the person's open session, or another one: what they put aside with a draft, or a new one.

        Args:
            person: who wants to work.
            task_type: the kind of package wanted, or `random`.
            language: BCP 47 tag of the language to work in.
            server_id: where they work; None in a direct message.
            topic: the name of the topic wanted; None for any. A new prompt is taken to be about it.
            instead_of: the open session that is put aside, in the same step in which the other one opens.
            types: what `random` is limited to in the server where they work; None for everything.
            collective_id: the collective package of which they want a share; it says the kind and the language.
            may_be_check: whether it may be an attention check.

        Returns:
            The session, and whether it is another one than was open before.

        Raises:
            ConsentMissing: they have not agreed.
            TaskTypeUnknown: the backend handed out something that has no card; it was given back.
            TooManyToRank: likewise.
            Refused: the backend's answer, see `TaskBackend.request`.
            RateLimited: the backend has had too much of this person, or they give back in bulk; they are to wait.
            Unavailable: the backend fails just now, and an earlier answer of theirs still waits for it.
            SessionUnknown: the session of another device, which was faster, has ended meanwhile.
            CollectiveOver: the collective package takes no more answers.
            CollectiveAnswered: they have answered it.
        """
        if not self._people.has_agreed(person):
            raise ConsentMissing
        existing = await self.open_session(person)
        if existing is not None and existing.session_id != instead_of:
            return await self._wished(existing, task_type, topic), False
        if existing is not None and not existing.is_change:
            # Before anything is asked of the backend: what it hands out and nobody takes counts against them.
            await self._database.read(
                recent_actions.check, person.person_id, "skip", self._clock.now(), existing.server_id
            )
        # What waits must arrive first: a skip decides what may be offered next.
        if not await self._outbox.deliver(person.person_id):
            held_until = await self._outbox.held_until(person.person_id)
            if held_until is not None:
                raise RateLimited(seconds=max(1, (held_until - self._clock.now()) // SECOND))
            # One answer that the backend fails at must not keep its writer from all others; where it fails at
            # everything, it says so to the next question.
            if not await self._outbox.is_stuck(person.person_id):
                raise Unavailable
        session = await self._take_up(person, task_type, language, topic, instead_of, collective_id)
        if session is None:
            session = await self._begin(
                person,
                task_type,
                language,
                topic,
                server_id,
                instead_of,
                types,
                collective_id,
                may_be_check=may_be_check,
            )
        if session is not None:
            if instead_of is not None:
                await self._outbox.deliver(person.person_id)
            return session, True
        # Another device of the same person was faster; the package just taken lapses by itself.
        existing = await self.open_session(person)
        if existing is None:
            raise SessionUnknown
        return existing, False

    async def open_session(self, person: Person) -> WorkSession | None:
        """Return the session that a person has open; one that has expired is ended first."""
        session = await self._database.read(repository.find_open, person.person_id)
        now = self._clock.now()
        if session is not None and session.has_expired(now):
            await self._database.write(repository.lapse, now)
            return None
        return session

    async def _begin(
        self,
        person: Person,
        task_type: RequestedType,
        language: str,
        topic: str | None,
        server_id: int | None,
        instead_of: UUID | None,
        types: Collection[TaskType] | None,
        collective_id: UUID | None,
        *,
        may_be_check: bool,
    ) -> WorkSession | None:
        """Get a package and open a session for it; None where another one is open."""
        session_id = self._new_id()
        key = None if topic is None else key_of_topic(topic)
        if collective_id is not None:
            offer = await self._join(person, session_id, collective_id, server_id)
        elif task_type == RANDOM and types is not None:
            offer = await self._request_one_of(
                person, session_id, types, language, server_id, key, may_be_check=may_be_check
            )
        else:
            offer = await self._backend.request(
                person.contributor, session_id, task_type, language, server_id, key, may_be_check=may_be_check
            )
        if isinstance(offer.task, UnknownTask):
            await self._give_back(person, session_id, offer.task, "unknown task type")
            raise _noted(TaskTypeUnknown(type=offer.task.type), offer.task)
        if isinstance(offer.task, RankTask) and len(offer.task.ranked_messages) > MAX_RANKED_REPLIES:
            await self._give_back(person, session_id, offer.task, "too many to rank")
            error = TooManyToRank(count=len(offer.task.ranked_messages), limit=MAX_RANKED_REPLIES)
            raise _noted(error, offer.task)
        if isinstance(offer.task, InitialPromptTask):
            offer = offer.model_copy(update={"topic": topic})
        now = self._clock.now()
        session = WorkSession(
            session_id,
            person.person_id,
            server_id,
            offer.language or language,
            offer,
            SessionState.OPEN,
            now,
            offer.expires_at,
            wished_type=task_type,
            wished_topic=topic,
            collective_id=collective_id,
        )

        def add(connection: Connection) -> bool:
            _put_aside(connection, person, instead_of, now)
            return repository.add(connection, session)

        return session if await self._database.write(add) else None

    async def _join(self, person: Person, session_id: UUID, collective_id: UUID, server_id: int | None) -> Offer:
        try:
            return await self._backend.join_collective(person.contributor, session_id, collective_id, server_id)
        except (TaskNotFound, TaskExpired):
            raise CollectiveOver from None
        except TaskAlreadyDone:
            raise CollectiveAnswered from None

    async def _request_one_of(
        self,
        person: Person,
        session_id: UUID,
        types: Collection[TaskType],
        language: str,
        server_id: int | None,
        topic: str | None,
        *,
        may_be_check: bool,
    ) -> Offer:
        """Get a package of one of some types: what is needed most is the likeliest, as where all types are possible."""
        counts = await self._backend.availability(person.contributor, language)
        possible = {each: count for each, count in counts.items() if each in types}
        while (chosen := choose_type(possible, self._draw())) is not None:
            with suppress(NoTaskAvailable):
                return await self._backend.request(
                    person.contributor, session_id, chosen, language, server_id, topic, may_be_check=may_be_check
                )
            del possible[chosen]
        raise NoTaskAvailable

    async def _take_up(
        self,
        person: Person,
        task_type: RequestedType,
        language: str,
        topic: str | None,
        instead_of: UUID | None,
        collective_id: UUID | None,
    ) -> WorkSession | None:
        """Open again what somebody put aside with a draft that fits what they ask for; None where there is nothing."""
        kept = await self._database.read(
            put_aside_repository.find_with_draft, person.person_id, task_type, language, topic, collective_id
        )
        if kept is None:
            return None
        try:
            offer: Offer | None = await self._backend.take_up(person.contributor, kept.session_id)
        except (NotSupported, NoTaskAvailable, TaskNotFound, TaskAlreadyDone):
            offer = None
        now = self._clock.now()

        def take_up(connection: Connection) -> WorkSession | None:
            if offer is None:
                put_aside_repository.give_up(connection, kept, now)
                return None
            _put_aside(connection, person, instead_of, now)
            return put_aside_repository.take_up(connection, kept.session_id, offer, task_type, topic, now)

        return await self._database.write(take_up)

    async def _wished(self, session: WorkSession, task_type: RequestedType, topic: str | None) -> WorkSession:
        """Note that somebody asked for the kind of package that they have open, or for its topic."""
        is_of_topic = (
            topic is not None and session.topic is not None and key_of_topic(topic) == key_of_topic(session.topic)
        )
        wished = replace(
            session,
            wished_type=task_type if task_type == session.task.type else session.wished_type,
            wished_topic=topic if is_of_topic else session.wished_topic,
        )
        if wished != session:
            await self._database.write(repository.set_wish, session.session_id, wished.wished_type, wished.wished_topic)
        return wished

    async def _give_back(self, person: Person, session_id: UUID, task: Task, reason: str) -> None:
        # Where that fails the package lapses by itself; what the person reads is the same.
        with suppress(Refused, Unavailable):
            await self._backend.skip(person.contributor, session_id, task, reason)


def _put_aside(connection: Connection, person: Person, session_id: UUID | None, now: Moment) -> None:
    """Put a session aside that is still open.

    Raises:
        RateLimited: the person gives packages back in bulk.
    """
    session = None if session_id is None else repository.find(connection, session_id)
    if session is None or session.state is not SessionState.OPEN:
        return
    if not session.is_change:
        recent_actions.note(connection, person.person_id, "skip", now, session.server_id)
    put_aside_repository.put_aside(connection, session, now)


def _noted(error: BotError, task: Task) -> BotError:
    """Note an error about a package that has no card: the operator should know that the backend hands out such."""
    _log.warning("a task was given back", type=task.type, reason=type(error).__name__, error_id=error.error_id)
    return error
