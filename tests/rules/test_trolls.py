"""Tests of the troll score."""

from __future__ import annotations

from bot.protocol.scores import TrollboardStats, TrollScore
from bot.rules.trolls import SCORE
from tests.protocol.recordings import transcript


def test_red_flags_weigh_three_and_thumbs_up_help() -> None:
    """Each objection adds one, a red flag three, and a thumbs up takes one away."""
    weights = dict(SCORE)
    assert weights.pop("red_flags") == 3
    assert weights.pop("upvotes") == -1
    assert set(weights.values()) == {1}
    assert len(weights) == 8


def test_counts_are_those_of_the_wire() -> None:
    """Every count has its name in the wire's model."""
    assert set(SCORE) <= set(TrollScore.model_fields)


def test_recorded_boards_agree() -> None:
    """For every recorded row of a trollboard, the score is what the counts say."""
    rows = 0
    for exchange in transcript():
        if "/trollboards/" in exchange["path"] and exchange["status"] == 200:
            for row in TrollboardStats.parse(exchange["response"]).trollboard:
                assert sum(weight * getattr(row, name) for name, weight in SCORE.items()) == row.troll_score
                rows += 1
    assert rows > 3
