"""A file as rows: lines of JSON, entries of a list in JSON, records of a table, lines of text."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator
from enum import StrEnum
from itertools import islice
from typing import Any, Final, NamedTuple, TypeAlias

from bot.imports.json_entries import JsonEntries, why_not_json
from bot.imports.source import LONGEST_LINE, Progress, Source, UnreadableError
from bot.imports.values import Fault
from bot.rules.text import shows_nothing

_KEY_OF_JSON: Final = re.compile(r'\s*(?:\[\s*)?\{\s*"(?:[^"\\]|\\.)*"\s*:')
_FIRST_LINES: Final = 5


class Layout(StrEnum):
    """How a file is made of rows."""

    JSON_LINES = "JSON, one row a line"
    JSON_LIST = "JSON, one list of rows"
    TABLE = "a table"
    LINES = "text, one prompt a line"


class Row(NamedTuple):
    """A row: an object of JSON, a record of a table, a list or a text; and where it stands."""

    place: str
    value: Any


Rows: TypeAlias = Iterator[Row | Fault]


def layout_of(source: Source) -> Layout | None:
    """Return how a file seems to be made, by its name and its beginning; None where neither tells."""
    if source.suffix in (".csv", ".tsv"):
        return Layout.TABLE
    lines = (line for _, line in _numbered(source, None) if isinstance(line, UnreadableError) or not line.isspace())
    beginning = list(islice(lines, _FIRST_LINES))
    text = [line for line in beginning if isinstance(line, str)]
    if source.suffix == ".txt" and not _KEY_OF_JSON.match("".join(text)):
        return Layout.LINES
    if beginning and not text:
        return Layout.JSON_LINES
    first, second, *_ = [*text, "", ""]
    if not first.lstrip().startswith(("{", "[")):
        return None
    if is_json(first, dict) or (is_json(first, list) and second.lstrip().startswith("[")):
        return Layout.JSON_LINES
    return Layout.JSON_LIST


def rows_of(source: Source, layout: Layout, progress: Progress | None = None) -> Rows:
    """Yield the rows of a file, and in place of what is none what is wrong; after the last fault nothing may follow.

    Args:
        source: The file.
        layout: How it is made.
        progress: Is told how many bytes of the file were read since it was told last.
    """
    readers: dict[Layout, Callable[[Source, Progress | None], Rows]] = {
        Layout.JSON_LINES: _json_lines,
        Layout.JSON_LIST: _json_list,
        Layout.TABLE: _table,
        Layout.LINES: _lines,
    }
    return readers[layout](source, progress)


def is_json(text: str, kind: type[dict[str, Any]] | type[list[Any]]) -> bool:
    """Say whether a text is an object, or a list, in JSON; one that nests too deeply to be read is."""
    if not text.lstrip().startswith("{" if kind is dict else "["):
        return False
    try:
        json.loads(text)
    except RecursionError:
        return True
    except ValueError:
        return False
    return True


def _numbered(source: Source, progress: Progress | None) -> Iterator[tuple[str, str | UnreadableError]]:
    number = 0
    lines = source.lines(progress)
    while True:
        number += 1
        try:
            line = next(lines, None)
        except UnreadableError as error:
            line = error
            lines = iter(())
        if line is None:
            return
        yield f"line {number}", line


def _lines(source: Source, progress: Progress | None) -> Rows:
    for place, line in _numbered(source, progress):
        if isinstance(line, UnreadableError):
            yield Fault(place, str(line))
        elif not shows_nothing(line):
            yield Row(place, line)


def _json_lines(source: Source, progress: Progress | None) -> Rows:
    for place, line in _numbered(source, progress):
        if isinstance(line, UnreadableError):
            yield Fault(place, str(line))
        elif line and not line.isspace():
            try:
                yield Row(place, json.loads(line))
            except (ValueError, RecursionError) as error:
                yield Fault(place, why_not_json(error))


def _json_list(source: Source, progress: Progress | None) -> Rows:
    """Read entry by entry: of a list, or of objects one after the other, which may have any number of lines."""
    entries = JsonEntries(source.chunks(progress))
    number = 0
    try:
        is_list = entries.next_character() == "["
        if is_list:
            entries.skip()
        while (following := entries.next_character()) not in ("", "]" if is_list else ""):
            if is_list and number:
                if following != ",":
                    raise UnreadableError("this is not JSON: a comma is missing before it")
                entries.skip()
            value = entries.value()
            number += 1
            yield Row(f"entry {number}", value)
        if is_list:
            if not following:
                raise UnreadableError("this is not JSON: the list does not end")
            entries.skip()
            if entries.next_character():
                raise UnreadableError("something follows after the end of the list")
    except UnreadableError as error:
        yield Fault(f"entry {number + 1}", str(error))


def _table(source: Source, progress: Progress | None) -> Rows:
    # What a field may have is not more than what a line may: the limit of the module is one of the process.
    csv.field_size_limit(LONGEST_LINE)
    fault: list[UnreadableError] = []

    def lines() -> Iterator[str]:
        for _, line in _numbered(source, progress):
            if isinstance(line, UnreadableError):
                fault.append(line)
                return
            yield line

    delimiter = "\t" if source.suffix == ".tsv" else _delimiter(source)
    reader = csv.reader(lines(), delimiter=delimiter, strict=True)
    begins = 1
    names: list[str] | None = None
    try:
        for record in reader:
            place, begins = f"line {begins}", reader.line_num + 1
            if fault:
                break
            if not any(record):
                continue
            if names is None:
                names = [name.strip() for name in record]
                if len(set(names)) < len(names) or not all(names):
                    yield Fault(place, "the names of the columns are to be in the first line, each once")
                    return
            elif len(record) != len(names):
                yield Fault(place, f"it has {len(record)} fields, and the first line names {len(names)}")
            else:
                yield Row(place, {name: value for name, value in zip(names, record, strict=True) if value})
    except csv.Error as error:
        if not fault:
            yield Fault(f"line {begins}", f"from here on this is no table with quoted fields ({error})")
    if fault:
        yield Fault(f"line {reader.line_num + 1}", str(fault[0]))


def _delimiter(source: Source) -> str:
    """Return a semicolon where the first line has one and no comma: so office programs write it in much of Europe."""
    first = next(source.lines(), "")
    return ";" if isinstance(first, str) and ";" in first and "," not in first else ","
