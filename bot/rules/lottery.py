"""The lottery of accepted prompts: which of them becomes a growing tree."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from bot.rules.chance import pick
from bot.rules.thresholds import Thresholds

Author = TypeVar("Author")


def free_places(growing: int, thresholds: Thresholds) -> int:
    """Return how many prompts are to be drawn for a language in which so many trees grow."""
    return max(0, thresholds.max_active_trees - growing)


def author_weight(times_ranked_first: int) -> int:
    """Return the weight of an author, who was ranked first so often this month."""
    return 1 + times_ranked_first


def draw_author(authors: Sequence[tuple[Author, int]], draw: float) -> Author:
    """Draw one of the authors who have prompts waiting: each once, however many they have.

    Args:
        authors: Each with the number of times that one of their replies was ranked first this month.
        draw: The random number.

    Raises:
        ValueError: Nobody has a prompt waiting.
    """
    weights = [author_weight(times_ranked_first) for _, times_ranked_first in authors]
    return authors[pick(weights, draw)][0]
