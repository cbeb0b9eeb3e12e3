"""Levels: how far somebody has come with their points."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

LEVELS: Final = 100


def _threshold(steps: int) -> int:
    """Return round(the sum of 1.1521 i + 3 for i from 1 to steps), computed exactly."""
    return round(Fraction(11521, 10000) * steps * (steps + 1) / 2 + 3 * steps)


THRESHOLDS: Final = tuple(_threshold(steps) for steps in range(LEVELS))
"""The points at which each level begins: 0 for level 1, 4 for level 2, ..., 6000 for level 100."""


@dataclass(frozen=True, slots=True)
class Level:
    """Where a number of points stands.

    Attributes:
        number: From 1 to 100.
        points: The points themselves.
        starts_at: The points at which this level begins.
        next_at: The points at which the next level begins; None at the highest.
    """

    number: int
    points: int
    starts_at: int
    next_at: int | None

    @property
    def points_to_next(self) -> int | None:
        """How many points are missing to the next level; None at the highest."""
        return None if self.next_at is None else self.next_at - self.points

    @property
    def progress(self) -> float:
        """How much of this level is done, from 0 (included) to 1 (excluded); 1 at the highest."""
        if self.next_at is None:
            return 1.0
        return max(0, self.points - self.starts_at) / (self.next_at - self.starts_at)


def level_of(points: int) -> Level:
    """Return the level of a score: the number of thresholds that it has reached, and at least 1."""
    number = max(1, bisect_right(THRESHOLDS, points))
    next_at = THRESHOLDS[number] if number < LEVELS else None
    return Level(number=number, points=points, starts_at=THRESHOLDS[number - 1], next_at=next_at)
