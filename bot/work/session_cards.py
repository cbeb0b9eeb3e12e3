"""The card of a work session, with everything that belongs on it."""

import asyncio
from collections.abc import Sequence
from typing import Final
from uuid import UUID

from bot.backends.base import Capability, TaskBackend
from bot.backends.errors import Refused, Unavailable
from bot.cards.work import session_card
from bot.good_news.service import GoodNews
from bot.interactions.click import Click
from bot.interactions.components import Card
from bot.level_roles.service import LevelRoles
from bot.protocol.scores import TimeFrame, UserScore
from bot.rules.levels import level_of
from bot.sessions.hints import Hints, language_meant
from bot.sessions.service import Sessions
from bot.state.done_work import DoneWork
from bot.state.session import SessionState, WorkSession
from bot.state.session_errors import SessionUnknown
from bot.work.topics import Topics

_EXTRA_SECONDS: Final = 3.0
"""How long a done card waits for the level, say: it is an extra, and whoever is done wants to go on."""


def session_id_of(click: Click) -> UUID:
    """Return the id of the session that a control is about.

    Raises:
        SessionUnknown: it is about none: somebody has forged it.
    """
    if click.id is None:
        raise SessionUnknown
    return click.id


class SessionCards:
    """Shows sessions, with what other services know of them."""

    def __init__(
        self,
        sessions: Sessions,
        backend: TaskBackend,
        good_news: GoodNews,
        level_roles: LevelRoles,
        topics: Topics,
        hints: Hints,
    ) -> None:
        self._sessions = sessions
        self._backend = backend
        self._good_news = good_news
        self._level_roles = level_roles
        self._topics = topics
        self._hints = hints

    async def show(
        self,
        click: Click,
        session: WorkSession,
        *,
        asking_to_skip: bool = False,
        notices: Sequence[str] = (),
        is_left: bool = False,
    ) -> Card:
        """Show a session as it stands.

        Args:
            click: Who looks, and in which language.
            session: Theirs.
            asking_to_skip: Whether it asks if the package shall really be skipped.
            notices: Sentences that stand above everything else.
            is_left: Whether its controls are about to go.
        """
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
            topics=await self._topics.offered() if session.is_prompt_being_written else (),
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
            moments=[click.say(moment.sentence, **moment.arguments) for moment in moments],
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
