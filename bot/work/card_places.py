"""Where the card of a work session is: in its person's thread, or in the answer to a command."""

from collections.abc import Sequence
from contextlib import suppress

from bot.cards.people import sentence_card
from bot.discord.base import Discord, Gone, NotPossible, ThreadLocked
from bot.interactions.click import Click
from bot.interactions.components import Card
from bot.interactions.responses import Response
from bot.sessions.service import Sessions
from bot.state.session import SessionState, WorkSession
from bot.work.session_cards import SessionCards
from bot.work_threads.service import WorkThreads


class CardPlaces:
    """Posts the cards of sessions, and keeps one card for a session."""

    def __init__(self, sessions: Sessions, threads: WorkThreads, discord: Discord, cards: SessionCards) -> None:
        self._sessions = sessions
        self._threads = threads
        self._discord = discord
        self._cards = cards

    async def post(self, click: Click, session: WorkSession, told: Sequence[str], *, is_new: bool) -> Response:
        """Post the card into the person's thread and say where it is; or answer with it where there is no thread."""
        card = await self._cards.show(click, session, notices=told)
        server_id, channel_id = click.place.server_id, click.place.text_channel_id
        if server_id is None:
            return Response(card)
        is_lost = not is_new and session.card_id is None
        try:
            posted = await self._threads.post(click.person, server_id, channel_id, card, may_be_there=is_lost)
        except ThreadLocked:
            return Response(await self._cards.show(click, session, notices=[*told, click.say("work-thread-locked")]))
        if posted is None:
            return Response(card)
        channel_id, card_id = posted
        await self._sessions.card_posted(session.session_id, channel_id, card_id)
        await self.remove(session)
        return Response(signpost(click, channel_id, card_id))

    async def where(self, session: WorkSession) -> tuple[int, int] | None:
        """Return the channel and the id of a session's card; None where it has none, or somebody has deleted it."""
        if session.channel_id is None or session.card_id is None:
            return None
        is_there = await self._discord.is_there(session.channel_id, session.card_id)
        return (session.channel_id, session.card_id) if is_there else None

    async def leave(self, click: Click, left: WorkSession) -> None:
        """Show on the card of a session that was put aside what became of it, without its controls."""
        session = await self._sessions.look(click.person, left.session_id)
        if session.state is SessionState.OPEN or session.channel_id is None or session.card_id is None:
            return
        card = (await self._cards.show(click, session, is_left=True)).without_controls()
        # Where it cannot be reached, it shows the full state at its next press.
        with suppress(Gone, NotPossible):
            await self._discord.edit(session.channel_id, session.card_id, card)

    async def remove(self, session: WorkSession) -> None:
        """Delete the former card of a session that has another one now."""
        if session.channel_id is not None and session.card_id is not None:
            # Where it cannot be deleted, it shows the full state at its next press.
            with suppress(Gone, NotPossible):
                await self._discord.delete(session.channel_id, session.card_id)


def signpost(click: Click, channel_id: int, card_id: int) -> Card:
    """Show where a card is, in the server of the click or in its direct messages (`@me` in Discord's addresses)."""
    link = f"https://discord.com/channels/{click.place.server_id or '@me'}/{channel_id}/{card_id}"
    return sentence_card(click.say("work-is-there", thread=f"<#{channel_id}>", link=link))
