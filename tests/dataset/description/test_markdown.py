"""Words are shown as they are, whoever they are from."""

from __future__ import annotations

import re

from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from bot.dataset.description import markdown

WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf", "Zl", "Zp"]), max_size=40)
READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def shown(tokens: list[Token]) -> tuple[set[str], str]:
    """What kinds of markup there are, and the words that a reader sees."""
    inline = [child for token in tokens for child in token.children or []]
    return {each.type for each in inline} - {"text"}, "".join(each.content for each in inline)


@given(WORDS)
@example("[here](javascript:alert(1)) <img src=x> **bold** `code` a | b ~~c~~ &amp; <https://x.y>")
@example("\\*not escaped\\*")
def test_words_are_no_markup(words: str) -> None:
    """Whatever a name is, the reader sees it, and nothing of it does anything."""
    kinds, text = shown(READER.parse(f"By {markdown.plain(words)}."))
    assert kinds == set()
    assert text == f"By {words.strip()}."


@given(WORDS, WORDS)
def test_words_do_not_leave_their_cell(one: str, other: str) -> None:
    """A table has as many cells as it was given, whatever is in them."""
    text = markdown.table(("a", "b", "c"), [(markdown.plain(one), markdown.span(other), "1")])
    cells = [token for token in READER.parse(text) if token.type in {"th_open", "td_open"}]
    assert len(cells) == 6


@given(st.lists(st.sampled_from(["```", "````", "`", "x", "\n", "---"]), max_size=12).map("".join))
def test_code_does_not_end_early(text: str) -> None:
    """A block of code holds whatever is in it."""
    block, *rest = READER.parse(f"{markdown.code(text, 'json')}\n\nafter")
    assert (block.type, block.content.rstrip("\n")) == ("fence", text.rstrip("\n"))
    assert shown(rest)[1] == "after"


def test_long_words_are_cut() -> None:
    """A name that fills a page is shortened, and line ends in it are blanks."""
    assert len(markdown.plain("x" * 5_000)) == 300
    assert markdown.plain("a\n# b\r\u2028c\u202e") == r"a \# b c"
    assert markdown.span("a`b|c\n") == "`a'b/c`"
    assert markdown.span(" ") == "`?`"


def test_links() -> None:
    """An address of the web is a link; anything else is shown as words."""
    assert markdown.link("a [b]", "https://example.org/x") == r"[a \[b\]](https://example.org/x)"
    for address in (None, "javascript:alert(1)", "https://example.org/) [x](y", "https://a b", "ftp://example.org"):
        assert markdown.link("words", address) == "words"


def test_figures() -> None:
    """A figure has two places, and what is not known is a dash."""
    assert (markdown.number(0.125), markdown.number(-1), markdown.number(None)) == ("0.12", "-1.00", "–")
    assert re.fullmatch(r"```json\n\{\n  \"a\": \"ä\"\n\}\n```", markdown.example({"a": "ä"}))
