"""What presses on a work card do, until its package has its answer. Every answer shows the full state of a session."""

from bot.cards.good_news import wish_card
from bot.cards.session_parts import NAMESPACE
from bot.cards.text_task import TEXT_INPUT, editor
from bot.good_news.service import GoodNews
from bot.interactions.actions import action
from bot.interactions.click import Click
from bot.interactions.responses import AnyResponse, FollowUp, Response, ResponseKind
from bot.protocol.tasks import TEXT_TASKS
from bot.sessions.hints import Hints
from bot.sessions.selections import PRESSES, RATE
from bot.sessions.service import Sessions
from bot.state.session import SessionState, WorkSession
from bot.state.session_errors import SessionUnknown
from bot.work.session_cards import SessionCards, session_id_of


class Answering:
    """Turns presses on a work card into steps of its session."""

    def __init__(self, sessions: Sessions, good_news: GoodNews, hints: Hints, cards: SessionCards) -> None:
        self._sessions = sessions
        self._good_news = good_news
        self._hints = hints
        self._cards = cards

    @action(ResponseKind.MODAL, NAMESPACE, "write")
    async def write(self, click: Click) -> AnyResponse:
        """Open the form in which the text is written.

        Raises:
            SessionUnknown: the session takes no text any more.
        """
        session = await self._sessions.look_to_work(click.person, session_id_of(click))
        if session.state is not SessionState.OPEN or session.task.type not in TEXT_TASKS:
            raise SessionUnknown
        self._hints.expect_text(session)
        return editor(session, click.say, self._sessions.most_characters)

    @action(ResponseKind.UPDATE, NAMESPACE, "written")
    async def written(self, click: Click) -> Response:
        """Keep the text that the form brought, and show it once more."""
        text = click.fields.get(TEXT_INPUT, "")
        return Response(
            await self._cards.show(click, await self._sessions.write_down(click.person, session_id_of(click), text))
        )

    @action(ResponseKind.UPDATE, NAMESPACE, "show")
    async def show(self, click: Click) -> Response:
        """Show the card as it stands."""
        return Response(await self._cards.show(click, await self._session(click)))

    @action(ResponseKind.UPDATE, NAMESPACE, *(name for name in PRESSES if name != RATE))
    async def choose(self, click: Click) -> Response:
        """Answer a press on a label or rank card: the draft changes, and the card with it."""
        return Response(await self._cards.show(click, await self._choose(click)))

    @action(ResponseKind.UPDATE, NAMESPACE, RATE)
    async def rate(self, click: Click) -> Response:
        """Submit the step of a rating that was pressed."""
        await self._choose(click)
        return await self.submit(click)

    @action(ResponseKind.UPDATE, NAMESPACE, "discard")
    async def discard(self, click: Click) -> Response:
        """Throw the draft away."""
        return Response(await self._cards.show(click, await self._sessions.discard(click.person, session_id_of(click))))

    @action(ResponseKind.UPDATE, NAMESPACE, "change")
    async def change(self, click: Click) -> Response:
        """Answer `Change answer`: the finished package opens again."""
        return Response(
            await self._cards.show(click, await self._sessions.begin_change(click.person, session_id_of(click)))
        )

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
        card = await self._cards.show(click, session)
        told = wish_card(click.say, wanted=True, has_changed=True)
        return Response(card, (FollowUp(told, ephemeral=True),))

    @action(ResponseKind.UPDATE, NAMESPACE, "submit")
    async def submit(self, click: Click) -> Response:
        """Submit the draft, and show what became of it."""
        session = await self._sessions.submit(click.person, session_id_of(click), click.place.server_id)
        return Response(await self._cards.show(click, session))

    @action(ResponseKind.UPDATE, NAMESPACE, "skip")
    async def skip(self, click: Click) -> Response:
        """Answer `Skip`: give the package back; ask first where something was typed."""
        session = await self._session(click)
        if session.state is SessionState.OPEN and session.draft_text:
            return Response(await self._cards.show(click, session, asking_to_skip=True))
        return await self.skip_really(click)

    @action(ResponseKind.UPDATE, NAMESPACE, "skip-really")
    async def skip_really(self, click: Click) -> Response:
        """Answer `Yes, skip it`."""
        return Response(await self._cards.show(click, await self._sessions.skip(click.person, session_id_of(click))))

    async def _choose(self, click: Click) -> WorkSession:
        change = PRESSES[click.action](click.argument or "", click.values)
        return await self._sessions.choose(click.person, session_id_of(click), change)

    async def _session(self, click: Click) -> WorkSession:
        return await self._sessions.look(click.person, session_id_of(click))
