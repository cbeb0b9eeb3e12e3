"""Reading the operator's files of benchmarks."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.dataset.reports.benchmark_files import read_benchmarks
from bot.errors import StartError
from bot.rules.shingles import words_of

KEY = b"key"
QUESTION = "A train leaves the station at noon and travels sixty miles an hour; how far is it by three?"


def test_files_and_folders(tmp_path: Path) -> None:
    """Each file is a benchmark by its name; of a folder those are read that have texts in them."""
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "gsm8k.jsonl").write_text(json.dumps({"text": QUESTION}), "utf-8")
    (folder / "mmlu.TXT").write_text(f"Short.\n{QUESTION} And then?\n", "utf-8")
    (folder / "README.md").write_text("No benchmark.", "utf-8")
    alone = tmp_path / "arc.txt"
    alone.write_text("\n".join(f"{QUESTION} Number {number}." for number in range(3)), "utf-8")
    found = read_benchmarks(KEY, [folder, alone, alone])
    assert {name: (each.texts, each.short_texts) for name, each in found.items()} == {
        "arc": (3, 0),
        "gsm8k": (1, 0),
        "mmlu": (2, 1),
    }
    assert list(found) == sorted(found)
    assert all(each.overlaps(words_of(QUESTION)) for each in found.values())
    assert read_benchmarks(KEY, []) == {}


def test_what_cannot_be_used(tmp_path: Path) -> None:
    """A folder without texts, a file without a long one, two of the same name: the sentence says what is wrong."""
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(StartError, match=r"no file that ends in \.jsonl or \.txt"):
        read_benchmarks(KEY, [empty])
    (empty / "one.txt").write_text("Short.", "utf-8")
    with pytest.raises(StartError, match="no text of 13 words or more"):
        read_benchmarks(KEY, [empty])
    (tmp_path / "one.txt").write_text(QUESTION, "utf-8")
    with pytest.raises(StartError, match="have the same name"):
        read_benchmarks(KEY, [tmp_path / "one.txt", empty])
    with pytest.raises(StartError, match="cannot be read"):
        read_benchmarks(KEY, [tmp_path / "nothing.txt"])
