"""Tests of the levels."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.rules.levels import THRESHOLDS, level_of

POINTS = st.integers(0, 8000)


def test_the_documented_table() -> None:
    """The thresholds are those of the original, from 0 to 6000."""
    documented = (0, 4, 9, 16, 24, 32, 42, 53, 65, 79, 93, 109, 126, 144, 163, 183, 205, 227, 251, 276)
    assert THRESHOLDS[:20] == documented
    assert THRESHOLDS[-1] == 6000
    assert len(THRESHOLDS) == 100


def test_each_level_is_longer_than_the_one_before() -> None:
    """It never takes fewer points to rise from a higher level."""
    lengths = [after - before for before, after in pairwise(THRESHOLDS)]
    assert all(longer >= shorter for shorter, longer in pairwise(lengths))


def test_245_points() -> None:
    """245 points are level 18, and 6 more make level 19."""
    level = level_of(245)
    assert (level.number, level.points_to_next) == (18, 6)
    assert level_of(251).number == 19
    assert level_of(0).number == 1


@given(POINTS)
def test_a_level_holds_its_points(points: int) -> None:
    """The level is the number of thresholds reached, and its bar goes from empty to almost full."""
    level = level_of(points)
    assert level.number == sum(threshold <= points for threshold in THRESHOLDS)
    assert level.starts_at <= points
    assert level.next_at is None or points < level.next_at
    assert (level.progress == 1) == (level.next_at is None)
    if level.points_to_next is not None:
        assert level_of(points + level.points_to_next).number == level.number + 1


@given(POINTS, POINTS)
def test_more_points_never_lower_the_level(one: int, other: int) -> None:
    """Levels rise with points."""
    assert level_of(max(one, other)).number >= level_of(min(one, other)).number


def test_the_highest_level_has_no_next() -> None:
    """At the top the bar is full and nothing is missing."""
    top = level_of(10**6)
    assert (top.number, top.next_at, top.points_to_next, top.progress) == (100, None, None, 1.0)


def test_fewer_points_than_none() -> None:
    """Who has lost points below zero is still at level 1, with an empty bar."""
    assert (level_of(-5).number, level_of(-5).progress) == (1, 0.0)
