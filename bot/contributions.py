"""Somebody's own messages and what became of them. Whatever is pressed, only the presser's own are ever shown."""

from uuid import UUID

from bot.backends.base import TaskBackend
from bot.backends.errors import DecisionNotFound, MessageNotFound, Refused, Unavailable
from bot.cards.contributions import (
    NAMESPACE,
    PAGE_SIZE,
    contribution_as_written,
    contribution_in_full,
    contributions_card,
)
from bot.cards.decision_notice import decision_notice_card, notice_about
from bot.cards.people import sentence_card
from bot.interactions.actions import action
from bot.interactions.click import Click
from bot.interactions.components import Card
from bot.interactions.responses import Response, ResponseKind, in_pages
from bot.protocol.messages import Conversation, Message
from bot.protocol.trees import TreeState

MOST_PAGES = 199
"""The backend is asked for all messages up to the page in question: fewer than a thousand."""


class Contributions:
    """Shows people what they have written."""

    def __init__(self, backend: TaskBackend) -> None:
        self._backend = backend

    async def show(self, click: Click) -> Response:
        """Answer `/contributions` with the newest page."""
        return Response(await self._page(click, 0))

    @action(ResponseKind.UPDATE, NAMESPACE, "page")
    async def turn(self, click: Click) -> Response:
        """Turn to `Older` or `Newer`, the page whose number is the argument; a forged one is the newest."""
        argument = click.argument or ""
        is_number = argument.isascii() and argument.isdigit() and len(argument) <= len(str(MOST_PAGES))
        return Response(await self._page(click, min(int(argument), MOST_PAGES - 1) if is_number else 0))

    @action(ResponseKind.EPHEMERAL, NAMESPACE, "open")
    async def open(self, click: Click) -> Response:
        """Answer `Conversation …` with the conversation down to a message of one's own, in full."""
        return await self._show_whole(click, as_written=False)

    @action(ResponseKind.EPHEMERAL, NAMESPACE, "as-written")
    async def show_as_written(self, click: Click) -> Response:
        """Answer `As written` with the same conversation, nothing rendered."""
        return await self._show_whole(click, as_written=True)

    @action(ResponseKind.EPHEMERAL, NAMESPACE, "decision")
    async def show_decision(self, click: Click) -> Response:
        """Answer `Object …` with what was decided about a message of one's own, why, and `Object` itself.

        Raises:
            DecisionNotFound: the control was forged.
        """
        if click.id is None:
            raise DecisionNotFound
        told = await self._backend.decision_about(click.id, click.person.contributor)
        sentence = notice_about(told.decision)
        if sentence is None:
            raise DecisionNotFound
        return Response(decision_notice_card(sentence, click.say, told))

    async def _show_whole(self, click: Click, *, as_written: bool) -> Response:
        conversation = None if click.id is None else await self._own_conversation(click, click.id)
        if click.id is None or conversation is None:
            return Response(sentence_card(click.say("contribution-is-gone")))
        last = conversation.last
        if isinstance(last, Message) and last.deleted:
            return Response(sentence_card(click.say("contribution-is-deleted")))
        if as_written:
            return in_pages(contribution_as_written(conversation.messages, click.say))
        is_halted = await self._is_halted(click.id)
        return in_pages(contribution_in_full(conversation.messages, click.say, halted=is_halted))

    async def _page(self, click: Click, page: int) -> Card:
        found = await self._backend.contributions(click.person.contributor, limit=(page + 1) * PAGE_SIZE + 1)
        # Some may have gone since the card was shown: then it is the last page that there is.
        page = min(page, max(0, len(found) - 1) // PAGE_SIZE)
        start = page * PAGE_SIZE
        return contributions_card(
            found[start : start + PAGE_SIZE],
            page,
            click.say,
            has_older=len(found) > start + PAGE_SIZE,
            is_last_possible=page == MOST_PAGES - 1,
        )

    async def _is_halted(self, message_id: UUID) -> bool:
        """Say whether a moderator has halted a message's tree; where nobody can tell, the message is shown."""
        try:
            return (await self._backend.tree_state(message_id)).state is TreeState.HALTED_BY_MODERATOR
        except (Refused, Unavailable):
            return False

    async def _own_conversation(self, click: Click, message_id: UUID) -> Conversation | None:
        """Return the conversation down to a message; None where there is none, or it is somebody else's."""
        try:
            conversation = await self._backend.conversation(message_id, click.person.contributor)
        except MessageNotFound:
            return None
        return conversation if conversation.last is not None and conversation.last.user_is_author else None
