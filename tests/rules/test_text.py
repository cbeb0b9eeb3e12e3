"""Tests of the check of a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.text import CheckedText, TextFault, check_text, duplicate_key

LIMIT = 2_000


@given(st.text())
def test_what_is_taken_can_be_stored(text: str) -> None:
    """A text without fault is what was written but for white space around it and CR, and can be written as UTF-8."""
    checked = check_text(text, LIMIT)
    assert checked.text == checked.text.strip()
    assert checked.text.split() == text.split()
    assert "\r" not in checked.text
    assert checked.length == len(checked.text)
    if checked.fault is None:
        assert checked.text.encode()
        assert "\0" not in checked.text


def test_line_ends_are_stored_as_line_feeds() -> None:
    """CR LF and CR become LF, once; every other separator is what its writer wrote."""
    written = "first\r\nsecond\r\n\r\nthird\rfourth\u2028fifth\vsixth\fseventh\x85eighth"
    stored = "first\nsecond\n\nthird\nfourth\u2028fifth\vsixth\fseventh\x85eighth"
    assert check_text(written, LIMIT).text == stored


@given(st.text(st.characters(exclude_categories=["C", "Z", "M"]), min_size=1, max_size=LIMIT))
def test_ordinary_text_is_taken(text: str) -> None:
    """A text of visible characters within the limit has no fault (a blank Hangul or Braille sign is not visible)."""
    visible = text.translate(dict.fromkeys(map(ord, "\u115f\u1160\u3164\uffa0\u2800")))
    assert check_text("x" + visible, LIMIT + 1).fault is None


@pytest.mark.parametrize(
    "blank", ["", "   \n ", "\u200b", "\u2800\ufe0f", "\u3164 \u3164", "\u00ad\u200d", "\x07", "\u2029"]
)
def test_what_nobody_can_see_is_empty(blank: str) -> None:
    """White space and characters that are drawn as nothing are no text."""
    assert check_text(blank, LIMIT).fault is TextFault.EMPTY


@pytest.mark.parametrize("unit", ["a", "字", "😀"])
def test_the_limit_counts_code_points(unit: str) -> None:
    """Exactly the limit is taken and one more is not, however many bytes a character has."""
    assert check_text(f" {unit * LIMIT}\n", LIMIT) == CheckedText(text=unit * LIMIT, length=LIMIT, fault=None)
    assert check_text(unit * (LIMIT + 1), LIMIT).fault is TextFault.TOO_LONG


def test_unstorable_characters_are_refused() -> None:
    """NUL, and half of a character, are faults of their own."""
    assert check_text("a\0b", LIMIT).fault is TextFault.NUL
    assert check_text("a\ud83d", LIMIT).fault is TextFault.BROKEN


def test_emoji_of_several_characters_are_text() -> None:
    """A flag or a family, made of characters that join, is no blank text."""
    assert check_text("👨\u200d👩\u200d👧", LIMIT).fault is None
    assert check_text("\U0001f1e9\U0001f1ea", LIMIT).fault is None


def test_the_same_to_the_eye_is_a_repeat() -> None:
    """Line ends, composed accents and white space around a text make no difference; letter case does."""
    assert duplicate_key(" Cafe\u0301\r\nolé ") == duplicate_key("Café\nolé")
    assert duplicate_key("Yes") != duplicate_key("yes")
    assert duplicate_key("a b") != duplicate_key("a  b")


@given(st.text())
def test_a_key_is_its_own_key(text: str) -> None:
    """Making a key of a key changes nothing."""
    key = duplicate_key(text)
    assert duplicate_key(key) == key
