"""Laws of straight-lining."""

from __future__ import annotations

from math import log2
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.straight_lining import entropy, find_straight_lining

MARKS = st.lists(st.integers(0, 4), min_size=1, max_size=80)


@given(MARKS)
def test_entropy_is_from_nothing_to_all_different(marks: list[int]) -> None:
    """It is nothing where all are the same, and never more than that of as many different values."""
    assert 0 <= entropy(marks) <= log2(len(set(marks))) + 1e-9
    assert entropy([marks[0]] * len(marks)) == 0


@given(MARKS, st.randoms())
def test_order_does_not_matter(marks: list[int], random: Random) -> None:
    """Only how often something was given counts."""
    shuffled = random.sample(marks, len(marks))
    assert entropy(shuffled) == pytest.approx(entropy(marks))


@given(MARKS)
def test_who_differs_is_not_meant(marks: list[int]) -> None:
    """Two marks of thirty that differ from the rest, or fewer than thirty reviews, are no straight line."""
    found = find_straight_lining(marks, [])
    if len(marks) < 30 or max(marks.count(mark) for mark in set(marks)) <= 0.9 * len(marks):
        assert found is None


@pytest.mark.parametrize(
    ("marks", "rankings", "found"),
    [
        ([3] * 30, [], {"reviews": 30, "alike": 30, "rankings": 0, "as_shown": 0}),
        ([3] * 29 + [2], [], {"reviews": 30, "alike": 29, "rankings": 0, "as_shown": 0}),
        ([3] * 29, [], None),
        ([3] * 50 + [2] * 10, [], None),
        ([], [(3, True)] * 8, {"reviews": 0, "alike": 0, "rankings": 8, "as_shown": 8}),
        ([], [(2, True)] * 8, None),
        ([], [(2, True)] * 20, {"reviews": 0, "alike": 0, "rankings": 20, "as_shown": 20}),
        ([], [(2, True)] * 13 + [(2, False)] * 7, None),
        ([], [(4, True)] * 4, None),
        ([], [], None),
    ],
)
def test_cases(marks: list[int], rankings: list[tuple[int, bool]], found: dict[str, int] | None) -> None:
    """Of two replies every second order is as shown by chance; of three it takes eight, of two twenty."""
    assert find_straight_lining(marks, rankings) == found


def test_honest_rankings_are_not_meant() -> None:
    """Of 20,000 people who rank 40 times, replies in random order, fewer than one in a thousand is found."""
    random = Random(1)
    found = 0
    for _ in range(20_000):
        rankings = [(count, random.random() < 1 / (2, 6)[count - 2]) for count in random.choices((2, 3), k=40)]
        found += find_straight_lining([], rankings) is not None
    assert found <= 20
