"""Tests of the lottery."""

from __future__ import annotations

import pytest

from bot.rules.lottery import draw_author, free_places
from bot.rules.thresholds import Thresholds


def test_a_good_author_has_more_chances() -> None:
    """An author weighs one, and one more for each time that they were ranked first this month."""
    authors = [("Ada", 0), ("Ben", 2)]
    assert [draw_author(authors, number / 4) for number in range(4)] == ["Ada", "Ben", "Ben", "Ben"]


def test_an_empty_lottery_cannot_be_drawn() -> None:
    """Where nobody has a prompt waiting there is nobody to draw."""
    with pytest.raises(ValueError, match="weights"):
        draw_author([], 0.5)


def test_places_are_free_until_enough_trees_grow() -> None:
    """A language has as many places as the threshold says, and never fewer than none."""
    assert [free_places(growing, Thresholds(max_active_trees=2)) for growing in range(4)] == [2, 1, 0, 0]
