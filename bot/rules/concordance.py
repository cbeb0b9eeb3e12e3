"""How far several rankings agree: Kendall's coefficient of concordance, his τ, and the mean place of each reply.

M. G. Kendall and B. Babington Smith, "The problem of m rankings", Annals of Mathematical Statistics 10 (3), 1939,
https://doi.org/10.1214/aoms/1177732186: W = 12 S / (m² (n³ − n)) for m rankings of n replies, where S is the sum of the
squared deviations of the replies' sums of places from their mean.

A ranking is an order, so it has no ties, and the correction for ties is not needed. A reply that is missing from one of
the rankings takes no part: the others keep their order, and are counted anew.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from itertools import combinations
from math import comb, fsum
from typing import TypeVar

from bot.rules.agreement import kendall_tau_distance
from bot.rules.consensus import common_replies

Reply = TypeVar("Reply", bound=Hashable)


def mean_places(rankings: Sequence[Sequence[Reply]]) -> dict[Reply, float]:
    """Return the mean place of every reply that all rankings have, from 1, the best.

    Args:
        rankings: each best first, without repetition.

    Returns:
        By reply; nothing without rankings.
    """
    shared = common_replies(rankings)
    sums = dict.fromkeys(shared, 0)
    for ranking in rankings:
        for place, reply in enumerate((each for each in ranking if each in sums), start=1):
            sums[reply] += place
    return {reply: total / len(rankings) for reply, total in sums.items()}


def concordance(rankings: Sequence[Sequence[Reply]]) -> float | None:
    """Return Kendall's W of rankings.

    Args:
        rankings: each best first, without repetition.

    Returns:
        0 (they say nothing together) to 1 (all are the same); by chance alone 1/m on average. None for fewer than two
        rankings, or fewer than two replies that all of them have.
    """
    people, means = len(rankings), mean_places(rankings)
    replies = len(means)
    if people < 2 or replies < 2:
        return None
    middle = (replies + 1) / 2
    spread = sum((mean - middle) ** 2 for mean in means.values())
    return min(1.0, 12 * spread / (replies**3 - replies))


def mean_tau(rankings: Sequence[Sequence[Reply]]) -> float | None:
    """Return the mean of Kendall's τ of all pairs of rankings, each about the replies that both have.

    M. G. Kendall, "A new measure of rank correlation", Biometrika 30, 1938: τ = 1 − 2 d / p, for d of p pairs in
    opposite order.

    Args:
        rankings: each best first, without repetition.

    Returns:
        -1 (all are opposite) to 1 (all are the same); by chance 0 on average. None where no two rankings have two
        replies in common.
    """
    found = []
    for one, other in combinations(rankings, 2):
        pairs = comb(len(set(one).intersection(other)), 2)
        if pairs:
            found.append(1 - 2 * kendall_tau_distance(one, other) / pairs)
    return fsum(found) / len(found) if found else None


def by_chance(people: int) -> float:
    """Return the mean of Kendall's W where so many people (2 or more) rank at random: 1/m.

    The mean of Spearman's coefficients of all pairs is (m W − 1)/(m − 1) (Kendall and Babington Smith, as above), and
    by chance 0.
    """
    return 1 / people
