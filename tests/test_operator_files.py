"""Reading text files that the operator names."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import StartError
from bot.operator_files import read_operator_texts

LARGEST = 1_000


def read(path: Path) -> list[tuple[int, str]]:
    """All texts of a file."""
    return list(read_operator_texts("SOME_PATH", path, LARGEST))


def test_lines_keep_their_numbers(tmp_path: Path) -> None:
    """Empty lines are left out and counted; a byte order mark and CR LF make no difference."""
    path = tmp_path / "known.txt"
    path.write_bytes("\ufeffOne\r\n\r\n  \r\nTwo\n{not json}\n".encode())
    assert [(number, text.strip()) for number, text in read(path)] == [(1, "One"), (4, "Two"), (5, "{not json}")]


def test_rows_of_json(tmp_path: Path) -> None:
    """A row is a string, or an object with a text; line separators inside of one end no line."""
    path = tmp_path / "KNOWN.JSONL"
    path.write_text('"One\\ntwo"\n{"id": 7, "text": "Three\u2028four"}\n', encoding="utf-8")
    assert read(path) == [(1, "One\ntwo"), (2, "Three\u2028four")]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b'"One"\n{', "line 2: this is no JSON"),
        (b'\n{"question": "?"}', "line 2: a string is expected, or an object whose field text is one"),
        (b"[" * 900, "line 1: this is no JSON"),
        (b"\xff", "is not UTF-8 text"),
        (b" " * (LARGEST + 1), "is larger than"),
    ],
)
def test_what_cannot_be_used(tmp_path: Path, content: bytes, reason: str) -> None:
    """The sentence names the setting, the file, the line, and what is wrong with it."""
    path = tmp_path / "known.jsonl"
    path.write_bytes(content)
    with pytest.raises(StartError, match=f"^SOME_PATH: .*known.jsonl.*{reason}"):
        read(path)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """The sentence says why it cannot be read."""
    with pytest.raises(StartError, match="cannot be read: No such file or directory"):
        read(tmp_path / "nothing.txt")
