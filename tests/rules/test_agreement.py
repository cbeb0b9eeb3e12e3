"""Laws of agreement between rankings."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from bot.rules.agreement import is_good_ranking, kendall_tau_distance

ORDERS = st.permutations(range(8))


@given(ORDERS, ORDERS)
def test_it_counts_the_pairs_in_opposite_order(one: list[int], other: list[int]) -> None:
    """The distance is the number of pairs that the rankings put in opposite order, seen from either side."""
    opposite = sum(
        (one.index(a) < one.index(b)) != (other.index(a) < other.index(b)) for a, b in combinations(range(8), 2)
    )
    assert kendall_tau_distance(one, other) == kendall_tau_distance(other, one) == opposite


@given(ORDERS)
def test_extremes(order: list[int]) -> None:
    """A ranking is at distance 0 from itself, and as far as can be from its reverse."""
    assert kendall_tau_distance(order, order) == 0
    assert kendall_tau_distance(order, order[::-1]) == 28


@given(ORDERS, ORDERS, ORDERS)
def test_no_detour_is_shorter(one: list[int], other: list[int], third: list[int]) -> None:
    """The distance obeys the triangle inequality."""
    assert kendall_tau_distance(one, third) <= kendall_tau_distance(one, other) + kendall_tau_distance(other, third)


def test_a_good_ranking_is_at_most_one_swap_away() -> None:
    """One swap of neighbours is forgiven, two are not."""
    assert is_good_ranking("ABCD", "ABCD")
    assert is_good_ranking("BACD", "ABCD")
    assert not is_good_ranking("BADC", "ABCD")
    assert not is_good_ranking("BCAD", "ABCD")


def test_only_common_replies_are_compared() -> None:
    """A reply that is not in the consensus does not count, and about fewer than two there is no agreement."""
    assert is_good_ranking("XABC", "ABC")
    assert not is_good_ranking("A", "A")
    assert not is_good_ranking("XY", "AB")
