"""Laws of the consensus."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise, permutations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.consensus import Rating, Scores, common_replies, consensus, scores_of, settled_consensus

MANY = 7


def orders(count: int) -> st.SearchStrategy[tuple[int, ...]]:
    """Return a strategy for orders of so many replies."""
    return st.permutations(range(count)).map(tuple)


def profiles(max_replies: int = MANY) -> st.SearchStrategy[list[tuple[int, ...]]]:
    """Return a strategy for rankings of the same replies by several people."""
    return st.integers(1, max_replies).flatmap(lambda count: st.lists(orders(count), min_size=1, max_size=9))


def preference(rankings: Sequence[Sequence[int]], better: int, worse: int) -> int:
    """Return how many people put one reply before another, less how many did the opposite."""
    return sum(1 if ranking.index(better) < ranking.index(worse) else -1 for ranking in rankings)


def wins(rankings: Sequence[Sequence[int]], reply: int) -> bool:
    """Say whether a reply is preferred to each other one: a Condorcet winner."""
    return all(preference(rankings, reply, other) > 0 for other in rankings[0] if other != reply)


@given(orders(MANY), st.integers(1, 9))
def test_agreement_is_kept(order: tuple[int, ...], people: int) -> None:
    """If everybody ranks alike, that is the consensus."""
    assert consensus([order] * people) == order


@given(profiles())
def test_everything_ranked_is_in_it_once(rankings: list[tuple[int, ...]]) -> None:
    """The consensus is an order of exactly the replies that were ranked."""
    assert sorted(consensus(rankings)) == sorted(rankings[0])


@given(profiles())
def test_a_condorcet_winner_is_first(rankings: list[tuple[int, ...]]) -> None:
    """A reply that wins every comparison is first; one that loses every comparison is last."""
    best_first = consensus(rankings)
    for reply in best_first:
        if wins(rankings, reply):
            assert best_first[0] == reply
        if wins([ranking[::-1] for ranking in rankings], reply):
            assert best_first[-1] == reply


@given(profiles())
def test_unanimous_preferences_are_kept(rankings: list[tuple[int, ...]]) -> None:
    """If everybody puts one reply before another, so does the consensus."""
    best_first = consensus(rankings)
    for better, worse in permutations(best_first, 2):
        if preference(rankings, better, worse) == len(rankings):
            assert best_first.index(better) < best_first.index(worse)


@given(profiles())
def test_neighbours_stand_as_the_majority_wants(rankings: list[tuple[int, ...]]) -> None:
    """No two neighbours in the consensus could be swapped to please a majority."""
    best_first = consensus(rankings)
    assert all(preference(rankings, *pair) >= 0 for pair in pairwise(best_first))


@given(profiles(), st.randoms(use_true_random=False))
def test_names_do_not_matter(rankings: list[tuple[int, ...]], random: st.DataObject) -> None:
    """Giving the replies other names gives the consensus those names, and nothing else changes."""
    count = len(rankings[0])
    names = random.sample([f"reply {number}" for number in range(count)], count)  # type: ignore[attr-defined]  # a Random
    renamed = consensus([[names[reply] for reply in ranking] for ranking in rankings])
    assert renamed == tuple(names[reply] for reply in consensus(rankings))


@given(profiles(5), st.permutations(range(5)))
def test_people_do_not_matter(rankings: list[tuple[int, ...]], tie_break: list[int]) -> None:
    """With a tie-breaking order of its own, it makes no difference who ranked first."""
    assert consensus(rankings[::-1], tie_break) == consensus(rankings, tie_break)


@given(profiles(5), st.data())
def test_a_clone_changes_nothing_for_the_others(rankings: list[tuple[int, ...]], data: st.DataObject) -> None:
    """A reply so alike to another that everybody ranks them side by side does not change who wins among the others."""
    original = data.draw(st.sampled_from(rankings[0]))
    clone = max(rankings[0]) + 1
    cloned: list[tuple[int, ...]] = []
    for ranking in rankings:
        at = ranking.index(original) + data.draw(st.integers(0, 1))
        cloned.append((*ranking[:at], clone, *ranking[at:]))
    before, after = consensus(rankings)[0], consensus(cloned)[0]
    assert before == (original if after == clone else after)


@given(profiles(4))
def test_it_is_the_order_that_ranked_pairs_defines(rankings: list[tuple[int, ...]]) -> None:
    """The consensus is the one that a plain, slow reading of the method gives, ties included."""
    assert consensus(rankings) == slow_ranked_pairs(rankings)


def slow_ranked_pairs(rankings: Sequence[Sequence[int]]) -> tuple[int, ...]:
    """Find the order by taking pair after pair and looking for an order that keeps all of them."""
    order = rankings[0]
    pairs = []
    for first, second in combinations(order, 2):
        clear = preference(rankings, first, second)
        pairs.append((clear, first, second) if clear >= 0 else (-clear, second, first))
    pairs.sort(key=lambda pair: (-pair[0], order.index(pair[1]), order.index(pair[2])))
    possible = list(permutations(order))
    for _, better, worse in pairs:
        kept = [each for each in possible if each.index(better) < each.index(worse)]
        possible = kept or possible
    assert len(possible) == 1
    return possible[0]


def test_a_known_cycle() -> None:
    """Of a cycle the closest comparison gives way: here A over B (7:2), B over C (6:3), C over A (5:4)."""
    rankings = [*["ABC"] * 4, *["BCA"] * 2, *["CAB"] * 3]
    assert consensus(rankings) == ("A", "B", "C")


def test_ties_follow_the_order_given() -> None:
    """Where people are split evenly, the tie-breaking order decides, and else the first ranking."""
    assert consensus(["AB", "BA"]) == ("A", "B")
    assert consensus(["AB", "BA"], tie_break="BA") == ("B", "A")


def test_a_perfect_cycle_is_decided_the_same_way_each_time() -> None:
    """Three people who contradict each other in a circle still get one order: that of the first."""
    for rankings in permutations(["ABC", "BCA", "CAB"]):
        assert consensus(rankings) == tuple(rankings[0])


def test_only_common_replies_take_part() -> None:
    """A reply that somebody did not see is not ranked, and without rankings nothing is."""
    assert consensus(["ABCD", "DBA", "BAD"]) == ("B", "A", "D")
    assert common_replies(["ABCD", "DBA", "BAD"]) == ("A", "B", "D")
    assert consensus(["AB", "CD"]) == ()
    assert consensus([]) == ()


@pytest.mark.parametrize(("rankings", "tie_break"), [(["ABA"], None), (["ABC"], "AB"), (["AB"], "AAB")])
def test_nonsense_is_refused(rankings: list[str], tie_break: str | None) -> None:
    """A repeated reply and an incomplete tie-breaking order are errors."""
    with pytest.raises(ValueError, match=r"twice|every common reply once"):
        consensus(rankings, tie_break)


def test_a_full_card_ranked_by_many() -> None:
    """Twelve replies ranked by a thousand people give one order of all of them."""
    rankings = [
        tuple((start + step * place) % 12 for place in range(12)) for start, step in product(range(250), (1, 5, 7, 11))
    ]
    assert sorted(consensus(rankings)) == list(range(12))


@given(profiles(), st.floats(0.001, 1))
def test_equal_weights_change_nothing(rankings: list[tuple[int, ...]], weight: float) -> None:
    """Where all rankings weigh alike, or none anything, the consensus is that of plain votes."""
    assert consensus(rankings, weights=[weight] * len(rankings)) == consensus(rankings)
    assert consensus(rankings, weights=[0.0] * len(rankings)) == consensus(rankings)


@given(profiles(), st.data())
def test_a_whole_weight_is_as_many_rankings(rankings: list[tuple[int, ...]], data: st.DataObject) -> None:
    """A ranking that weighs three times another's counts like three of them; one without weight, like none."""
    times = data.draw(st.lists(st.integers(0, 3), min_size=len(rankings), max_size=len(rankings)).filter(any))
    repeated = [ranking for ranking, number in zip(rankings, times, strict=True) for _ in range(number)]
    weighed = consensus(rankings, tie_break=rankings[0], weights=[number / 4 for number in times])
    assert weighed == consensus(repeated, tie_break=rankings[0])


@given(profiles(), st.data(), st.randoms(use_true_random=False))
def test_the_order_of_weighed_rankings_does_not_matter(
    rankings: list[tuple[int, ...]], data: st.DataObject, random: st.DataObject
) -> None:
    """Rankings may come in any order with their weights, however these round."""
    weights = data.draw(st.lists(st.floats(0, 1), min_size=len(rankings), max_size=len(rankings)))
    pairs = [*zip(rankings, weights, strict=True)]
    random.shuffle(pairs)  # type: ignore[attr-defined]  # a Random
    shuffled = consensus([each for each, _ in pairs], tie_break=rankings[0], weights=[weight for _, weight in pairs])
    assert shuffled == consensus(rankings, tie_break=rankings[0], weights=weights)


def test_weights_fit_the_rankings() -> None:
    """As many weights as rankings are needed."""
    with pytest.raises(ValueError, match="zip"):
        consensus(["ab", "ba"], weights=[1.0])


@given(st.lists(orders(2), min_size=1, max_size=9), st.data())
def test_scores_count_the_more_the_farther_they_are_apart(rankings: list[tuple[int, ...]], data: st.DataObject) -> None:
    """Of two replies a step of a scale of five counts as two rankings of that weight, two steps as four."""
    better = data.draw(st.sampled_from([0, 1]))
    weights = data.draw(st.lists(st.floats(0.1, 1), min_size=len(rankings), max_size=len(rankings)))
    weight, steps = data.draw(st.floats(0.1, 1)), data.draw(st.integers(1, 4))
    scores = Scores({better: 0.25 * steps, 1 - better: 0.0}, weight)
    more = [(better, 1 - better)] * 2 * steps
    expected = consensus([*rankings, *more], (0, 1), [*weights, *[weight] * len(more)])
    assert consensus(rankings, (0, 1), weights, scores) == expected


def test_scores_equal_rankings_of_a_weight_that_rounds() -> None:
    """A step against two rankings of the same weight is a tie at any weight, which the tie-breaking order decides."""
    assert consensus([(1, 0), (1, 0)], (0, 1), [0.5546875, 0.5546875], Scores({0: 0.25, 1: 0.0}, 0.5546875)) == (0, 1)


@given(profiles(), st.data())
def test_scores_only_add_to_rankings(rankings: list[tuple[int, ...]], data: st.DataObject) -> None:
    """Equal scores change nothing, nor do any that say what all rankings say, nor any that weigh nothing."""
    first = rankings[0]
    weight = data.draw(st.floats(0, 1))
    equal = Scores(dict.fromkeys(first, 0.5), weight)
    assert consensus(rankings, first, scores=equal) == consensus(rankings, first)
    falling = Scores({reply: 1.0 - place / len(first) for place, reply in enumerate(first)}, weight)
    assert consensus([first] * len(rankings), first, scores=falling) == first
    any_scores = data.draw(st.lists(st.floats(0, 1), min_size=len(first), max_size=len(first)))
    weightless = Scores(dict(zip(first, any_scores, strict=True)), 0.0)
    assert consensus(rankings, first, scores=weightless) == consensus(rankings, first)


def test_replies_are_scored_by_their_weighed_quality() -> None:
    """The mean quality is weighed, and weighs as much as a review of it does on average."""
    ratings = {
        "a": [Rating(0.5, 1.0), Rating(1.0, 0.0)],
        "b": [Rating(0.0, 0.2), Rating(1.0, 0.8)],
        "c": [Rating(0.5, 0.5)],
    }
    found = scores_of(ratings)
    assert found is not None
    assert found.of == pytest.approx({"a": 0.5, "b": 0.8, "c": 0.5})
    assert found.weight == pytest.approx(2.5 / 5)


@pytest.mark.parametrize("unknown", [[], [Rating(1.0, 0.0)]])
def test_without_a_rating_there_are_no_scores(unknown: list[Rating]) -> None:
    """A reply whose quality nobody judged, or nobody whose review weighs anything, leaves the order to the rankings."""
    assert scores_of({"a": [Rating(1.0, 1.0)], "b": unknown}) is None


SMALL = st.lists(st.permutations("abcd"), min_size=1, max_size=5)
SOME_WEIGHTS = st.lists(st.sampled_from((0.0, 0.1, 0.25, 1.0)), min_size=5, max_size=5)


@given(SMALL, SOME_WEIGHTS)
def test_a_settled_consensus_is_that_of_every_tie_break(rankings: list[list[str]], weights: list[float]) -> None:
    """What is settled is what the consensus is with any tie-breaking order."""
    found = settled_consensus(rankings, weights[: len(rankings)])
    if found is not None:
        possible = {consensus(rankings, order, weights[: len(rankings)]) for order in permutations("abcd")}
        assert possible == {found}


@given(st.lists(st.permutations("abc"), min_size=1, max_size=4), SOME_WEIGHTS)
def test_what_is_not_settled_is_up_to_the_tie_break(rankings: list[list[str]], weights: list[float]) -> None:
    """Of three replies the order is settled unless two tie-breaking orders make different ones."""
    possible = {consensus(rankings, order, weights[: len(rankings)]) for order in permutations("abc")}
    assert (settled_consensus(rankings, weights[: len(rankings)]) is None) == (len(possible) > 1)
