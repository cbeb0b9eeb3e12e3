"""Good news: moments on the cards of everybody; for those who want it also a message, at most one a day.

Each look compares what somebody knows with what the backend tells of them now. What is told is noted before it is
posted: a process that dies in between tells it not twice but not at all.
"""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from uuid import UUID

from bot.backends.base import TaskBackend
from bot.backends.errors import Refused, Unavailable, UserDisabled
from bot.backends.values import Contribution
from bot.cards.good_news import NAMESPACE, news_card, wish_card
from bot.clock import Clock
from bot.good_news import repository
from bot.good_news.news import Piece, Told, as_of, find_moments, find_news
from bot.good_news.repository import Listener
from bot.interactions.actions import action
from bot.interactions.click import Click
from bot.interactions.responses import FollowUp, Response, ResponseKind
from bot.log import get_logger
from bot.people import repository as people_repository
from bot.people.service import People
from bot.protocol.moments import DAY, HOUR, MINUTE, Moment, Span
from bot.protocol.scores import TimeFrame, UserScore
from bot.rules.languages import ORIGINAL_LANGUAGES
from bot.sessions import notices_repository
from bot.state.person import Person
from bot.state.session import Refusal
from bot.state.session_errors import ConsentMissing
from bot.store import Connection, Database
from bot.texts import Catalogue
from bot.work_threads.service import WorkThreads

_log = get_logger(__name__)

LOOK_EVERY: Span = 2 * HOUR
"""So often the work of somebody who wants news is looked at, while nobody has to wait for others' turns."""

_REST: Span = DAY
"""At most one message in so long a time; nor is somebody looked at earlier who may not be told anything."""

_AFTER_FAILURE: Span = 30 * MINUTE
_MOST_FAILURES = 3
"""After so many failures the backend is left alone until the next round."""

_MOMENT_SECONDS = 3.0
"""How long a card waits for what is to be celebrated on it."""

_AT_ONCE = 100
_NEWEST = 50
"""So many of somebody's messages are looked at; on a task server each may cost a call."""


class GoodNews:
    """Who wants good news, and telling it."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        backend: TaskBackend,
        people: People,
        threads: WorkThreads,
        catalogue: Catalogue,
    ) -> None:
        self._database = database
        self._clock = clock
        self._backend = backend
        self._people = people
        self._threads = threads
        self._catalogue = catalogue

    async def show(self, click: Click) -> Response:
        """Answer `/news` with what it is, and whether the person wants it."""
        return Response(wish_card(click.say, wanted=await self.is_wanted(click.person)))

    @action(ResponseKind.UPDATE, NAMESPACE, "on")
    async def turn_on(self, click: Click) -> Response:
        """Answer `Tell me good news`: from now on. What has happened before is known.

        Returns:
            What they will be told, and the way to take it back.

        Raises:
            ConsentMissing: the person has not agreed to contribute, or no longer.
            Refused: the backend's answer.
            Unavailable: the backend's answer.
        """
        if not self._people.has_agreed(click.person):
            raise ConsentMissing
        now = self._clock.now()
        known = await self._known_now(click.person, now)
        await self._database.write(repository.begin, click.person.person_id, click.locale, known, now, now + LOOK_EVERY)
        return Response(wish_card(click.say, wanted=True, has_changed=True))

    @action(ResponseKind.UPDATE, NAMESPACE, "off")
    async def turn_off(self, click: Click) -> Response:
        """Answer `No more good news`; show the way to take it back."""
        await self._database.write(repository.end, click.person.person_id)
        return Response(wish_card(click.say, wanted=False, has_changed=True))

    @action(ResponseKind.UPDATE, NAMESPACE, "stop")
    async def stop(self, click: Click) -> Response:
        """Answer `No more good news` below some news: they stay, without that button."""
        await self.turn_off(click)
        told = wish_card(click.say, wanted=False, has_changed=True)
        return Response(follow_ups=(FollowUp(told, ephemeral=True),), removes_pressed=True)

    async def is_wanted(self, person: Person) -> bool:
        """Say whether a person wants good news."""
        listener = await self._database.read(repository.find, person.person_id)
        return listener is not None and listener.since is not None

    async def on_done_card(
        self, click: Click, session_id: UUID, score: UserScore | None
    ) -> tuple[tuple[Piece, ...], bool]:
        """Return what a finished session's card tells of what the person has reached, however often it is shown.

        Args:
            click: whose card it is.
            session_id: the session.
            score: their points of all time and streak, as the backend tells them now; None where it does not.

        Returns:
            The moments; and whether the card offers good news: the first one does, until they have said yes.
        """
        person_id, now = click.person.person_id, self._clock.now()
        listener = await self._database.read(repository.find, person_id)
        if listener is None:
            await self._database.write(repository.add_offer, person_id, session_id, click.locale, now)
            listener = await self._database.read(repository.find, person_id)
            if listener is None:  # deleted meanwhile
                return (), False
        offers = listener.offered_in == session_id and listener.since is None
        if score is None:
            return (listener.shown if listener.shown_in == session_id else ()), offers
        return await self._moments(click.person, listener, score, session_id), offers

    async def since_the_last_card(self, person: Person) -> tuple[Piece, ...]:
        """Return what a person has reached since they were told last; nothing where the backend does not tell soon."""
        listener = await self._database.read(repository.find, person.person_id)
        if listener is None:
            return ()
        try:
            async with asyncio.timeout(_MOMENT_SECONDS):
                score = await self._backend.stats(person.contributor, TimeFrame.TOTAL, with_rank=False)
        except (Refused, Unavailable, TimeoutError):
            return ()
        return () if score.modified_date is None else await self._moments(person, listener, score, None)

    async def _moments(
        self, person: Person, listener: Listener, score: UserScore, session_id: UUID | None
    ) -> tuple[Piece, ...]:
        """Find what is to be shown, and note it before it is shown: it is told once, or where that fails not at all."""
        now = self._clock.now()
        contributions: Sequence[Contribution] = ()
        looks = _may_have_a_tree(listener, score) and listener.next_look_at <= now
        if looks:
            with suppress(Refused, Unavailable, TimeoutError):
                async with asyncio.timeout(_MOMENT_SECONDS):
                    contributions = await self._backend.contributions(person.contributor, limit=_NEWEST)
        shown = listener.shown if session_id is not None and listener.shown_in == session_id else ()
        _, known = find_moments(listener.told, score, contributions, now)
        if known == listener.told and listener.known_since is not None and not looks:
            return shown

        def note(connection: Connection) -> tuple[Piece, ...]:
            current = repository.find(connection, person.person_id)
            if current is None:
                return ()
            news, known = find_moments(current.told, score, contributions, now)
            next_look_at = now + LOOK_EVERY if looks else current.next_look_at
            repository.save(connection, person.person_id, known, next_look_at)
            if current.known_since is None:
                repository.note_known(connection, person.person_id, now)
                return ()
            shown = current.shown if session_id is not None and current.shown_in == session_id else ()
            if news and session_id is not None:
                repository.note_shown(connection, person.person_id, session_id, (*shown, *news))
            return (*shown, *news)

        return await self._database.write(note)

    async def tell(self) -> None:
        """Look at the work of those whose turn it is, and tell them what is new."""
        now = self._clock.now()
        failures = 0
        for person_id in await self._database.read(repository.due, now, _AT_ONCE):
            try:
                await self._look(person_id)
            except (Refused, Unavailable) as error:
                _log.info("good news put off", person=str(person_id), error_id=error.error_id)
                failures += 1
            except Exception:
                # A defect with one of them must not keep the others from their news.
                _log.exception("good news failed", person=str(person_id))
                failures += 1
            else:
                continue
            await self._look_again(person_id, _AFTER_FAILURE)
            if failures == _MOST_FAILURES:
                return

    async def _look(self, person_id: UUID) -> None:
        person = await self._people.by_id(person_id)
        listener = await self._database.read(repository.find, person_id)
        if person is None or listener is None or not self._people.has_agreed(person):
            await self._look_again(person_id, _REST)
            return
        now = self._clock.now()
        contributor = person.contributor
        score = await self._backend.stats(contributor, TimeFrame.TOTAL, with_rank=False)
        contributions = await self._backend.contributions(contributor, limit=_NEWEST)
        news, known = find_news(listener.told, score, contributions, now)
        if not news:
            await self._database.write(repository.save, person_id, known, now + LOOK_EVERY)
            return
        if await self._is_disabled(person):
            await self._look_again(person_id, _REST)
            return
        if await self._database.write(_claim, person_id, known, now):
            await self._deliver(person, listener, news)

    async def _deliver(self, person: Person, listener: Listener, news: tuple[Piece, ...]) -> None:
        """Post news into the person's thread; where that cannot be, they read it at their next interaction."""
        say = self._catalogue.sentences(listener.locale)
        card = news_card([say(piece.sentence, **piece.arguments) for piece in news], say)
        if await self._threads.post_to_newest(person, card):
            _log.info("good news told", pieces=len(news))
            return
        now = self._clock.now()

        def keep(connection: Connection) -> None:
            # Whoever is being deleted gets no new row.
            if repository.find(connection, person.person_id) and not people_repository.is_to_be_deleted(
                connection, person.person_id
            ):
                for piece in news:
                    if piece.keeps:
                        notice = Refusal(sentence=piece.sentence, arguments=piece.arguments)
                        notices_repository.add(connection, person.person_id, notice, now)

        await self._database.write(keep)

    async def _known_now(self, person: Person, now: Moment) -> Told:
        score = await self._backend.stats(person.contributor, TimeFrame.TOTAL, with_rank=False)
        return as_of(score, await self._backend.contributions(person.contributor, limit=_NEWEST), now)

    async def _is_disabled(self, person: Person) -> bool:
        """Say whether the backend lets the person do nothing; in which language does not matter."""
        try:
            await self._backend.availability(person.contributor, ORIGINAL_LANGUAGES[0])
        except UserDisabled:
            return True
        return False

    async def _look_again(self, person_id: UUID, after: Span) -> None:
        moment = self._clock.now() + after
        await self._database.write(repository.look_again, person_id, moment)


def _may_have_a_tree(listener: Listener, score: UserScore) -> bool:
    """Say whether it makes sense to look for somebody's first finished tree; who wants news hears of it by that."""
    return listener.since is None and not listener.told.first_tree and score.accepted_prompts > 0


def _claim(connection: Connection, person_id: UUID, known: Told, now: Moment) -> bool:
    """Note that news is told now; False where the person does not want it any more, or is being deleted."""
    listener = repository.find(connection, person_id)
    if listener is None or listener.since is None:
        return False
    if people_repository.is_to_be_deleted(connection, person_id):
        repository.look_again(connection, person_id, now + _REST)
        return False
    if listener.told_at is not None and now < listener.told_at + _REST:
        # They had their message and have turned it off and on again since.
        repository.look_again(connection, person_id, listener.told_at + _REST)
        return False
    repository.save(connection, person_id, known, now + _REST)
    repository.note_told(connection, person_id, now)
    return True
