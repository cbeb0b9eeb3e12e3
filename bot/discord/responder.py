"""Answers one interaction, within Discord's three seconds and in the declared kind."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

import hikari
from hikari.api import RESTClient

from bot.discord.component_builders import build_card, build_modal, read_card
from bot.discord.messages import find_message, post_message
from bot.discord.rest import FAULTS, is_trouble, repeated
from bot.interactions.components import Card, Modal
from bot.interactions.responses import AnyResponse, FollowUp, Response, ResponseKind
from bot.log import get_logger

_log = get_logger(__name__)

Interaction = hikari.CommandInteraction | hikari.ComponentInteraction | hikari.ModalInteraction

_UNKNOWN_CHANNEL: Final = 10003
_UNKNOWN_MESSAGE: Final = 10008
_GONE: Final = {_UNKNOWN_CHANNEL, _UNKNOWN_MESSAGE}
"""Said of an update whose message, or thread, was deleted meanwhile."""

_UNKNOWN_INTERACTION: Final = 10062
_ALREADY_ACKNOWLEDGED: Final = 40060
_UNKNOWN_WEBHOOK: Final = 10015  # said of an interaction whose deferral came too late
_INVALID_WEBHOOK_TOKEN: Final = 50027  # said of a part of an answer that came when the interaction was over
_OVER: Final = {_UNKNOWN_WEBHOOK, _INVALID_WEBHOOK_TOKEN}
_TOO_LATE: Final = {_UNKNOWN_INTERACTION, _ALREADY_ACKNOWLEDGED, *_OVER}

_CALLBACK_PAUSES: Final = (0.15, 0.5)
"""Before each repetition of a first answer, in seconds: three tries fit into Discord's three seconds."""
_PAUSES: Final = (0.3, 1.0, 3.0)
"""Before each repetition of what may come later: Discord waits a quarter of an hour."""
_CALLBACK_SECONDS: Final = 2.5
_SECONDS: Final = 10.0


class Responder:
    """The one who talks to Discord for one interaction; a deferral and the answer cannot cross each other."""

    def __init__(self, rest: RESTClient, interaction: Interaction, kind: ResponseKind) -> None:
        """Make it.

        Args:
            rest: repeats nothing by itself, see `bot.discord.rest`.
            interaction: what is answered.
            kind: how.
        """
        self._rest = rest
        self._interaction = interaction
        self._kind = kind
        self._turn = asyncio.Lock()
        self._deferred = False
        self._answered = False

    async def defer(self) -> None:
        """Tell Discord that the answer will come, in the declared kind; nothing where it came already."""
        async with self._turn:
            if not self._answered and not self._deferred and self._kind is not ResponseKind.MODAL:
                await self._defer()

    async def answer(self, result: AnyResponse) -> None:
        """Send the answer and its follow-ups. An answer that comes too late is dropped: the state is stored.

        Raises:
            hikari.HTTPError, aiohttp.ClientError, TimeoutError: Discord has trouble, or refuses.
        """
        async with self._turn:
            if self._answered:
                return  # the person was told that it takes too long
            try:
                if isinstance(result, Modal):
                    await self._open_modal(result)
                else:
                    await self._send(result)
            except hikari.ClientHTTPResponseError as error:
                _raise_unless_late(error)
            self._answered = True

    async def refuse_if_unanswered(self, card: Card) -> None:
        """Say, to the person only, why there is no answer; nothing where there is one. No other will be sent."""
        async with self._turn:
            if not self._deferred and not self._answered:
                try:
                    await self._refuse_first(card)
                except hikari.ClientHTTPResponseError as error:
                    _raise_unless_late(error)

    async def refuse(self, card: Card) -> None:
        """Say, to the person only where that is possible, why there is no answer."""
        async with self._turn:
            try:
                if not self._deferred and not self._answered:
                    await self._refuse_first(card)
                elif self._deferred and self._kind is not ResponseKind.UPDATE and not self._answered:
                    self._answered = True
                    await self._edit(card)
                else:
                    await self._follow_up(FollowUp(card, ephemeral=True))
            except hikari.ClientHTTPResponseError as error:
                _raise_unless_late(error)

    async def _refuse_first(self, card: Card) -> None:
        self._answered = True
        await self._respond(hikari.ResponseType.MESSAGE_CREATE, card=card, flags=hikari.MessageFlag.EPHEMERAL)

    async def _send(self, response: Response) -> None:
        card = self._without_pressed() if response.removes_pressed else response.card
        if self._kind is ResponseKind.UPDATE:
            if response.leaves_message:
                await self._leave(card, response.follow_ups)
            else:
                await self._update(card)
                for follow_up in response.follow_ups:
                    await self._follow_up(follow_up)
        else:
            if card is None:
                raise ValueError("only an update can leave the message as it is")
            if self._deferred:
                await self._edit(card)
            else:
                await self._respond(hikari.ResponseType.MESSAGE_CREATE, card=card, flags=self._flags())
            self._answered = True  # not before: an answer that Discord did not take leaves it open to a refusal
            for follow_up in response.follow_ups:
                await self._follow_up(follow_up)
        if response.sent is not None:
            await response.sent()

    async def _update(self, card: Card | None) -> None:
        """Change the message that was pressed; None leaves it as it is."""
        if card is not None and not self._deferred:
            await self._change_at_once(card)
            return
        if not self._deferred:
            await self._defer()
        if card is not None:
            await self._change_later(card)
        self._answered = True

    async def _leave(self, card: Card | None, follow_ups: tuple[FollowUp, ...]) -> None:
        """Send what carries the person on, and then change the message that was pressed, which takes controls away."""
        trouble: Exception | None = None
        if not self._deferred:
            try:
                await self._defer()
            except FAULTS as error:
                if not is_trouble(error):
                    raise
                trouble = error  # Discord may have taken it all the same: what follows shows it
        try:
            for follow_up in follow_ups:
                await self._follow_up(follow_up)
        except hikari.ClientHTTPResponseError as error:
            raise trouble or error from error
        self._answered = True
        if card is not None:
            await self._change_later(card)

    async def _change_at_once(self, card: Card) -> None:
        try:
            await self._respond(hikari.ResponseType.MESSAGE_UPDATE, card=card)
        except hikari.ClientHTTPResponseError as error:
            if error.code not in _GONE:
                raise
            # The message was deleted, or moved to another device: what it would show is shown to the person.
            await self._respond(hikari.ResponseType.MESSAGE_CREATE, card=card, flags=hikari.MessageFlag.EPHEMERAL)
        self._answered = True

    async def _change_later(self, card: Card) -> None:
        try:
            await self._edit(card)
        except hikari.ClientHTTPResponseError as error:
            if error.code not in _GONE:
                raise
            await self._follow_up(FollowUp(card, ephemeral=True))

    def _without_pressed(self) -> Card | None:
        """Return the message whose button was pressed, without it; None where it holds what cannot be read back."""
        if not isinstance(self._interaction, hikari.ComponentInteraction):
            return None
        shown = read_card(self._interaction.message.components)
        return None if shown is None else shown.without_control(self._interaction.custom_id)

    async def _open_modal(self, modal: Modal) -> None:
        if isinstance(self._interaction, hikari.ModalInteraction):
            raise TypeError("Discord does not open a form in answer to a form")
        await call_back(
            lambda: self._rest.create_modal_response(
                self._interaction,
                self._interaction.token,
                title=modal.title,
                custom_id=modal.custom_id,
                components=build_modal(modal),
            )
        )
        self._answered = True

    async def _follow_up(self, follow_up: FollowUp) -> None:
        if follow_up.ephemeral:
            # A second copy, after a try of which nothing was heard, is the same card and does no harm.
            await repeated(lambda: self._execute(follow_up), _PAUSES, seconds=_SECONDS)
            return
        channel_id, message_id = await self._post(follow_up)
        if follow_up.posted is not None:
            await follow_up.posted(channel_id, message_id)

    async def _post(self, follow_up: FollowUp) -> tuple[int, int]:
        """Post a message that everybody in the channel sees, once; returns the ids of the channel and of itself."""
        try:
            async with asyncio.timeout(_SECONDS):
                message = await self._execute(follow_up)
        except FAULTS as error:
            is_over = isinstance(error, hikari.HTTPResponseError) and getattr(error, "code", 0) in _OVER
            if not is_over and not is_trouble(error):
                raise
            channel_id = int(self._interaction.channel_id)
            posted = None if is_over else await find_message(self._rest, channel_id, follow_up.card)
            if posted is None:
                try:
                    posted = await post_message(self._rest, channel_id, follow_up.card)
                except hikari.ClientHTTPResponseError:  # it may not post there by itself
                    raise error from None
            return channel_id, posted
        return int(message.channel_id), int(message.id)

    async def _execute(self, follow_up: FollowUp) -> hikari.Message:
        return await self._rest.execute_webhook(
            self._interaction.application_id,
            self._interaction.token,
            components=build_card(follow_up.card),
            flags=hikari.MessageFlag.EPHEMERAL if follow_up.ephemeral else hikari.UNDEFINED,
            mentions_everyone=False,
            user_mentions=False,
            role_mentions=False,
        )

    async def _edit(self, card: Card) -> None:
        await repeated(
            lambda: self._rest.edit_interaction_response(
                self._interaction.application_id,
                self._interaction.token,
                components=build_card(card),
                mentions_everyone=False,
                user_mentions=False,
                role_mentions=False,
            ),
            _PAUSES,
            seconds=_SECONDS,
        )

    async def _defer(self) -> None:
        try:
            if self._kind is ResponseKind.UPDATE:
                await self._respond(hikari.ResponseType.DEFERRED_MESSAGE_UPDATE)
            else:
                await self._respond(hikari.ResponseType.DEFERRED_MESSAGE_CREATE, flags=self._flags())
        except hikari.ClientHTTPResponseError as error:
            _raise_unless_late(error)
        self._deferred = True

    async def _respond(
        self,
        kind: hikari.ResponseType,
        *,
        card: Card | None = None,
        flags: hikari.UndefinedOr[hikari.MessageFlag] = hikari.UNDEFINED,
    ) -> None:
        # Contributors' text may name anybody, and must ping nobody.
        await call_back(
            lambda: self._rest.create_interaction_response(
                self._interaction,
                self._interaction.token,
                kind,
                components=build_card(card) if card is not None else hikari.UNDEFINED,
                flags=flags,
                mentions_everyone=False if card is not None else hikari.UNDEFINED,
                user_mentions=False if card is not None else hikari.UNDEFINED,
                role_mentions=False if card is not None else hikari.UNDEFINED,
            )
        )

    def _flags(self) -> hikari.UndefinedOr[hikari.MessageFlag]:
        return hikari.MessageFlag.EPHEMERAL if self._kind is ResponseKind.EPHEMERAL else hikari.UNDEFINED


async def call_back(call: Callable[[], Awaitable[object]]) -> None:
    """Make a first answer. Where a repetition is refused as given already, the try before was carried out unheard."""
    tries = 0

    async def once() -> None:
        nonlocal tries
        tries += 1
        try:
            await call()
        except hikari.ClientHTTPResponseError as error:
            if tries == 1 or error.code != _ALREADY_ACKNOWLEDGED:
                raise

    await repeated(once, _CALLBACK_PAUSES, seconds=_CALLBACK_SECONDS)


def _raise_unless_late(error: hikari.ClientHTTPResponseError) -> None:
    """Take note that an answer came too late, or that its place is gone; that is normal. Anything else is not.

    Too late: the person pressed twice, or the three seconds passed.
    """
    if error.code not in _TOO_LATE | _GONE:
        raise error
    _log.info("answer came too late", code=error.code)
