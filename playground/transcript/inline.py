"""The marks inside a line of Discord's Markdown: emphasis, code, spoilers, links, mentions, timestamps."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from playground.transcript.escaping import escape, name

FENCE = re.compile(r"```(?:([A-Za-z0-9_+.#-]+)\n)?\n*([^\n].*?)```", re.DOTALL)
"""A fenced block: group 1 the language or None, group 2 the code with the line feeds that end it."""

_MARK = re.compile(r"\\|`+|\*|_|~~|\|\||\[|<|@(?:everyone|here)\b|https?://|¯\\_\(ツ\)_/¯")
_ESCAPED = re.compile(r"\\([^0-9A-Za-z\s])")
_STRONG = re.compile(r"\*\*((?:\\.|[^\\])+?)\*\*(?!\*)", re.DOTALL)
_EMPHASIS = re.compile(r"\*(?=\S)((?:\\.|\*\*|[^*\\])+?)(?<!\s)\*(?!\*)", re.DOTALL)
_UNDERLINE = re.compile(r"__((?:\\.|[^\\])+?)__(?!_)", re.DOTALL)
_UNDERSCORE = re.compile(r"_((?:\\.|__|[^_\\])+?)_(?![0-9A-Za-z_])", re.DOTALL)
_STRIKE = re.compile(r"~~(.+?)~~", re.DOTALL)
_SPOILER = re.compile(r"\|\|(.+?)\|\|", re.DOTALL)
_MASKED_LINK = re.compile(
    r"\[((?:\\.|[^\[\]\\]|\[[^\[\]]*\])+)\]"
    r"\(\s*<?(https?://[^\s<>()]*(?:\([^\s<>()]*\)[^\s<>()]*)*)>?(?:\s+\"[^\"\n]*\")?\s*\)",
    re.DOTALL,
)
_ANGLE = re.compile(
    r"<(?:@!?(?P<person>[0-9]+)|@&(?P<role>[0-9]+)|\#(?P<channel>[0-9]+)|a?:(?P<emoji>[0-9A-Za-z_]{1,32}):[0-9]+"
    r"|t:(?P<seconds>-?[0-9]{1,13})(?::(?P<style>[tTdDfFR]))?|/(?P<command>[^:<>\n]{1,100}):[0-9]+"
    r"|(?P<url>https?://[^\s<>]+))>"
)
_BARE_LINK = re.compile(r"https?://[^\s<]*[^\s<.,:;\"'\]]")
# Marks nested deeper than this are hostile, not writing; they are shown as they stand.
_DEEPEST = 12

_SPANS = (("year", 31_536_000), ("month", 2_592_000), ("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1))


@dataclass(frozen=True, slots=True)
class Names:
    """What the ids in mentions stand for; an id that is missing is shown as unknown."""

    people: Mapping[str, str] = field(default_factory=dict)
    channels: Mapping[str, str] = field(default_factory=dict)


class InlineRenderer:
    """Renders the marks inside lines, at one moment of a transcript."""

    def __init__(self, names: Names, at: datetime | None) -> None:
        self._names = names
        self._at = at

    def render(self, text: str, *, depth: int = 0, linked: bool = False) -> str:
        """Return one or several lines as HTML.

        Args:
            text: The lines, without block marks.
            depth: How many marks surround the text; beyond 12 nothing more is interpreted.
            linked: Whether a link surrounds the text: links cannot be nested.
        """
        if depth > _DEEPEST:
            return escape(text)
        done: list[str] = []
        position = 0
        while mark := _MARK.search(text, position):
            done.append(escape(text[position : mark.start()]))
            found = self._marked(text, mark, depth, linked)
            if found is None:
                # A lone mark is text; of a run of backticks all of it, so that a long run stays cheap.
                position = mark.end() if mark[0][0] == "`" else mark.start() + 1
                done.append(escape(text[mark.start() : position]))
            else:
                html, position = found
                done.append(html)
        done.append(escape(text[position:]))
        return "".join(done)

    def _marked(self, text: str, mark: re.Match[str], depth: int, linked: bool) -> tuple[str, int] | None:
        start = mark.start()
        match mark[0][0]:
            case "`":
                return _code(text, start, len(mark[0]))
            case "<":
                return self._angle(text, start, linked)
            case "[" | "h" if linked:
                return None
            case "[":
                return self._masked_link(text, start, depth)
            case "h":
                return _bare_link(text, start)
            case "@":
                return f'<span class="at">{mark[0]}</span>', mark.end()
            case "¯":
                return escape(mark[0]), mark.end()
            case "\\":
                escaped = _ESCAPED.match(text, start)
                return (escape(escaped[1]), escaped.end()) if escaped else None
            case character:
                for pattern, opening, closing in _EMPHASES[character]:
                    if found := pattern.match(text, start):
                        return f"{opening}{self.render(found[1], depth=depth + 1, linked=linked)}{closing}", found.end()
                return None

    def _masked_link(self, text: str, start: int, depth: int) -> tuple[str, int] | None:
        link = _MASKED_LINK.match(text, start)
        # Discord shows the source of a link whose label pretends to be an address.
        if link is None or "://" in link[1]:
            return None
        return _anchor(link[2], self.render(link[1], depth=depth + 1, linked=True)), link.end()

    def _angle(self, text: str, start: int, linked: bool) -> tuple[str, int] | None:
        found = _ANGLE.match(text, start)
        if found is None:
            return None
        kind = next(kind for kind, value in found.groupdict().items() if value is not None)
        value = found[kind]
        if kind == "url":
            shown = escape(value) if linked else _anchor(value, escape(value))
        elif kind == "emoji":
            shown = f'<span class="ce">:{value}:</span>'
        elif kind == "seconds":
            shown = _timestamp(int(value), found["style"] or "f", self._at)
        else:
            shown = f'<span class="at">{self._mention(kind, value)}</span>'
        return shown, found.end()

    def _mention(self, kind: str, value: str) -> str:
        if kind == "person":
            return f"@{name(self._names.people.get(value, 'unknown-user'))}"
        if kind == "channel":
            return f"#{name(self._names.channels.get(value, 'unknown'))}"
        return f"/{escape(value)}" if kind == "command" else "@role"


_EMPHASES = {
    "*": ((_STRONG, "<strong>", "</strong>"), (_EMPHASIS, "<em>", "</em>")),
    "_": ((_UNDERLINE, "<u>", "</u>"), (_UNDERSCORE, "<em>", "</em>")),
    "~": ((_STRIKE, "<s>", "</s>"),),
    "|": ((_SPOILER, '<span class="sp" tabindex="0" title="Spoiler">', "</span>"),),
}


def _code(text: str, start: int, run: int) -> tuple[str, int] | None:
    if run >= 3 and (fence := FENCE.match(text, start)):
        code = fence[2].rstrip("\n")
        language = f' data-l="{escape(fence[1])}"' if fence[1] else ""
        # A block ends its line by itself; the line feed behind it would add an empty one.
        end = fence.end() + text.startswith("\n", fence.end())
        return f"<pre{language}><code>{escape(code)}</code></pre>", end
    end = start + run
    closing = re.compile(rf"(?<!`)`{{{run}}}(?!`)").search(text, end)
    if closing is None:
        return None
    code = text[end : closing.start()]
    # Discord takes one blank off each side of code that needs it to hold a backtick.
    if code.startswith(" `") or code.endswith("` "):
        code = code.removeprefix(" ").removesuffix(" ")
    return f"<code>{escape(code)}</code>", closing.end()


def _bare_link(text: str, start: int) -> tuple[str, int] | None:
    link = _BARE_LINK.match(text, start)
    if link is None:
        return None
    address = link[0]
    while address.endswith(")") and address.count(")") > address.count("("):
        address = address[:-1]
    if address.endswith("//"):
        return None
    return _anchor(address, escape(address)), start + len(address)


def _anchor(address: str, label: str) -> str:
    return f'<a href="{escape(address)}" target="_blank" rel="noopener noreferrer nofollow">{label}</a>'


def _timestamp(seconds: int, style: str, now: datetime | None) -> str:
    try:
        at = datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return '<span class="t">Invalid Date</span>'
    day = f"{at.day} {at:%B} {at.year}"
    looks = {
        "t": f"{at:%H:%M}",
        "T": f"{at:%H:%M:%S}",
        "d": f"{at:%d/%m}/{at.year}",
        "D": day,
        "f": f"{day} {at:%H:%M}",
        "F": f"{at:%A}, {day} {at:%H:%M}",
    }
    shown = (
        _relative(seconds - int(now.timestamp())) if style == "R" and now is not None else looks.get(style, looks["f"])
    )
    return f'<time class="t" datetime="{at:%Y-%m-%dT%H:%M:%SZ}" title="{looks["F"]} UTC">{shown}</time>'


def _relative(seconds: int) -> str:
    for span, length in _SPANS:
        count = round(abs(seconds) / length) if length > 1 else abs(seconds)
        if abs(seconds) >= length:
            amount = f"{count} {span}" + ("s" if count != 1 else "")
            return f"in {amount}" if seconds > 0 else f"{amount} ago"
    return "now"
