"""Tests of how contributors' text is shown."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.interactions.contributed_text import (
    clean_name,
    close_fence,
    is_shown_otherwise,
    neutralised,
    open_fence,
    plain_name,
    quoted,
)
from bot.rules.text import TextFault, check_text, with_line_feeds
from tests.discord_markdown import read, read_quote

_PIECES = [
    *"ab \n\\`*_~|[](){}<>@#:!-.1/",
    "```",
    "``",
    "```py\n",
    "**",
    "||",
    "[a](https://b.example)",
    "](https://b.example)",
    "](",
    "<@12>",
    "<@&12>",
    "<#12>",
    "<t:1:R>",
    "</work:12>",
    "<id:customize>",
    "@everyone",
    "@here",
    "https://c.example/",
    "# ",
    "- ",
    "> ",
    "\u2028",
    "\r\n",
    "é",
    "😀",
]
adversarial = st.lists(st.sampled_from(_PIECES), max_size=24).map("".join)


@pytest.mark.slow
@given(adversarial)
@settings(max_examples=1_500)
@example("``````a```[c](https://b.example)")
@example("```\n```a```[c](https://b.example)")
@example("*a `<@12>* b`")
@example("https://c.example/\\<@12>")
@example("https://c.example/`<@12>`")
@example("[x`](https://b.example/`)")
@example("[a\\](https://b.example)")
@example("\\\\[a](https://b.example)")
@example("\\`<@12>`")
@example("`a\n`<@12>`")
@example("[a\nb](https://b.example)")
@example("# x ```\n<@12>\n```")
@example("**a ```\n<@12>** @here```")
@example("`<@12>")
@example("```<@12>")
@example("` `code` <@12>`")
def test_nothing_is_live(text: str) -> None:
    """No mention, timestamp or masked link of a contributor's text is live, whatever stands around it."""
    assert read_quote(quoted(text)).live == []


@given(st.text())
def test_every_line_is_quoted(text: str) -> None:
    """Every line of a quoted text begins with the mark of a quote, so that nothing of it leaves the quote."""
    assert all(line.startswith("> ") for line in quoted(text).split("\n"))


@given(adversarial)
def test_every_fence_is_closed(text: str) -> None:
    """No fence is open at the end of a quoted text, so that what follows it is no code."""
    shown = quoted(text)
    assert open_fence(shown) is None
    assert "behind" not in "".join(read(shown + "\n**behind").code)


@pytest.mark.parametrize(
    "code",
    [
        "`<@12>`",
        "``a ` [b](https://c.example)``",
        "```\n<@12> [a](https://b.example) @everyone\n```",
        "```cpp\n[](int a) { return v[i](a); }\n```",
        "```<@12>```",
    ],
)
def test_code_is_left_as_it_is(code: str) -> None:
    """Inside code nothing is changed, for nothing is live there and people copy it."""
    assert neutralised(f"See {code} and {code}") == f"See {code} and {code}"


@given(adversarial)
def test_what_is_not_shown_otherwise_is_shown_as_written(text: str) -> None:
    """Where nothing is said to be changed by rendering, what is read is what was written, sign by sign."""
    if not is_shown_otherwise(text):
        shown = read_quote(quoted(text))
        assert (shown.plain.replace("\u200b", ""), shown.code) == (with_line_feeds(text), [])


@pytest.mark.parametrize(
    ("text", "is_changed"),
    [
        *(
            (changed, True)
            for changed in ("__init__", "\\(x\\)", "||x||", "~~~\nx\n~~~", "a `b`", "*x*", "_x_", "# x", "- x")
        ),
        *(
            (changed, True)
            for changed in (
                "<https://c.example>",
                "<:name:12>",
                "a\n-# x",
                "1. x",
                "> ok\n  * x",
                "a\x07",
                "a\u2028# x",
            )
        ),
        *((kept, False) for kept in ("my_var_name", "5 * 3", "a|b", "C#", "#1", "~1", "<b>", "[a](b)", "<@12>", "a-b")),
    ],
)
def test_what_rendering_changes(text: str, is_changed: bool) -> None:
    """Markdown that Discord renders away is known; signs that only look like it are not taken for it."""
    assert is_shown_otherwise(text) is is_changed


def test_code_behind_other_markup_shows_the_same() -> None:
    """Where markup before it could swallow the code, live things in it are broken too, without a visible change."""
    shown = neutralised("**bold** `<@12>`")
    assert shown != "**bold** `<@12>`"
    assert shown.replace("\u200b", "") == "**bold** `<@12>`"


@given(adversarial)
def test_the_words_stay(text: str) -> None:
    """What is shown differs from what was written only by breaks without width and escaped backticks."""
    written = re.sub(r"\r\n|[\r\u2028\u2029]", "\n", text)
    shown = neutralised(text).replace("\u200b", "")
    assert re.sub(r"\\+`", "`", shown) == re.sub(r"\\+`", "`", written)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<@12>", "<@12>"),
        ("[a](https://b.example)", "[a](https://b.example)"),
        ("@everyone", "@everyone"),
        ("<t:1:R>", "<t:1:R>"),
    ],
)
def test_the_source_is_shown(text: str, shown: str) -> None:
    """What would be live shows the characters that were typed."""
    assert read_quote(quoted(text)).plain.replace("\u200b", "") == shown


def test_ordinary_markdown_is_rendered() -> None:
    """Bold, lists, headings, spoilers and plain addresses reach Discord as they were written."""
    text = "# Title\n**bold** *it* ||spoiler||\n- item\n1. item\nhttps://c.example/path_(x)\n\\*no star\\*"
    assert neutralised(text) == text


def test_control_characters_are_shown_as_replacements() -> None:
    """A control character becomes the replacement sign; tabs and line ends stay."""
    assert neutralised("a\0b\x1b[0m\tc\r\nd\re") == "a\ufffdb\ufffd[0m\tc\nd\ne"


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("```python\nx", "```python"),
        ("```\nx", "```"),
        ("a ```x", "```x"),
        ("```" + "a" * 500, "```"),
        ("``` not a language\nx", "```"),
        ("```a```", None),
        ("`a ``` b`", None),
        ("\\`\\`\\`a", None),
        ("", None),
    ],
)
def test_an_open_fence_is_found(text: str, opening: str | None) -> None:
    """The opening line of the open fence is known, so that it can be opened again; endless ones count as plain."""
    assert open_fence(text) == opening


def test_closing_adds_nothing_where_nothing_is_open() -> None:
    """A text whose fences are balanced stays as it is; an open one ends with its fence on a line of its own."""
    assert close_fence("```a```") == "```a```"
    assert close_fence("```\na") == "```\na\n```"
    assert close_fence("```\na\n") == "```\na\n```"


@pytest.mark.parametrize(
    "name", ["", " \t", "\u3164\u3164", "\u2800\ufe0f", "\u00ad\u200d", "\U000e0041", "\u0301", "\x07"]
)
def test_a_name_that_shows_nothing_is_none(name: str) -> None:
    """What would be refused as a text is no name either."""
    assert check_text(name, 99).fault is TextFault.EMPTY
    assert clean_name(name) == ""


def test_a_name_that_shows_something_is_one() -> None:
    """A sign that is drawn is a name, although its category is that of formats or of no character yet."""
    for name in ("\u0600", "\U0001fae9", "\U0001f1e9\U0001f1ea"):
        assert clean_name(name) == name


def test_long_inline_code_has_nothing_live_when_it_is_torn() -> None:
    """Inline code that may go over a page, where it is no code any more, has nothing in it that would be live there."""
    assert "<@12>" not in neutralised("`" + "<@12> " * 100 + "`")


@pytest.mark.parametrize("unit", ["word ", "a ` b `` c ", "```", "\\", "<@12", "](", "`a\n", "``` \n"])
def test_long_texts_are_shown_in_time_that_grows_with_them(unit: str) -> None:
    """A text of 300,000 characters is made ready for showing at once, however it looks."""
    assert quoted(unit * (300_000 // len(unit))).startswith("> ")


@given(st.text(st.sampled_from("ab*_~`|[]()<>@#:-\\\n\r\u202e\u2028\x07"), max_size=32))
def test_a_name_is_shown_as_typed(name: str) -> None:
    """A name renders as the characters that were typed: one line, no Markdown, no mention, no change of direction."""
    reading = read(plain_name(name))
    assert reading.live == []
    assert reading.code == []
    shown = re.sub(r"[\u202e\x07]", "", re.sub(r"\r\n|[\r\n\u2028]", " ", name))
    assert reading.plain == shown
