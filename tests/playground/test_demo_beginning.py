"""What a demo begins with."""

import json
from collections import Counter
from pathlib import Path

import pytest

from playground.demo.beginning import write_beginning
from playground.demo.options import DemoOptions


@pytest.mark.parametrize("trees", [2, 3, 20, 40])
def test_people_have_to_begin_trees_themselves(tmp_path: Path, trees: int) -> None:
    """Fewer conversations than trees are imported, whole ones, in languages that enough people write."""
    path = write_beginning(DemoOptions(trees=trees), tmp_path / "begun-with.json")
    assert path is not None
    messages = json.loads(path.read_text(encoding="utf-8"))
    names = {message["user_message_id"] for message in messages}
    roots = [message for message in messages if message["parent_message_id"] is None]
    assert len(roots) == trees - max(1, trees // 4)
    assert {message["parent_message_id"] for message in messages} <= names | {None}
    shares = Counter(message["lang"] for message in roots)
    assert max(shares.values()) - min(shares.values()) <= 1


def test_a_language_that_few_write(tmp_path: Path) -> None:
    """Three people, of whom two write German and one Spanish, are given English conversations only."""
    path = write_beginning(DemoOptions(trees=10, contributors=3), tmp_path / "begun-with.json")
    assert path is not None
    assert {message["lang"] for message in json.loads(path.read_text(encoding="utf-8"))} == {"en"}


def test_one_tree(tmp_path: Path) -> None:
    """Where one tree is wanted, nothing is imported: people begin it."""
    assert write_beginning(DemoOptions(trees=1), tmp_path / "begun-with.json") is None
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_named(tmp_path: Path) -> None:
    """A file that is named is imported as it is."""
    named = tmp_path / "prompts.txt"
    assert write_beginning(DemoOptions(texts=named), tmp_path / "begun-with.json") == named
