"""Laws of disagreement."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.disagreement import find_disagreement


@given(st.lists(st.booleans(), max_size=80), st.lists(st.floats(0, 1), max_size=80))
def test_who_mostly_agrees_is_not_meant(reviews: list[bool], rankings: list[float]) -> None:
    """Few cases, or a quarter that differ, are no reason; what is found is what was counted."""
    found = find_disagreement(reviews, rankings)
    cases = len(reviews) + len(rankings)
    if cases < 20 or sum(reviews) + sum(rankings) <= 0.25 * cases:
        assert found is None
    if found is not None:
        assert (found["reviews"], found["different"]) == (len(reviews), sum(reviews))
        assert found["rankings"] == len(rankings)
        assert 0 <= found["pairs_percent"] <= 100


@given(st.lists(st.booleans(), min_size=20, max_size=80))
def test_a_further_difference_never_hides_it(reviews: list[bool]) -> None:
    """Who is found is found too with one more review that differs."""
    if find_disagreement(reviews, []) is not None:
        assert find_disagreement([*reviews, True], []) is not None


@pytest.mark.parametrize(("share", "most"), [(0.05, 0.0005), (0.1, 0.0005), (0.2, 0.005)])
def test_another_opinion_is_not_meant(share: float, most: float) -> None:
    """Who differs in a fifth of 60 judgements is hardly ever found, who differs in a tenth never."""
    random = Random(1)
    found = sum(find_disagreement([random.random() < share for _ in range(60)], []) is not None for _ in range(10_000))
    assert found <= most * 10_000


def test_pressing_anything_is_found() -> None:
    """Who is wrong in half of 60 judgements is mostly found."""
    random = Random(1)
    found = sum(find_disagreement([random.random() < 0.5 for _ in range(60)], []) is not None for _ in range(1_000))
    assert found > 800
