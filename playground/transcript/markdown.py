"""Discord's Markdown to HTML.

Discord's dialect is not CommonMark: line breaks count, ``__`` underlines, ``-#`` is small print, ``>>>`` quotes to the
end, there are spoilers and mentions, and no HTML at all. The outer level goes by lines (`_blocks`), the inner one by
marks (`inline.InlineRenderer`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from playground.transcript.escaping import printable
from playground.transcript.inline import FENCE, InlineRenderer, Names

_QUOTE_LINE = re.compile(r"> ([^\n]*)(?:\n|\Z)")
_QUOTE_REST = ">>> "
_HEADING = re.compile(r"(#{1,3}) +(\S.*)", re.DOTALL)
_SUBTEXT = re.compile(r"-# +(\S.*)", re.DOTALL)
_ITEM = re.compile(r"( *)(?:[-*]|([0-9]{1,9})\.) +(\S.*)", re.DOTALL)
_CONTINUATION = re.compile(r" {2,}(\S.*)", re.DOTALL)
_DEEPEST_LIST = 11


class Markdown:
    """Renders texts of one transcript; remembers what it rendered, because cards repeat their texts."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._rendered: dict[str, str] = {}

    def render(self, text: str, *, at: datetime | None = None) -> str:
        """Return the text as HTML, without an element around it; meant for ``white-space: break-spaces``.

        Args:
            text: Discord Markdown, of any length and origin.
            at: The moment that relative timestamps are counted from; without it they show the absolute time.
        """
        depends_on_time = "<t:" in text
        known = None if depends_on_time else self._rendered.get(text)
        if known is not None:
            return known
        rendered = _blocks(printable(text), InlineRenderer(self._names, at), quoted=False)
        if not depends_on_time:
            self._rendered[text] = rendered
        return rendered


@dataclass(slots=True)
class _Item:
    indent: int
    number: str | None
    text: str


def _blocks(text: str, inline: InlineRenderer, *, quoted: bool) -> str:
    done: list[str] = []
    paragraph: list[str] = []
    items: list[_Item] = []
    position = 0

    def finish() -> None:
        if paragraph:
            # A blank line before a block needs one more line feed: the last one of a line box shows nothing.
            blank_last = "" if paragraph[-1] else "\n"
            done.append(inline.render("\n".join(paragraph)) + blank_last)
            paragraph.clear()
        if items:
            done.append("".join(_lists(items, inline, level=1)))
            items.clear()

    while position < len(text):
        if not quoted and (end := _end_of_quote(text, position)):
            finish()
            inner = _unquoted(text[position:end])
            done.append(f"<blockquote>{_blocks(inner, inline, quoted=True)}</blockquote>")
            position = end
            continue
        end = _end_of_line(text, position)
        line = text[position:end]
        position = end + 1
        if item := _ITEM.fullmatch(line):
            if paragraph:
                finish()
            items.append(_Item(len(item[1]), item[2], item[3]))
        elif items and (continued := _CONTINUATION.fullmatch(line)):
            items[-1].text += "\n" + continued[1]
        elif block := _one_line_block(line, inline):
            finish()
            done.append(block)
        else:
            if items:
                finish()
            paragraph.append(line)
    finish()
    return "".join(done)


def _one_line_block(line: str, inline: InlineRenderer) -> str | None:
    if heading := _HEADING.fullmatch(line):
        # The page's own headings are h1 and h2; a card's stand below them.
        level = len(heading[1]) + 2
        return f"<h{level}>{inline.render(heading[2])}</h{level}>"
    if subtext := _SUBTEXT.fullmatch(line):
        return f"<small>{inline.render(subtext[1])}</small>"
    return None


def _end_of_line(text: str, start: int) -> int:
    """Return where the line ends that begins at ``start``; a fenced block within counts as part of the line."""
    position = start
    while True:
        end = text.find("\n", position)
        end = len(text) if end < 0 else end
        fence = text.find("```", position, end)
        if fence < 0:
            return end
        block = FENCE.match(text, fence)
        position = block.end() if block else fence + 3


def _end_of_quote(text: str, start: int) -> int:
    """Return the end of the quote that begins at ``start``, 0 if none does."""
    if text.startswith(_QUOTE_REST, start):
        return len(text)
    end = start
    while line := _QUOTE_LINE.match(text, end):
        if not line[0]:
            break
        end = line.end()
    return end if end > start else 0


def _unquoted(quote: str) -> str:
    if quote.startswith(_QUOTE_REST):
        return quote.removeprefix(_QUOTE_REST)
    return "\n".join(line.removeprefix("> ") for line in quote.removesuffix("\n").split("\n"))


def _lists(items: list[_Item], inline: InlineRenderer, *, level: int) -> Iterator[str]:
    """Yield the lists that the items make: one for every change between bullets and numbers."""
    start = 0
    while start < len(items):
        first = items[start]
        tag = "ul" if first.number is None else "ol"
        opening = "<ul>" if first.number is None else f'<ol start="{int(first.number)}">'
        yield opening
        while start < len(items) and (items[start].number is None) == (first.number is None):
            item = items[start]
            end = start + 1
            while end < len(items) and items[end].indent > item.indent and level < _DEEPEST_LIST:
                end += 1
            content = _one_line_block(item.text, inline) or inline.render(item.text)
            yield f"<li>{content}{''.join(_lists(items[start + 1 : end], inline, level=level + 1))}</li>"
            start = end
        yield f"</{tag}>"
