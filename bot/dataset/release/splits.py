"""Which split a tree is in: by chance, the same in every release, and the same for trees whose texts are alike."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Final

from bot.dataset.pseudonyms import Pseudonyms
from bot.dataset.records import Key
from bot.dataset.release import repository
from bot.dataset.release.repository import ComparedText
from bot.rules.fingerprints import text_fingerprints
from bot.rules.near_duplicates import NearDuplicates
from bot.store import Connection

TRAIN: Final = "train"
VALIDATION: Final = "validation"


class Splits:
    """Says in which split a tree is."""

    def __init__(self, names: Pseudonyms, percent: int, leaders: Mapping[Key, Key]) -> None:
        """Set what it goes by.

        Args:
            names: The pseudonyms of trees, which are the same in every release.
            percent: So many of a hundred trees are for validation.
            leaders: From `leading_trees`.
        """
        self._names = names
        self._percent = percent
        self._leaders = leaders

    def of(self, tree_id: Key) -> str:
        """Return the split of a tree: that of the first of those that are like it, by the hash of its pseudonym."""
        name = self._names.of(self._leaders.get(tree_id, tree_id))
        number = int.from_bytes(hashlib.sha256(name.encode()).digest(), "big")
        return VALIDATION if number % 100 < self._percent else TRAIN


def find_splits(connection: Connection, secret: bytes, names: Pseudonyms, percent: int) -> Splits:
    """Compare the texts of the whole pool, whatever of it is released, so that a filter changes no split.

    Args:
        connection: Inside the transaction in which the release is read.
        secret: The database's own.
        names: The pseudonyms of trees.
        percent: So many of a hundred trees are for validation.
    """
    return Splits(names, percent, leading_trees(repository.compared_texts(connection), secret))


def leading_trees(texts: Iterable[ComparedText], secret: bytes) -> dict[Key, Key]:
    """Return for trees that are like an earlier one the first of those that lead from one to the other.

    Trees are alike where their prompts say the same, or any two of their longer texts nearly do. That two have a short
    reply in common, such as a word of thanks, says nothing.

    Args:
        texts: Those of the earliest tree first.
        secret: The database's own.
    """
    near = NearDuplicates()
    trees: dict[Key, Key] = {}
    for text in texts:
        if text.is_prompt or text.sketch is not None:
            trees[text.message_id] = text.tree_id
            near.add(text.message_id, text_fingerprints(secret, text.text)[0], text.sketch)
    places = {tree_id: place for place, tree_id in enumerate(dict.fromkeys(trees.values()))}
    leaders: dict[Key, Key] = {}

    def leader_of(tree_id: Key) -> Key:
        while tree_id in leaders:
            tree_id = leaders[tree_id]
        return tree_id

    for group in near.groups():
        first, *others = sorted({leader_of(trees[message_id]) for message_id in group}, key=places.__getitem__)
        leaders |= dict.fromkeys(others, first)
    return {tree_id: leader_of(tree_id) for tree_id in leaders}
