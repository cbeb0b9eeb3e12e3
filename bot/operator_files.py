"""Reading text files that the operator names."""

import json
from collections.abc import Iterator
from pathlib import Path

from bot.errors import StartError


def read_operator_file(setting: str, path: Path, largest: int) -> str:
    """Return what is in a file, UTF-8 with or without a byte order mark.

    Args:
        setting: Which names it.
        path: The file.
        largest: How large it may be, in bytes.

    Raises:
        StartError: It cannot be read, or is too large, or is no text; the sentence says which.
    """
    try:
        if path.stat().st_size > largest:
            raise StartError(f"{setting}: {path} is larger than {largest // 2**20} MiB.")
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise StartError(f"{setting}: {path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise StartError(f"{setting}: {path} is not UTF-8 text.") from None


def read_operator_texts(setting: str, path: Path, largest: int) -> Iterator[tuple[int, str]]:
    """Yield the texts of a file, which has one on each line; empty lines are left out.

    In a file whose name ends in `.jsonl` each line is JSON instead: a string, or an object with the text in its field
    `text`.

    Args:
        setting: Which names it.
        path: The file.
        largest: How large it may be, in bytes.

    Yields:
        The number of a line, from 1, and its text.

    Raises:
        StartError: It cannot be read or used; the sentence names the line and what is wrong with it.
    """
    content = read_operator_file(setting, path, largest)
    is_json = path.suffix.lower() == ".jsonl"
    for number, line in enumerate(content.split("\n"), start=1):
        if line.strip():
            yield number, _text_of(f"{setting}: {path}, line {number}", line) if is_json else line


def _text_of(place: str, line: str) -> str:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        raise StartError(f"{place}: this is no JSON.") from None
    text = row.get("text") if isinstance(row, dict) else row
    if not isinstance(text, str):
        raise StartError(f"{place}: a string is expected, or an object whose field text is one.")
    return text
