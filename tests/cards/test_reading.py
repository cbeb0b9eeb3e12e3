"""Tests of reading in full: nothing is left out, and what is too long for pages comes as a file."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.backends.values import TextAnswer
from bot.cards.reading import cards_in_full, session_in_full
from bot.cards.work import session_card
from bot.interactions.components import Button, Card, Text
from bot.protocol.tasks import TEXT_TASKS, TaskType
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


@pytest.mark.parametrize("task_type", list(TaskType))
@pytest.mark.parametrize("has_draft", [False, True])
def test_every_text_of_a_task_is_read_in_full(task_type: TaskType, has_draft: bool) -> None:
    """Whatever the task is about, a long hint as well, is read to its last word, and so is the draft."""
    task = task_of(task_type, "word " * 1_000 + "the last word", 2)
    draft = TextAnswer(text="what was typed", language="en") if has_draft and task_type in TEXT_TASKS else None
    session = session_of(task, draft=draft)
    buttons = [control for control in session_card(session, SAY).controls() if isinstance(control, Button)]
    assert "Read in full" in [button.label for button in buttons]
    shown = read(cards_in_full(session_in_full(session, SAY), SAY))
    assert "the last word" in shown
    assert ("what was typed" in shown) == (draft is not None)


@pytest.mark.parametrize("whole", ["", " ", "\n" * 4_000])
def test_nothing_to_read_is_said(whole: str) -> None:
    """Where there is nothing to read, a sentence says so: an empty message cannot be sent."""
    (card,) = cards_in_full(whole, SAY)
    check_card(card)
    assert [block.content for block in card.blocks if isinstance(block, Text)] == [
        "There is nothing more to read here."
    ]
    assert read(cards_in_full(session_in_full(session_of(task_of(TaskType.INITIAL_PROMPT, "", 1)), SAY), SAY)) == ""


def read(cards: tuple[Card, ...]) -> str:
    """What a reader gets: the pages' texts without their numbers, or the file."""
    for card in cards:
        check_card(card)
    if cards[0].files:
        return cards[0].files[0].data.decode()
    return "".join(block.content for card in cards for block in card.blocks[:-1] if isinstance(block, Text))
