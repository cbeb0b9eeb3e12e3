"""Tests of the check of a text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.text import (
    CheckedText,
    TextFault,
    as_entered,
    check_text,
    shows_nothing,
    text_key,
    with_line_feeds,
)

LIMIT = 2_000
LINE_ENDS = ("\n", "\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029")
CASES = (Path(__file__).resolve().parents[2] / "../shared/cases").resolve()


_lines = st.lists(st.sampled_from([*LINE_ENDS, *" \ta.", "    x", "\u00a0", "\u3000", "字"]), max_size=30).map("".join)


@given(st.one_of(st.text(), _lines))
def test_what_is_taken_can_be_stored(text: str) -> None:
    """A text without fault can be written as UTF-8, its lines end with LF, and nothing but white space is lost."""
    checked = check_text(text, LIMIT)
    assert checked.text.split() == text.split()
    assert not set(LINE_ENDS[1:]) & set(checked.text)
    assert checked.length == len(checked.text)
    if checked.fault is None:
        assert checked.text.encode()
        assert "\0" not in checked.text


@given(st.one_of(st.text(), _lines))
def test_only_blank_lines_first_and_white_space_at_the_end_go(text: str) -> None:
    """Between its first and its last visible line a text is as it was written, and storing it again changes nothing."""
    stored = as_entered(text)
    assert with_line_feeds(text).rstrip().endswith(stored)
    assert stored == stored.rstrip()
    assert not stored or stored.split("\n", 1)[0].strip()
    assert as_entered(stored) == stored


@pytest.mark.parametrize("end", LINE_ENDS)
def test_every_line_end_is_stored_as_a_line_feed(end: str) -> None:
    """CR LF, CR, VT, FF, NEL and the separators of lines and paragraphs become LF, once each."""
    assert check_text(f"first{end}second{end}{end}third{end}", LIMIT).text == "first\nsecond\n\nthird"


def test_code_keeps_its_first_indent() -> None:
    """The first line's indent is a part of the text; blank lines before it and white space after the end are not."""
    assert check_text(" \r\n\n    if x:\r\n        y()\n\n  ", LIMIT).text == "    if x:\n        y()"


@given(st.text(st.characters(exclude_categories=["C", "Z", "M"]), min_size=1, max_size=LIMIT))
def test_ordinary_text_is_taken(text: str) -> None:
    """A text of visible characters within the limit has no fault (a blank Hangul or Braille sign is not visible)."""
    visible = text.translate(dict.fromkeys(map(ord, "\u115f\u1160\u3164\uffa0\u2800")))
    assert check_text("x" + visible, LIMIT + 1).fault is None


@pytest.mark.parametrize(
    "blank",
    [
        *("", "   \n ", "\u200b", "\u2800\ufe0f", "\u3164 \u3164", "\u00ad\u200d", "\x07", "\u2029"),
        *("\u17b4\u17b5", "\u180b", "\U000e0100", "\u0301", "\U0001d159", "\U000e0041\U000e007f", "\ufeff"),
    ],
)
def test_what_nobody_can_see_is_empty(blank: str) -> None:
    """White space and characters that are drawn as nothing are no text."""
    assert check_text(blank, LIMIT).fault is TextFault.EMPTY
    assert shows_nothing(blank)


@pytest.mark.parametrize("unit", ["a", "字", "😀"])
def test_the_limit_counts_code_points(unit: str) -> None:
    """Exactly the limit is taken and one more is not, however many bytes a character has."""
    assert check_text(f" \n{unit * LIMIT}\n", LIMIT) == CheckedText(text=unit * LIMIT, length=LIMIT, fault=None)
    assert check_text(unit * (LIMIT + 1), LIMIT).fault is TextFault.TOO_LONG


def test_unstorable_characters_are_refused() -> None:
    """NUL, and half of a character, are faults of their own."""
    assert check_text("a\0b", LIMIT).fault is TextFault.NUL
    assert check_text("a\ud83d", LIMIT).fault is TextFault.BROKEN


def test_emoji_of_several_characters_are_text() -> None:
    """A flag or a family, made of characters that join, is no blank text."""
    assert check_text("👨\u200d👩\u200d👧", LIMIT).fault is None
    assert check_text("\U0001f1e9\U0001f1ea", LIMIT).fault is None


QUESTION = "What is the café at the corner called?"


@pytest.mark.parametrize(
    "variant",
    [
        "What is the café at the corner called?\u200b",
        "What\u00a0is\u00a0the\u00a0café\u00a0at\u00a0the\u00a0corner\u00a0called?",
        "\ufeffWhat is the café at the corner called?",
        "What is the café at the cor\u00adner called?",
        "What is the cafe\u0301 at the corner called?",
        "What is  the café\u3000at the \u3164 corner called? \n",
        "\u202aWhat is the café at the corner called?\u202c",
        "What is the café\u17b4 at the\U000e0041 corner\U000e0101 called?\ufe0f",
    ],
)
def test_the_same_to_the_eye_is_a_repeat(variant: str) -> None:
    """Accents composed otherwise, blanks of another kind or number, and what is drawn as nothing change no text."""
    assert text_key(variant) == text_key(QUESTION) == QUESTION


def test_line_ends_are_line_ends() -> None:
    """How a line ends, how many blanks stand there and how many lines are left empty make no difference."""
    assert text_key("one\r\ntwo") == text_key("one \n\n two") == text_key("one\u2028two\r") == "one\ntwo"


@pytest.mark.parametrize(("one", "other"), [("Yes", "yes"), ("a b", "ab"), ("a\nb", "a b"), ("ö", "o"), ("x²", "x2")])
def test_what_reads_otherwise_is_another_text(one: str, other: str) -> None:
    """Letter case, blanks between words, line ends, accents and small figures tell texts apart."""
    assert text_key(one) != text_key(other)


def test_flags_made_of_tags_are_told_apart() -> None:
    """The flags of England and Scotland, which are spelt in invisible characters, are two texts, and none is empty."""
    england, scotland = (
        "\U0001f3f4" + "".join(chr(0xE0000 + ord(letter)) for letter in name) + "\U000e007f"
        for name in ("gbeng", "gbsct")
    )
    assert text_key(england) != text_key(scotland)
    assert check_text(england, LIMIT).fault is None


@given(st.text())
def test_a_key_is_its_own_key(text: str) -> None:
    """Making a key of a key changes nothing."""
    key = text_key(text)
    assert text_key(key) == key


def test_the_recorded_cases() -> None:
    """Texts that show nothing are refused, and those that are shown alike are the same."""
    if not CASES.is_dir():
        pytest.skip("the recorded cases are not beside us")
    for blank in json.loads((CASES / "17_invisible_texts.json").read_text("utf-8")):
        assert check_text(blank, LIMIT).fault is TextFault.EMPTY, ascii(blank)
    first, alike = json.loads((CASES / "18_repeats.json").read_text("utf-8")).values()
    assert {text_key(each) for each in alike} == {text_key(first)}
