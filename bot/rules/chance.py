"""Turning one random number into a choice."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate


def happens(probability: float, draw: float) -> bool:
    """Say whether something of this probability happens: never at 0, always at 1."""
    return draw < probability


def pick(weights: Sequence[float], draw: float) -> int:
    """Choose an index, each with a probability in proportion to its weight; one of weight 0 is never chosen.

    Raises:
        ValueError: There is no positive weight, or a negative one.
    """
    if not weights or min(weights) < 0:
        raise ValueError("weights must be given and none may be negative")
    bounds = list(accumulate(weights))
    if bounds[-1] <= 0:
        raise ValueError("at least one weight must be positive")
    # A draw just below 1 may be rounded up to the total: the last index with a weight is meant.
    return bisect_right(bounds, draw * bounds[-1], hi=_last_positive(weights))


def _last_positive(weights: Sequence[float]) -> int:
    return max(index for index, weight in enumerate(weights) if weight > 0)
