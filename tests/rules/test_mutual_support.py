"""Laws of mutual support."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from bot.rules.mutual_support import Ranked, find_mutual_support, supporters_of

PEOPLE = "ABCDEFGH"
RANKINGS = st.lists(
    st.lists(st.sampled_from([*PEOPLE, None]), min_size=2, max_size=4, unique=True).map(
        lambda authors: Ranked(authors[0], tuple(authors))
    ),
    max_size=40,
)


@given(RANKINGS)
def test_nobody_supports_whom_nobody_supports(rankings: list[Ranked[str]]) -> None:
    """Without supporters there is no mutual support, whomever somebody puts first."""
    assert find_mutual_support(rankings, frozenset()) is None


@given(RANKINGS)
def test_figures_are_what_was_counted(rankings: list[Ranked[str]]) -> None:
    """Those named were put first, and there were enough cases."""
    found = find_mutual_support(rankings, frozenset("AB"))
    if found is not None:
        assert set(found.accounts) <= {"A", "B"}
        assert found.figures["rankings"] >= 8
        assert found.figures["first"] == sum(each.first in {"A", "B"} for each in rankings)


@given(st.lists(st.tuples(st.sampled_from(PEOPLE), RANKINGS), max_size=5))
def test_supporters_put_somebody_first_more_often_than_chance(given_by: list[tuple[str, list[Ranked[str]]]]) -> None:
    """Who never puts somebody first does not support them, and who always does, does."""
    rankings = [(ranker, each) for ranker, several in given_by for each in several if "H" in each.all and ranker != "H"]
    found = supporters_of("H", rankings)
    for ranker in {ranker for ranker, _ in rankings}:
        first = [each.first == "H" for by, each in rankings if by == ranker]
        assert not all(first) or ranker in found
        assert any(first) or ranker not in found


def test_a_ring_is_found() -> None:
    """Who puts those first, a dozen times of a dozen, who put them first, is found with them."""
    received = [("B", Ranked("A", ("A", "X", "Y"))), ("C", Ranked("A", ("X", "A"))), ("X", Ranked("Y", ("A", "Y")))]
    given_ = [Ranked("B", ("X", "B", "Y"))] * 7 + [Ranked("C", ("C", "Y", "X"))] * 5
    found = find_mutual_support(given_, supporters_of("A", received))
    assert found is not None
    assert found.accounts == ("B", "C")
    assert found.figures["rankings"] == found.figures["first"] == 12
    assert found.figures["expected"] == 4


def test_chance_and_good_writing_are_not_meant() -> None:
    """Hardly ever is found who ranks at random, or who puts good writers first in six cases of ten."""
    random = Random(1)
    found = 0
    for probability in (1 / 3, 0.6):
        for _ in range(2_000):
            ranked = [Ranked("B" if random.random() < probability else "X", ("X", "B", "Y")) for _ in range(20)]
            found += find_mutual_support(ranked, frozenset("B")) is not None
    assert found <= 40


def test_upvotes_for_each_other_are_found() -> None:
    """Who upvotes only those who upvote them, whom they are hardly ever shown, is found."""
    shown = ["B"] * 5 + ["X", "Y", None] * 30
    found = find_mutual_support([], frozenset(), ["B"] * 8, frozenset("B"), shown)
    assert found is not None
    assert (found.accounts, found.figures["upvotes"], found.figures["upvotes_for_them"]) == (("B",), 8, 8)
    assert find_mutual_support([], frozenset(), ["B"] * 8, frozenset("B"), ["B", "X"] * 30) is None
    assert find_mutual_support([], frozenset(), ["B"] * 7, frozenset("B"), shown) is None
    assert find_mutual_support([], frozenset(), ["B"] * 8, frozenset(), shown) is None
