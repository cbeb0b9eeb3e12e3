"""Posting through a channel's webhook: the one place of discord.py, which is imported when it is first needed.

No gateway is involved, so that boards can be posted by the command line too, beside a running bot.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Protocol, Self

from bot.discord.base import Webhook
from bot.interactions.components import Card, Separator, Text

if TYPE_CHECKING:
    import aiohttp
    import discord

_UNKNOWN_MESSAGE = 10008
_UNKNOWN_WEBHOOK = 10015
_INVALID_TOKEN = 50027
_TOO_MANY_REQUESTS = 429
_SERVER_ERROR = 500
_CALL_SECONDS = 15.0
"""The library itself waits out limits of some seconds and repeats what a server error stopped."""


class MessageGone(Exception):
    """The message was deleted."""


class WebhookGone(Exception):
    """The webhook was deleted, or has another token now."""


class TryLater(Exception):
    """Discord does not answer, or wants us to wait: too many requests, or too many edits of an old message (30046).

    A message that was being sent may have been posted all the same.
    """


class NotSent(TryLater):
    """The same, and what was to be sent was surely not posted."""


class NotAccepted(Exception):
    """Discord refuses the message itself; the argument is its error code."""


class Poster(Protocol):
    """Sends and edits cards by webhook."""

    async def send(self, webhook: Webhook, card: Card) -> int:
        """Post a card without controls; returns the message's id.

        Raises:
            WebhookGone: the webhook was deleted, or has another token now.
            TryLater: Discord does not answer, or wants us to wait.
            NotAccepted: Discord refuses the message itself.
        """
        ...

    async def edit(self, webhook: Webhook, message_id: int, card: Card) -> None:
        """Replace a card that the webhook has posted.

        Raises:
            MessageGone: the message was deleted.
            WebhookGone: the webhook was deleted, or has another token now.
            TryLater: Discord does not answer, or wants us to wait.
            NotAccepted: Discord refuses the message itself.
        """
        ...


class WebhookPoster:
    """Sends and edits messages by webhook. Nobody is ever pinged.

    It has an HTTP session of its own, from the first message until it is closed.
    """

    def __init__(self, api_url: str) -> None:
        """Make it.

        Args:
            api_url: where Discord's API is, with its version.
        """
        self._api_url = api_url
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        """Open nothing before it is needed."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close the session."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def send(self, webhook: Webhook, card: Card) -> int:
        """See `Poster.send`."""
        async with self._call(webhook) as target:
            message = await target.send(view=_view(card), allowed_mentions=_nobody(), wait=True)
            return message.id

    async def edit(self, webhook: Webhook, message_id: int, card: Card) -> None:
        """See `Poster.edit`."""
        async with self._call(webhook) as target:
            await target.edit_message(message_id, view=_view(card), allowed_mentions=_nobody())

    @asynccontextmanager
    async def _call(self, webhook: Webhook) -> "AsyncIterator[discord.Webhook]":
        import aiohttp  # noqa: PLC0415 - only where boards are posted
        import discord  # noqa: PLC0415 - as above: it takes 25 MB
        import discord.http  # noqa: PLC0415 - as above

        if self._session is None:
            # The library knows one address only, for the whole process: that of the playground or of Discord.
            discord.http.Route.BASE = self._api_url
            self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=_CALL_SECONDS))
        try:
            async with asyncio.timeout(_CALL_SECONDS):
                yield discord.Webhook.partial(webhook.webhook_id, webhook.token, session=self._session)
        except discord.HTTPException as error:
            raise _explained(error) from error
        except aiohttp.ClientConnectorError as error:
            raise NotSent(type(error).__name__) from error
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            raise TryLater(type(error).__name__) from error
        except (KeyError, TypeError) as error:
            # Of a 429 the library reads how long to wait, and stumbles where Discord does not say it (30046).
            if _is_stumbling(error):
                raise NotSent("429") from error
            raise


def _explained(error: "discord.HTTPException") -> Exception:
    if error.code == _UNKNOWN_MESSAGE:
        return MessageGone()
    if error.code in {_UNKNOWN_WEBHOOK, _INVALID_TOKEN}:
        return WebhookGone()
    if error.status == _TOO_MANY_REQUESTS:
        return NotSent(str(error.code or error.status))
    if error.status >= _SERVER_ERROR:
        return TryLater(str(error.code or error.status))
    return NotAccepted(str(error.code or error.status))


def _is_stumbling(error: Exception) -> bool:
    """Say whether it was the library's own code that raised, and not ours."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return trace is not None and trace.tb_frame.f_globals.get("__name__") == "discord.webhook.async_"


def _view(card: Card) -> "discord.ui.LayoutView":
    """Build a card of discord.py's components.

    Raises:
        TypeError: it has controls, which a webhook's messages cannot have, or files.
    """
    import discord  # noqa: PLC0415 - see _call

    container: discord.ui.Container[discord.ui.LayoutView] = discord.ui.Container(accent_colour=card.accent.value)
    for block in card.blocks:
        match block:
            case Text(content):
                container.add_item(discord.ui.TextDisplay(content))
            case Separator():
                container.add_item(discord.ui.Separator())
            case _:
                raise TypeError("a posted board has no controls")
    if card.files:
        raise TypeError("a posted board has no files")
    view = discord.ui.LayoutView(timeout=None)
    view.add_item(container)
    return view


def _nobody() -> "discord.AllowedMentions":
    import discord  # noqa: PLC0415 - see _call

    return discord.AllowedMentions.none()
