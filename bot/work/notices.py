"""What a person is to be told at their next interaction, however they come: above the card, or as a card of its own."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from uuid import UUID

from bot.backends.base import TaskBackend
from bot.backends.cases import Pause, ToldDecision
from bot.backends.errors import BarredHere, Refused, Unavailable, UserDisabled, WritingPaused
from bot.cards.decision_notice import decision_notice_card, pause_card
from bot.cards.people import sentence_card
from bot.good_news.news import Piece
from bot.interactions.click import Click
from bot.interactions.components import Card, Separator, Text
from bot.interactions.responses import FollowUp, Response
from bot.protocol.moments import Moment
from bot.sessions.notices_repository import Notice
from bot.sessions.service import Sessions
from bot.state.session import SessionState
from bot.state.session_errors import SessionUnknown
from bot.work.session_cards import SessionCards

KEPT_OUT = (BarredHere, UserDisabled, WritingPaused)
"""What keeps somebody from work: they are told what waits for them all the same."""


class Notices:
    """Tells people what was kept for them."""

    def __init__(self, sessions: Sessions, cards: SessionCards, backend: TaskBackend) -> None:
        self._sessions = sessions
        self._cards = cards
        self._backend = backend

    async def waiting(self, click: Click) -> list[Notice]:
        """Return what somebody is to be told now."""
        return await self._sessions.notices(click.person)

    async def told_with(self, click: Click, answer: Response, notices: list[Notice]) -> Response:
        """Return the answer that tells somebody notices, with the texts and decisions that they are about beside it."""
        kept = []
        for session_id in dict.fromkeys(notice.session_id for notice in notices if notice.session_id is not None):
            with suppress(SessionUnknown):
                session = await self._sessions.look(click.person, session_id)
                if session.draft_text and session.state is not SessionState.OPEN:
                    kept.append(await self._cards.show(click, session))
        kept += [
            await self._decision_card(click, notice.sentence, notice.decision_id)
            for notice in notices
            if notice.decision_id is not None
        ]
        follow_ups = (*answer.follow_ups, *(FollowUp(card, ephemeral=True) for card in kept))
        return replace(answer, follow_ups=follow_ups, sent=partial(self._sessions.told, notices))

    async def with_pause(self, click: Click, answer: Response, told_until: Moment = 0) -> Response:
        """Return the answer with what keeps somebody from writing, if anything does, and began after a moment."""
        pause = await self._backend.pause_of(click.person.contributor)
        if pause is None or pause.since < told_until:
            return answer
        told = FollowUp(await self._pause_card(click, pause), ephemeral=True)
        return replace(answer, follow_ups=(*answer.follow_ups, told))

    async def of_kept_out(
        self, click: Click, error: BarredHere | UserDisabled | WritingPaused
    ) -> tuple[Card, list[Notice]]:
        """Tell somebody what keeps them from work and why; return the card, and what waits for them."""
        card, notices = await self._why_kept_out(click, error, await self.waiting(click))
        if above := lines(click, notices):
            card = Card((Text("\n".join(above)), Separator(), *card.blocks), card.accent)
        return card, notices

    async def _why_kept_out(
        self, click: Click, error: BarredHere | UserDisabled | WritingPaused, notices: list[Notice]
    ) -> tuple[Card, list[Notice]]:
        if isinstance(error, WritingPaused) and error.pause is not None:
            return await self._pause_card(click, error.pause), notices
        sentence, decision_id = await self._decided(click, error)
        if decision_id is None:
            return sentence_card(click.say(error.sentence, **error.arguments)), notices
        card = await self._decision_card(click, sentence, decision_id)
        # It is told by this card; the notice itself goes with the others.
        return card, [
            replace(each, decision_id=None, sentence="") if each.decision_id == decision_id else each
            for each in notices
        ]

    async def _decided(self, click: Click, error: BarredHere | UserDisabled | WritingPaused) -> tuple[str, UUID | None]:
        """Return what those read who are kept out by a decision, and the decision; None where none is known."""
        if isinstance(error, UserDisabled):
            return "notice-disabled", await self._backend.disabling_of(click.person.contributor)
        server_id = click.place.server_id
        bar = None
        if isinstance(error, BarredHere) and server_id is not None:
            bar = await self._backend.bar_of(click.person.contributor, server_id)
        return "notice-barred", None if bar is None else bar.decision_id

    async def _decision_card(self, click: Click, sentence: str, decision_id: UUID) -> Card:
        return decision_notice_card(sentence, click.say, await self._told(click, decision_id))

    async def _pause_card(self, click: Click, pause: Pause) -> Card:
        return pause_card(pause, click.say, await self._told(click, pause.decision_id))

    async def _told(self, click: Click, decision_id: UUID) -> ToldDecision | None:
        """Return a decision as the pool has it; where it cannot be read, what was decided is told all the same."""
        try:
            return await self._backend.decision_about(decision_id, click.person.contributor)
        except (Refused, Unavailable):
            return None


def lines(click: Click, news: Sequence[Notice | Piece]) -> list[str]:
    """Return what stands above a card. What is about a decision has a card of its own."""
    return [
        click.say(each.sentence, **each.arguments)
        for each in news
        if each.sentence and not (isinstance(each, Notice) and each.decision_id is not None)
    ]
