"""How far two rankings agree."""

from __future__ import annotations

from bisect import bisect, insort
from collections.abc import Hashable, Sequence
from typing import Final, TypeVar

Reply = TypeVar("Reply", bound=Hashable)

MAX_SWAPS_OF_A_GOOD_RANKING: Final = 1


def kendall_tau_distance(ranking: Sequence[Reply], other: Sequence[Reply]) -> int:
    """Count the pairs of replies that two rankings put in opposite order.

    It is the number of swaps of neighbours that turn one into the other (M. G. Kendall, "A new measure of rank
    correlation", Biometrika 30, 1938). Only replies that both have take part.
    """
    place_of = {reply: place for place, reply in enumerate(other)}
    seen: list[int] = []
    swaps = 0
    for reply in ranking:
        place = place_of.get(reply)
        if place is not None:
            swaps += len(seen) - bisect(seen, place)
            insort(seen, place)
    return swaps


def is_good_ranking(ranking: Sequence[Reply], consensus: Sequence[Reply]) -> bool:
    """Say whether a ranking is good: at most one swap away from the consensus, about at least two replies of it."""
    compared = set(ranking).intersection(consensus)
    return len(compared) > 1 and kendall_tau_distance(ranking, consensus) <= MAX_SWAPS_OF_A_GOOD_RANKING
