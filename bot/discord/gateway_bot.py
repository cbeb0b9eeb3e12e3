"""hikari's bot with our settings. An event that cannot be read stays out of the log, and its sender hears of it."""

import asyncio
import json
import traceback
from collections.abc import Callable, Coroutine, Mapping
from typing import Any

import hikari
import orjson
from hikari.api import GatewayShard
from hikari.impl.event_manager import EventManagerImpl

from bot.discord.rest import http_settings
from bot.log import get_logger

_log = get_logger(__name__)

_INTERACTION = "INTERACTION_CREATE"

Unread = Callable[[Mapping[str, Any]], Coroutine[Any, Any, None]]
"""What is done with an interaction that could not be read, given as Discord sent it."""


class GatewayBot(hikari.GatewayBot):
    """A bot that is not connected yet.

    hikari reads strictly: where a field is missing or of another kind it drops the event and logs all of it, with what
    people typed, with names, and with the token that lets anybody answer. This one logs what kind of event it was, and
    hands an interaction on, so that whoever sent it is not left without an answer.
    """

    def __init__(self, token: str, intents: hikari.Intents, api_url: str | None = None) -> None:
        """Make it.

        Args:
            token: The bot's.
            intents: Which events it is to hear of.
            api_url: Where Discord's API is; None for the usual address.
        """
        super().__init__(
            token,
            banner=None,
            logs=None,
            suppress_optimization_warning=True,
            intents=intents,
            rest_url=api_url,
            loads=read_json,
            cache_settings=hikari.impl.CacheSettings(components=hikari.api.CacheComponents.ME),
            http_settings=http_settings(),
        )
        self._event_manager = self._reader = _DiscreetEvents(
            self._entity_factory, self._event_factory, self._intents, cache=self._cache
        )

    def disconnected_shards(self) -> int:
        """Return how many parts of the bot have no connection to Discord now."""
        return sum(not shard.is_connected for shard in self.shards.values())

    def when_unread(self, answer: Unread) -> None:
        """Say what is done with an interaction that could not be read; nothing where nobody says."""
        self._reader.answer = answer


def read_json(text: str | bytes) -> Any:
    """Read what Discord sent, as hikari does.

    orjson takes no half of a character, which a broken client may send in what was typed, and hikari would end the
    connection over it. Python's own reader takes it; then the sign for what cannot be read stands in its place.
    """
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        halved = json.dumps(json.loads(text), ensure_ascii=False)
        return orjson.loads(halved.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))


def check_interaction(payload: Any) -> None:
    """See that what hikari takes over as it is, or overlooks where it does not know it, is what handlers rely on.

    Raises:
        TypeError: A custom id, a chosen value or something typed is none, or stands where hikari does not look.
        LookupError: One is missing.
    """
    kind, data = payload["type"], payload["data"]
    if kind == hikari.InteractionType.APPLICATION_COMMAND:
        _check_options(data.get("options", ()))
    if kind in {hikari.InteractionType.MESSAGE_COMPONENT, hikari.InteractionType.MODAL_SUBMIT}:
        _require(data["custom_id"], *data.get("values", ()))
    if kind == hikari.InteractionType.MODAL_SUBMIT:
        for row in data["components"]:
            for field in row["components"]:
                _require(field["custom_id"], field["value"])
                if (row["type"], field["type"]) != (hikari.ComponentType.ACTION_ROW, hikari.ComponentType.TEXT_INPUT):
                    raise TypeError("a field of a form that hikari does not know")


def _check_options(options: Any) -> None:
    for option in options:
        _require(option["name"])
        if not isinstance(option.get("value", ""), str | int | float):
            raise TypeError("no value of an option")
        _check_options(option.get("options", ()))


def _require(*texts: Any) -> None:
    if not all(isinstance(text, str) for text in texts):
        raise TypeError("no text")


class _DiscreetEvents(EventManagerImpl):
    """hikari's way from a payload to an event, without its way of telling that there is none."""

    answer: Unread | None = None

    def consume_raw_event(self, event_name: str, shard: GatewayShard, payload: Any) -> None:
        """Turn a payload into an event and give it to whoever listens."""
        # Of an event that it does not know hikari would log all at DEBUG.
        consumer = self._consumers.get(event_name.lower())
        if consumer is None or not consumer.is_enabled:
            return
        try:
            if event_name == _INTERACTION:
                check_interaction(payload)
            consumer.callback(shard, payload)
        except Exception as error:
            self._pass_over(event_name, payload, error)

    def _pass_over(self, event_name: str, payload: Any, error: Exception) -> None:
        is_interaction = event_name == _INTERACTION
        if isinstance(error, hikari.UnrecognisedEntityError) and not is_interaction:
            return  # a new kind of channel, for example, of which the bot need not know
        # Neither the payload nor the error's message, which may quote from it.
        place = traceback.extract_tb(error.__traceback__)[-1]
        _log.error(
            "an event of Discord's could not be read",
            kind=event_name,
            error=type(error).__name__,
            place=f"{place.name}:{place.lineno}",
        )
        if is_interaction and self.answer is not None and isinstance(payload, Mapping):
            task = asyncio.create_task(self.answer(payload), name="unread interaction")
            self._dispatched_tasks.add(task)
            task.add_done_callback(self._dispatched_tasks.discard)
