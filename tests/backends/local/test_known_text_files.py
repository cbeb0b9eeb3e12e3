"""Reading the operator's file of texts that are known from elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.backends.local import known_text_files
from bot.backends.local.known_text_files import read_known_texts
from bot.errors import StartError


def test_lines_keep_their_numbers(tmp_path: Path) -> None:
    """Empty lines are left out and counted; a byte order mark and CR LF make no difference."""
    path = tmp_path / "known.txt"
    path.write_bytes("\ufeffOne\r\n\r\n  \r\nTwo\n{not json}\n".encode())
    assert [(number, text.strip()) for number, text in read_known_texts(path)] == [
        (1, "One"),
        (4, "Two"),
        (5, "{not json}"),
    ]


def test_rows_of_json(tmp_path: Path) -> None:
    """A row is a string, or an object with a text; line separators inside of one end no line."""
    path = tmp_path / "KNOWN.JSONL"
    path.write_text('"One\\ntwo"\n{"id": 7, "text": "Three\u2028four"}\n', encoding="utf-8")
    assert list(read_known_texts(path)) == [(1, "One\ntwo"), (2, "Three\u2028four")]


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    """A file that would fill the memory is refused before it is read."""
    path = tmp_path / "known.txt"
    with path.open("wb") as file:
        file.truncate(known_text_files.LARGEST_FILE + 1)
    with pytest.raises(StartError, match="larger than 64 MiB"):
        next(read_known_texts(path))
