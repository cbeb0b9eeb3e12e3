"""Tests of how payloads are read: whatever is in them, nothing of it is logged."""

import json
import logging
from collections.abc import Mapping
from typing import Any

import hikari
import pytest

from bot.discord.gateway_bot import GatewayBot, check_interaction, read_json

MARKER = "marker-of-what-was-sent"
TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.Gabcde.abcdefghijklmnopqrstuvwxyz_0123456789"  # noqa: S105 - made up
FORM = {
    "type": 5,
    "data": {
        "custom_id": "work1:text:1",
        "components": [{"type": 1, "components": [{"type": 4, "custom_id": "text", "value": "typed"}]}],
    },
}


@pytest.fixture
async def bot() -> GatewayBot:
    """A bot that is not connected."""
    return GatewayBot(TOKEN, hikari.Intents.GUILDS)


@pytest.mark.parametrize("event", ["NEWER_THAN_HIKARI", "GUILD_CREATE", "INTERACTION_CREATE", "CHANNEL_CREATE"])
@pytest.mark.parametrize("payload", [{"id": MARKER}, MARKER, [MARKER], None, {"id": "1", "type": MARKER}])
async def test_what_cannot_be_read_is_passed_over(
    bot: GatewayBot, caplog: pytest.LogCaptureFixture, event: str, payload: Any
) -> None:
    """Events that hikari does not know and payloads of any kind do not stop the bot, and are in no log."""
    caplog.set_level(logging.DEBUG)

    @bot.listen(hikari.InteractionCreateEvent)
    async def press(_: hikari.InteractionCreateEvent) -> None:
        """Let hikari read interactions at all."""

    bot.event_manager.consume_raw_event(event, object(), payload)  # type: ignore[arg-type]  # no shard is looked at
    assert MARKER not in caplog.text


async def test_an_unread_interaction_is_handed_on(bot: GatewayBot) -> None:
    """What is done with it gets it as Discord sent it."""
    handed: list[Mapping[str, Any]] = []

    @bot.listen(hikari.InteractionCreateEvent)
    async def press(_: hikari.InteractionCreateEvent) -> None:
        """Let hikari read interactions at all."""

    async def answer(payload: Mapping[str, Any]) -> None:
        handed.append(payload)

    bot.when_unread(answer)
    manager: Any = bot.event_manager
    manager.consume_raw_event("INTERACTION_CREATE", object(), FORM)
    manager.consume_raw_event("GUILD_CREATE", object(), {"id": MARKER})
    for task in tuple(manager._dispatched_tasks):
        await task
    assert handed == [FORM]


def test_halves_of_characters() -> None:
    """Half of a character, which a broken client may send, does not make the rest unreadable."""
    read = read_json(rb'{"whole": "\ud83d\ude00 \u00e4", "half": "a\ud800b", "other": "\udc00"}')
    assert read == {"whole": "😀 ä", "half": "a�b", "other": "�"}
    assert read_json('{"a": [1, 2.5, null, "ä"]}') == {"a": [1, 2.5, None, "ä"]}
    with pytest.raises(ValueError, match="line 1") as caught:
        read_json('{"a": ' + MARKER)
    assert MARKER not in str(caught.value)


def test_a_form_as_it_should_be() -> None:
    """A form and a press of Discord's are taken as they are."""
    check_interaction(FORM)
    check_interaction({"type": 3, "data": {"custom_id": "work1:skip:1", "values": ["1", "2"]}})
    check_interaction({"type": 2, "data": {"id": "1", "name": "work"}})


@pytest.mark.parametrize(
    "data",
    [
        {"custom_id": 5},
        {"components": [{"type": 18, "component": {"type": 4, "custom_id": "text", "value": MARKER}}]},
        {"components": [{"type": 1, "components": [{"type": 4, "custom_id": "text", "value": 5}]}]},
        {"components": [{"type": 1, "components": [{"type": 22, "custom_id": "text", "value": MARKER}]}]},
        {"components": MARKER},
    ],
)
def test_a_form_that_hikari_would_misread(data: Mapping[str, Any]) -> None:
    """What hikari would overlook, or hand on although it is no text, counts as unread."""
    form = json.loads(json.dumps(FORM))
    form["data"].update(data)
    with pytest.raises((TypeError, LookupError)):
        check_interaction(form)
