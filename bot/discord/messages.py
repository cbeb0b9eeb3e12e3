"""Posting messages once, whatever is heard of it, and finding them again."""

import secrets
from collections.abc import Iterable, Iterator
from typing import Final

import hikari
from hikari.api import RESTClient

from bot.discord.component_builders import build_card
from bot.discord.rest import repeated
from bot.interactions.components import Card, Text
from bot.interactions.custom_id import parse_custom_id

_PAUSES: Final = (0.3, 1.0)
_SECONDS: Final = 8.0
_NONCE_BYTES: Final = 12
"""Written as 24 characters; Discord takes 25."""
_NEWEST: Final = 20


async def post_message(rest: RESTClient, channel_id: int, card: Card) -> int:
    """Post a card, once: Discord knows a repetition by its nonce, and answers it with the first message.

    Args:
        rest: repeats nothing by itself.
        channel_id: of the channel or thread.
        card: what it shows.

    Returns:
        The message's id.

    Raises:
        hikari.HTTPError, aiohttp.ClientError, TimeoutError: Discord has trouble, or refuses.
    """
    nonce = secrets.token_hex(_NONCE_BYTES)
    message = await repeated(
        lambda: rest.create_message(
            channel_id,
            components=build_card(card),
            nonce=nonce,
            mentions_everyone=False,
            user_mentions=False,
            role_mentions=False,
        ),
        _PAUSES,
        seconds=_SECONDS,
    )
    return int(message.id)


async def find_message(rest: RESTClient, channel_id: int, card: Card) -> int | None:
    """Find a message in a channel that shows a card, among the newest of them.

    Args:
        rest: repeats nothing by itself.
        channel_id: of the channel or thread.
        card: it is known by its controls, which carry the id of what it is about; one without any by its texts.

    Returns:
        The message's id; None where there is none, or the history cannot be read.

    Raises:
        hikari.HTTPError, aiohttp.ClientError, TimeoutError: Discord has trouble.
    """
    wanted = set(filter(_is_of_one_thing, (getattr(control, "custom_id", "") for control in card.controls())))
    texts = [block.content for block in card.blocks if isinstance(block, Text)]

    async def look() -> int | None:
        async for message in rest.fetch_messages(channel_id).limit(_NEWEST):
            components = list(_parts(message.components))
            if wanted & {getattr(each, "custom_id", None) for each in components}:
                return int(message.id)
            shown = [each.content for each in components if isinstance(each, hikari.TextDisplayComponent)]
            if not wanted and shown == texts:
                return int(message.id)
        return None

    try:
        return await repeated(look, _PAUSES, seconds=_SECONDS)
    except hikari.ClientHTTPResponseError:
        return None


def _is_of_one_thing(custom_id: str) -> bool:
    """Say whether a control is about one session, say; `Guidelines` is the same on many cards."""
    parsed = parse_custom_id(custom_id)
    return parsed is not None and parsed.id is not None


def _parts(components: Iterable[hikari.PartialComponent]) -> Iterator[hikari.PartialComponent]:
    """Yield components and all that is in them, in order."""
    for component in components:
        yield component
        yield from _parts(getattr(component, "components", ()))
