"""The forms in which rows are written: JSON Lines, as they are or compressed, and Parquet.

The same rows give the same uncompressed bytes: no name and no time stands in a file. Parquet and zstd need libraries
that are not everywhere; they are loaded when they are asked for.
"""

from __future__ import annotations

import gzip
import importlib.util
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, Protocol

from bot.dataset.tables.schema import ColumnType, Field, Kind, ListOf, Row, Written
from bot.errors import StartError

if TYPE_CHECKING:
    import pyarrow

_ENCODER: Final = json.JSONEncoder(ensure_ascii=False)
_ENDS_OF_LINES: Final = [(end, f"\\u{ord(end):04x}") for end in "\u0085\u2028\u2029"]
"""What some readers of lines take for the end of one, though JSON does not; it stands in texts only."""

_LINES_AT_ONCE: Final = 256
_ROWS_OF_A_GROUP: Final = 4_096
_GZIP_LEVEL: Final = 6
_ZSTD_LEVEL: Final = 9


class Form(StrEnum):
    """A form of file, by what its name ends in."""

    JSON_LINES = ".jsonl"
    GZIP = ".jsonl.gz"
    ZSTD = ".jsonl.zst"
    PARQUET = ".parquet"


_LIBRARIES: Final = {Form.ZSTD: "zstandard", Form.PARQUET: "pyarrow"}


def form_of(path: Path) -> Form:
    """Return the form that the name of a file asks for: anything but `.gz`, `.zst` and `.parquet` is JSON Lines."""
    return {".gz": Form.GZIP, ".zst": Form.ZSTD, ".parquet": Form.PARQUET}.get(path.suffix.lower(), Form.JSON_LINES)


def is_there(form: Form) -> bool:
    """Return whether what a form needs is installed."""
    return form not in _LIBRARIES or importlib.util.find_spec(_LIBRARIES[form]) is not None


def check_form(form: Form, *, columns: Sequence[Field] | None) -> None:
    """See that rows can be written in a form.

    Args:
        form: The form.
        columns: Of the rows; None where they are no table.

    Raises:
        StartError: They cannot; the sentence says what to do.
    """
    if not is_there(form):
        raise StartError(
            f"{form} needs {_LIBRARIES[form]}, which is not installed. Install it with: "
            f"pip install 'assistant-dataset-bot[release]'; or name a file that ends in .jsonl or .jsonl.gz."
        )
    if form is Form.PARQUET and columns is None:
        raise StartError(
            "Trees nest, which Parquet cannot hold. Name a file that ends in .jsonl, .jsonl.gz or .jsonl.zst."
        )


class RowWriter(Protocol):
    """Writes rows."""

    def write(self, row: Row) -> None:
        """Write a row."""
        ...


@contextmanager
def open_writer(file: BinaryIO, form: Form, columns: Sequence[Field] | None) -> Iterator[RowWriter]:
    """Write rows to a file, which is complete when the block ends.

    Args:
        file: Open for writing; it stays open.
        form: From `check_form`.
        columns: Of the rows.

    Yields:
        What writes.

    Raises:
        OSError: The file cannot be written.
    """
    if form is Form.PARQUET:
        table = _Parquet(file, columns or ())
        yield table
        table.finish()
        return
    with _compressed(file, form) as packed:
        lines = _Lines(packed)
        yield lines
        lines.finish()


class _Bytes(Protocol):
    def write(self, data: bytes, /) -> object: ...


@contextmanager
def _compressed(file: BinaryIO, form: Form) -> Iterator[_Bytes]:
    if form is Form.GZIP:
        with gzip.GzipFile("", "wb", _GZIP_LEVEL, file, mtime=0) as packed:
            yield packed
    elif form is Form.ZSTD:
        import zstandard  # noqa: PLC0415 - see the module

        compressor = zstandard.ZstdCompressor(level=_ZSTD_LEVEL, write_checksum=True)
        with compressor.stream_writer(file, closefd=False) as packed:
            yield packed
    else:
        yield file


class _Lines:
    """Writes rows as JSON, one a line."""

    def __init__(self, file: _Bytes) -> None:
        self._file = file
        self._waiting: list[str] = []

    def write(self, row: Row) -> None:
        """Write a row, with others."""
        self._waiting.append(row if isinstance(row, Written) else _ENCODER.encode(row))
        if len(self._waiting) >= _LINES_AT_ONCE:
            self._flush()

    def finish(self) -> None:
        """Write what is left."""
        if self._waiting:
            self._flush()

    def _flush(self) -> None:
        self._waiting.append("")
        lines = "\n".join(self._waiting)
        self._waiting.clear()
        if not lines.isascii():
            for end, escaped in _ENDS_OF_LINES:
                lines = lines.replace(end, escaped)
        self._file.write(lines.encode())


class _Parquet:
    """Writes rows as Parquet."""

    def __init__(self, file: BinaryIO, columns: Sequence[Field]) -> None:
        from pyarrow import parquet  # noqa: PLC0415 - see the module

        self._schema = _schema(columns)
        self._writer = parquet.ParquetWriter(file, self._schema, compression="zstd")
        self._waiting: list[Row] = []

    def write(self, row: Row) -> None:
        """Write a row, with others."""
        self._waiting.append(row)
        if len(self._waiting) >= _ROWS_OF_A_GROUP:
            self._flush()

    def finish(self) -> None:
        """Write what is left."""
        if self._waiting:
            self._flush()
        self._writer.close()

    def _flush(self) -> None:
        import pyarrow  # noqa: PLC0415 - likewise

        self._writer.write_table(pyarrow.Table.from_pylist(self._waiting, self._schema))
        self._waiting.clear()


def _schema(columns: Sequence[Field]) -> pyarrow.Schema:
    import pyarrow  # noqa: PLC0415 - likewise

    return pyarrow.schema([_arrow_field(column) for column in columns])


def _arrow_field(column: Field) -> pyarrow.Field:
    import pyarrow  # noqa: PLC0415 - likewise

    return pyarrow.field(column.name, _arrow_type(column.type), nullable=column.nullable)


def _arrow_type(of: ColumnType) -> pyarrow.DataType:
    import pyarrow  # noqa: PLC0415 - likewise

    if isinstance(of, ListOf):
        return pyarrow.list_(pyarrow.field("element", _arrow_type(of.of), nullable=of.nullable))
    if isinstance(of, Kind):
        scalars = {
            Kind.STRING: pyarrow.string,
            Kind.INTEGER: pyarrow.int64,
            Kind.FLOAT: pyarrow.float64,
            Kind.BOOLEAN: pyarrow.bool_,
        }
        return scalars[of]()
    return pyarrow.struct([_arrow_field(part) for part in of.fields])
