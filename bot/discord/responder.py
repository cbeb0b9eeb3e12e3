"""Answers one interaction, within Discord's three seconds and in the declared kind."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import hikari

from bot.discord.component_builders import build_card, build_modal, read_card
from bot.interactions.components import Card, Modal
from bot.interactions.responses import AnyResponse, FollowUp, Response, ResponseKind
from bot.log import get_logger

_log = get_logger(__name__)

Interaction = hikari.CommandInteraction | hikari.ComponentInteraction | hikari.ModalInteraction

_UNKNOWN_INTERACTION = 10062
_ALREADY_ACKNOWLEDGED = 40060
_UNKNOWN_WEBHOOK = 10015  # said of an interaction whose deferral came too late
_INVALID_WEBHOOK_TOKEN = 50027  # said of a part of an answer that came when the interaction was over
_TOO_LATE = {_UNKNOWN_INTERACTION, _ALREADY_ACKNOWLEDGED, _UNKNOWN_WEBHOOK, _INVALID_WEBHOOK_TOKEN}


class Responder:
    """The one who talks to Discord for one interaction; a deferral and the answer cannot cross each other."""

    def __init__(self, interaction: Interaction, kind: ResponseKind) -> None:
        self._interaction = interaction
        self._kind = kind
        self._turn = asyncio.Lock()
        self._deferred = False
        self._answered = False

    async def defer(self) -> None:
        """Tell Discord that the answer will come, in the declared kind; nothing where it came already."""
        async with self._turn:
            if self._answered or self._deferred or self._kind is ResponseKind.MODAL:
                return
            with _too_late_is_normal():
                if self._kind is ResponseKind.UPDATE:
                    await self._respond(hikari.ResponseType.DEFERRED_MESSAGE_UPDATE)
                else:
                    await self._respond(hikari.ResponseType.DEFERRED_MESSAGE_CREATE, flags=self._flags())
            self._deferred = True

    async def answer(self, result: AnyResponse) -> None:
        """Send the answer and its follow-ups. An answer that comes too late is dropped: the state is stored."""
        async with self._turn:
            if self._answered:
                return  # the person was told that it takes too long
            with _too_late_is_normal():
                if isinstance(result, Modal):
                    await self._open_modal(result)
                else:
                    await self._send(result)
            self._answered = True

    async def refuse_if_unanswered(self, card: Card) -> None:
        """Say, to the person only, why there is no answer; nothing where there is one. No other will be sent."""
        async with self._turn:
            if not self._deferred and not self._answered:
                with _too_late_is_normal():
                    await self._refuse_first(card)

    async def refuse(self, card: Card) -> None:
        """Say, to the person only where that is possible, why there is no answer."""
        async with self._turn:
            with _too_late_is_normal():
                if not self._deferred and not self._answered:
                    await self._refuse_first(card)
                elif self._deferred and self._kind is not ResponseKind.UPDATE and not self._answered:
                    self._answered = True
                    await self._edit(card)
                else:
                    await self._follow_up(FollowUp(card, ephemeral=True))

    async def _refuse_first(self, card: Card) -> None:
        self._answered = True
        await self._respond(hikari.ResponseType.MESSAGE_CREATE, card=card, flags=hikari.MessageFlag.EPHEMERAL)

    async def _send(self, answer: Response) -> None:
        card = self._without_pressed() if answer.removes_pressed else answer.card
        if card is None:
            if not self._deferred:
                await self._respond(hikari.ResponseType.DEFERRED_MESSAGE_UPDATE)
        elif self._deferred:
            await self._edit(card)
        elif self._kind is ResponseKind.UPDATE:
            await self._respond(hikari.ResponseType.MESSAGE_UPDATE, card=card)
        else:
            await self._respond(hikari.ResponseType.MESSAGE_CREATE, card=card, flags=self._flags())
        self._answered = True  # not before: an answer that Discord did not take leaves room for a refusal
        for follow_up in answer.follow_ups:
            await self._follow_up(follow_up)
        if answer.sent is not None:
            await answer.sent()

    def _without_pressed(self) -> Card | None:
        """Return the message whose button was pressed, without it; None where it holds what cannot be read back."""
        if not isinstance(self._interaction, hikari.ComponentInteraction):
            return None
        shown = read_card(self._interaction.message.components)
        return None if shown is None else shown.without_control(self._interaction.custom_id)

    async def _open_modal(self, modal: Modal) -> None:
        if isinstance(self._interaction, hikari.ModalInteraction):
            raise TypeError("Discord does not open a form in answer to a form")
        await self._interaction.create_modal_response(modal.title, modal.custom_id, components=build_modal(modal))
        self._answered = True

    async def _follow_up(self, follow_up: FollowUp) -> None:
        message = await self._interaction.execute(
            components=build_card(follow_up.card),
            flags=hikari.MessageFlag.EPHEMERAL if follow_up.ephemeral else hikari.UNDEFINED,
            mentions_everyone=False,
            user_mentions=False,
            role_mentions=False,
        )
        if follow_up.posted is not None:
            await follow_up.posted(int(message.channel_id), int(message.id))

    async def _edit(self, card: Card) -> None:
        await self._interaction.edit_initial_response(
            components=build_card(card), mentions_everyone=False, user_mentions=False, role_mentions=False
        )

    async def _respond(
        self,
        kind: hikari.ResponseType,
        *,
        card: Card | None = None,
        flags: hikari.UndefinedOr[hikari.MessageFlag] = hikari.UNDEFINED,
    ) -> None:
        # Contributors' text may name anybody, and must ping nobody.
        await self._interaction.app.rest.create_interaction_response(
            self._interaction,
            self._interaction.token,
            kind,
            components=build_card(card) if card is not None else hikari.UNDEFINED,
            flags=flags,
            mentions_everyone=False if card is not None else hikari.UNDEFINED,
            user_mentions=False if card is not None else hikari.UNDEFINED,
            role_mentions=False if card is not None else hikari.UNDEFINED,
        )

    def _flags(self) -> hikari.UndefinedOr[hikari.MessageFlag]:
        return hikari.MessageFlag.EPHEMERAL if self._kind is ResponseKind.EPHEMERAL else hikari.UNDEFINED


@contextmanager
def _too_late_is_normal() -> Iterator[None]:
    """Let pass what is too late: the person pressed twice, or the three seconds passed. Anything else is not normal."""
    try:
        yield
    except hikari.ClientHTTPResponseError as error:
        if error.code not in _TOO_LATE:
            raise
        _log.info("answer came too late", code=error.code)
