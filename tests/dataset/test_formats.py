"""Tests of the forms in which rows are written."""

from __future__ import annotations

import errno
import gzip
import importlib.util
import io
import json
from pathlib import Path
from typing import Any

import pytest
import zstandard
from pyarrow import parquet

from bot.dataset.formats import Form, check_form, form_of, open_writer
from bot.dataset.tables.schema import Field, Kind, ListOf, Row, Struct, Written
from bot.errors import StartError

COLUMNS = (
    Field("text", Kind.STRING, "A text."),
    Field("count", Kind.INTEGER, "A number.", nullable=True),
    Field("weight", Kind.FLOAT, "A weight."),
    Field("deleted", Kind.BOOLEAN, "A flag.", nullable=True),
    Field("ranks", ListOf(Kind.INTEGER, nullable=True), "A list."),
    Field("labels", Struct((Field("name", ListOf(Kind.STRING), "Names."),)), "A struct.", nullable=True),
)
ROWS: list[Row] = [
    {
        "text": f"one\u2028two\x85 {number} 🐝 'x'",
        "count": None if number % 2 else number,
        "weight": number / 3,
        "deleted": number % 3 == 0,
        "ranks": [None, number],
        "labels": None if number % 5 else {"name": ["quality", "spam"]},
    }
    for number in range(5_000)
]


class Full(io.BytesIO):
    """A file on a full disk."""

    def write(self, _: object, /) -> int:
        """Fail."""
        raise OSError(errno.ENOSPC, "No space left on device")


def written(form: Form, rows: list[Row] = ROWS, file: io.BytesIO | None = None) -> bytes:
    """Rows as they are written."""
    file = io.BytesIO() if file is None else file
    with open_writer(file, form, COLUMNS) as writer:
        for row in rows:
            writer.write(row)
    return file.getvalue()


def read(form: Form, content: bytes) -> list[dict[str, Any]]:
    """What a reader of that form finds."""
    if form is Form.PARQUET:
        found: list[dict[str, Any]] = parquet.read_table(io.BytesIO(content)).to_pylist()
        return found
    if form is Form.GZIP:
        content = gzip.decompress(content)
    elif form is Form.ZSTD:
        content = zstandard.ZstdDecompressor().stream_reader(io.BytesIO(content)).read()
    return [json.loads(line) for line in content.decode().splitlines()]


@pytest.mark.parametrize("form", Form)
def test_what_was_written_is_read(form: Form) -> None:
    """Every form has every value of every row, in their order; a line is a line to every reader."""
    assert read(form, written(form)) == ROWS


@pytest.mark.parametrize("form", Form)
def test_the_same_rows_are_the_same_bytes(form: Form) -> None:
    """Neither the time nor the name of a file stands in it."""
    assert written(form) == written(form)


@pytest.mark.parametrize("form", Form)
def test_no_rows(form: Form) -> None:
    """Without rows a file is whole, too."""
    assert read(form, written(form, [])) == []


def test_rows_that_are_written_already() -> None:
    """What is JSON already is a line as it is."""
    assert written(Form.JSON_LINES, [Written('{"a": [1]}')]) == b'{"a": [1]}\n'


@pytest.mark.parametrize("form", Form)
def test_a_full_disk_is_told(form: Form) -> None:
    """An error of the file is raised as it is, and not taken for something else."""

    with pytest.raises(OSError, match="No space left") as refused:
        written(form, file=Full())
    assert refused.value.errno == errno.ENOSPC


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("trees.jsonl", Form.JSON_LINES),
        ("trees", Form.JSON_LINES),
        ("trees.json", Form.JSON_LINES),
        ("trees.jsonl.gz", Form.GZIP),
        ("TREES.GZ", Form.GZIP),
        ("trees.jsonl.zst", Form.ZSTD),
        ("sft.parquet", Form.PARQUET),
    ],
)
def test_the_name_says_the_form(name: str, form: Form) -> None:
    """What a name ends in asks for a form; anything else is JSON Lines."""
    assert form_of(Path(name)) is form


def test_what_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a library is lacking, one sentence names it and what to do; other forms need none."""
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    for form, library in ((Form.ZSTD, "zstandard"), (Form.PARQUET, "pyarrow")):
        with pytest.raises(StartError, match=rf"{library}.*pip install"):
            check_form(form, columns=COLUMNS)
    for form in (Form.JSON_LINES, Form.GZIP):
        check_form(form, columns=COLUMNS)


def test_trees_are_no_table() -> None:
    """Trees nest as deep as they are, so that they are not written as Parquet."""
    with pytest.raises(StartError, match="Parquet"):
        check_form(Form.PARQUET, columns=None)
    check_form(Form.ZSTD, columns=None)
