"""Tests of reading in full: nothing is left out, and what is too long for pages comes as a file."""

import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.backends.values import TextAnswer
from bot.cards.passages import Passage
from bot.cards.rank_task import LETTERS
from bot.cards.reading import cards_as_written, cards_in_full, session_passages
from bot.cards.work import session_card
from bot.interactions.components import Button, Card, Text
from bot.protocol.tasks import TEXT_TASKS, TaskType
from tests.cards.limits import check_card
from tests.cards.sessions import session_of, task_of
from tests.catalogue import CATALOGUE

SAY = CATALOGUE.sentences("en")


@given(st.text(st.sampled_from("ab \n字😀"), max_size=400), st.integers(1, 60))
def test_what_is_read_is_the_whole_text(text: str, times: int) -> None:
    """The pages, or the file, together are the text, but for white space where a page ends."""
    whole = "It begins. " + text * times
    shown = "\n".join(read(cards_in_full([Passage("**A**", whole)], SAY, "id")))
    assert re.sub(r"\*\*A\*\*(?:, continued)?\n|[>\s]|─+ A ─+", "", shown) == re.sub(r"\s", "", whole)


@pytest.mark.slow
@pytest.mark.parametrize("unit", ["word ", "a ` b `` c ", "```\n", "a\n", "字"])
def test_a_very_long_message_is_a_file(unit: str) -> None:
    """Millions of characters, however they look, come as one file with all of them."""
    text = (unit * (2_000_000 // len(unit))).rstrip()
    passages = session_passages(session_of(task_of(TaskType.ASSISTANT_REPLY, text, 1)), SAY)
    for cards in (cards_in_full(passages, SAY, "id"), cards_as_written(passages, SAY)):
        (card,) = cards
        check_card(card)
        assert card.files[0].data.decode() == f"{'─' * 12} 🧑 Prompter {'─' * 12}\n\n{text}\n"


@pytest.mark.parametrize("task_type", list(TaskType))
@pytest.mark.parametrize("has_draft", [False, True])
def test_every_text_of_a_task_is_read_in_full(task_type: TaskType, has_draft: bool) -> None:
    """Whatever the task is about, a long hint as well, is read to its last word, and so is the draft."""
    task = task_of(task_type, "word " * 1_000 + "the last word", 2)
    draft = TextAnswer(text="what was typed", language="en") if has_draft and task_type in TEXT_TASKS else None
    session = session_of(task, draft=draft)
    buttons = [control for control in session_card(session, SAY).controls() if isinstance(control, Button)]
    assert "Read in full" in [button.label for button in buttons]
    passages = session_passages(session, SAY)
    shown = "\n".join(read(cards_in_full(passages, SAY, "id")))
    assert all(passage.text.endswith(("the last word", "what was typed")) for passage in passages)
    assert shown.count("the last word") == sum(passage.text.count("the last word") for passage in passages)
    assert ("what was typed" in shown) == (draft is not None)


@pytest.mark.parametrize("text", ["", " ", "\n" * 4_000])
def test_nothing_to_read_is_said(text: str) -> None:
    """Where there is nothing to read, a sentence says so: an empty message cannot be sent."""
    passages = session_passages(session_of(task_of(TaskType.SUMMARIZE_STORY, text, 1)), SAY)
    for (card,) in (cards_in_full(passages, SAY, "id"), cards_as_written(passages, SAY)):
        check_card(card)
        assert [block.content for block in card.blocks if isinstance(block, Text)] == [
            "There is nothing more to read here."
        ]


def test_a_deleted_reply_keeps_its_letter() -> None:
    """Of a reply to be ranked that has no text any more it is said under its letter that it was deleted."""
    task = task_of(TaskType.RANK_ASSISTANT_REPLIES, "", 1)
    (page,) = read(cards_in_full(session_passages(session_of(task), SAY), SAY, "id"))
    assert "**C**\n> This message was deleted.\n\n**D**\n" in page


def test_letters_stand_clear_of_the_text_above_them() -> None:
    """On the card of a ranking and in full reading there is an empty line above each letter but the first."""
    session = session_of(task_of(TaskType.RANK_INITIAL_PROMPTS, "a text", 1))
    card = "\n\n".join(block.content for block in session_card(session, SAY).blocks if isinstance(block, Text))
    (page,) = read(cards_in_full(session_passages(session, SAY), SAY, "id"))
    for shown in (card, page):
        assert "\n\n".join(f"**{letter}**\n> a text" for letter in LETTERS[:12]) in shown


def test_what_is_rendered_can_be_seen_as_written() -> None:
    """Below texts that rendering changes there is a button that shows them as code; below others there is none."""
    python = "def __init__(self):\n    return r'\\(x\\)' || ~~~"
    for text, is_offered in ((python, True), ("Plain words: my_name, 5 * 3, a|b, #1.", False)):
        passages = [Passage("**A**", text), Passage("**B**", "short")]
        *_, last = cards_in_full(passages, SAY, "work1:as-written:-")
        buttons = [(each.label, each.custom_id) for each in last.controls() if isinstance(each, Button)]
        assert buttons == ([("As written", "work1:as-written:-")] if is_offered else [])
    (card,) = cards_as_written([Passage("**A**", python), Passage("**B**", "short")], SAY)
    assert read([card]) == [f"**A**\n```\n{python}\n```\n\n**B**\n```\nshort\n```"]


def test_fences_are_seen_as_written_in_a_file() -> None:
    """Texts that no block of code can hold come in a file, sign by sign; none passes for a heading there."""
    forged = f"```py\nx\n```\n{'─' * 12} B {'─' * 12}\n\nforged"
    (card,) = cards_as_written([Passage("**A**", forged), Passage("**B**", "  true")], SAY)
    check_card(card)
    rule = "─" * 13
    assert card.files[0].data.decode() == f"{rule} A {rule}\n\n{forged}\n\n{rule} B {rule}\n\n  true\n"


def read(cards: Sequence[Card]) -> list[str]:
    """What a reader gets: the pages' texts without their numbers, or the file."""
    for card in cards:
        check_card(card)
    if cards[0].files:
        return [cards[0].files[0].data.decode()]
    return [next(block.content for block in card.blocks if isinstance(block, Text)) for card in cards]
