"""An export of personal data as files of JSON."""

import json
from collections.abc import Iterator, Mapping, Sequence

from pydantic import JsonValue

from bot.interactions.components import MOST_BYTES_PER_FILE
from bot.state.personal_data import Section

_INDENT = 2


_DEPTH_OF_ENTRIES = 3
"""How deep an entry stands: part → feature → kind → entry."""


def export_files(
    about: Section, sections: Mapping[str, Section], most_bytes: int = MOST_BYTES_PER_FILE
) -> Sequence[bytes]:
    """Write an export as files: JSON in UTF-8, indented.

    Each is complete in itself; one that grows too large is continued.

    Args:
        about: what stands at the beginning of every file; `part` and `parts` are added to it.
        sections: what each feature stores, by the feature's name.
        most_bytes: how large a file may become. Only a single entry that is larger by itself makes a larger one.

    Returns:
        One file or several.
    """
    parts: list[dict[str, dict[str, JsonValue]]] = [{}]
    empty = len(_dump({"about": {**about, "part": 10**6, "parts": 10**6}})) + 1_000
    size = empty
    for feature, kind, entry, is_one_of_many in _entries(sections):
        needed = _size(entry) + len(feature) + len(kind) + 100
        if size + needed > most_bytes and size > empty:
            parts.append({})
            size = empty
        size += needed
        section = parts[-1].setdefault(feature, {})
        if not is_one_of_many:
            section[kind] = entry
            continue
        listed = section.setdefault(kind, [])
        if isinstance(listed, list) and entry is not None:
            listed.append(entry)
    return [
        _dump({"about": {**about, "part": number, "parts": len(parts)}, **part})
        for number, part in enumerate(parts, start=1)
    ]


def _entries(sections: Mapping[str, Section]) -> Iterator[tuple[str, str, JsonValue, bool]]:
    """Yield every entry with its feature and kind; an empty list is one entry that is None."""
    for feature, section in sections.items():
        for kind, value in section.items():
            if not isinstance(value, list):
                yield feature, kind, value, False
            else:
                yield from ((feature, kind, entry, True) for entry in value or [None])


def _size(entry: JsonValue) -> int:
    """Count the bytes that an entry takes where it stands, the blanks before its lines included."""
    written = _dump(entry)
    return len(written) + (written.count(b"\n") + 1) * _INDENT * _DEPTH_OF_ENTRIES


def _dump(value: object) -> bytes:
    # Half a character, which a broken client may send, cannot be written as UTF-8.
    return json.dumps(value, ensure_ascii=False, indent=_INDENT).encode("utf-8", "replace")
