"""Laws of intervals."""

from __future__ import annotations

from collections import Counter
from math import fsum
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.uncertainty import DRAWS, FEWEST_CASES, interval_of, interval_of_mean, mean_of

VALUES = st.lists(st.floats(-1, 1), max_size=40)


@given(VALUES)
def test_the_mean_is_that_of_all(values: list[float]) -> None:
    """Values may be counted; of none there is no mean."""
    expected = pytest.approx(fsum(values) / len(values)) if values else None
    assert mean_of(Counter(values)) == expected


@given(VALUES, st.randoms(use_true_random=False))
def test_an_interval_is_within_the_values(values: list[float], random: Random) -> None:
    """Its bounds are in order, and none is beyond what was found; the same draws give the same."""
    seed = random.random()
    found = interval_of_mean(Counter(values), Random(seed).random)
    assert found == interval_of_mean(Counter(values), Random(seed).random)
    if len(values) < FEWEST_CASES:
        assert found is None
    elif found is not None:
        assert min(values) - 1e-12 <= found.low <= found.high <= max(values) + 1e-12


@pytest.mark.parametrize("cases", [1, 12, 30, 31, 500, 40_000])
def test_cases_are_drawn_as_often_as_there_are(cases: int) -> None:
    """The number of a kind has the mean and the variance of a Poisson distribution, which are equal."""
    drawn: list[int] = []
    interval_of([cases, FEWEST_CASES], lambda counts: drawn.append(counts[0]), Random(3).random)
    assert len(drawn) == DRAWS
    mean = sum(drawn) / DRAWS
    variance = sum((each - mean) ** 2 for each in drawn) / DRAWS
    assert mean == pytest.approx(cases, abs=4 * (cases / DRAWS) ** 0.5)
    assert variance == pytest.approx(cases, rel=0.25)
    assert min(drawn) >= 0


@pytest.mark.parametrize("drawn", [0.0, 1 - 2.0**-53])
def test_the_ends_of_chance(drawn: float) -> None:
    """The smallest and the largest random number there are make a number, too."""
    assert interval_of([10, 5_000], lambda counts: float(counts[0] + counts[1]), lambda: drawn) is not None
