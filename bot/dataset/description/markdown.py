"""Markdown that shows words as they are, whoever they are from: names, models and topics are nobody's markup."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from bot.rules.text import whole_characters

_MARKUP: Final = re.compile(r"[\\`*_{}\[\]<>#|~&$]")
_NOT_SHOWN: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")
_LONGEST: Final = 300


def plain(words: str) -> str:
    """Return words for the middle of a line, so that Markdown shows them and does nothing else; long ones are cut."""
    line = _NOT_SHOWN.sub(" ", whole_characters(words)).strip()
    if len(line) > _LONGEST:
        line = line[: _LONGEST - 1] + "…"
    return _MARKUP.sub(r"\\\g<0>", line)


def span(words: str) -> str:
    """Return words as a span of code, which has room in a cell of a table."""
    line = _NOT_SHOWN.sub(" ", whole_characters(words)).replace("`", "'").replace("|", "/").strip()
    return f"`{line or '?'}`"


def table(head: Sequence[str], rows: Iterable[Sequence[str]], with_words: int = 1) -> str:
    """Write a table of cells that are Markdown already.

    Args:
        head: What stands above each column.
        rows: As many cells each.
        with_words: How many columns have words, on the left; the others have figures.
    """
    lines = [head, ["---" if place < with_words else "---:" for place in range(len(head))], *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def code(text: str, language: str) -> str:
    """Write a block of code, whatever stands in it."""
    longest = max((len(run) for run in re.findall(r"`{3,}", text)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{language}\n{text}\n{fence}"


def example(row: Mapping[str, Any]) -> str:
    """Write a row as a block of JSON."""
    return code(json.dumps(row, ensure_ascii=False, indent=2), "json")


def link(words: str, address: str | None) -> str:
    """Write a link, or the words alone where the address is none of the web."""
    if address is None or not re.fullmatch(r"https?://[^\s<>()\\\"'`]{1,2000}", address):
        return plain(words)
    return f"[{plain(words)}]({address})"


def number(figure: float | None) -> str:
    """Write a figure with two places; a dash where there is none."""
    return "–" if figure is None else f"{figure:.2f}"
