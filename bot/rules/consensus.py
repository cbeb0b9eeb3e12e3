"""The consensus of several rankings: Tideman's ranked pairs.

Every pair of replies is won by the one that more people put before the other. The pairs are taken from the clearest
to the closest, and each is kept unless it contradicts those kept before (T. N. Tideman, "Independence of clones as a
criterion for voting rules", Social Choice and Welfare 4, 1987). Ties, of a pair or between pairs, follow a
tie-breaking order (T. M. Zavist and T. N. Tideman, "Complete independence of clones in the ranked pairs rule", Social
Choice and Welfare 6, 1989), so that the result is one order without ties, and depends on no reply's name or place.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TypeVar

Reply = TypeVar("Reply", bound=Hashable)


def common_replies(rankings: Sequence[Sequence[Reply]]) -> tuple[Reply, ...]:
    """Return the replies that every ranking has, in the order of the first ranking."""
    if not rankings:
        return ()
    shared = set(rankings[0]).intersection(*rankings[1:])
    return tuple(reply for reply in rankings[0] if reply in shared)


def consensus(rankings: Sequence[Sequence[Reply]], tie_break: Sequence[Reply] | None = None) -> tuple[Reply, ...]:
    """Merge rankings into one.

    Args:
        rankings: Each best first, without repetition. Only the replies that all of them have take part.
        tie_break: Decides where the rankings do not: an order of at least those replies. Without it the first ranking
            does; hand the rankings in a random order where the first should not be special.

    Returns:
        The common replies, best first; nothing without rankings.

    Raises:
        ValueError: A ranking names a reply twice, or the tie-breaking order lacks one.
    """
    for ranking in rankings:
        if len(set(ranking)) != len(ranking):
            raise ValueError("a ranking names a reply twice")
    shared = set(common_replies(rankings))
    order = [reply for reply in (tie_break if tie_break is not None else next(iter(rankings), ())) if reply in shared]
    if len(order) != len(shared):
        raise ValueError("the tie-breaking order must name every common reply once")
    beats = _lock(_pairs(rankings, order), len(order))
    # What is kept is complete and free of cycles: whoever beats more replies stands higher, and no two beat as many.
    best_first = sorted(range(len(order)), key=lambda place: -beats[place].bit_count())
    return tuple(order[place] for place in best_first)


def _pairs(rankings: Sequence[Sequence[Reply]], order: Sequence[Reply]) -> list[tuple[int, int]]:
    """Return every pair as (winner, loser), the clearest first. Replies are known by their place in the order."""
    count = len(order)
    place_of = {reply: place for place, reply in enumerate(order)}
    before = [[0] * count for _ in range(count)]
    for ranking in rankings:
        places = [place_of[reply] for reply in ranking if reply in place_of]
        for position, better in enumerate(places):
            row = before[better]
            for worse in places[position + 1 :]:
                row[worse] += 1
    pairs = [
        # In a tied pair the one that comes first in the order wins.
        (first, second) if before[first][second] >= before[second][first] else (second, first)
        for first in range(count)
        for second in range(first + 1, count)
    ]
    return sorted(pairs, key=lambda pair: (-before[pair[0]][pair[1]], pair))


def _lock(pairs: Sequence[tuple[int, int]], count: int) -> list[int]:
    """Keep each pair that closes no cycle; return for each place the set (as bits) of places that it beats."""
    beats = [0] * count
    for winner, loser in pairs:
        if beats[loser] >> winner & 1 or beats[winner] >> loser & 1:
            continue
        gained = beats[loser] | 1 << loser
        for place in range(count):
            if place == winner or beats[place] >> winner & 1:
                beats[place] |= gained
    return beats
