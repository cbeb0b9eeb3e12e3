"""From a contributor's click to the card that they see. Every answer shows the full state of a session."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from uuid import UUID

from bot.backends.base import Capability, TaskBackend
from bot.backends.errors import NoTaskAvailable, Refused, Unavailable
from bot.cards import open_tasks as open_tasks_cards
from bot.cards import people as people_cards
from bot.cards import start_panel as start_cards
from bot.cards import tutorial as tutorial_cards
from bot.cards.choice import choice_card
from bot.cards.good_news import wish_card
from bot.cards.people import WorkLanguages, agreement_card, sentence_card
from bot.cards.reading import cards_as_written, cards_in_full, session_passages
from bot.cards.session_parts import NAMESPACE, control
from bot.cards.text_task import TEXT_INPUT, editor
from bot.cards.work import session_card
from bot.discord.base import Discord, Gone, NotPossible, ThreadLocked
from bot.good_news.news import Piece
from bot.good_news.service import GoodNews
from bot.interactions.actions import action
from bot.interactions.click import Click
from bot.interactions.components import Card, Separator, Text
from bot.interactions.contributed_text import plain_name
from bot.interactions.responses import AnyResponse, FollowUp, Response, ResponseKind, in_pages
from bot.level_roles.service import LevelRoles
from bot.people.languages import MOST_CHOSEN, Languages
from bot.people.service import People
from bot.protocol.scores import TimeFrame, UserScore
from bot.protocol.tasks import RANDOM, TEXT_TASKS, RequestedType
from bot.rules.levels import level_of
from bot.sessions.hints import Hints, language_meant
from bot.sessions.repository import Notice
from bot.sessions.selections import PRESSES, RATE
from bot.sessions.service import Sessions
from bot.state.done_work import DoneWork
from bot.state.session import SessionState, WorkSession
from bot.state.session_errors import LanguageUnknown, SessionUnknown
from bot.work.open_tasks import OpenTasks
from bot.work.wish import Wish
from bot.work_threads.service import WorkThreads

_EXTRA_SECONDS = 3.0
"""How long a done card waits for the level, say: it is an extra, and whoever is done wants to go on."""

_TASKS = "tasks"
"""Asked for before the agreement: not a package but what is open."""


class Work:
    """Turns clicks into steps of work sessions, and their state into cards."""

    def __init__(
        self,
        sessions: Sessions,
        people: People,
        backend: TaskBackend,
        threads: WorkThreads,
        discord: Discord,
        languages: Languages,
        open_tasks: OpenTasks,
        good_news: GoodNews,
        level_roles: LevelRoles,
        hints: Hints,
    ) -> None:
        self._sessions = sessions
        self._people = people
        self._backend = backend
        self._threads = threads
        self._discord = discord
        self._languages = languages
        self._open_tasks = open_tasks
        self._good_news = good_news
        self._level_roles = level_roles
        self._hints = hints

    async def start_asked(self, click: Click, task: str, language: str) -> Response:
        """Answer `/work` with its options as they were typed.

        Raises:
            LanguageUnknown: as `Languages.find`.
            LanguageMistyped: as `Languages.find`.
        """
        wish = Wish.parse(f"{task}/")
        if language:
            wish = replace(wish, language=self._languages.find(language, click))
        return await self.start(click, wish)

    async def start(self, click: Click, wish: Wish) -> Response:
        """Serve a wish: the agreement first, then the card in the person's thread, or here without one.

        Raises:
            LanguageUnknown: the wish is for a language that nobody can choose: it was forged.
        """
        self._check(wish)
        if not self._people.has_agreed(click.person):
            return Response(await self._agreement(click, str(wish)))
        if wish != Wish():
            session = await self._sessions.open_session(click.person)
            if session is not None and not wish.is_met_by(session):
                return Response(await self._choice(click, session, wish))
        return await self._serve(click, wish)

    @action(ResponseKind.EPHEMERAL, open_tasks_cards.NAMESPACE, "start")
    @action(ResponseKind.EPHEMERAL, tutorial_cards.NAMESPACE, "work")
    @action(ResponseKind.EPHEMERAL, start_cards.NAMESPACE, "work")
    async def start_wished(self, click: Click) -> Response:
        """Answer a button that names a kind of task and a language, or neither, as `/work`."""
        return await self.start(click, Wish.parse(click.argument))

    @action(ResponseKind.UPDATE, NAMESPACE, "go-on")
    async def go_on(self, click: Click) -> Response:
        """Answer `Go on with this`, beside a wish for another package, with the card of the open one."""
        session = await self._session(click)
        if session.state is not SessionState.OPEN:
            return Response(await self._card(click, session))
        return await self._serve(click, Wish())

    @action(ResponseKind.UPDATE, NAMESPACE, "aside")
    async def put_aside(self, click: Click) -> Response:
        """Answer `Put it aside` with what was asked for; where there is none of it, the open package stays.

        Raises:
            LanguageUnknown: as `start`.
        """
        wish = Wish.parse(click.argument)
        self._check(wish)
        session = await self._session(click)
        if session.state is not SessionState.OPEN or not self._people.has_agreed(click.person):
            return await self.start(click, wish)
        return await self._serve(click, wish, instead_of=session)

    async def _serve(self, click: Click, wish: Wish, instead_of: WorkSession | None = None) -> Response:
        """Show the open session, or another one: what was asked for, if it can be had."""
        languages = (wish.language,) if wish.language else await self._languages.to_work_in(click.person)
        offered = await self._offer(click, wish.task_type, languages, instead_of=instead_of)
        if offered is None:
            stays = [] if instead_of is None else [click.say("choice-nothing")]
            card, notices = await self._nothing_to_do(click, wish.task_type, languages, stays)
            return await self._with_news(click, Response(card), notices)
        session, is_new = offered
        if instead_of is not None:
            await self._leave_card(click, instead_of)
        notices = await self._sessions.notices(click.person)
        moments = _said(click, await self._good_news.since_the_last_card(click.person))
        told = [*_told(click, notices), *moments, *_welcome(click, session, is_new=is_new)]
        response = await self._show(click, session, told, is_new=is_new)
        return await self._with_news(click, response, notices)

    async def tasks(self, click: Click) -> Response:
        """Answer `/tasks`: what is open; after the agreement, where asking for it tells the backend who asks."""
        if not await self._people.may_look_around(click.person):
            return Response(await self._agreement(click, _TASKS))
        return await self._open_tasks.show(click)

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
            response = await self._open_tasks.show(click.by(person))
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

    @action(ResponseKind.MODAL, NAMESPACE, "write")
    async def write(self, click: Click) -> AnyResponse:
        """Open the form in which the text is written.

        Raises:
            SessionUnknown: the session takes no text any more.
        """
        session = await self._sessions.look_to_work(click.person, _session_id(click))
        if session.state is not SessionState.OPEN or session.task.type not in TEXT_TASKS:
            raise SessionUnknown
        self._hints.expect_text(session)
        return editor(session, click.say, self._sessions.most_characters)

    @action(ResponseKind.UPDATE, NAMESPACE, "written")
    async def written(self, click: Click) -> Response:
        """Keep the text that the form brought, and show it once more."""
        text = click.fields.get(TEXT_INPUT, "")
        return Response(
            await self._card(click, await self._sessions.write_down(click.person, _session_id(click), text))
        )

    @action(ResponseKind.UPDATE, NAMESPACE, "show")
    async def show(self, click: Click) -> Response:
        """Show the card as it stands."""
        return Response(await self._card(click, await self._session(click)))

    @action(ResponseKind.UPDATE, NAMESPACE, *(name for name in PRESSES if name != RATE))
    async def choose(self, click: Click) -> Response:
        """Answer a press on a label or rank card: the draft changes, and the card with it."""
        return Response(await self._card(click, await self._choose(click)))

    @action(ResponseKind.UPDATE, NAMESPACE, RATE)
    async def rate(self, click: Click) -> Response:
        """Submit the step of a rating that was pressed."""
        await self._choose(click)
        return await self.submit(click)

    @action(ResponseKind.UPDATE, NAMESPACE, "language")
    async def set_language(self, click: Click) -> Response:
        """Answer `Store as …`: a new prompt is in the language in which it seems to be."""
        language = click.argument or ""
        if not self._languages.can_be_chosen(language):
            raise LanguageUnknown(language=plain_name(language))
        return Response(
            await self._card(click, await self._sessions.set_language(click.person, _session_id(click), language))
        )

    @action(ResponseKind.UPDATE, NAMESPACE, "discard")
    async def discard(self, click: Click) -> Response:
        """Throw the draft away."""
        return Response(await self._card(click, await self._sessions.discard(click.person, _session_id(click))))

    @action(ResponseKind.UPDATE, NAMESPACE, "change")
    async def change(self, click: Click) -> Response:
        """Answer `Change answer`: the finished package opens again."""
        return Response(await self._card(click, await self._sessions.begin_change(click.person, _session_id(click))))

    @action(ResponseKind.UPDATE, NAMESPACE, "news")
    async def want_news(self, click: Click) -> Response:
        """Answer `Tell me good news` on a done card: it asks no more, and the person reads what they will be told.

        Raises:
            ConsentMissing: as `GoodNews.turn_on`.
            Refused: as `GoodNews.turn_on`.
            Unavailable: as `GoodNews.turn_on`.
        """
        session = await self._session(click)
        await self._good_news.turn_on(click)
        card = await self._card(click, session)
        told = wish_card(click.say, wanted=True, has_changed=True)
        return Response(card, (FollowUp(told, ephemeral=True),))

    @action(ResponseKind.UPDATE, NAMESPACE, "submit")
    async def submit(self, click: Click) -> Response:
        """Submit the draft, and show what became of it."""
        session = await self._sessions.submit(click.person, _session_id(click), click.place.server_id)
        return Response(await self._card(click, session))

    @action(ResponseKind.UPDATE, NAMESPACE, "skip")
    async def skip(self, click: Click) -> Response:
        """Answer `Skip`: give the package back; ask first where something was typed."""
        session = await self._session(click)
        if session.state is SessionState.OPEN and session.draft_text:
            return Response(await self._card(click, session, asking_to_skip=True))
        return await self.skip_really(click)

    @action(ResponseKind.UPDATE, NAMESPACE, "skip-really")
    async def skip_really(self, click: Click) -> Response:
        """Answer `Yes, skip it`."""
        return Response(await self._card(click, await self._sessions.skip(click.person, _session_id(click))))

    @action(ResponseKind.UPDATE, NAMESPACE, "next")
    async def next(self, click: Click) -> Response:
        """Answer `Next task` with the next card as this interaction's message; the old card loses its buttons.

        It is of the kind that was asked for, unless the button is `Anything else`.
        """
        old = await self._session(click)
        if old.state is SessionState.OPEN:
            return Response(await self._card(click, old))
        languages = await self._languages.to_work_in(click.person, begin_with=old.language)
        task_type = RANDOM if click.argument == RANDOM else old.wished_type
        try:
            offered = await self._offer(click, task_type, languages)
        except (Refused, Unavailable) as error:
            told = sentence_card(click.say(error.sentence, **error.arguments))
            return Response(None, (FollowUp(told, ephemeral=True),))
        if offered is None:
            told, notices = await self._nothing_to_do(click, task_type, languages)
            return await self._with_news(click, Response(None, (FollowUp(told, ephemeral=True),)), notices)
        session, is_new = offered
        ended = (await self._card(click, old, is_left=True)).without_controls()
        if not is_new and session.card_id is not None and session.channel_id == click.place.channel_id:
            # A second press, on another device say: the card is there already.
            return Response(ended, (FollowUp(_signpost(click, session.channel_id, session.card_id), ephemeral=True),))
        notices = await self._sessions.notices(click.person)
        welcome = _welcome(click, session, is_new=True) if is_new else []
        card = await self._card(click, session, notices=[*_told(click, notices), *welcome])
        if is_new:
            await self._remove_card(session)
        if click.place.is_ephemeral:
            follow_up = FollowUp(card, ephemeral=True)
        else:
            if not is_new and session.card_id is None:  # it may have been posted by a process that was ended then
                await self._threads.take_away(click.place.channel_id, card)
            follow_up = FollowUp(card, posted=partial(self._sessions.card_posted, session.session_id))
        return await self._with_news(click, Response(ended, (follow_up,), leaves_message=True), notices)

    @action(ResponseKind.EPHEMERAL, NAMESPACE, "read")
    async def read(self, click: Click) -> Response:
        """Answer `Read in full` with pages that respect code fences, or a file."""
        session = await self._session(click)
        return in_pages(cards_in_full(session_passages(session, click.say), click.say, control(session, "as-written")))

    @action(ResponseKind.EPHEMERAL, NAMESPACE, "as-written")
    async def read_as_written(self, click: Click) -> Response:
        """Answer `As written` with the same texts, nothing rendered."""
        return in_pages(cards_as_written(session_passages(await self._session(click), click.say), click.say))

    async def _choose(self, click: Click) -> WorkSession:
        change = PRESSES[click.action](click.argument or "", click.values)
        return await self._sessions.choose(click.person, _session_id(click), change)

    async def _offer(
        self,
        click: Click,
        task_type: RequestedType,
        languages: Sequence[str],
        instead_of: WorkSession | None = None,
    ) -> tuple[WorkSession, bool] | None:
        """Offer the open session, or one in the first of the languages that has something; None where none has."""
        left = None if instead_of is None else instead_of.session_id
        for language in languages:
            with suppress(NoTaskAvailable):
                return await self._sessions.offer(
                    click.person, task_type, language, click.place.server_id, instead_of=left
                )
        return None

    def _check(self, wish: Wish) -> None:
        if wish.language is not None and not self._languages.can_be_chosen(wish.language):
            raise LanguageUnknown(language=plain_name(wish.language))

    async def _choice(self, click: Click, session: WorkSession, wish: Wish) -> Card:
        """Offer the open package and what was asked for."""
        counts_as_skip = Capability.PUT_ASIDE not in await self._backend.capabilities()
        return choice_card(session, click.say, wish.task_type, wish.language, counts_as_skip=counts_as_skip)

    async def _leave_card(self, click: Click, left: WorkSession) -> None:
        """Show on the card of a session that was put aside what became of it, without its controls."""
        session = await self._sessions.look(click.person, left.session_id)
        if session.state is SessionState.OPEN or session.channel_id is None or session.card_id is None:
            return
        card = (await self._card(click, session, is_left=True)).without_controls()
        # Where it cannot be reached, it shows the full state at its next press.
        with suppress(Gone, NotPossible):
            await self._discord.edit(session.channel_id, session.card_id, card)

    async def _remove_card(self, session: WorkSession) -> None:
        """Delete the former card of a session that has another one now."""
        if session.channel_id is not None and session.card_id is not None:
            # Where it cannot be deleted, it shows the full state at its next press.
            with suppress(Gone, NotPossible):
                await self._discord.delete(session.channel_id, session.card_id)

    async def _show(self, click: Click, session: WorkSession, told: Sequence[str], *, is_new: bool) -> Response:
        """Post the card into the person's thread and say where it is; or answer with it where there is no thread."""
        card = await self._card(click, session, notices=told)
        server_id, channel_id = click.place.server_id, click.place.text_channel_id
        if server_id is None:
            return Response(card)
        is_lost = not is_new and session.card_id is None
        try:
            posted = await self._threads.post(click.person, server_id, channel_id, card, may_be_there=is_lost)
        except ThreadLocked:
            return Response(await self._card(click, session, notices=[*told, click.say("work-thread-locked")]))
        if posted is None:
            return Response(card)
        channel_id, card_id = posted
        await self._sessions.card_posted(session.session_id, channel_id, card_id)
        await self._remove_card(session)
        return Response(_signpost(click, channel_id, card_id))

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
        self, click: Click, task_type: RequestedType, languages: Sequence[str], told: Sequence[str] = ()
    ) -> tuple[Card, list[Notice]]:
        """Tell what there is where there is no package, and return the notices that it begins with."""
        card = await self._open_tasks.nothing_to_do(click, task_type, languages)
        notices = await self._sessions.notices(click.person)
        told = [*_told(click, notices), *told]
        if not told:
            return card, notices
        # All in one block: the card may be full of buttons.
        return Card((Text("\n".join(told)), Separator(), *card.blocks), card.accent), notices

    async def _with_news(self, click: Click, answer: Response, notices: list[Notice]) -> Response:
        """Return the answer that tells a person some notices, and the texts of the sessions they are about."""
        kept = []
        for session_id in dict.fromkeys(notice.session_id for notice in notices if notice.session_id is not None):
            with suppress(SessionUnknown):
                session = await self._sessions.look(click.person, session_id)
                if session.draft_text and session.state is not SessionState.OPEN:
                    kept.append(FollowUp(await self._card(click, session), ephemeral=True))
        return replace(answer, follow_ups=(*answer.follow_ups, *kept), sent=partial(self._sessions.told, notices))

    async def _session(self, click: Click) -> WorkSession:
        return await self._sessions.look(click.person, _session_id(click))

    async def _card(
        self,
        click: Click,
        session: WorkSession,
        *,
        asking_to_skip: bool = False,
        notices: Sequence[str] = (),
        is_left: bool = False,
    ) -> Card:
        """Show a session with everything that belongs on its card; `is_left` where its controls are about to go."""
        is_repeat = session.state is SessionState.OPEN and await self._sessions.is_repeat(click.person, session)
        self._hints.expect_text(session)
        hints = await self._hints.find(session, is_repeat=is_repeat)
        return session_card(
            session,
            click.say,
            problem=self._sessions.problem(session),
            asking_to_skip=asking_to_skip,
            notices=notices,
            hints=[hint.said(click.say) for hint in hints],
            language_meant=language_meant(session, hints),
            done=await self._done(click, session, is_left=is_left) if session.state is SessionState.DONE else None,
        )

    async def _done(self, click: Click, session: WorkSession, *, is_left: bool) -> DoneWork:
        """Find out what is said on the card of a finished package."""
        score, is_live = (None, False) if is_left else await self._score(click)
        level = None if score is None else level_of(score.leader_score)
        if level is not None:
            await self._level_roles.note(click, level.number, is_live=is_live)
        moments, offers_news = await self._good_news.on_done_card(click, session.session_id, score)
        return DoneWork(
            level=level,
            counted_at=None if score is None or is_live else score.modified_date,
            own_text=session.submitted_text or await self._own_text(click, session),
            moments=_said(click, moments),
            can_change=not is_left and await self._can_change(click, session),
            offers_news=offers_news and not is_left,
            is_left=is_left,
        )

    async def _score(self, click: Click) -> tuple[UserScore | None, bool]:
        """Return the contributor's score, and whether it has no delay.

        None where the backend cannot tell it soon, or has not counted it yet.
        """
        is_live = False
        try:
            async with asyncio.timeout(_EXTRA_SECONDS):
                is_live = Capability.LIVE_BOARDS in await self._backend.capabilities()
                score = await self._backend.stats(click.person.contributor, TimeFrame.TOTAL, with_rank=False)
        except (Refused, Unavailable, TimeoutError):
            return None, is_live
        return (None if score.modified_date is None else score), is_live

    async def _own_text(self, click: Click, session: WorkSession) -> str:
        """Return the text that a finished package became; empty where it became none, or the backend cannot tell."""
        message_id = None if session.receipt is None else session.receipt.message_id
        if message_id is None:
            return ""
        try:
            async with asyncio.timeout(_EXTRA_SECONDS):
                return (await self._backend.message(message_id, click.person.contributor)).text
        except (Refused, Unavailable, TimeoutError):
            return ""

    async def _can_change(self, click: Click, session: WorkSession) -> bool:
        try:
            return await self._sessions.can_change(click.person, session)
        except (Refused, Unavailable):
            return False


def _asked(wanted: str) -> str:
    """Return what somebody asked for before the agreement; a forged wish is none."""
    return wanted if wanted == _TASKS else str(Wish.parse(wanted))


def _session_id(click: Click) -> UUID:
    """Return the session that a control is about; a forged one is about none."""
    if click.id is None:
        raise SessionUnknown
    return click.id


def _told(click: Click, notices: Sequence[Notice]) -> list[str]:
    return [click.say(notice.sentence, **notice.arguments) for notice in notices]


def _welcome(click: Click, session: WorkSession, *, is_new: bool) -> list[str]:
    """Greet somebody who comes back to a session: the open one, or one that they put aside with a draft."""
    if not is_new:
        return [click.say("work-continued")]
    return [] if session.draft is None else [click.say("put-aside-again")]


def _said(click: Click, pieces: Sequence[Piece]) -> list[str]:
    return [click.say(piece.sentence, **piece.arguments) for piece in pieces]


def _signpost(click: Click, channel_id: int, card_id: int) -> Card:
    """Show where a card is, in the server of the click or in its direct messages (`@me` in Discord's addresses)."""
    link = f"https://discord.com/channels/{click.place.server_id or '@me'}/{channel_id}/{card_id}"
    return sentence_card(click.say("work-is-there", thread=f"<#{channel_id}>", link=link))
