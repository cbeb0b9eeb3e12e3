"""The split of a tree: by chance, the same in every release, and the same for trees that are alike."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from bot.dataset.pseudonyms import Pseudonyms
from bot.dataset.release.repository import ComparedText
from bot.dataset.release.splits import TRAIN, VALIDATION, Splits, leading_trees
from bot.rules.minhash import sketch_of
from bot.rules.shingles import shingles_of, words_of

NAMES = Pseudonyms(b"a database's")
SECRET = bytes(32)


def key(number: int) -> bytes:
    """An id."""
    return number.to_bytes(16, "big")


def text(tree: int, number: int, words: str, *, is_prompt: bool = False) -> ComparedText:
    """A text of a tree; words that are many have a sketch."""
    found = words_of(words)
    sketch = sketch_of(shingles_of(SECRET, found)) if len(found) > 3 else None
    return ComparedText(key(tree), key(1_000 + number), words, is_prompt, sketch)


def test_prompts_that_say_the_same() -> None:
    """However short they are, trees with the same prompt follow the first; a short reply in common joins nobody."""
    texts = [
        text(1, 1, "Hi!", is_prompt=True),
        text(1, 2, "Thanks"),
        text(2, 3, "Bye", is_prompt=True),
        text(2, 4, "Thanks"),
        text(3, 5, "Hi!", is_prompt=True),
    ]
    assert leading_trees(texts, SECRET) == {key(3): key(1)}


def test_whatever_leads_from_one_to_the_other() -> None:
    """A tree that is like two others joins them, and all follow the first."""
    one, other = "the sky is blue by day for light scatters", "bees fly with wings that beat quite fast indeed"
    texts = [
        text(1, 1, "A", is_prompt=True),
        text(1, 2, one),
        text(2, 3, "B", is_prompt=True),
        text(2, 4, other),
        text(3, 5, "C", is_prompt=True),
        text(3, 6, one),
        text(3, 7, other),
        text(4, 8, "D", is_prompt=True),
        text(4, 9, "water boils at a hundred degrees or so here"),
    ]
    assert leading_trees(texts, SECRET) == {key(2): key(1), key(3): key(1)}


@given(
    st.lists(st.lists(st.integers(0, 12), min_size=1, max_size=4), min_size=1, max_size=20),
    st.integers(0, 20),
    st.integers(0, 50),
)
def test_alike_is_never_apart(trees: list[list[int]], later: int, percent: int) -> None:
    """Two trees with a longer text in common are in one split, and trees that come later move none that came before
    them but by being like two of them."""
    texts = [
        text(place, place * 10 + at, " ".join(f"word{number}{letter}" for letter in "abcdef"), is_prompt=at == 0)
        for place, numbers in enumerate(trees)
        for at, number in enumerate(numbers)
    ]
    splits = Splits(NAMES, percent, leading_trees(texts, SECRET))
    for place, numbers in enumerate(trees):
        for other, others in enumerate(trees):
            if set(numbers) & set(others):
                assert splits.of(key(place)) == splits.of(key(other))
    before = leading_trees([each for each in texts if int.from_bytes(each.tree_id, "big") < later], SECRET)
    after = leading_trees(texts, SECRET)
    for tree_id, leader in before.items():
        assert after[tree_id] == after.get(leader, leader)


def test_so_many_of_a_hundred() -> None:
    """About as many trees are for validation as was asked, none for 0."""
    random = Random(1)
    ids = [random.randbytes(16) for _ in range(2_000)]
    assert {Splits(NAMES, 0, {}).of(tree_id) for tree_id in ids} == {TRAIN}
    found = [Splits(NAMES, 10, {}).of(tree_id) for tree_id in ids].count(VALIDATION)
    assert 150 < found < 250
    five = {tree_id for tree_id in ids if Splits(NAMES, 5, {}).of(tree_id) == VALIDATION}
    assert all(Splits(NAMES, 10, {}).of(tree_id) == VALIDATION for tree_id in five), "more moves none back"
