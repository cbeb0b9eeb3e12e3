"""Tests of the ranks that released votes give."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from bot.dataset.ranks import Placing, Vote, place
from bot.dataset.records import RankReason
from bot.rules.consensus import Rating, consensus, scores_of

REPLIES = tuple("abcd")
NOBODY: list[Vote[str]] = []
WEIGHTS = st.sampled_from((0.0, 0.25, 0.3, 0.49, 1.0))
ORDERS = st.permutations(REPLIES)
VOTES = st.lists(st.builds(Vote, ORDERS, WEIGHTS), min_size=1, max_size=5)
RATINGS = st.fixed_dictionaries(
    {reply: st.lists(st.builds(Rating, st.sampled_from((0.0, 0.5, 1.0)), WEIGHTS), max_size=2) for reply in REPLIES}
)


@given(VOTES, RATINGS)
def test_the_votes_of_a_decision_give_its_ranks(votes: list[Vote[str]], ratings: dict[str, list[Rating]]) -> None:
    """Where all votes are there, the order is the one that was decided, ties included."""
    scores = scores_of(ratings) if len(votes) > 1 else None
    weights = [vote.weight or 0.0 for vote in votes]
    decided = consensus([vote.order for vote in votes], REPLIES, weights, scores)
    assert place(REPLIES, votes, ratings, decided) == Placing(decided)


@given(VOTES, ORDERS)
def test_no_tie_break_decides_against_what_was_decided(votes: list[Vote[str]], decided: list[str]) -> None:
    """An order other than the one that was decided follows from the votes, whichever reply was written first."""
    placing = place(REPLIES, votes, {}, decided)
    if placing.reason is not None:
        assert placing == Placing(reason=RankReason.UNDETERMINED)
    elif placing.order != tuple(decided):
        weights = [vote.weight or 0.0 for vote in votes]
        orders = [vote.order for vote in votes]
        assert {consensus(orders, each, weights) for each in permutations(REPLIES)} == {placing.order}


@given(VOTES, ORDERS)
def test_a_release_is_read_as_it_was_written(votes: list[Vote[str]], decided: list[str]) -> None:
    """From the ranks that were released the same function makes the same ranks, and none where there are none."""
    released = place(REPLIES, votes, {}, decided)
    assert place(REPLIES, votes, {}, released.order or None) == released


def test_nothing_is_left_of_the_votes() -> None:
    """Without a vote about all of them replies have no rank, and the reason is said."""
    assert place("ab", NOBODY, {}, "ab") == Placing(reason=RankReason.NO_VOTES)
    assert place("ab", [Vote("a", 1.0)], {}, "ab") == Placing(reason=RankReason.NO_VOTES)


def test_a_reply_alone() -> None:
    """A single reply is ranked by nobody, and lacks no rank."""
    assert place("a", [Vote("a", 1.0)], {}, "a") == Placing()


def test_what_votes_weighed_may_be_unknown() -> None:
    """Without weights the decided order stands where the votes, counted alike, say the same; else there is none."""
    votes = [Vote("ab", None), Vote("ba", None), Vote("ba", None)]
    assert place("ab", votes, {}, "ba") == Placing(("b", "a"))
    assert place("ab", votes, {}, "ab") == Placing(reason=RankReason.UNKNOWN_WEIGHTS)


def test_quality_counts_beside_several_rankings_only() -> None:
    """What reviews say of quality breaks a tie of two rankings; of a single ranking it changes nothing."""
    ratings = {"a": [Rating(1.0, 1.0)], "b": [Rating(0.0, 1.0)]}
    assert place("ba", [Vote("ba", 0.5), Vote("ab", 0.5)], ratings, "ba") == Placing(("a", "b"))
    assert place("ba", [Vote("ba", 0.5)], ratings, "ab") == Placing(("b", "a"))
