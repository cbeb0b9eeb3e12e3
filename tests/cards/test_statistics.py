"""Tests of the card of statistics."""

import pytest

from bot.backends.values import PoolStatistics
from bot.cards.statistics import Controls, empty_card, statistics_card
from bot.interactions.components import Button, ButtonStyle, Card, Gallery, Row, Text
from bot.interactions.custom_id import parse_custom_id
from bot.state.statistics import ViewName, unknown_of, views_of
from bot.texts import Sentences
from tests.cards.limits import check_card
from tests.catalogue import CATALOGUE
from tests.statistics.pools import AS_OF, ELSEWHERE, full_pool, pool

SAY = CATALOGUE.sentences("en")
FILE = b"a picture"


def cards(statistics: PoolStatistics, say: Sentences = SAY, picture: bytes | None = FILE) -> dict[ViewName, Card]:
    """The card of each view."""
    views = views_of(statistics, 100, say)
    controls = Controls([view.name for view in views], may_share=True)
    unknown = unknown_of(statistics, say)
    return {view.name: statistics_card(view, controls, picture, AS_OF, unknown, say) for view in views}


def words(card: Card) -> str:
    """All texts of a card."""
    return "\n".join(block.content for block in card.blocks if isinstance(block, Text))


@pytest.mark.parametrize("language", CATALOGUE.languages)
@pytest.mark.parametrize("statistics", [pool(), ELSEWHERE, full_pool(10**15)], ids=["pool", "elsewhere", "full"])
def test_every_card_is_a_valid_message(language: str, statistics: PoolStatistics) -> None:
    """Each view fits, in every language, whatever the numbers are."""
    say = CATALOGUE.sentences(language)
    for card in cards(statistics, say).values():
        check_card(card)
    check_card(empty_card(say))


def test_the_picture_stands_above_the_numbers_that_it_shows() -> None:
    """A view has one picture whose description says the numbers, and the same numbers below it."""
    card = cards(pool())[ViewName.TREES]
    kinds = [type(block) for block in card.blocks]
    assert kinds == [Text, Gallery, Text, Text, Text, Row, Row]
    gallery = card.blocks[1]
    assert isinstance(gallery, Gallery)
    (image,) = gallery.images
    assert (image.name, image.data) == ("trees.png", FILE)
    assert image.description == (
        "On the way to the goal: Finished trees 30 of 100 · 30%. "
        "42 trees, by state: Finished 30; Growing 10; Closed: not accepted 2."
    )
    assert "**42 trees, by state**\n- Finished: **30**\n- Growing: **10**" in words(card)
    assert f"-# Counted <t:{AS_OF // 1000}:R>." in words(card)


def test_without_a_picture_the_numbers_stay() -> None:
    """A view that could not be drawn has no gallery, and its numbers."""
    card = cards(pool(), picture=None)[ViewName.TREES]
    assert not [block for block in card.blocks if isinstance(block, Gallery)]
    assert "- Growing: **10**" in words(card)


def test_buttons_lead_to_the_other_views() -> None:
    """Each view has a button, the present one's is the loud one; `Share` keeps the view."""
    buttons = [control for control in cards(pool())[ViewName.WORK].controls() if isinstance(control, Button)]
    assert [button.label for button in buttons] == ["Trees", "Messages", "Open work", "Activity", "Agreement", "Share"]
    assert [button.label for button in buttons if button.style is ButtonStyle.PRIMARY] == ["Open work"]
    ids = [parse_custom_id(button.custom_id) for button in buttons]
    assert [(custom_id.action, custom_id.argument) for custom_id in ids if custom_id] == [
        *(("show", name) for name in ViewName),
        ("share", "work"),
    ]


def test_what_a_task_server_does_not_tell() -> None:
    """With a task server, views that it knows nothing about have no button, and the card says why."""
    card = cards(ELSEWHERE)[ViewName.MESSAGES]
    labels = [control.label for control in card.controls() if isinstance(control, Button)]
    assert labels == ["Trees", "Messages", "Share"]
    assert "-# How much work is open is not shown: the task server does not tell." in words(card)
    assert "-# Activity is not shown: the task server does not tell." in words(card)
    assert "-# How far people agree is not shown: the task server does not tell." in words(card)


def test_a_view_with_nothing_to_count() -> None:
    """A view without numbers has a sentence and no picture."""
    card = cards(pool(open_work={}))[ViewName.WORK]
    assert "No task about a message is open right now." in words(card)
    assert not [block for block in card.blocks if isinstance(block, Gallery)]


def test_a_gallery_counts_as_one_component() -> None:
    """Discord counts the gallery, not the pictures in it."""
    with_picture, without = cards(pool())[ViewName.TREES], cards(pool(), picture=None)[ViewName.TREES]
    assert with_picture.size() == without.size() + 1
    assert with_picture.characters() == without.characters()


@pytest.mark.parametrize(
    ("controls", "share"),
    [
        (Controls([ViewName.WORK]), []),
        (Controls([ViewName.WORK], may_share=True), [False]),
        (Controls([ViewName.WORK], may_share=True, shared=True), [True]),
        (None, []),
    ],
)
def test_sharing_is_offered_where_it_is_possible_and_once(controls: Controls | None, share: list[bool]) -> None:
    """`Share` is there for whoever may write, and cannot be pressed again, which the card says."""
    (view,) = [view for view in views_of(pool(), None, SAY) if view.name is ViewName.WORK]
    card = statistics_card(view, controls, None, AS_OF, (), SAY)
    check_card(card)
    buttons = [control for control in card.controls() if isinstance(control, Button)]
    assert [button.disabled for button in buttons if button.label == "Share"] == share
    assert ("everybody in this channel" in words(card)) == (share == [True])
