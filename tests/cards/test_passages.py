"""Tests of passages on pages: a law over lengths, languages and fences."""

import re
from collections import defaultdict

from hypothesis import given
from hypothesis import strategies as st

from bot.cards.passages import Passage, file_of, fits_code, pages_of
from bot.cards.rank_task import LETTERS
from bot.interactions.fitting import Space
from tests.catalogue import CATALOGUE
from tests.discord_markdown import read_card

SAY = CATALOGUE.sentences("en")
_PAGE = Space(600, 2_000)
_PLAIN = [
    *(
        "word ",
        "a longer line of words, with an end.\n",
        "\n\n",
        "字" * 40,
        "م ",
        "😀",
        "e\u0301",
        "    x = 1\n",
        "`code` ",
    ),
    *("**B**\n", "<@12>", "[a](https://b.example)", "\\`", "__init__", "||", "**B**, continued\n"),
]
_FENCED = [*_PLAIN, "``` ", "```py\n", "\n```\n"]
"""A cut repeats the language of a fence that it is in, as on ```py: other pieces must not become one."""


def _texts(pieces: list[str]) -> st.SearchStrategy[list[Passage]]:
    parts = st.tuples(st.lists(st.sampled_from(pieces), min_size=1, max_size=12), st.integers(1, 30))
    text = parts.map(lambda part: f"begin {''.join(part[0]) * part[1]} end")
    return st.lists(text, min_size=1, max_size=12).map(
        lambda texts: [Passage(f"**{letter}**", text) for letter, text in zip(LETTERS, texts, strict=False)]
    )


@given(_texts(_FENCED))
def test_every_part_of_a_text_stands_under_its_own_heading(passages: list[Passage]) -> None:
    """On every page each text, and what goes on of one, is right below its own heading, and nothing is lost."""
    found = pages_of(passages, _PAGE, 10_000, SAY)
    read: defaultdict[str, str] = defaultdict(str)
    for page in found:
        assert _PAGE.holds(page)
        assert read_card(page) == []
        for place, part in enumerate(re.split(r"\n\n(?=\*\*)", page)):
            heading, *lines = part.split("\n")
            name = heading.removesuffix(", continued")
            assert (heading == name) == (name not in read)
            assert heading == name or place == 0
            assert all(line.startswith("> ") for line in lines)
            assert _bare("".join(lines))
            read[name] += "\n".join(lines)
    assert list(read) == [passage.heading for passage in passages]
    for passage in passages:
        assert _bare(read[passage.heading]) == _bare(passage.text)


@given(_texts(_PLAIN))
def test_as_written_every_part_is_code_under_its_own_heading(passages: list[Passage]) -> None:
    """The same holds where texts are shown as code, and there no sign of them is changed."""
    assert all(map(fits_code, passages))
    read: defaultdict[str, str] = defaultdict(str)
    for page in pages_of(passages, _PAGE, 10_000, SAY, as_written=True):
        assert _PAGE.holds(page)
        parts = re.findall(r"(\*\*[A-L]\*\*)(, continued)?\n```\n([\s\S]*?)\n```(?:\n\n|\Z)", page)
        assert "\n\n".join(f"{name}{continued}\n```\n{text}\n```" for name, continued, text in parts) == page
        for place, (name, continued, text) in enumerate(parts):
            assert bool(continued) == (name in read)
            assert not continued or place == 0
            assert text.strip()
            read[name] += text
    assert ["".join(text.split()) for text in read.values()] == ["".join(each.text.split()) for each in passages]


@given(_texts(_FENCED))
def test_a_file_has_every_text_exactly(passages: list[Passage]) -> None:
    """A file has every text as it was written, in order."""
    whole = file_of(passages)
    position = 0
    for passage in passages:
        position = whole.index(passage.text, position) + len(passage.text)


@given(_texts(_PLAIN))
def test_no_more_pages_are_cut_than_are_asked_for(passages: list[Passage]) -> None:
    """One page more than the most is cut, so that it is known that there are too many."""
    assert pages_of(passages, _PAGE, 2, SAY) == pages_of(passages, _PAGE, 10_000, SAY)[:3]


def test_a_letter_does_not_end_a_page() -> None:
    """A reply that does not begin on a page has its letter on the next one, with it."""
    first, second = pages_of([Passage("**A**", "x" * 560), Passage("**B**", "the reply " * 9)], _PAGE, 5, SAY)
    assert "**B**" not in first
    assert second.startswith("**B**\n> the reply")


def test_a_reply_that_goes_over_a_page_says_so() -> None:
    """The rest of a reply stands below "B, continued"."""
    first, second = pages_of([Passage("**A**", "short"), Passage("**B**", "word " * 200)], _PAGE, 5, SAY)
    assert first.startswith("**A**\n> short\n\n**B**\n> word")
    assert second.startswith("**B**, continued\n> word")


def _bare(text: str) -> str:
    """A text without what a cut adds or takes away, and what breaks what would be live."""
    return re.sub(r"[`py\s>\\\u200b]", "", text)
