"""Laws of speed that no human has."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.protocol.moments import MINUTE, SECOND
from bot.rules.speed import find_haste, is_too_fast_to_rank, is_too_fast_to_review, is_too_fast_to_write

CHARACTERS = st.integers(0, 4_000)
SPANS = st.integers(0, 10 * MINUTE)


@given(CHARACTERS, SPANS, SPANS)
def test_more_time_is_never_worse(characters: int, one: int, other: int) -> None:
    """Who took longer is not too fast where who was quicker is not."""
    quick, slow = sorted((one, other))
    for rule in (is_too_fast_to_write, is_too_fast_to_review):
        assert rule(characters, quick) >= rule(characters, slow)
    assert is_too_fast_to_rank(3, quick) >= is_too_fast_to_rank(3, slow)


@given(CHARACTERS)
def test_the_fastest_typist_is_not_meant(characters: int) -> None:
    """216 words of five letters a minute, the record, are never too fast, however short the text."""
    assert not is_too_fast_to_write(characters, 2 * SECOND + characters * MINUTE // (216 * 5))


@given(CHARACTERS)
def test_who_looks_for_a_word_is_not_meant(characters: int) -> None:
    """600 words of six characters a minute are never too fast, with two presses of half a second."""
    assert not is_too_fast_to_review(characters, 1 * SECOND + characters * MINUTE // (600 * 6))


@pytest.mark.parametrize(
    ("too_fast", "found"),
    [
        (is_too_fast_to_write(1_000, 15 * SECOND), True),
        (is_too_fast_to_write(1_000, 45 * SECOND), False),
        (is_too_fast_to_write(40, 3 * SECOND), True),
        (is_too_fast_to_review(800, 5 * SECOND), True),
        (is_too_fast_to_review(800, 6 * SECOND), False),
        (is_too_fast_to_review(20, 1 * SECOND), False),
        (is_too_fast_to_rank(3, 1 * SECOND), True),
        (is_too_fast_to_rank(3, 2 * SECOND), False),
    ],
)
def test_cases(too_fast: bool, found: bool) -> None:
    """A page in a quarter of a minute was pasted; a glance at a short text may be enough."""
    assert too_fast is found


@given(st.lists(st.booleans(), max_size=100))
def test_once_is_not_enough(too_fast: list[bool]) -> None:
    """Few answers, or few fast ones among many, are no haste; what is found is what was counted."""
    found = find_haste(too_fast)
    if len(too_fast) < 12 or sum(too_fast) / len(too_fast) <= 0.25:
        assert found is None
    if found is not None:
        assert found == {"too_fast": sum(too_fast), "answers": len(too_fast)}


def test_haste_is_found() -> None:
    """A dozen answers of which all are too fast are enough, and so is half of a hundred."""
    assert find_haste([True] * 12) == {"too_fast": 12, "answers": 12}
    assert find_haste([True, False] * 50) == {"too_fast": 50, "answers": 100}
    found = [find_haste([True] * fast + [False] * (50 - fast)) is not None for fast in range(51)]
    assert all(later >= earlier for earlier, later in pairwise(found))
