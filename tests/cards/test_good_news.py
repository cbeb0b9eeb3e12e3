"""Tests of the cards around good news."""

import pytest

from bot.cards.good_news import news_card, wish_card
from bot.interactions.components import Button, Card, Text
from bot.texts import Sentences
from tests.cards.limits import check_card
from tests.catalogue import CATALOGUE

SAY = CATALOGUE.sentences("en")


def words(card: Card) -> str:
    """All text on a card."""
    return "\n".join(block.content for block in card.blocks if isinstance(block, Text))


def button_labels(card: Card) -> list[str]:
    """The words on a card's buttons."""
    return [control.label for control in card.controls() if isinstance(control, Button)]


def all_news(say: Sentences) -> list[str]:
    """Every sentence of news, with large numbers."""
    return [
        say("news-tree-finished", prompts=50),
        say("news-several-ranked-first", replies=50),
        say("news-ranked-first", siblings=12),
        say("news-level", level=100, points=123_456),
        say("news-streak-kept", days=1_000),
        say("news-streak-ends", days=1_000, end="<t:1700000000:f>"),
    ]


@pytest.mark.parametrize("language", CATALOGUE.languages)
def test_every_card_is_a_valid_message(language: str) -> None:
    """All news at once and the wish, asked for or not, fit in every language."""
    say = CATALOGUE.sentences(language)
    check_card(news_card(all_news(say), say))
    for wanted in (False, True):
        check_card(wish_card(say, wanted=wanted, has_changed=True))


def test_news_can_be_followed_and_ended() -> None:
    """Below the news stand the way to a task and the end of news."""
    card = news_card(all_news(SAY)[:2], SAY)
    assert button_labels(card) == ["Get a task", "No more good news"]
    assert words(card).splitlines()[0] == "### 🔔 Good news"
    assert len(words(card).splitlines()) == 3


@pytest.mark.parametrize(
    ("wanted", "state", "label"), [(True, "**On.**", "No more good news"), (False, "**Off.**", "Tell me good news")]
)
def test_the_wish_says_how_it_stands(wanted: bool, state: str, label: str) -> None:
    """The card says whether news is on, and its one button is the other way."""
    card = wish_card(SAY, wanted=wanted)
    assert state in words(card)
    assert button_labels(card) == [label]
