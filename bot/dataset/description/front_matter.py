"""YAML for the head of a dataset's card: mappings, lists and single values, whatever signs are in them.

It is a part of YAML that every reader understands alike: blocks of mappings and lists, and single values in double
quotes as JSON writes them (YAML 1.2 has JSON in it), unless they are words that cannot be taken for anything else.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from bot.rules.text import whole_characters

Value: TypeAlias = "str | int | bool | Mapping[str, Value] | Sequence[Value]"

_PLAIN: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_MEANS_SOMETHING: Final = re.compile(r"(?:y|n|yes|no|on|off|true|false|null)", re.IGNORECASE)
_UNPRINTABLE: Final = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
"""What YAML wants written by its number, or takes for the end of a line, and JSON does not."""


def front_matter(values: Mapping[str, Value]) -> str:
    """Write values as the head of a Markdown file.

    Args:
        values: In the order in which they are written; empty lists and mappings are left out.

    Returns:
        YAML between two lines of hyphens, with a line end.
    """
    return "\n".join(["---", *_mapping(values), "---", ""])


def _mapping(values: Mapping[str, Value]) -> Iterator[str]:
    for key, value in values.items():
        if isinstance(value, str | int):
            yield f"{_single(key)}: {_single(value)}"
        elif isinstance(value, Mapping) and value:
            yield f"{_single(key)}:"
            yield from _indented(_mapping(value))
        elif value:
            yield f"{_single(key)}:"
            yield from _list(value)


def _list(values: Sequence[Value] | Mapping[str, Value]) -> Iterator[str]:
    for value in values:
        if isinstance(value, str | int):
            yield f"- {_single(value)}"
        elif isinstance(value, Mapping):
            first, *others = _mapping(value)
            yield f"- {first}"
            yield from _indented(iter(others))
        else:
            raise TypeError("a list directly in a list is not written")


def _indented(lines: Iterator[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines)


def _single(value: str | int) -> str:
    if isinstance(value, str):
        if _PLAIN.fullmatch(value) and not _MEANS_SOMETHING.fullmatch(value):
            return value
        quoted = json.dumps(whole_characters(value), ensure_ascii=False)
        return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)
    return json.dumps(value)
