"""What a contributor does with a package: get it, write, submit, skip.

Every step is on the disk before the contributor sees its effect, and each returns the full state to be shown.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from uuid import UUID, uuid4

from bot.backends.base import Capability, TaskBackend
from bot.backends.errors import AnswerFixed
from bot.backends.values import TextAnswer
from bot.clock import Clock
from bot.errors import BotError
from bot.people.service import People
from bot.protocol.moments import DAY, Span
from bot.protocol.tasks import TEXT_TASKS, InitialPromptTask
from bot.rules.text import TextFault, check_text
from bot.rules.thresholds import Thresholds
from bot.sessions import notices_repository, recent_actions, repository
from bot.sessions.notices_repository import Notice
from bot.sessions.offering import Offering
from bot.sessions.outbox import Outbox
from bot.sessions.repeats import Repeats
from bot.sessions.repository import OutboxKind
from bot.sessions.selections import Change, finished, problem_of
from bot.state.person import Person
from bot.state.session import SessionState, WorkSession
from bot.state.session_errors import (
    AnotherOpen,
    AnswerUnusable,
    ConsentMissing,
    NothingToSubmit,
    NothingTyped,
    SessionEnded,
    SessionOfAnother,
    SessionUnknown,
)
from bot.store import Connection, Database
from bot.texts.catalogue import FACTS


class Sessions(Offering):
    """Work sessions of all contributors."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        backend: TaskBackend,
        people: People,
        outbox: Outbox,
        thresholds: Thresholds,
        draw: Callable[[], float],
        drafts_kept: Span = FACTS["draft_days"] * DAY,
        new_id: Callable[[], UUID] = uuid4,
    ) -> None:
        super().__init__(database, clock, backend, people, outbox, new_id, draw)
        self._thresholds = thresholds
        self._drafts_kept = drafts_kept
        self._repeats = Repeats(database)

    @property
    def most_characters(self) -> int:
        """The longest text that can be submitted, in characters (code points)."""
        return self._thresholds.message_size

    async def look(self, person: Person, session_id: UUID) -> WorkSession:
        """Look at a session as it stands; an expired one is ended first.

        Raises:
            SessionUnknown: there is none.
            SessionOfAnother: it is not this person's.
        """
        now = self._clock.now()
        session = _own(await self._database.read(repository.find, session_id), person)
        if session.has_expired(now):
            await self._database.write(repository.end, session_id, SessionState.LAPSED, now)
            return replace(session, state=SessionState.LAPSED)
        return session

    async def look_to_work(self, person: Person, session_id: UUID) -> WorkSession:
        """Look at a session as it stands, for somebody who is about to contribute.

        Raises:
            ConsentMissing: they have not agreed, or no longer.
            SessionUnknown: as `look`.
            SessionOfAnother: as `look`.
        """
        session = await self.look(person, session_id)
        if not self._people.has_agreed(person):
            raise ConsentMissing
        return session

    async def write_down(self, person: Person, session_id: UUID, text: str) -> WorkSession:
        """Keep what was typed as the session's draft, too long a text as well; it is not submitted.

        Raises:
            NothingTyped: there is nothing to keep; an earlier draft stays.
            RateLimited: the person sends texts in bulk; an earlier draft stays, and the error's answer has this one.
            SessionEnded: the session takes no answer any more; it carries the text.
            ConsentMissing: the person has not agreed, or no longer.
            SessionUnknown: as `look`.
            SessionOfAnother: as `look`.
        """
        session = await self.look_to_work(person, session_id)
        checked = check_text(text, self.most_characters)
        if checked.fault is TextFault.EMPTY:
            raise NothingTyped
        if session.task.type not in TEXT_TASKS:
            raise SessionUnknown
        draft = TextAnswer(text=checked.text, language=session.language, topic=_topic_of_text(session))
        now = self._clock.now()

        def keep(connection: Connection) -> bool:
            current = repository.find(connection, session_id)
            if current is None or current.state not in {SessionState.OPEN, SessionState.LAPSED}:
                return False
            recent_actions.note(connection, person.person_id, "draft", now, session.server_id)
            repository.set_draft(connection, session_id, draft, now)
            return True

        if not await self._database.write(keep):
            raise SessionEnded(checked.text)
        return replace(session, draft=draft, refusal=None)

    async def choose(self, person: Person, session_id: UUID, change: Change) -> WorkSession:
        """Let a press on a label, rank or rating card change the draft. On a session that has ended nothing changes.

        Raises:
            ConsentMissing: the person has not agreed, or no longer.
            SessionUnknown: as `look`.
            SessionOfAnother: as `look`.
        """
        session = await self.look_to_work(person, session_id)
        if session.state is not SessionState.OPEN:
            return session
        now = self._clock.now()

        def keep(connection: Connection) -> None:
            current = repository.find(connection, session_id)
            if current is None or current.state is not SessionState.OPEN:
                return
            draft = change(current.task, current.draft)
            if draft != current.draft:
                repository.set_draft(connection, session_id, draft, now)

        await self._database.write(keep)
        return await self.look(person, session_id)

    async def set_language(self, person: Person, session_id: UUID, language: str) -> WorkSession:
        """Let a new prompt be in another language than its package, with its draft: that is its writer's to say.

        On any other package, and on a session that has ended or has no draft, nothing changes.

        Args:
            person: whose.
            session_id: the session.
            language: the tag of a language that can be chosen.

        Raises:
            ConsentMissing: the person has not agreed, or no longer.
            SessionUnknown: as `look`.
            SessionOfAnother: as `look`.
        """
        return await self._say_of_prompt(person, session_id, {"language": language})

    async def set_topic(self, person: Person, session_id: UUID, topic: str | None) -> WorkSession:
        """Let a prompt be about something, by the name of the topic, or about nothing that is named.

        On any other package, and on a session that has ended or has no draft, nothing changes.

        Raises:
            ConsentMissing: the person has not agreed, or no longer.
            SessionUnknown: as `look`.
            SessionOfAnother: as `look`.
        """
        return await self._say_of_prompt(person, session_id, {"topic": topic})

    async def _say_of_prompt(self, person: Person, session_id: UUID, said: Mapping[str, str | None]) -> WorkSession:
        await self.look_to_work(person, session_id)
        now = self._clock.now()

        def keep(connection: Connection) -> None:
            current = repository.find(connection, session_id)
            if current is None or not current.is_prompt_being_written or not isinstance(current.draft, TextAnswer):
                return
            repository.set_prompt(connection, session_id, current.draft.model_copy(update=said), now)

        await self._database.write(keep)
        return await self.look(person, session_id)

    async def discard(self, person: Person, session_id: UUID) -> WorkSession:
        """Throw the draft away; where an answer was being changed, it stays as it was.

        On a session that has ended nothing changes.
        """
        session = await self.look(person, session_id)
        if session.state is not SessionState.OPEN:
            return session
        now = self._clock.now()

        def forget(connection: Connection) -> None:
            if session.is_change:
                repository.leave_answer(connection, session_id, now)
            else:
                repository.set_draft(connection, session_id, None, now)

        await self._database.write(forget)
        return await self.look(person, session_id)

    async def can_change(self, person: Person, session: WorkSession) -> bool:
        """Say whether the session's answer can still be changed: nobody has built on it, and the backend can."""
        if session.state is not SessionState.DONE or Capability.CHANGE_ANSWER not in await self._backend.capabilities():
            return False
        return await self._backend.can_change_answer(person.contributor, session.session_id)

    async def begin_change(self, person: Person, session_id: UUID) -> WorkSession:
        """Open a finished session again, with its text as the draft; labels and rankings are given anew.

        A draft that is left from a change which was refused is what the person goes on with.

        Raises:
            AnswerFixed: somebody has built on the answer.
            AnotherOpen: the person works on another package.
            ConsentMissing: the person has not agreed, or no longer.
            SessionUnknown: as `look`.
            SessionOfAnother: as `look`.
        """
        session = await self.look_to_work(person, session_id)
        if session.state is not SessionState.DONE:
            return session
        if not await self.can_change(person, session):
            raise AnswerFixed
        # What was typed for a change that was refused is still there.
        draft = session.draft
        if draft is None and session.receipt is not None and session.receipt.message_id is not None:
            message = await self._backend.message(session.receipt.message_id, person.contributor)
            draft = TextAnswer(text=message.text, language=session.language, topic=_topic_of_text(session))
        now = self._clock.now()
        if not await self._database.write(repository.begin_change, session_id, draft, now):
            raise AnotherOpen
        return await self.look(person, session_id)

    async def submit(self, person: Person, session_id: UUID, server_id: int | None) -> WorkSession:
        """Submit the draft through the outbox. Pressing again changes nothing and shows what became of it.

        Args:
            person: whose.
            session_id: the session.
            server_id: where they pressed, which need not be where the session began; None in a direct message.

        Returns:
            The session: done, still submitted (saved, to be delivered later), open again or refused (with `refusal`).

        Raises:
            NothingToSubmit: there is no draft.
            AnswerUnusable: the draft breaks a rule, which `problem` names.
            ConsentMissing: the person has not agreed, or no longer.
            SessionUnknown: as `look`.
            SessionOfAnother: as `look`.
        """
        now = self._clock.now()
        fingerprint_of = await self._repeats.fingerprinting()

        def store(connection: Connection) -> WorkSession:
            session = _own(repository.find(connection, session_id), person)
            if not self._people.has_agreed(person):
                raise ConsentMissing
            if session.state is not SessionState.OPEN:
                return session
            if session.has_expired(now):
                repository.end(connection, session_id, SessionState.LAPSED, now)
                return replace(session, state=SessionState.LAPSED)
            if session.draft is None:
                raise NothingToSubmit
            if self.problem(session) is not None:
                raise AnswerUnusable
            repository.end(connection, session_id, SessionState.SUBMITTED, now)
            kind: OutboxKind = "change" if session.is_change else "submit"
            answer = finished(session.task, session.draft)
            repository.put_into_outbox(connection, session, kind, answer, server_id, now)
            if isinstance(answer, TextAnswer):
                repository.note_submitted_text(connection, person.person_id, fingerprint_of(answer.text)[0])
            return replace(session, state=SessionState.SUBMITTED)

        session = await self._database.write(store)
        if session.state is not SessionState.SUBMITTED:
            return session
        return await self._outbox.deliver_shown(session) or await self.look(person, session_id)

    async def skip(self, person: Person, session_id: UUID) -> WorkSession:
        """Give the package back; its item is never offered to this person again.

        Where an answer was being changed there is nothing to give back: it stays as it was.

        Raises:
            RateLimited: the person skips in bulk; the session stays open.
        """
        session = await self.look(person, session_id)
        if session.state is not SessionState.OPEN:
            return session
        if session.is_change:
            return await self.discard(person, session_id)
        now = self._clock.now()

        def store(connection: Connection) -> None:
            if repository.end(connection, session_id, SessionState.SKIPPED, now):
                recent_actions.note(connection, person.person_id, "skip", now, session.server_id)
                repository.put_into_outbox(connection, session, "skip", None, session.server_id, now)

        await self._database.write(store)
        await self._outbox.deliver(person.person_id)
        return await self.look(person, session_id)

    async def is_repeat(self, person: Person, session: WorkSession) -> bool:
        """Say whether the draft of a package is a text that the person submitted before, however long ago."""
        # Where the backend has refused the draft, the card says why already.
        if not isinstance(session.draft, TextAnswer) or session.is_change or session.refusal is not None:
            return False
        return await self._repeats.has_submitted(person.person_id, session.draft.text)

    def problem(self, session: WorkSession) -> BotError | None:
        """Return what keeps the session's draft from being submitted, with its sentence; None where nothing does."""
        return problem_of(session.task, session.draft, self.most_characters)

    async def card_posted(self, session_id: UUID, channel_id: int, card_id: int) -> None:
        """Note where a session's card is in Discord."""
        await self._database.write(repository.set_card, session_id, channel_id, card_id)

    async def notices(self, person: Person) -> list[Notice]:
        """Return what the person is to be told now, oldest first; `told` takes it off the list."""
        return await self._database.read(notices_repository.waiting, person.person_id)

    async def told(self, notices: list[Notice]) -> None:
        """Take off the list what the person has read."""
        if notices:
            await self._database.write(notices_repository.remove, notices)

    async def close_collective(self, collective_id: UUID) -> None:
        """End the open sessions with shares of a collective package that was closed; their drafts are kept."""
        await self._database.write(repository.close_collective, collective_id, self._clock.now())

    async def tidy(self) -> None:
        """End sessions whose package has expired, and forget those that ended long ago, with draft and package."""
        now = self._clock.now()

        def end(connection: Connection) -> None:
            repository.lapse(connection, now)
            repository.drop_ended(connection, now - self._drafts_kept)
            recent_actions.forget_old(connection, now)

        await self._database.write(end)


def _own(session: WorkSession | None, person: Person) -> WorkSession:
    """Return the session of a person.

    Raises:
        SessionUnknown: there is none.
        SessionOfAnother: it is not theirs.
    """
    if session is None:
        raise SessionUnknown
    if session.person_id != person.person_id:
        raise SessionOfAnother
    return session


def _topic_of_text(session: WorkSession) -> str | None:
    """Return what a text is about: a prompt's writer says that, and a reply has the topic of its tree."""
    return session.topic if isinstance(session.task, InitialPromptTask) else None
