"""Laws of repeated prompts and known texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.copied_texts import KnownTexts, find_repetition
from bot.rules.shingles import words_of

KEY = b"a key of the pool"
PROMPT = "Please correct this sentence: yesterday me and my brother goes to the cinema and seen a film"
QUESTION = "A train leaves the station at noon and travels at sixty miles an hour. How far has it come by three?"
VOCABULARY = st.sampled_from([f"word{number}" for number in range(60)])
TEXTS = st.lists(VOCABULARY, min_size=8, max_size=60)


@given(st.lists(VOCABULARY, min_size=5, max_size=60))
def test_the_prompt_itself_repeats_it(prompt: list[str]) -> None:
    """The prompt as its own reply is found, wholly."""
    assert find_repetition(KEY, prompt, prompt) == {"prompt_percent": 100, "reply_percent": 100}


@pytest.mark.parametrize(
    ("reply", "is_found"),
    [
        (PROMPT.upper() + "!!", True),
        (PROMPT + " please", True),
        ("Yesterday my brother and I went to the cinema and saw a film.", False),
        ("yesterday me and my brother goes to the cinema and seen a film", False),
        (PROMPT + " The right form is that my brother and I went to the cinema, since it is the subject.", False),
        ("", False),
    ],
)
def test_who_answers_is_not_meant(reply: str, is_found: bool) -> None:
    """Only hardly anything but the prompt is found: to correct its text, or to quote and answer it, is not."""
    assert (find_repetition(KEY, words_of(PROMPT), words_of(reply)) is not None) is is_found


def test_a_greeting_may_be_returned() -> None:
    """Prompts of a few words are not compared."""
    assert find_repetition(KEY, words_of("Hello there!"), words_of("Hello there!")) is None


@given(st.lists(TEXTS, min_size=1, max_size=5), st.data())
def test_every_known_text_is_found(texts: list[list[str]], data: st.DataObject) -> None:
    """Each text that was taken in is found, wholly, under its number or that of another with the same words."""
    known = KnownTexts(KEY, enumerate(map(" ".join, texts), start=1))
    assert len(known) == len(texts)
    wanted = data.draw(st.sampled_from(texts))
    found = known.find(wanted)
    assert found is not None
    assert found["text_percent"] == 100
    assert 1 <= found["line"] <= len(texts)


@given(TEXTS)
def test_strangers_are_not_found(words: list[str]) -> None:
    """What shares no eight words in a row with anything known is new."""
    known = KnownTexts(KEY, [(1, QUESTION)])
    assert known.find(words) is None
    assert KnownTexts(KEY).find(words) is None


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (QUESTION, 2),
        (f"Answer this as a pirate would, in three short paragraphs and with a joke at the end of each: {QUESTION}", 2),
        (QUESTION.replace("noon", "ten"), 2),
        ("A train leaves the station at noon and travels at sixty miles an hour.", 2),
        ("A train leaves the station at noon.", None),
        ("How far has a train come after three hours when it leaves at noon and goes at sixty miles an hour?", None),
    ],
)
def test_known_texts_within_others(text: str, line: int | None) -> None:
    """A known text is found with a word exchanged, within a longer one, and in part; the same in own words is not."""
    found = KnownTexts(KEY, [(1, "A text of fewer than eight words"), (2, QUESTION)]).find(words_of(text))
    assert (found or {}).get("line") == line


def test_short_lines_are_left_out() -> None:
    """What anybody might write is not taken in."""
    assert len(KnownTexts(KEY, [(1, "What is the capital of France?"), (2, "")])) == 0
