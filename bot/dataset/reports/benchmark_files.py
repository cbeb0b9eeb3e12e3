"""Reading the operator's files of benchmarks: each a file of texts, by which name it is told about."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from bot.errors import StartError
from bot.operator_files import read_operator_texts
from bot.rules.benchmark_overlap import WORDS, BenchmarkTexts

LARGEST_FILE: Final = 64 * 2**20
"""In bytes. The hashes of so much text take about 100 MB of memory."""
SUFFIXES: Final = (".jsonl", ".txt")

_SETTING: Final = "BENCHMARK_TEXTS_PATH"


def read_benchmarks(secret_key: bytes, paths: Sequence[Path]) -> dict[str, BenchmarkTexts]:
    """Read benchmarks.

    Args:
        secret_key: Of the pool.
        paths: Files, and folders of them; of a folder what ends in one of `SUFFIXES` is read.

    Returns:
        The texts of each file, by its name without the suffix, in the order of names.

    Raises:
        StartError: A file cannot be read or used, or has no text, or two have the same name; the sentence says which.
    """
    files: dict[str, Path] = {}
    for file in (file for path in paths for file in _files_at(path)):
        if file.stem in files and not file.samefile(files[file.stem]):
            raise StartError(f"{_SETTING}: {files[file.stem]} and {file} have the same name. Give one another name.")
        files[file.stem] = file
    return {name: _read(secret_key, files[name]) for name in sorted(files)}


def _files_at(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    try:
        found = sorted(file for file in path.iterdir() if file.suffix.lower() in SUFFIXES and file.is_file())
    except OSError as error:
        raise StartError(f"{_SETTING}: {path} cannot be read: {error.strerror}.") from None
    if not found:
        raise StartError(f"{_SETTING}: in {path} there is no file that ends in .jsonl or .txt.")
    return found


def _read(secret_key: bytes, file: Path) -> BenchmarkTexts:
    texts = BenchmarkTexts(secret_key, (text for _, text in read_operator_texts(_SETTING, file, LARGEST_FILE)))
    if texts.texts == texts.short_texts:
        raise StartError(
            f"{_SETTING}: {file} has no text of {WORDS} words or more, and shorter ones are not looked for."
        )
    return texts
