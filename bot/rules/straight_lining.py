"""Straight-lining: the same marks for everything, or the order left as it was shown, over many packages.

As in surveys, where it is measured by how little the answers of one person differ (Y. Kim and others, "Straightlining:
overview of measurement, comparison of indicators, and effects in mail-web mixed-mode surveys", Social Science Computer
Review 37, 2019). Yes and no are not looked at: that nothing is spam is often true.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from math import factorial, log2
from typing import Final

from bot.rules.confidence import log_of_chance

_LEAST_REVIEWS: Final = 30
_LEAST_BITS: Final = 0.3
"""Of who gives one of thirty texts other marks than the rest: 0.21."""
_LEAST_RANKINGS: Final = 8
_CHANCE: Final = -11.5
"""One in a hundred thousand, as a natural logarithm."""


def find_straight_lining(marks: Sequence[Hashable], rankings: Sequence[tuple[int, bool]]) -> dict[str, int] | None:
    """Return how much alike somebody's answers are, where they hardly ever differ.

    Args:
        marks: what each review gave on its scales, those that gave none left out.
        rankings: of each, how many replies there were, and whether their order was left as it was shown.
    """
    alike = Counter(marks).most_common(1)[0][1] if marks else 0
    same_marks = len(marks) >= _LEAST_REVIEWS and entropy(marks) < _LEAST_BITS
    kept = sum(as_shown for _, as_shown in rankings)
    # Replies are shown in random order: one order of n is as likely to be somebody's as each of the n! - 1 others.
    expected = sum(1 / factorial(replies) for replies, _ in rankings)
    same_order = len(rankings) >= _LEAST_RANKINGS and log_of_chance(kept, len(rankings), expected) < _CHANCE
    if not (same_marks or same_order):
        return None
    return {
        "reviews": len(marks) if same_marks else 0,
        "alike": alike if same_marks else 0,
        "rankings": len(rankings) if same_order else 0,
        "as_shown": kept if same_order else 0,
    }


def entropy(values: Sequence[Hashable]) -> float:
    """Return how much values differ, in bits: 0 where all are the same (C. E. Shannon, 1948)."""
    shares = [count / len(values) for count in Counter(values).values()]
    return -sum(share * log2(share) for share in shares) + 0.0
