"""Reading the rows of a release again, whatever form its files have."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, Final, NamedTuple, cast

from bot.errors import StartError

_PARQUET: Final = ".parquet"
_BATCH: Final = 1_000


class PlacedRow(NamedTuple):
    """A row and where it is.

    Attributes:
        place: The file below the folder of the release, and the number of the row in it, from 1 on.
        row: Its values by column.
    """

    place: str
    row: dict[str, Any]


def read_rows(folder: Path, path: str) -> Iterator[PlacedRow]:
    """Read the rows of a file of a release.

    Args:
        folder: Of the release.
        path: Of the file, below the folder: `.jsonl`, `.jsonl.gz`, `.jsonl.zst` or `.parquet`.

    Yields:
        One row after the other.

    Raises:
        StartError: The file cannot be read, or what reads its form is not installed.
    """
    rows = _parquet_rows(folder / path) if path.endswith(_PARQUET) else _json_rows(folder / path)
    number = 0
    try:
        for number, row in enumerate(rows, start=1):
            yield PlacedRow(f"{path}, row {number}", row)
    except (OSError, EOFError, ValueError) as error:
        raise StartError(f"{path}, row {number + 1}: it cannot be read: {error}") from error


def _json_rows(path: Path) -> Iterator[dict[str, Any]]:
    with _opened(path) as file:
        for line in file:
            row = json.loads(line)
            if not isinstance(row, dict):
                raise ValueError("no JSON object")
            yield row


def _opened(path: Path) -> IO[str]:
    if path.suffix == ".gz":
        return cast(IO[str], gzip.open(path, "rt", encoding="utf-8", newline="\n"))
    if path.suffix != ".zst":
        return path.open(encoding="utf-8", newline="\n")
    try:
        import zstandard  # noqa: PLC0415 - only who has such files needs it
    except ImportError:
        raise _not_installed(path) from None
    return cast(IO[str], zstandard.open(path, "rt", encoding="utf-8", newline="\n"))


def _parquet_rows(path: Path) -> Iterator[dict[str, Any]]:
    try:
        from pyarrow import parquet  # noqa: PLC0415 - likewise
    except ImportError:
        raise _not_installed(path) from None
    with parquet.ParquetFile(path) as file:
        for batch in file.iter_batches(_BATCH):
            yield from batch.to_pylist()


def _not_installed(path: Path) -> StartError:
    return StartError(
        f"{path.name} cannot be read without the libraries for it: make release in a copy of the repository, or "
        "pip install 'assistant-dataset-bot[release]'."
    )
