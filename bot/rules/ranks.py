"""Ranks: which place somebody has on a board, where equal points share one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.protocol.scores import UserScore

MEDALS: Final = {1: "🥇", 2: "🥈", 3: "🥉"}
"""The ranks that have a medal."""


def closed_up(rows: Sequence[UserScore]) -> tuple[UserScore, ...]:
    """Rank the rows of a board anew: where somebody was taken out, those below move up.

    Args:
        rows: From the top of the board down, those with the most points first.
    """
    ranked: list[UserScore] = []
    for place, row in enumerate(rows, start=1):
        tied = ranked and ranked[-1].leader_score == row.leader_score
        ranked.append(row.model_copy(update={"rank": ranked[-1].rank if tied else place}))
    return tuple(ranked)


def medal_of(row: UserScore) -> str | None:
    """Return the medal of a row; None where its rank has none, or it has no points yet."""
    return MEDALS.get(row.rank or 0) if row.leader_score > 0 else None
