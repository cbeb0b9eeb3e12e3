"""Tests of reading a message of ours back into the card that it shows."""

from collections.abc import Mapping
from typing import Any

import hikari
from hikari.impl import EntityFactoryImpl

from bot.discord.component_builders import build_card, read_card
from bot.interactions.components import (
    Accent,
    Button,
    ButtonStyle,
    Card,
    LinkButton,
    Option,
    Row,
    Select,
    Separator,
    Text,
)

KEPT, PRESSED = (
    Button("Get a task", "tasks1:start", ButtonStyle.PRIMARY),
    Button("No more", "news1:stop", disabled=True),
)
LINK = LinkButton("Open", "https://example.org/")


def shown(card: Card) -> list[hikari.PartialComponent]:
    """The components of a message that shows a card, as hikari reads them."""
    factory = EntityFactoryImpl(None)  # type: ignore[arg-type]  # what it reads here needs no application
    payload = [_numbered(builder.build()[0]) for builder in build_card(card)]
    return list(factory._deserialize_top_level_components(payload))


def _numbered(component: Mapping[str, Any]) -> dict[str, Any]:
    """The component as Discord gives it back: with an id, and with what a line has by default."""
    inner = [_numbered(each) for each in component.get("components", ())]
    return {"spacing": 1, "divider": True, **component, "id": 1, **({"components": inner} if inner else {})}


def test_a_card_of_texts_and_buttons_is_read_back() -> None:
    """Texts, lines, buttons, links and the colour are those of the card that was sent."""
    card = Card((Text("### News\nGood ones."), Separator(), Row((KEPT, PRESSED, LINK))), Accent.DONE)
    assert read_card(shown(card)) == card


def test_what_cannot_be_read_back_is_none() -> None:
    """A card with a select, and a message without a card, are not guessed at."""
    select = Select("work1:flags", (Option("Spam", "spam"),))
    assert read_card(shown(Card((Text("Choose."), Row((select,)))))) is None
    assert read_card([]) is None


def test_a_card_without_one_of_its_controls() -> None:
    """The control goes, and its row too where it was alone in it; all else stays."""
    card = Card((Text("a"), Row((KEPT, PRESSED, LINK)), Row((PRESSED,))), Accent.DONE)
    assert card.without_control(PRESSED.custom_id) == Card((Text("a"), Row((KEPT, LINK))), Accent.DONE)
