"""Tests of fitting long text into Discord's limits."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.interactions.contributed_text import open_fence, quoted
from bot.interactions.fitting import Space, byte_length, head, pages
from tests.discord_markdown import read_quote

_PAGE = Space(120, 400)
_PIECES = [*"ab \n`", "字", "😀", "```", "```py\n", "word ", "long line of words ", "e\u0301", "<@12>", "\\`"]
_texts = st.lists(st.sampled_from(_PIECES), max_size=200).map("".join)
_visible = [
    "e\u0301\u0302",
    "👨\u200d👩\u200d👧",
    "👍🏽",
    "❤\ufe0f",
    "1\ufe0f\u20e3",
    "नि",
    "\U0001f1e9\U0001f1ea",
    "🏴\U000e0067\U000e0062\U000e007f",
]


@given(_texts, st.integers(0, 150), st.integers(0, 300))
def test_a_head_fits(text: str, characters: int, octets: int) -> None:
    """A head is a beginning of the text, fits its space, and is the whole text where that fits."""
    space = Space(characters, octets)
    shown = head(text, space)
    assert text.startswith(shown)
    assert space.holds(shown)
    assert shown == text or not space.holds(text)


@given(st.text(st.sampled_from("ab \n字😀\u0301"), max_size=200))
def test_a_head_uses_its_room(start: str) -> None:
    """A head leaves no more than half of its space unused, for the sake of the end of a line or word."""
    text = start.replace("\u0301\u0301", "\u0301") + "word " * 40
    space = Space(80, 300)
    shown = head(text, space)
    longest = max(end for end in range(81) if space.holds(text[:end]))
    assert len(shown) >= longest / 2 - 3


def test_a_head_ends_with_a_line_or_a_word() -> None:
    """A head ends at the end of a line in its second half, or else of a word."""
    assert head("one two\nthree four five", Space(14, 99)) == "one two"
    assert head("one two three four", Space(15, 99)) == "one two three"
    assert head("1234567890", Space(4, 99)) == "1234"


@pytest.mark.parametrize("sign", _visible)
def test_no_sign_is_torn(sign: str) -> None:
    """A sign that is made of several characters is kept whole, wherever the cut falls."""
    for size in range(10, 40):
        shown = head("a" * 9 + sign * 3 + "a" * 9, Space(size, 999))
        assert re.fullmatch(rf"a{{9}}(?:{sign}){{0,3}}a*", shown)


def test_a_sign_longer_than_the_room_is_torn() -> None:
    """Where one sign alone is too long, something is shown all the same."""
    assert head("e" + "\u0301" * 50, Space(10, 99)) == "e" + "\u0301" * 9


@given(_texts)
def test_every_page_fits(text: str) -> None:
    """Every page fits its space, is not empty and leaves no fence open."""
    for page in pages(quoted(text), _PAGE):
        assert _PAGE.holds(page)
        assert page
        assert open_fence(page) is None


@given(_texts)
def test_every_page_of_a_quote_is_a_quote(text: str) -> None:
    """A quote that is cut stays a quote on each page, its code stays code, and nothing in it becomes live."""
    for page in pages(quoted(text), _PAGE):
        assert read_quote(page).live == []


@given(_texts)
def test_pages_give_the_text_back(text: str) -> None:
    """Joined, the pages have every character of the text in order, but for fences and white space at cuts."""
    source = quoted(text)
    assert _bare("".join(pages(source, _PAGE))) == _bare(source)


@given(_texts, st.integers(1, 5))
def test_no_more_pages_than_wanted_are_cut(text: str, most: int) -> None:
    """Where only so many pages are wanted, they are the first ones of all."""
    assert pages(quoted(text), _PAGE, most) == pages(quoted(text), _PAGE)[:most]


def test_a_very_long_line_is_cut() -> None:
    """A line of five million characters with a little code is cut completely, into pages that fit."""
    space = Space(3_600, 9_000)
    text = "word `code` " * 416_667
    found = pages(text, space)
    assert all(map(space.holds, found))
    assert " ".join(found).split() == text.split()


def _bare(text: str) -> str:
    return re.sub(r"[`py\s>]", "", text)


def test_code_goes_on_as_the_same_code() -> None:
    """Code that is cut is closed on its page and opened again, with its language, on the next."""
    source = quoted("Look:\n```python\n" + "\n".join(f"print({number})" for number in range(40)) + "\n```\nDone.")
    found = pages(source, _PAGE)
    assert len(found) > 3
    assert all(page.startswith("> ```python\n> print(") for page in found[1:-1])
    assert all(page.endswith("\n> ```") for page in found[:-1])
    assert found[-1].endswith("> Done.")
    lines = [line for page in found for line in page.split("\n") if "print" in line]
    assert lines == [f"> print({number})" for number in range(40)]


def test_code_that_ends_with_its_page_is_not_opened_again() -> None:
    """Where only the end of the code is left it is left out: nothing in a fence would be no code, but backticks."""
    for lines in range(4, 40):
        found = pages(quoted("```\n" + "print()\n" * lines + "```\nDone, <@12>."), _PAGE)
        assert all("```\n> ```" not in page for page in found)
        assert "".join(found).count("print()") == lines
        assert found[-1].endswith("> Done, <\u200b@12>.")


def test_text_that_is_no_quote_is_cut_without_marks() -> None:
    """A plain text gets no marks of a quote at its cuts."""
    found = pages("word " * 100, Space(100, 400))
    assert all(not page.startswith(">") for page in found)
    assert " ".join(found).split() == ["word"] * 100


def test_an_endless_opening_line_ends() -> None:
    """A fence whose opening line is longer than a page is cut like any line, and the cutting ends."""
    found = pages(quoted("```" + "a" * 1_000), _PAGE)
    assert "".join(found).count("a") == 1_000


def test_one_short_text_is_one_page() -> None:
    """A text that fits is one page, as it is; so is an empty one."""
    assert pages("> a", _PAGE) == ["> a"]
    assert pages("", _PAGE) == [""]


@pytest.mark.parametrize("space", [Space(63, 4_000), Space(4_000, 255)])
def test_a_page_needs_room(space: Space) -> None:
    """A page without space for a fence and a few words is refused."""
    with pytest.raises(ValueError, match="64 characters and 256 bytes"):
        pages("a", space)


@given(st.text())
def test_bytes_are_those_of_utf_8(text: str) -> None:
    """The length in bytes is that of UTF-8; half a character counts three."""
    assert byte_length(text) == len(text.encode())
    assert byte_length(text + "\ud83d") == len(text.encode()) + 3
