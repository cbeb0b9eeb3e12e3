"""Discord's Markdown as HTML."""

import re
from datetime import UTC, datetime
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from playground.transcript.escaping import printable
from playground.transcript.inline import Names
from playground.transcript.markdown import Markdown

NOW = datetime(2025, 3, 24, 18, 0, tzinfo=UTC)
NAMES = Names(people={"11": "Ann <b>"}, channels={"21": "work"})
ALLOWED = {
    "bdi",
    "strong",
    "em",
    "u",
    "s",
    "span",
    "a",
    "code",
    "pre",
    "blockquote",
    "ul",
    "ol",
    "li",
    "small",
    "time",
    "h3",
    "h4",
    "h5",
}
MARKS = [
    "*",
    "**",
    "_",
    "__",
    "~~",
    "||",
    "`",
    "```",
    "```py\n",
    "> ",
    ">>> ",
    "# ",
    "### ",
    "-# ",
    "- ",
    "  - ",
    "1. ",
]
MARKS += [
    "\n",
    "\\",
    "[a](https://b.c)",
    "[",
    "](",
    ")",
    "<",
    ">",
    "<@11>",
    "<#21>",
    "<t:1742839200:R>",
    "<t:9999999999999>",
]
MARKS += [
    "https://a.b/c",
    "<https://x>",
    "<script>",
    "&amp;",
    '"',
    "'",
    "é",
    "中",
    "\u202e",
    "\u200b",
    "🎉",
    "a",
    " ",
    "\x00",
]
HOSTILE = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(MARKS), max_size=60).map("".join))


def render(text: str) -> str:
    return Markdown(NAMES).render(text, at=NOW)


class Strict(HTMLParser):
    """Fails on any tag or attribute that the renderer has no business to produce, and on wrong nesting."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=False)
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ALLOWED
        assert tag != "a" or "a" not in self._open
        for name, value in attrs:
            assert name in {"class", "href", "target", "rel", "title", "datetime", "tabindex", "start", "data-l"}
            assert name != "href" or (value or "").startswith(("https://", "http://"))
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_comment(self, data: str) -> None:
        pytest.fail(f"a comment: {data}")

    def handle_decl(self, decl: str) -> None:
        pytest.fail(f"a declaration: {decl}")


@given(HOSTILE)
@example('[<script>](https://a.b/"onmouseover=alert(1))')
@example("[x](javascript:alert(1)) [y](https://a.b/'><img>)")
@example("```</code></pre><script>\n```")
@example("<t:-9999999999999:F> <a:x:1> </work:1> <@&3>")
def test_output_has_only_our_own_tags(text: str) -> None:
    """Whatever is typed, the HTML is well-formed, has only the renderer's own tags, and links lead to the web."""
    Strict(render(text))


@given(st.text(alphabet=st.characters(blacklist_characters="\\`*_~|[]<>@#-+.:¯ \n\r"), max_size=200))
def test_text_without_marks_is_kept(text: str) -> None:
    """Text without any mark comes out as it went in."""
    assert unescape(render(text)) == printable(text)


@given(HOSTILE)
def test_code_is_shown_to_the_letter(text: str) -> None:
    """A text inside a code block is shown to the letter."""
    code = printable(text).replace("`", "'").strip("\n")
    shown = render(f"```\nx{code}x\n```")
    assert unescape(re.sub(r"</?(?:pre|code)>", "", shown)) == f"x{code}x"


@pytest.mark.parametrize(
    "hostile",
    [
        *("*" * 4000, "**a" * 1333, "`" * 4000, "`a``b```" * 500, "[" * 4000, "[a](" * 1000, "> " * 2000, "||" * 2000),
        "_a" * 2000,
        "~~" * 2000,
        "```\n" * 1000,
        "- \n" * 1300,
        "\n" * 4000,
        "😀" * 2000,
        "**__~~||*_" * 400,
        "<t:" * 1300,
        " " * 3990 + "- x",
        "\\" * 4000,
        "https://(" * 400,
        "\n".join(" " * depth + "- x" for depth in range(88)),
    ],
)
def test_longest_hostile_text_is_rendered(hostile: str) -> None:
    """A message-long run of marks is rendered, well-formed, without hanging or exhausting the stack."""
    Strict(render(hostile))


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**bold**", "<strong>bold</strong>"),
        ("*it* _it_", "<em>it</em> <em>it</em>"),
        ("***both***", "<strong><em>both</em></strong>"),
        ("__under__", "<u>under</u>"),
        ("__*under it*__", "<u><em>under it</em></u>"),
        ("~~gone~~", "<s>gone</s>"),
        ("||secret||", '<span class="sp" tabindex="0" title="Spoiler">secret</span>'),
        ("**two\nlines**", "<strong>two\nlines</strong>"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("snake_case_name", "snake_case_name"),
        ("**open", "**open"),
        (r"\*not\* \_it\_", "*not* _it_"),
        (r"C:\new", r"C:\new"),
        (r"¯\_(ツ)_/¯", r"¯\_(ツ)_/¯"),
    ],
)
def test_emphasis(text: str, html: str) -> None:
    """Emphasis is as Discord shows it; marks that nothing closes, or that are escaped, are text."""
    assert render(text) == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("# One", "<h3>One</h3>"),
        ("### **Three**", "<h5><strong>Three</strong></h5>"),
        ("#### four", "#### four"),
        ("#no", "#no"),
        ("a\n# b\nc", "a<h3>b</h3>c"),
        ("-# small", "<small>small</small>"),
        ("-#no", "-#no"),
        ("> a\n> b\nc", "<blockquote>a\nb</blockquote>c"),
        (">a", "&gt;a"),
        ("x\n>>> a\n\nb\n# c", "x<blockquote>a\n\nb<h3>c</h3></blockquote>"),
        ("> > a", "<blockquote>&gt; a</blockquote>"),
        ("> - a\n> - b", "<blockquote><ul><li>a</li><li>b</li></ul></blockquote>"),
        ("a\n\n> b", "a\n\n<blockquote>b</blockquote>"),
    ],
)
def test_blocks(text: str, html: str) -> None:
    """Headings, small print and quotes begin a line and need their blank; a quote holds no quote."""
    assert render(text) == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("- a\n* b", "<ul><li>a</li><li>b</li></ul>"),
        ("- a\n  - b\n- c", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"),
        ("3. a\n4. b", '<ol start="3"><li>a</li><li>b</li></ol>'),
        ("1. a\n- b", '<ol start="1"><li>a</li></ol><ul><li>b</li></ul>'),
        ("- a\n  more", "<ul><li>a\nmore</li></ul>"),
        ("- a\nend", "<ul><li>a</li></ul>end"),
        ("-a", "-a"),
        ("- **a**", "<ul><li><strong>a</strong></li></ul>"),
    ],
)
def test_lists(text: str, html: str) -> None:
    """Lists nest by their blanks, keep their first number, and end where a line is neither item nor indented."""
    assert render(text) == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("`a*b*`", "<code>a*b*</code>"),
        ("``a ` b``", "<code>a ` b</code>"),
        ("`` ` ``", "<code>`</code>"),
        ("`open", "`open"),
        ("```py\nx = 1\n```", '<pre data-l="py"><code>x = 1</code></pre>'),
        ("```x```", "<pre><code>x</code></pre>"),
        ("```\n# no\n> no\n```\nend", "<pre><code># no\n&gt; no</code></pre>end"),
        ("```\nopen", "```\nopen"),
        ("a ```b\nc``` d", 'a <pre data-l="b"><code>c</code></pre> d'),
        ("> ```\n> x\n> ```", "<blockquote><pre><code>x</code></pre></blockquote>"),
        ("- ```\n- x\n```", "<ul><li><pre><code>- x</code></pre></li></ul>"),
    ],
)
def test_code(text: str, html: str) -> None:
    """Nothing is interpreted inside code; a fence that nothing closes is text."""
    assert render(text) == html


def link(address: str, label: str) -> str:
    return f'<a href="{address}" target="_blank" rel="noopener noreferrer nofollow">{label}</a>'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("[**a**](https://b.c)", link("https://b.c", "<strong>a</strong>")),
        ('[a](<https://b.c> "title")', link("https://b.c", "a")),
        ("[a](https://b.c/x_(y))", link("https://b.c/x_(y)", "a")),
        ("[a](ftp://b.c)", "[a](ftp://b.c)"),
        ("see https://b.c/d_e_f.", f"see {link('https://b.c/d_e_f', 'https://b.c/d_e_f')}."),
        ("(https://b.c)", f"({link('https://b.c', 'https://b.c')})"),
        ("<https://b.c>", link("https://b.c", "https://b.c")),
        ("https://", "https://"),
        (r"\[a](b)", "[a](b)"),
    ],
)
def test_links(text: str, html: str) -> None:
    """Masked, bare and bracketed links are links to the web; every other scheme shows its source."""
    assert render(text) == html


def test_label_that_pretends_to_be_an_address_shows_its_source() -> None:
    """A masked link whose label is another address is shown in full."""
    assert visible("[https://good.example](https://bad.example)") == "[https://good.example](https://bad.example)"


def visible(text: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", render(text)))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<@11> <@!11> <@99>", "@Ann <b> @Ann <b> @unknown-user"),
        ("<#21> <#99>", "#work #unknown"),
        ("<@&5> @everyone @here", "@role @everyone @here"),
        ("</work start:5>", "/work start"),
        ("<:yes:123> <a:no:123>", ":yes: :no:"),
        ("<t:1742839200:R>", "now"),
        ("<t:1742842800:R> <t:1742839140:R> <t:1742925600:R>", "in 1 hour 1 minute ago in 1 day"),
        ("<t:1742839200> <t:1742839200:t>", "24 March 2025 18:00 18:00"),
        ("<t:1742839200:F> <t:1742839200:d>", "Monday, 24 March 2025 18:00 24/03/2025"),
        ("<t:9999999999999:R>", "Invalid Date"),
        ("<t:x> <@x>", "<t:x> <@x>"),
    ],
)
def test_mentions_and_times(text: str, shown: str) -> None:
    """Mentions show names, timestamps the time as seen from the record's own moment."""
    assert visible(text) == shown
