"""Tests of reading in full: nothing is left out, and what is too long for pages comes as a file."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cards.components import Card, Text
from bot.cards.reading import cards_in_full, session_in_full
from bot.protocol.tasks import TaskType
from bot.texts import Catalogue
from tests.cards.limits import check_card
from tests.cards.sessions import session_of, task_of

SAY = Catalogue().sentences("en")


@given(st.text(st.sampled_from("ab \n字😀"), max_size=400), st.integers(1, 60))
def test_what_is_read_is_the_whole_text(text: str, times: int) -> None:
    """The pages, or the file, together are the text, but for white space where a page ends."""
    whole = "It begins. " + text * times
    assert re.sub(r"\s", "", read(cards_in_full(whole, SAY))) == re.sub(r"\s", "", whole)


@pytest.mark.parametrize("unit", ["word ", "a ` b `` c ", "```\n", "a\n", "字"])
def test_a_very_long_message_is_a_file(unit: str) -> None:
    """Millions of characters, however they look, come as one file with all of them."""
    whole = session_in_full(session_of(task_of(TaskType.ASSISTANT_REPLY, unit * (2_000_000 // len(unit)), 1)), SAY)
    (card,) = cards_in_full(whole, SAY)
    check_card(card)
    assert card.files[0].data.decode() == whole


def read(cards: tuple[Card, ...]) -> str:
    """What a reader gets: the pages' texts without their numbers, or the file."""
    for card in cards:
        check_card(card)
    if cards[0].files:
        return cards[0].files[0].data.decode()
    return "".join(block.content for card in cards for block in card.blocks[:-1] if isinstance(block, Text))
