"""Laws of Kendall's coefficient of concordance."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.concordance import by_chance, concordance, mean_places, mean_tau

MANY = 7


def profiles(min_people: int = 2) -> st.SearchStrategy[list[tuple[int, ...]]]:
    """Return a strategy for rankings of the same two or more replies by several people."""
    orders = st.integers(2, MANY).map(lambda count: st.permutations(range(count)).map(tuple))
    return orders.flatmap(lambda order: st.lists(order, min_size=min_people, max_size=9))


def spearman(one: Sequence[int], other: Sequence[int]) -> float:
    """Return Spearman's rank correlation of two orders of the same replies."""
    count = len(one)
    squares = sum((one.index(reply) - other.index(reply)) ** 2 for reply in one)
    return 1 - 6 * squares / (count**3 - count)


@given(profiles())
def test_it_is_the_mean_correlation(rankings: list[tuple[int, ...]]) -> None:
    """W says the same as the mean of Spearman's coefficients of all pairs of rankings: (1 + (m − 1) ρ) / m."""
    people = len(rankings)
    pairs = [spearman(*pair) for pair in combinations(rankings, 2)]
    expected = (1 + (people - 1) * sum(pairs) / len(pairs)) / people
    found = concordance(rankings)
    assert found == pytest.approx(expected, abs=1e-9)
    assert found is not None
    assert 0 <= found <= 1


@given(st.permutations(range(MANY)), st.integers(2, 9))
def test_who_agrees_wholly_has_one(order: list[int], people: int) -> None:
    """The same ranking several times is full agreement; one and its reverse are none."""
    assert concordance([order] * people) == pytest.approx(1)
    assert concordance([order, order[::-1]]) == pytest.approx(0)


@given(profiles(), st.data())
def test_names_and_people_do_not_matter(rankings: list[tuple[int, ...]], data: st.DataObject) -> None:
    """Whoever ranks first, and whatever the replies are called, the agreement is the same."""
    shuffled = data.draw(st.permutations(rankings))
    renamed = [[f"reply {reply}" for reply in ranking] for ranking in shuffled]
    assert concordance(renamed) == pytest.approx(concordance(rankings))


@given(profiles())
def test_a_missing_reply_takes_no_part(rankings: list[tuple[int, ...]]) -> None:
    """What one person did not rank counts for nobody: the others are compared by the rest."""
    without = [tuple(reply for reply in ranking if reply != 0) for ranking in rankings]
    assert mean_places([without[0], *rankings[1:]]) == mean_places(without)
    assert concordance([without[0], *rankings[1:]]) == concordance(without)


@given(profiles(min_people=1))
def test_mean_places_have_a_mean_of_their_own(rankings: list[tuple[int, ...]]) -> None:
    """The places are from 1 to the number of replies, and their mean is the middle of that."""
    places = mean_places(rankings)
    count = len(rankings[0])
    assert set(places) == set(rankings[0])
    assert all(1 <= place <= count for place in places.values())
    assert sum(places.values()) / count == pytest.approx((count + 1) / 2)


@pytest.mark.parametrize("people", [2, 3])
def test_chance_is_known(people: int) -> None:
    """Over all ways in which people can rank three replies, W is 1/m on average."""
    orders = list(permutations(range(3)))
    profiles = [[first, second] for first in orders for second in orders]
    if people == 3:
        profiles = [[*profile, third] for profile in profiles for third in orders]
    found = [value for profile in profiles if (value := concordance(profile)) is not None]
    assert sum(found) / len(found) == pytest.approx(by_chance(people))


def test_too_little_to_agree_on() -> None:
    """One ranking agrees with nobody, one reply has one place, and nothing has none."""
    assert concordance([(0, 1, 2)]) is None
    assert concordance([("a",), ("a",)]) is None
    assert concordance([]) is None
    assert mean_places([]) == {}


def test_a_known_case() -> None:
    """Three rankings of four replies: the sums of places are 5, 5, 9 and 11, so S = 27 and W = 12 · 27 / (9 · 60)."""
    rankings = ["ABCD", "ABDC", "BCAD"]
    assert mean_places(rankings) == pytest.approx({"A": 5 / 3, "B": 5 / 3, "C": 3, "D": 11 / 3})
    assert concordance(rankings) == pytest.approx(12 * 27 / (9 * 60))


@given(profiles())
def test_tau_counts_pairs(rankings: list[tuple[int, ...]]) -> None:
    """τ is the share of pairs in the same order less that in opposite order, on average over pairs of people."""
    expected = [
        (1 if (one.index(a) < one.index(b)) == (other.index(a) < other.index(b)) else -1)
        for one, other in combinations(rankings, 2)
        for a, b in combinations(one, 2)
    ]
    assert mean_tau(rankings) == pytest.approx(sum(expected) / len(expected))


def test_tau_of_what_two_have_in_common() -> None:
    """Two rankings are compared by the replies that both have; without two of them nothing is said."""
    assert mean_tau([(1, 2, 3), (9, 3, 1)]) == -1
    assert mean_tau([(1, 2), (1, 2), (2, 1)]) == pytest.approx(-1 / 3)
    assert mean_tau([(1, 2), (2, 3), (3, 4)]) is None
    assert mean_tau([(1, 2)]) is None
    assert mean_tau([]) is None
