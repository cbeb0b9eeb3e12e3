"""Tests of the lottery."""

from __future__ import annotations

import pytest

from bot.rules.lottery import draw_author, draw_prompt, free_places
from bot.rules.thresholds import Thresholds


def test_a_good_author_has_more_chances() -> None:
    """An author weighs one, and one more for each time that they were ranked first this month."""
    authors = [("Ada", 0), ("Ben", 2)]
    assert [draw_author(authors, number / 4) for number in range(4)] == ["Ada", "Ben", "Ben", "Ben"]


def test_many_prompts_do_not_help() -> None:
    """Who has a hundred prompts waiting has no more chances than who has one."""
    waiting = {"Ada": [f"Ada's {number}" for number in range(100)], "Ben": ["Ben's"]}
    drawn = [draw_prompt(waiting, {}, number / 10, 0.5) for number in range(10)]
    assert drawn == ["Ada's 50"] * 5 + ["Ben's"] * 5


def test_each_prompt_of_the_author_is_as_likely() -> None:
    """Among an author's prompts the numbers are divided evenly."""
    waiting = {"Ada": ["a", "b", "c", "d"]}
    assert [draw_prompt(waiting, {"Ada": 9}, 0.3, number / 4) for number in range(4)] == ["a", "b", "c", "d"]


def test_an_empty_lottery_cannot_be_drawn() -> None:
    """Without a waiting prompt there is nothing to draw."""
    with pytest.raises(ValueError, match="weights"):
        draw_prompt({}, {}, 0.5, 0.5)


def test_places_are_free_until_enough_trees_grow() -> None:
    """A language has as many places as the threshold says, and never fewer than none."""
    assert [free_places(growing, Thresholds(max_active_trees=2)) for growing in range(4)] == [2, 1, 0, 0]
