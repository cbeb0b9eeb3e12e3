"""Tests of the way of a click where Discord, or what the person did before, gets in the way."""

import asyncio
from types import SimpleNamespace
from typing import Any, cast
from uuid import uuid4

import hikari
import pytest
from hikari import impl
from hikari.api import RESTClient

from bot.cards.people import sentence_card
from bot.discord import router as routing
from bot.discord.router import Router
from bot.errors import StorageError
from bot.interactions.actions import Handler, action
from bot.interactions.click import Click
from bot.interactions.components import Modal, TextInput
from bot.interactions.responses import AnyResponse, FollowUp, Response, ResponseKind
from bot.order import Order
from bot.state.person import Person
from tests.catalogue import CATALOGUE

SAY = CATALOGUE.sentences("en")
PRESS = "work1:press:-"
FORM = "work1:form:-"
LONG_AGO = 10062
OVER = 50027


class Rest:
    """The calls of hikari's REST client with which interactions are answered, written down.

    Attributes:
        texts: all words of what was answered.
        forms: how many forms were opened.
        too_late: whether Discord no longer knows the interaction.
        is_over: whether it takes no more follow-ups.
        posted: all words of what was posted in the channel, not as a part of an answer.
    """

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.forms = 0
        self.too_late = False
        self.is_over = False
        self.posted: list[str] = []

    async def execute_webhook(self, *_: object, components: Any = (), **__: object) -> Any:
        """A follow-up."""
        if self.is_over:
            raise hikari.UnauthorizedError("https://discord.test", {}, b"", "Invalid Webhook Token", OVER)
        self._write_down(components)
        return SimpleNamespace(id=11, channel_id=5)

    async def create_message(self, channel_id: int, *, components: Any, nonce: str, **_: object) -> Any:
        """A message of its own."""
        assert (channel_id, len(nonce)) == (5, 24)
        self.posted.append(str([component.build() for component in components]))
        return SimpleNamespace(id=12, channel_id=channel_id)

    async def create_interaction_response(self, *_: object, components: Any = (), **__: object) -> None:
        """The first answer."""
        self._write_down(components)

    async def edit_interaction_response(self, *_: object, components: Any = (), **__: object) -> None:
        """The answer that was deferred."""
        self._write_down(components)

    async def create_modal_response(self, *_: object, **__: object) -> None:
        """A form."""
        self.forms += 1

    def _write_down(self, components: Any) -> None:
        if self.too_late:
            raise hikari.NotFoundError("https://discord.test", {}, b"", "Unknown interaction", LONG_AGO)
        if components:
            self.texts.append(str([component.build() for component in components]))


def answering(name: str, kind: ResponseKind, handler: Handler) -> object:
    """A service with one action."""

    class Service:
        @action(kind, "work", name)
        async def answer(self, click: Click) -> AnyResponse:
            return await handler(click)

    return Service()


@pytest.fixture
def rest() -> Rest:
    """Where answers go."""
    return Rest()


@pytest.fixture
def router(rest: Rest) -> Router:
    """A router that knows everybody."""

    async def identify(discord_id: int, name: str) -> Person:
        return Person(uuid4(), discord_id, name)

    async def no_role(server_id: int) -> None:  # noqa: ARG001 - in no server
        return None

    return Router(cast(RESTClient, rest), identify, CATALOGUE, Order(), no_role)


async def test_what_was_typed_comes_back_when_it_cannot_be_stored(router: Router, rest: Rest) -> None:
    """A form whose text could be stored nowhere is answered with the error's sentence and the whole text."""

    async def fail(_: Click) -> Response:
        raise StorageError

    router.include(answering("form", ResponseKind.UPDATE, fail))
    await router.dispatch(form(rest, "a thought that took an hour"))
    assert "storage does not work" in rest.texts[0]
    assert "a thought that took an hour" in rest.texts[0]


async def test_what_was_typed_comes_back_after_something_unforeseen(router: Router, rest: Rest) -> None:
    """ "Nothing you wrote is lost" is true of what was just typed, too."""

    async def fail(_: Click) -> Response:
        raise ZeroDivisionError

    router.include(answering("form", ResponseKind.UPDATE, fail))
    await router.dispatch(form(rest, "a thought that took an hour"))
    assert "a thought that took an hour" in rest.texts[0]


async def test_halves_of_characters_do_not_reach_anybody(router: Router, rest: Rest) -> None:
    """A lone surrogate, which a broken client may send, is replaced before a service sees the text."""
    seen = []

    async def take(click: Click) -> Response:
        seen.append(click.fields["text"])
        return Response(sentence_card("taken"))

    router.include(answering("form", ResponseKind.UPDATE, take))
    await router.dispatch(form(rest, "half \ud83d of it, whole \U0001f389"))
    assert seen == ["half � of it, whole \U0001f389"]


async def test_a_form_that_cannot_be_opened_in_time_is_explained(
    router: Router, rest: Rest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where what a person did before takes long, a press that opens a form is answered within the three seconds."""
    monkeypatch.setattr(routing, "DEFER_AFTER_SECONDS", 0.05)
    done = asyncio.Event()

    async def take_long(_: Click) -> Response:
        await done.wait()
        return Response(sentence_card("at last"))

    async def open_form(_: Click) -> Modal:
        return Modal(FORM, "Title", (TextInput("text", "Label"),))

    router.include(answering("form", ResponseKind.UPDATE, take_long))
    router.include(answering("press", ResponseKind.MODAL, open_form))
    before = asyncio.create_task(router.dispatch(form(rest, "first")))
    await asyncio.sleep(0)
    pressed = asyncio.create_task(router.dispatch(press(rest)))
    async with asyncio.timeout(10):
        while not rest.texts:  # noqa: ASYNC110 - what is waited for is in Discord
            await asyncio.sleep(0.01)
    assert SAY("error-still-busy") in rest.texts[0]
    done.set()
    await asyncio.gather(before, pressed)
    assert rest.forms == 0
    assert "at last" in rest.texts[1]


@pytest.mark.parametrize("too_late", [False, True])
async def test_news_count_as_told_only_once_discord_has_them(router: Router, rest: Rest, too_late: bool) -> None:
    """What an answer tells is told again at the next one, where Discord did not take it in time."""
    rest.too_late = too_late
    told = []

    async def sent() -> None:
        told.append(True)

    async def tell(_: Click) -> Response:
        return Response(sentence_card("news"), sent=sent)

    router.include(answering("form", ResponseKind.UPDATE, tell))
    await router.dispatch(form(rest, "anything"))
    assert bool(told) is not too_late


async def test_what_carries_on_is_posted_where_the_interaction_is_over(router: Router, rest: Rest) -> None:
    """The next card comes as a message of its own, and is noted, before the card that was pressed loses its buttons."""
    rest.is_over = True
    noted: list[tuple[int, int]] = []

    async def note(channel_id: int, message_id: int) -> None:
        noted.append((channel_id, message_id))
        assert "left" not in str(rest.texts)

    async def go_on(_: Click) -> Response:
        return Response(sentence_card("left"), (FollowUp(sentence_card("next"), posted=note),), leaves_message=True)

    router.include(answering("press", ResponseKind.UPDATE, go_on))
    await router.dispatch(press(rest))
    assert noted == [(5, 12)]
    assert "next" in rest.posted[0]
    assert "left" in rest.texts[-1]


async def test_what_does_not_end_is_cancelled_at_the_end(router: Router, rest: Rest) -> None:
    """A handler that goes on after the patience of a stop does not outlive it."""

    async def hang(_: Click) -> Response:
        await asyncio.Event().wait()
        return Response()

    router.include(answering("form", ResponseKind.UPDATE, hang))
    hanging = asyncio.create_task(router.dispatch(form(rest, "anything")))
    await asyncio.sleep(0.01)
    await router.finish(0.01)
    with pytest.raises(asyncio.CancelledError):
        await hanging


def form(rest: Rest, text: str) -> hikari.ModalInteraction:
    """A form that somebody sent."""
    field = {"type": 4, "id": 2, "custom_id": "text", "value": text}
    data = {"custom_id": FORM, "components": [{"type": 1, "id": 1, "components": [field]}]}
    return _factory(rest).deserialize_modal_interaction({**_BASE, "type": 5, "data": data})


def press(rest: Rest) -> hikari.ModalInteraction | hikari.ComponentInteraction:
    """A button that somebody pressed."""
    data = {"custom_id": PRESS, "component_type": 2, "id": 1}
    return _factory(rest).deserialize_component_interaction({**_BASE, "type": 3, "data": data, "message": _MESSAGE})


def _factory(rest: Rest) -> impl.EntityFactoryImpl:
    return impl.EntityFactoryImpl(SimpleNamespace(rest=rest))


_USER = {"id": "7", "username": "ann", "discriminator": "0", "global_name": "Ann", "avatar": None}
_BASE: dict[str, Any] = {
    "id": "1",
    "application_id": "2",
    "version": 1,
    "token": "token",
    "user": _USER,
    "locale": "en-US",
    "channel": {"id": "5", "type": 1, "name": "direct", "permissions": "0"},
    "channel_id": "5",
    "context": 1,
    "entitlements": [],
    "authorizing_integration_owners": {},
    "app_permissions": "0",
    "attachment_size_limit": 1,
}
_MESSAGE: dict[str, Any] = {
    "id": "9",
    "channel_id": "5",
    "author": _USER,
    "content": "",
    "timestamp": "2026-01-01T00:00:00+00:00",
    "edited_timestamp": None,
    "tts": False,
    "mention_everyone": False,
    "mentions": [],
    "mention_roles": [],
    "attachments": [],
    "embeds": [],
    "pinned": False,
    "type": 0,
    "flags": 0,
}
