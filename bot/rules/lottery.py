"""The lottery of accepted prompts: which of them becomes a growing tree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from bot.rules.chance import pick
from bot.rules.thresholds import Thresholds

Author = TypeVar("Author")
Prompt = TypeVar("Prompt")


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


def draw_prompt(
    waiting: Mapping[Author, Sequence[Prompt]],
    ranked_first: Mapping[Author, int],
    author_draw: float,
    prompt_draw: float,
) -> Prompt:
    """Draw a prompt: first an author, then one of theirs.

    Args:
        waiting: The waiting prompts of each author who has any, in any fixed order.
        ranked_first: How often one of an author's replies was ranked first this month; 0 where it says nothing.
        author_draw: The random number for the author.
        prompt_draw: The random number for the prompt.

    Raises:
        ValueError: No prompt is waiting.
    """
    author = draw_author([(each, ranked_first.get(each, 0)) for each in waiting], author_draw)
    prompts = waiting[author]
    return prompts[pick([1.0] * len(prompts), prompt_draw)]
