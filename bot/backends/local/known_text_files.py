"""Reading the operator's file of texts that are known from elsewhere: public benchmarks, other datasets."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from bot.operator_files import read_operator_texts

LARGEST_FILE: Final = 64 * 2**20
"""In bytes. The hashes of so much text take about 100 MB of memory."""


def read_known_texts(path: Path) -> Iterator[tuple[int, str]]:
    """Yield each text of a file with the number of its line, from 1, as `read_operator_texts` does.

    Args:
        path: The file.

    Raises:
        StartError: It cannot be read or used; the sentence names the line and what is wrong with it.
    """
    return read_operator_texts("KNOWN_TEXTS_PATH", path, LARGEST_FILE)
