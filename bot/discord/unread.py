"""The answer to an interaction that could not be read, from what can be made out of it all the same."""

from collections.abc import Iterator, Mapping
from typing import Any

import hikari

from bot.cards.errors import error_card
from bot.discord.component_builders import build_card
from bot.discord.responder import call_back
from bot.errors import BotError
from bot.log import get_logger
from bot.rules.text import as_entered
from bot.texts import Catalogue

_log = get_logger(__name__)

_AUTOCOMPLETION = 4
"""A kind of interaction that takes suggestions for an answer, and no message."""


class InteractionUnread(BotError):
    """What Discord sent could not be read; what the person did has had no effect."""

    sentence = "error-unread"

    def __init__(self) -> None:
        super().__init__()
        self.arguments = {"id": self.error_id}


class UnreadInteractions:
    """Tells people that what they did did not arrive, and gives them back what they typed."""

    def __init__(self, rest: hikari.api.RESTClient, catalogue: Catalogue) -> None:
        self._rest = rest
        self._catalogue = catalogue

    async def answer(self, payload: Mapping[str, Any]) -> None:
        """Answer an interaction.

        Args:
            payload: As Discord sent it. Anything may be missing, and anything may be of another kind.
        """
        error = InteractionUnread()
        error.kept_text = as_entered("\n\n".join(_typed(payload.get("data"))))
        id_, token, locale = (payload.get(key) for key in ("id", "token", "locale"))
        if payload.get("type") == _AUTOCOMPLETION or not isinstance(token, str) or not str(id_).isdecimal():
            return  # there is no way to answer
        say = self._catalogue.sentences(locale if isinstance(locale, str) else None)
        try:
            await call_back(
                lambda: self._rest.create_interaction_response(
                    hikari.Snowflake(str(id_)),
                    token,
                    hikari.ResponseType.MESSAGE_CREATE,
                    components=build_card(error_card(error, say)),
                    flags=hikari.MessageFlag.EPHEMERAL,
                    mentions_everyone=False,
                    user_mentions=False,
                    role_mentions=False,
                )
            )
            _log.info("the sender of what could not be read was told", error_id=error.error_id)
        except Exception as failure:
            _log.warning("an unread interaction could not be answered", error=type(failure).__name__)


def _typed(part: Any) -> Iterator[str]:
    """Every text that was typed into a form, in order, wherever in it the field stands."""
    if isinstance(part, list):
        for each in part:
            yield from _typed(each)
    elif isinstance(part, Mapping):
        value = part.get("value")
        if isinstance(value, str):
            yield value
        for key in ("components", "component"):
            yield from _typed(part.get(key))
