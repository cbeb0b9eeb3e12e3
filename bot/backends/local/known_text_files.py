"""Reading the operator's file of texts that are known from elsewhere: public benchmarks, other datasets.

It has one text on each line, in UTF-8. In a file whose name ends in `.jsonl` each line is JSON instead: a string, or an
object with the text in its field `text`.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from bot.backends.local.operator_files import read_operator_file
from bot.errors import StartError

LARGEST_FILE: Final = 64 * 2**20
"""In bytes. The hashes of so much text take about 100 MB of memory."""


def read_known_texts(path: Path) -> Iterator[tuple[int, str]]:
    """Yield each text of a file with the number of its line, from 1; empty lines are left out.

    Args:
        path: The file.

    Raises:
        StartError: It cannot be read or used; the sentence names the line and what is wrong with it.
    """
    content = read_operator_file("KNOWN_TEXTS_PATH", path, LARGEST_FILE)
    is_json = path.suffix.lower() == ".jsonl"
    for number, line in enumerate(content.split("\n"), start=1):
        if line.strip():
            yield number, _text_of(path, number, line) if is_json else line


def _text_of(path: Path, number: int, line: str) -> str:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        raise StartError(f"KNOWN_TEXTS_PATH: {path}, line {number}: this is no JSON.") from None
    text = row.get("text") if isinstance(row, dict) else row
    if not isinstance(text, str):
        raise StartError(
            f"KNOWN_TEXTS_PATH: {path}, line {number}: a string is expected, or an object whose field text is one."
        )
    return text
