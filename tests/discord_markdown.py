"""What Discord's client makes of Markdown, as far as it decides what is live: an oracle for contributors' text.

A recursive reading by ordered rules, each anchored where the last one ended, in the way of the client's own parser.
"""

import itertools
import re
from dataclasses import dataclass, field

_RULES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("escape", re.compile(r"\\([^0-9A-Za-z\s])")),
    ("fence", re.compile(r"```(?:([a-z0-9_+\-.#]+?)\n)?\n*([^\n][\s\S]*?)\n*```", re.IGNORECASE)),
    ("heading", re.compile(r"#{1,3} +([^\n]+)")),
    ("autolink", re.compile(r"<(https?://[^ >]+)>")),
    ("link", re.compile(r"\[((?:\[[^\]]*\]|[^\[\]]|\](?=[^\[]*\]))*)\]\(\s*<?((?:\([^)]*\)|[^\s\\]|\\.)*?)>?\s*\)")),
    ("url", re.compile(r"https?://[^\s<]+[^<.,:;\"'\]\s]")),
    ("mention", re.compile(r"<(?:@[!&]?|#)\d+>|<id:\w+>|</[\w -]+:\d+>|@everyone|@here")),
    ("timestamp", re.compile(r"<t:-?\d+(?::[tTdDfFR])?>")),
    ("strong", re.compile(r"\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)")),
    ("underline", re.compile(r"__((?:\\[\s\S]|[^\\])+?)__(?!_)")),
    ("emphasis", re.compile(r"\*(?=\S)((?:\*\*|\\[\s\S]|\s+(?:\\[\s\S]|[^\s*\\]|\*\*)|[^\s*\\])+?)\*(?!\*)")),
    ("emphasis", re.compile(r"_((?:__|\\[\s\S]|[^\\_])+?)_(?![0-9A-Za-z_])")),
    ("struck", re.compile(r"~~([\s\S]+?)~~(?!_)")),
    ("spoiler", re.compile(r"\|\|([\s\S]+?)\|\|")),
    ("code", re.compile(r"(`+)\s*([\s\S]*?[^`])\s*\1(?!`)")),
)
_NESTING = {"heading", "strong", "underline", "emphasis", "struck", "spoiler"}
_SCHEME = re.compile(r"(?:https?|discord|mailto|tel|sms):", re.IGNORECASE)
_QUOTE = re.compile(r"^> ?", re.MULTILINE)


@dataclass
class Reading:
    """What a text becomes: what is live in it, what is shown as code, and what is left of backticks outside code."""

    live: list[str] = field(default_factory=list)
    code: list[str] = field(default_factory=list)
    plain: str = ""


def read(text: str) -> Reading:
    """Read a Markdown text that is no quote."""
    reading = Reading()
    _read_into(reading, text, is_top=True)
    return reading


def read_quote(text: str) -> Reading:
    """Read a quote: every line must begin with its mark."""
    assert all(line.startswith("> ") for line in text.split("\n")), text
    return read(_QUOTE.sub("", text))


def read_card(text: str) -> list[str]:
    """What is live in a text with quotes in it; lines next to each other are one quote, which is read by itself."""
    live: list[str] = []
    for is_quote, lines in itertools.groupby(text.split("\n"), key=lambda line: line.startswith("> ")):
        part = "\n".join(lines)
        live += (read_quote(part) if is_quote else read(part)).live
    return live


def _read_into(reading: Reading, text: str, *, is_top: bool) -> None:
    position = 0
    while position < len(text):
        for name, rule in _RULES:
            if name == "heading" and not (is_top and (position == 0 or text[position - 1] == "\n")):
                continue
            match = rule.match(text, position)
            if match is None or (name == "link" and not _SCHEME.match(re.sub(r"\\(\W)", r"\1", match[2]))):
                continue
            if name in {"link", "mention", "timestamp"}:
                reading.live.append(match.group())
            elif name in {"code", "fence"}:
                reading.code.append(match[2])
            elif name in _NESTING:
                _read_into(reading, match[1], is_top=False)
            elif name == "escape":
                reading.plain += match[1]
            else:
                reading.plain += match.group()
            position = match.end()
            break
        else:
            reading.plain += text[position]
            position += 1
