"""Showing what a contributor wrote: as they wrote it, but it pings nobody, hides no address and stays in its place.

Markdown is rendered, except masked links, mentions, timestamps and command mentions, which show their source. Every
line is quoted, because Discord parses a quote on its own: an open spoiler, fence or heading ends with its text.

What is live is broken by a character without width, not by a backslash: what Discord makes of a backslash depends on
what stands around it (in an address, for example, it is a part of the address).
"""

import re
import unicodedata
from collections.abc import Iterator

from bot.rules.text import shows_nothing, with_line_feeds

QUOTE = "> "
"""What a quoted line begins with."""

_FENCE = "```"
_BREAK = "\u200b"

# Discord and we must agree on what is code. So backticks that are no clear code are escaped: a fence or
# code around nothing (Discord looks for its end elsewhere), more than three in a row, those without a partner on their
# line.
_TOKEN = re.compile(
    r"""
    (?P<escaped> \\(?![<@\]])[^\sA-Za-z0-9] )
    | (?P<ticks> `{4,} | ```(?=(?:[A-Za-z0-9_+\#.-]*\n)?\s*```) )
    | (?P<fence> ``` (?P<inside> [\s\S]*? ) (?P<end> ``` | \Z ) )
    | (?P<code> (?P<mark> `{1,2} ) (?!`) (?![^\S\n]+(?P=mark)(?!`)) [^\n]*? (?<!`) (?P=mark) (?!`) )
    | (?P<tick> `+ )
    | (?P<live> < (?=@|\#|t:|/|id:) | @ (?=everyone|here) | \] (?=\() )
    """,
    re.VERBOSE,
)
# What a token begins with: most texts have little of it, and looking for one of the tokens everywhere takes long.
_BEGINNING = re.compile(r"[\\`<@\]]")
# Behind one of these, what looks like code may be none: Discord may find the other end of it inside the code.
_MARKUP = re.compile(r"[*_~|\[]|://|^[ \t]*(?:[-+#]|\d+\.)", re.MULTILINE)
_LIVE_IN_CODE = re.compile(
    r"<(?=@[!&]?\d|#\d|t:-?\d|/[^\s>][^>\n]*:\d|id:)|@(?=everyone|here)"
    r"|\](?=\(\s*<?\s*(?:https?|discord|mailto|tel|sms)\\*:)",
    re.IGNORECASE,
)
_LONGEST_CODE = 100  # of inline code; where it goes over a page it is torn, and is code no longer
_UNFILLED = re.compile(r"(?:[A-Za-z0-9_+#.-]*\n)?\s*")
_OPENING = re.compile(r"```[A-Za-z0-9_+#.-]{0,20}")
_UNPRINTED = re.compile(r"[\u0000-\u0008\u000b-\u001f\u007f]")
# What is rendered wherever it stands: escapes, code, addresses and signs in angle brackets, headings, lists.
_RENDERED = re.compile(
    r"\\[^0-9A-Za-z\s]|`|<(?:https?://|a?:\w)|^[ \t]*(?:\#{1,3}|-\#|[-*+]|\d+\.)[ \t]"
    r"|[\u0000-\u0008\u000b-\u001f\u007f]",
    re.MULTILINE,
)
_RENDERED_IN_PAIRS = {
    "*": re.compile(r"\*\S"),
    "_": re.compile(r"__|_(?![0-9A-Za-z_])"),
    "~~": re.compile("~~"),
    "||": re.compile(r"\|\|"),
}
_DIRECTION_MARKS = re.compile(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_LONGEST_NAME = 32  # as long as Discord lets a name be; one from elsewhere may be longer
_MOST_MARKS = 3
_NAME_MARKDOWN = re.compile(r"([\\*_~`|\[\]<>#@:-])")


def quoted(text: str) -> str:
    """Show a contributor's text as a Discord quote.

    Args:
        text: what was submitted or typed.

    Returns:
        Markdown in which every line starts with `> ` and every fence is closed.
    """
    lines = close_fence(neutralised(text)).split("\n")
    return "\n".join(QUOTE + line for line in lines)


def neutralised(text: str) -> str:
    """Show everything that Discord would make live as its source; clear code is left as it is."""
    text = printable(text)
    parts: list[str] = []
    position = 0
    markup_before = False
    for match in _tokens(text):
        before = text[position : match.start()]
        markup_before = markup_before or _MARKUP.search(before) is not None
        parts += (before, _neutralised_token(match, markup_before))
        position = match.end()
    parts.append(text[position:])
    return "".join(parts)


def close_fence(text: str) -> str:
    """Add a closing fence where one is open at the end of the text."""
    if open_fence(text) is None:
        return text
    return text + ("" if text.endswith("\n") else "\n") + _FENCE


def open_fence(text: str) -> str | None:
    """Return the line that opens the code fence open at the text's end (say ```` ```python ````), if any."""
    for match in _tokens(text):
        if match["fence"] and not match["end"]:
            opening = match["fence"].split("\n", 1)[0]
            return opening if _OPENING.fullmatch(opening) else _FENCE
    return None


def code_around(text: str, position: int) -> int | None:
    """Return where the inline code begins that a cut at a position would tear; None where it tears none."""
    for match in _tokens(text):
        if match["code"] and match.start() < position < match.end():
            return match.start()
    return None


def is_shown_otherwise(text: str) -> bool:
    """Say whether signs of a text are not seen where it is rendered: Markdown, control characters.

    Where it is not certain, the answer is yes.
    """
    text = with_line_feeds(text)
    return _RENDERED.search(text) is not None or any(
        text.count(mark) > 1 and rendered.search(text) is not None for mark, rendered in _RENDERED_IN_PAIRS.items()
    )


def printable(text: str) -> str:
    """Return a text with line feeds at the ends of its lines, and a sign for each other control character but tabs."""
    return _UNPRINTED.sub("\ufffd", with_line_feeds(text))


def plain_line(text: str) -> str:
    """Put the text on one line, for places that render no Markdown, such as the options of a select."""
    return " ".join(_UNPRINTED.sub(" ", text).split())


def plain_name(name: str) -> str:
    """Make a person's or server's name render as typed: no Markdown, no mention, no change of direction."""
    return _NAME_MARKDOWN.sub(r"\\\1", _on_one_line(name))


def clean_name(name: str) -> str:
    """Make a name fit for a place that renders no Markdown: one line, no towers of marks, turning nothing.

    Args:
        name: as somebody chose it.

    Returns:
        At most 32 characters; none where nothing of the name can be seen.
    """
    tamed = "".join(_tamed(unicodedata.normalize("NFC", _on_one_line(name))))[:_LONGEST_NAME].strip()
    return "" if shows_nothing(tamed) else tamed


def _tokens(text: str) -> Iterator[re.Match[str]]:
    position = 0
    while (beginning := _BEGINNING.search(text, position)) is not None:
        token = _TOKEN.match(text, beginning.start())
        if token is not None:
            yield token
        position = (token or beginning).end()


def _on_one_line(name: str) -> str:
    return _DIRECTION_MARKS.sub("", _UNPRINTED.sub("", with_line_feeds(name))).replace("\n", " ")


def _tamed(name: str) -> Iterator[str]:
    """Yield a name's characters, without all but a few of the marks drawn above and below one letter."""
    marks = 0
    for character in name:
        marks = marks + 1 if unicodedata.category(character) in {"Mn", "Me"} else 0
        if marks <= _MOST_MARKS:
            yield character


def _neutralised_token(match: re.Match[str], markup_before: bool) -> str:
    token = match.group()
    if match["live"]:
        return token + _BREAK
    is_unfilled = match["fence"] and not match["end"] and _UNFILLED.fullmatch(match["inside"])
    if match["ticks"] or match["tick"] or is_unfilled:
        return token.replace("`", "\\`")
    if (markup_before and (match["fence"] or match["code"])) or (match["code"] and len(token) > _LONGEST_CODE):
        return _LIVE_IN_CODE.sub(lambda live: live.group() + _BREAK, token)
    return token
