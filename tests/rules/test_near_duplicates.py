"""Which texts are found to be alike."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.fingerprints import fingerprint
from bot.rules.minhash import sketch_of
from bot.rules.near_duplicates import NearDuplicates
from bot.rules.shingles import resemblance, shingles_of

KEY = b"key"
WORDS = [f"word{number}" for number in range(5_000)]


def group_texts(texts: list[str], least_words: int = 12) -> list[list[int]]:
    """The groups of some texts, by their places."""
    near = NearDuplicates()
    for place, text in enumerate(texts):
        words = text.split()
        sketch = sketch_of(shingles_of(KEY, words)) if len(words) >= least_words else None
        near.add(place.to_bytes(16, "big"), fingerprint(KEY, "text", text), sketch)
    return [[int.from_bytes(key, "big") for key in group] for group in near.groups()]


def text_of(seed: int, words: int = 60, changed: int = 0) -> str:
    """A text of chance, in which some words were changed at its end."""
    drawn = Random(seed).choices(WORDS, k=words)
    return " ".join([*drawn[: words - changed], *(f"other{number}" for number in range(changed))])


def test_what_is_nearly_the_same_is_one_group() -> None:
    """A text with its last words changed belongs to it, a stranger does not; groups are in the order of adding."""
    texts = [text_of(1), text_of(2), text_of(1, changed=3), text_of(3), text_of(2), text_of(1, changed=2)]
    assert resemblance(shingles_of(KEY, texts[0].split()), shingles_of(KEY, texts[2].split())) > 0.85
    assert group_texts(texts) == [[0, 2, 5], [1, 4]]


def test_short_texts_are_compared_as_a_whole() -> None:
    """Of texts of few words only those that are the same belong together."""
    assert group_texts(["thank you", "thank you so", "thank you", "so"]) == [[0, 2]]


def test_many_that_are_the_same_take_no_time() -> None:
    """Thousands of copies are one group, and what is repeated is counted."""
    near = NearDuplicates()
    sketch = sketch_of(shingles_of(KEY, text_of(1).split()))
    for place in range(3_000):
        near.add(place.to_bytes(16, "big"), bytes(8), sketch)
    assert [len(group) for group in near.groups()] == [3_000]
    assert near.count_repeated() == 2_999


def test_what_cannot_be_kept_is_refused() -> None:
    """A key, a fingerprint or a sketch of another length is an error, and nothing of it stays."""
    near = NearDuplicates()
    for key, mark, sketch in ((b"", bytes(8), None), (bytes(16), b"", None), (bytes(16), bytes(8), b"short")):
        with pytest.raises(ValueError, match="16 bytes"):
            near.add(key, mark, sketch)
    assert near.groups() == []
    assert near.count_repeated() == 0


@given(st.lists(st.integers(0, 6), max_size=12))
def test_groups_are_those_of_equality(numbers: list[int]) -> None:
    """Of texts that are the same or strangers, each group is all that are the same, whatever their order."""
    expected = [[place for place, other in enumerate(numbers) if other == number] for number in dict.fromkeys(numbers)]
    assert group_texts([text_of(number) for number in numbers]) == [group for group in expected if len(group) > 1]
