"""Reading the operator's file of texts that are known from elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.backends.local import known_text_files
from bot.backends.local.known_text_files import read_known_texts
from bot.errors import StartError


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    """A file that would fill the memory is refused before it is read."""
    path = tmp_path / "known.txt"
    with path.open("wb") as file:
        file.truncate(known_text_files.LARGEST_FILE + 1)
    with pytest.raises(StartError, match=r"KNOWN_TEXTS_PATH: .*larger than 64 MiB"):
        next(read_known_texts(path))
