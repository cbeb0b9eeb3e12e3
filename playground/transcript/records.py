"""Reading the playground's record file, and careful access to what stands in a record."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

Json = Mapping[str, object]

UNREADABLE = "unreadable"
"""Kind of the record that stands for a line which is not a JSON object (a process killed while writing leaves one)."""

_NOTHING: Json = {}


def read_records(path: Path) -> Iterator[Json]:
    """Yield the records of a file with one JSON object a line, in file order.

    A line that is no JSON object yields ``{"kind": UNREADABLE}``: one torn line must not cost the whole page.

    Raises:
        OSError: The file cannot be read.
    """
    with path.open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            if not line.strip():
                continue
            try:
                record = json.loads(line)
            except (ValueError, RecursionError):
                record = None
            yield record if isinstance(record, dict) else {"kind": UNREADABLE}


def text(of: Json, key: str) -> str:
    """Return a field as text: ids may be numbers, and what is missing or null is empty."""
    value = of.get(key)
    return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def number(of: Json, key: str) -> int:
    """Return a field as a whole number of at most 64 bits, 0 where it is missing or is none."""
    value = of.get(key)
    return value if isinstance(value, int) and abs(value) < 1 << 63 else 0


def child(of: Json, key: str) -> Json:
    """Return a field that is an object, an empty one where it is missing or is none."""
    value = of.get(key)
    return value if isinstance(value, Mapping) else _NOTHING


def children(of: Json, key: str) -> Sequence[Json]:
    """Return the objects of a field that is a list, leaving out whatever else stands in it."""
    value = of.get(key)
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list | tuple) else []


def texts(of: Json, key: str) -> Sequence[str]:
    """Return the entries of a field that is a list, as texts."""
    value = of.get(key)
    return [str(item) for item in value] if isinstance(value, list | tuple) else []


def moment(record: Json) -> datetime | None:
    """Return when a record was made, in UTC, or None where ``at`` is no ISO-8601 time."""
    try:
        at = datetime.fromisoformat(text(record, "at"))
        return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
