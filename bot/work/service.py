"""From a wish for work to the card on which it is done: `/work`, the agreement before it, `Next task` after it."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial

from bot.backends.base import Capability, TaskBackend
from bot.backends.errors import NoTaskAvailable, Refused, Unavailable
from bot.cards import collective as collective_cards
from bot.cards import open_tasks as open_tasks_cards
from bot.cards import people as people_cards
from bot.cards import start_panel as start_cards
from bot.cards import tutorial as tutorial_cards
from bot.cards.choice import choice_card
from bot.cards.people import WorkLanguages, agreement_card, sentence_card
from bot.cards.session_parts import NAMESPACE
from bot.discord.base import Discord
from bot.good_news.service import GoodNews
from bot.interactions.actions import action
from bot.interactions.click import Click
from bot.interactions.components import Card, Separator, Text
from bot.interactions.responses import FollowUp, Response, ResponseKind
from bot.people.languages import MOST_CHOSEN, Languages
from bot.people.service import People
from bot.protocol.tasks import RANDOM
from bot.rules.topics import key_of_topic
from bot.sessions.notices_repository import Notice
from bot.sessions.service import Sessions
from bot.state.session import SessionState, WorkSession
from bot.state.session_errors import CollectiveOver
from bot.work.card_places import CardPlaces, signpost
from bot.work.notices import KEPT_OUT, Notices, lines
from bot.work.open_tasks import OpenTasks
from bot.work.server_work import ServerWork
from bot.work.session_cards import SessionCards, session_id_of
from bot.work.topics import Topics
from bot.work.wish import Wish
from bot.work_threads.service import WorkThreads

_TASKS = "tasks"
"""Asked for before the agreement: not a package but what is open."""


class Work:
    """Offers packages, and puts their cards where their contributors find them."""

    def __init__(
        self,
        sessions: Sessions,
        people: People,
        backend: TaskBackend,
        threads: WorkThreads,
        discord: Discord,
        languages: Languages,
        server_work: ServerWork,
        open_tasks: OpenTasks,
        good_news: GoodNews,
        topics: Topics,
        cards: SessionCards,
    ) -> None:
        self._sessions = sessions
        self._people = people
        self._backend = backend
        self._threads = threads
        self._languages = languages
        self._server_work = server_work
        self._open_tasks = open_tasks
        self._good_news = good_news
        self._topics = topics
        self._cards = cards
        self._notices = Notices(sessions, self._cards, backend)
        self._places = CardPlaces(sessions, threads, discord, cards)

    async def start_asked(self, click: Click, task: str, language: str, topic: str = "") -> Response:
        """Answer `/work` with its options as they were typed.

        Raises:
            LanguageUnknown: as `Languages.find`.
            LanguageMistyped: as `Languages.find`.
            NoTopics: as `Topics.find`.
            NoSuchTopic: as `Topics.find`.
        """
        wish = Wish.parse(f"{task}/")
        if language:
            wish = replace(wish, language=self._languages.find(language, click))
        if topic:
            wish = replace(wish, topic=key_of_topic(await self._topics.find(topic)))
        return await self.start(click, wish)

    async def start(self, click: Click, wish: Wish) -> Response:
        """Serve a wish: the agreement first, then the card in the person's thread, or here without one.

        Raises:
            BotError: what keeps them from it, see `ServerWork.obstacle`, or that a topic can no longer be chosen.
        """
        await self._check(click, wish)
        if not self._people.has_agreed(click.person):
            return Response(await self._agreement(click, str(wish)))
        if wish != Wish():
            session = await self._sessions.open_session(click.person)
            if session is not None and not wish.is_met_by(session):
                return Response(await self._choice(click, session, wish))
        return await self._serve(click, wish)

    @action(ResponseKind.EPHEMERAL, open_tasks_cards.NAMESPACE, "start", "topic")
    @action(ResponseKind.EPHEMERAL, tutorial_cards.NAMESPACE, "work")
    @action(ResponseKind.EPHEMERAL, start_cards.NAMESPACE, "work")
    async def start_wished(self, click: Click) -> Response:
        """Answer a button or a line of a list that names a kind of task, a language, a topic, or none, as `/work`."""
        return await self.start(click, Wish.parse(click.argument or next(iter(click.values), None)))

    @action(ResponseKind.EPHEMERAL, collective_cards.NAMESPACE, "answer")
    async def answer_collective(self, click: Click) -> Response:
        """Answer `Answer` on the public card of a collective package with a card of the person's own.

        Raises:
            CollectiveOver: it takes no more answers.
            CollectiveAnswered: they have answered it.
        """
        if click.id is None:
            raise CollectiveOver
        return await self.start(click, Wish(collective_id=click.id))

    @action(ResponseKind.UPDATE, NAMESPACE, "go-on")
    async def go_on(self, click: Click) -> Response:
        """Answer `Go on with this`, beside a wish for another package, with the card of the open one."""
        session = await self._session(click)
        if session.state is not SessionState.OPEN:
            return Response(await self._cards.show(click, session))
        return await self._serve(click, Wish())

    @action(ResponseKind.UPDATE, NAMESPACE, "aside")
    async def put_aside(self, click: Click) -> Response:
        """Answer `Put it aside` with what was asked for; where there is none of it, the open package stays.

        Raises:
            BotError: as `start`; the open package stays.
        """
        wish = Wish.parse(click.argument)
        await self._check(click, wish, may_go_on=False)
        session = await self._session(click)
        if session.state is not SessionState.OPEN or not self._people.has_agreed(click.person):
            return await self.start(click, wish)
        return await self._serve(click, wish, instead_of=session)

    async def _serve(self, click: Click, wish: Wish, instead_of: WorkSession | None = None) -> Response:
        """Show the open session, or another one: what was asked for, if it can be had."""
        languages = (wish.language,) if wish.language else await self._server_work.languages(click)
        try:
            offered = await self._offer(click, wish, languages, instead_of=instead_of)
        except KEPT_OUT as error:
            card, notices = await self._notices.of_kept_out(click, error)
            return await self._notices.told_with(click, Response(card), notices)
        if offered is None:
            stays = [] if instead_of is None else [click.say("choice-nothing")]
            card, notices = await self._nothing_to_do(click, wish, languages, stays)
            return await self._notices.told_with(click, await self._notices.with_pause(click, Response(card)), notices)
        session, is_new = offered
        if instead_of is not None:
            await self._places.leave(click, instead_of)
        notices = await self._notices.waiting(click)
        moments = lines(click, await self._good_news.since_the_last_card(click.person))
        told = [*lines(click, notices), *moments, *_welcome(click, session, is_new=is_new)]
        if wish.collective_id is None:
            response = await self._places.post(click, session, told, is_new=is_new)
        else:  # beside the card that everybody sees
            response = Response(await self._cards.show(click, session, notices=told))
        return await self._notices.told_with(click, await self._notices.with_pause(click, response), notices)

    async def tasks(self, click: Click) -> Response:
        """Answer `/tasks`: what is open; after the agreement, where asking for it tells the backend who asks.

        Raises:
            BotError: what keeps them from all of it, see `ServerWork.obstacle`.
        """
        await self._check(click, Wish(), may_go_on=False)
        if not await self._people.may_look_around(click.person):
            return Response(await self._agreement(click, _TASKS))
        return await self._notices.with_pause(click, await self._open_tasks.show(click))

    @action(ResponseKind.UPDATE, people_cards.NAMESPACE, "agree")
    async def agree(self, click: Click) -> Response:
        """Record `I agree`, and go on with what was asked for; who is new is offered the tutorial beside it.

        A wording that has changed since is shown anew.
        """
        version, _, wanted = (click.argument or "").partition("/")
        if version != self._people.agreement_version:
            return Response(await self._agreement(click, _asked(wanted)))
        languages = await self._languages.proposed_to(click.person, click.locale)
        if languages != (self._languages.default,):
            await self._languages.choose(click.person, languages)
        person = await self._people.answer_agreement(click.person, accepted=True, server_id=click.place.server_id)
        if wanted == _TASKS:
            response = await self._notices.with_pause(click.by(person), await self._open_tasks.show(click.by(person)))
        else:
            response = await self.start(click.by(person), Wish.parse(wanted))
        if click.person.has_ever_agreed:
            return response
        practice = FollowUp(tutorial_cards.offer_card(click.say), ephemeral=True)
        return replace(response, follow_ups=(*response.follow_ups, practice))

    @action(ResponseKind.UPDATE, people_cards.NAMESPACE, "languages")
    async def choose_languages(self, click: Click) -> Response:
        """Note the languages that were chosen below the agreement, and show it with them."""
        await self._languages.choose(click.person, click.values)
        return Response(await self._agreement(click, _asked((click.argument or "").partition("/")[2])))

    @action(ResponseKind.UPDATE, people_cards.NAMESPACE, "decline")
    async def decline(self, click: Click) -> Response:
        """Record `No thanks`, and nothing else."""
        await self._languages.forget(click.person)
        await self._people.answer_agreement(click.person, accepted=False, server_id=click.place.server_id)
        return Response(sentence_card(click.say("agreement-declined")))

    @action(ResponseKind.UPDATE, NAMESPACE, "next")
    async def next(self, click: Click) -> Response:
        """Answer `Next task` with the next card as this interaction's message; the old card loses its buttons.

        It is of the kind and topic that were asked for, unless the button is `Anything else`.

        Raises:
            BotError: as `start`; the old card stays as it is.
        """
        old = await self._session(click)
        if old.state is SessionState.OPEN:
            return Response(await self._cards.show(click, old))
        languages = await self._server_work.languages(click, begin_with=old.language)
        wish = Wish() if click.argument == RANDOM else Wish(old.wished_type, topic=await self._topics.kept(old))
        await self._check(click, wish)
        try:
            offered = await self._offer(click, wish, languages)
        except KEPT_OUT as error:
            told, notices = await self._notices.of_kept_out(click, error)
            return await self._notices.told_with(click, Response(None, (FollowUp(told, ephemeral=True),)), notices)
        except (Refused, Unavailable) as error:
            told = sentence_card(click.say(error.sentence, **error.arguments))
            return Response(None, (FollowUp(told, ephemeral=True),))
        if offered is None:
            told, notices = await self._nothing_to_do(click, wish, languages)
            response = Response(None, (FollowUp(told, ephemeral=True),))
            response = await self._notices.with_pause(click, response, old.created_at)
            return await self._notices.told_with(click, response, notices)
        session, is_new = offered
        ended = (await self._cards.show(click, old, is_left=True)).without_controls()
        is_here = not is_new and session.card_id is not None and session.channel_id == click.place.channel_id
        if is_here and (there := await self._places.where(session)) is not None:
            # A second press, on another device say: the card is there already.
            return Response(ended, (FollowUp(signpost(click, *there), ephemeral=True),))
        notices = await self._notices.waiting(click)
        welcome = _welcome(click, session, is_new=True) if is_new else []
        card = await self._cards.show(click, session, notices=[*lines(click, notices), *welcome])
        if is_new:
            await self._places.remove(session)
        if click.place.is_ephemeral:
            follow_up = FollowUp(card, ephemeral=True)
        else:
            if not is_new and session.card_id is None:  # it may have been posted by a process that was ended then
                await self._threads.take_away(click.place.channel_id, card)
            follow_up = FollowUp(card, posted=partial(self._sessions.card_posted, session.session_id))
        response = Response(ended, (follow_up,), leaves_message=True)
        # One that began meanwhile is told once; who comes by `/work` reads it each time.
        response = await self._notices.with_pause(click, response, old.created_at)
        return await self._notices.told_with(click, response, notices)

    async def _offer(
        self, click: Click, wish: Wish, languages: Sequence[str], instead_of: WorkSession | None = None
    ) -> tuple[WorkSession, bool] | None:
        """Offer the open session, or one in the first of the languages that has something; None where none has."""
        left = None if instead_of is None else instead_of.session_id
        topic = self._topics.name(wish.topic)
        types = await self._server_work.types(click)
        for language in languages:
            with suppress(NoTaskAvailable):
                return await self._sessions.offer(
                    click.person,
                    wish.task_type,
                    language,
                    click.place.server_id,
                    topic=topic,
                    instead_of=left,
                    types=types,
                    collective_id=wish.collective_id,
                    may_be_check=await self._server_work.has_checks(click),
                )
        return None

    async def _check(self, click: Click, wish: Wish, *, may_go_on: bool = True) -> None:
        """See that nothing keeps somebody from a wish; what they have open they can finish, unless told otherwise."""
        if wish.topic is not None:
            await self._topics.of_key(wish.topic)
        obstacle = await self._server_work.obstacle(click, wish)
        if obstacle is None:
            return
        session = await self._sessions.open_session(click.person) if may_go_on else None
        if session is None or not wish.is_met_by(session):
            raise obstacle

    async def _choice(self, click: Click, session: WorkSession, wish: Wish) -> Card:
        """Offer the open package and what was asked for."""
        counts_as_skip = Capability.PUT_ASIDE not in await self._backend.capabilities()
        topic = self._topics.name(wish.topic)
        share_wish = None if wish.collective_id is None else str(wish)
        return choice_card(
            session,
            click.say,
            wish.task_type,
            wish.language,
            topic,
            counts_as_skip=counts_as_skip,
            share_wish=share_wish,
        )

    async def _agreement(self, click: Click, wanted: str) -> Card:
        paragraphs = self._people.agreement_text(click.say)
        notices = [] if await self._people.takes_newcomers() else [self._people.known_people_only(click.say)]
        languages = WorkLanguages(
            await self._languages.proposed_to(click.person, click.locale),
            await self._languages.worth_proposing(),
            MOST_CHOSEN,
        )
        return agreement_card(paragraphs, click.say, f"{self._people.agreement_version}/{wanted}", languages, notices)

    async def _nothing_to_do(
        self, click: Click, wish: Wish, languages: Sequence[str], told: Sequence[str] = ()
    ) -> tuple[Card, list[Notice]]:
        """Tell what there is where there is no package, and return the notices that it begins with."""
        card = await self._open_tasks.nothing_to_do(click, wish.task_type, languages, self._topics.name(wish.topic))
        notices = await self._notices.waiting(click)
        told = [*lines(click, notices), *told]
        if not told:
            return card, notices
        # All in one block: the card may be full of buttons.
        return Card((Text("\n".join(told)), Separator(), *card.blocks), card.accent), notices

    async def _session(self, click: Click) -> WorkSession:
        return await self._sessions.look(click.person, session_id_of(click))


def _asked(wanted: str) -> str:
    """Return what somebody asked for before the agreement; a forged wish is none."""
    return wanted if wanted == _TASKS else str(Wish.parse(wanted))


def _welcome(click: Click, session: WorkSession, *, is_new: bool) -> list[str]:
    """Greet somebody who comes back to a session: the open one, or one that they put aside with a draft."""
    if not is_new:
        return [click.say("work-continued")]
    return [] if session.draft is None else [click.say("put-aside-again")]
