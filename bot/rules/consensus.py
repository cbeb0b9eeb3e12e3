"""The consensus of several rankings: Tideman's ranked pairs.

Every pair of replies is won by the one that more people put before the other; their votes may be weighed. The pairs are
taken from the clearest to the closest, and each is kept unless it contradicts those kept before (T. N. Tideman,
"Independence of clones as a criterion for voting rules", Social Choice and Welfare 4, 1987). Ties, of a pair or between
pairs, follow a tie-breaking order (T. M. Zavist and T. N. Tideman, "Complete independence of clones in the ranked pairs
rule", Social Choice and Welfare 6, 1989), so that the result is one order without ties, and depends on no reply's name
or place.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from itertools import groupby
from math import fsum
from typing import Final, Generic, NamedTuple, TypeVar

Reply = TypeVar("Reply", bound=Hashable)

_VOTES_OF_ONE: Final = 1_000_000

_RANKINGS_OF_SCORES: Final = 8.0
"""As scores of 1 and 0 count: as so many rankings of the same weight; those that are closer count less in proportion,
so that one step of a scale of five counts as two rankings.

What to expect: of two means of three ratings, each of which is off by 0.2, a difference d speaks for the better reply
with about 1.6 d / (0.2 √(2/3)) = 10 d as the logarithm of its odds (a normal distribution as a logistic one), and a
ranking that has four of five pairs right with log 4 = 1.4. From 6 to 10 makes little difference (`bench.trust`)."""


class Rating(NamedTuple):
    """What a review says of a reply's quality, from 0 to 1, and how much it weighs, from 0 to 1."""

    quality: float
    weight: float


class Scores(NamedTuple, Generic[Reply]):
    """How good each reply is, from 0 to 1, and how much that weighs, from 0 to 1."""

    of: Mapping[Reply, float]
    weight: float


def scores_of(ratings: Mapping[Reply, Sequence[Rating]]) -> Scores[Reply] | None:
    """Return the weighed mean quality of replies, which weighs as much as the ratings of it do on average.

    Returns:
        The scores; None where a reply has no rating that weighs anything.
    """
    totals = {reply: fsum(rating.weight for rating in of_reply) for reply, of_reply in ratings.items()}
    if not totals or not all(totals.values()):
        return None
    means = {
        reply: fsum(rating.quality * rating.weight for rating in of_reply) / totals[reply]
        for reply, of_reply in ratings.items()
    }
    return Scores(means, fsum(totals.values()) / sum(map(len, ratings.values())))


def common_replies(rankings: Sequence[Sequence[Reply]]) -> tuple[Reply, ...]:
    """Return the replies that every ranking has, in the order of the first ranking."""
    if not rankings:
        return ()
    shared = set(rankings[0]).intersection(*rankings[1:])
    return tuple(reply for reply in rankings[0] if reply in shared)


def consensus(
    rankings: Sequence[Sequence[Reply]],
    tie_break: Sequence[Reply] | None = None,
    weights: Sequence[float] | None = None,
    scores: Scores[Reply] | None = None,
) -> tuple[Reply, ...]:
    """Merge rankings into one.

    Args:
        rankings: Each best first, without repetition. Only the replies that all of them have take part.
        tie_break: Decides where the rankings do not: an order of at least those replies. Without it the first ranking
            does; hand the rankings in a random order where the first should not be special.
        weights: How much each ranking counts, from 0 to 1, to six digits. Without them, or where none counts for
            anything, all count alike.
        scores: Count like further rankings of so much weight, of each pair the more, the farther its scores, from 0
            to 1, are apart.

    Returns:
        The common replies, best first; nothing without rankings.

    Raises:
        ValueError: A ranking names a reply twice, the tie-breaking order lacks one, or there are not as many weights as
            rankings.
    """
    for ranking in rankings:
        if len(set(ranking)) != len(ranking):
            raise ValueError("a ranking names a reply twice")
    shared = set(common_replies(rankings))
    order = [reply for reply in (tie_break if tie_break is not None else next(iter(rankings), ())) if reply in shared]
    if len(order) != len(shared):
        raise ValueError("the tie-breaking order must name every common reply once")
    before = votes_between(rankings, order, weights, scores)
    beats = _lock(_pairs(before), len(order))
    # What is kept is complete and free of cycles: whoever beats more replies stands higher, and no two beat as many.
    best_first = sorted(range(len(order)), key=lambda place: -beats[place].bit_count())
    return tuple(order[place] for place in best_first)


def settled_consensus(
    rankings: Sequence[Sequence[Reply]],
    weights: Sequence[float] | None = None,
    scores: Scores[Reply] | None = None,
) -> tuple[Reply, ...] | None:
    """Merge rankings into one where that depends on no tie-breaking order.

    Args:
        rankings: As for `consensus`.
        weights: As for `consensus`.
        scores: As for `consensus`.

    Returns:
        What `consensus` returns with any tie-breaking order; None where there is a tie that such an order may decide.
    """
    order = common_replies(rankings)
    before = votes_between(rankings, order, weights, scores)
    beats = [0] * len(order)
    for _, group in groupby(_pairs(before), key=lambda pair: before[pair[0]][pair[1]]):
        alike = [pair for pair in group if not _is_decided(beats, pair)]
        if any(before[winner][loser] == before[loser][winner] for winner, loser in alike):
            return None
        for winner, loser in alike:
            if beats[loser] >> winner & 1:  # by another pair that is as clear
                return None
            _keep(beats, winner, loser)
    return tuple(order[place] for place in sorted(range(len(order)), key=lambda place: -beats[place].bit_count()))


def votes_between(
    rankings: Sequence[Sequence[Reply]],
    replies: Sequence[Reply],
    weights: Sequence[float] | None = None,
    scores: Scores[Reply] | None = None,
) -> list[list[int]]:
    """Count how many votes put each reply before each other.

    Args:
        rankings: As for `consensus`.
        replies: Those in question, which all rankings have.
        weights: As for `consensus`.
        scores: As for `consensus`.

    Returns:
        For each reply, in their order, the votes that put it before each, in their order; whole numbers, of which a
        ranking of weight 1 gives a million.
    """
    before = _preferences(rankings, replies, _votes(rankings, weights))
    if scores is not None:
        _add_scores(before, [scores.of[reply] for reply in replies], scores.weight)
    return before


def _votes(rankings: Sequence[Sequence[Reply]], weights: Sequence[float] | None) -> list[int]:
    """Return how many votes each ranking has: whole ones, so that their sum does not depend on their order."""
    votes = [1] * len(rankings) if weights is None else [round(weight * _VOTES_OF_ONE) for weight in weights]
    return votes if any(votes) else [1] * len(votes)


def _preferences(rankings: Sequence[Sequence[Reply]], order: Sequence[Reply], votes: Sequence[int]) -> list[list[int]]:
    """Return how many votes put each reply before each other. Replies are known by their place in the order."""
    count = len(order)
    place_of = {reply: place for place, reply in enumerate(order)}
    before = [[0] * count for _ in range(count)]
    for ranking, own_votes in zip(rankings, votes, strict=True):
        places = [place_of[reply] for reply in ranking if reply in place_of]
        for position, better in enumerate(places):
            row = before[better]
            for worse in places[position + 1 :]:
                row[worse] += own_votes
    return before


def _add_scores(before: list[list[int]], scores: Sequence[float], weight: float) -> None:
    votes = round(weight * _VOTES_OF_ONE)  # first, as a ranking's: that a step equals two rankings is then exact
    for better, better_score in enumerate(scores):
        for worse, worse_score in enumerate(scores):
            before[better][worse] += max(0, round(votes * _RANKINGS_OF_SCORES * (better_score - worse_score)))


def _pairs(before: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """Return every pair as (winner, loser), the clearest first."""
    pairs = [
        # In a tied pair the one that comes first in the order wins.
        (first, second) if before[first][second] >= before[second][first] else (second, first)
        for first in range(len(before))
        for second in range(first + 1, len(before))
    ]
    return sorted(pairs, key=lambda pair: (-before[pair[0]][pair[1]], pair))


def _lock(pairs: Sequence[tuple[int, int]], count: int) -> list[int]:
    """Keep each pair that closes no cycle; return for each place the set (as bits) of places that it beats."""
    beats = [0] * count
    for pair in pairs:
        if not _is_decided(beats, pair):
            _keep(beats, *pair)
    return beats


def _is_decided(beats: Sequence[int], pair: tuple[int, int]) -> bool:
    one, other = pair
    return bool(beats[other] >> one & 1 or beats[one] >> other & 1)


def _keep(beats: list[int], winner: int, loser: int) -> None:
    gained = beats[loser] | 1 << loser
    for place in range(len(beats)):
        if place == winner or beats[place] >> winner & 1:
            beats[place] |= gained
