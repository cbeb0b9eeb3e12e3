"""Laws of what may be concluded from few cases."""

from __future__ import annotations

from itertools import product
from math import comb, exp, prod, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.confidence import NEARLY_SURE, least_share, log_of_chance

CASES = st.integers(1, 500).flatmap(lambda cases: st.tuples(st.integers(0, cases), st.just(cases)))


@given(CASES)
def test_the_least_share_is_below_the_share(counted: tuple[int, int]) -> None:
    """It is a share, never more than what was counted, and less the surer one wants to be."""
    hits, cases = counted
    assert 0 <= least_share(hits, cases) <= least_share(hits, cases, 1.0) + 1e-12
    assert least_share(hits, cases, 1.0) <= hits / cases + 1e-12


@given(CASES)
def test_more_cases_make_surer(counted: tuple[int, int]) -> None:
    """The same share of ten times as many cases has a higher bound, and a further hit raises it."""
    hits, cases = counted
    assert least_share(10 * hits, 10 * cases) >= least_share(hits, cases) - 1e-12
    assert least_share(hits + 1, cases + 1) > least_share(hits, cases)


@given(CASES)
def test_it_is_wilsons_bound(counted: tuple[int, int]) -> None:
    """At the bound, what was counted is just as many standard deviations away as one wants to be sure."""
    hits, cases = counted
    bound = least_share(hits, cases)
    if bound > 1e-9:
        deviation = sqrt(bound * (1 - bound) / cases)
        assert (hits / cases - bound) / deviation == pytest.approx(NEARLY_SURE, rel=1e-6)


def test_nothing_counted_says_nothing() -> None:
    """Without a case nothing is known."""
    assert least_share(0, 0) == log_of_chance(0, 0, 0.0) == 0


@given(st.integers(1, 40), st.floats(0.05, 0.95), st.data())
def test_chance_is_not_underestimated(cases: int, probability: float, data: st.DataObject) -> None:
    """The bound is never below the tail of the binomial distribution."""
    hits = data.draw(st.integers(0, cases))
    tail = sum(
        comb(cases, count) * probability**count * (1 - probability) ** (cases - count)
        for count in range(hits, cases + 1)
    )
    assert exp(log_of_chance(hits, cases, probability * cases)) >= tail * (1 - 1e-9)


@given(st.lists(st.floats(0.05, 0.95), min_size=1, max_size=8), st.data())
def test_cases_may_have_probabilities_of_their_own(probabilities: list[float], data: st.DataObject) -> None:
    """The bound holds too where no two cases are equally likely."""
    hits = data.draw(st.integers(0, len(probabilities)))
    tail = sum(
        prod(chance if hit else 1 - chance for chance, hit in zip(probabilities, outcome, strict=True))
        for outcome in product((0, 1), repeat=len(probabilities))
        if sum(outcome) >= hits
    )
    assert exp(log_of_chance(hits, len(probabilities), sum(probabilities))) >= tail * (1 - 1e-9)


@given(st.integers(2, 200), st.floats(0.05, 0.6))
def test_more_hits_are_less_likely(cases: int, probability: float) -> None:
    """Each further hit makes chance a worse explanation, or leaves it as it is while there are not too many."""
    bounds = [log_of_chance(hits, cases, probability * cases) for hits in range(cases + 1)]
    assert bounds[0] == 0
    assert bounds == sorted(bounds, reverse=True)
