"""Boards and scores with something in them that cannot be read: the rest is."""

from typing import Any
from uuid import UUID

import pytest
from pydantic import ValidationError

from bot.protocol.scores import LeaderboardStats, TimeFrame, TrollboardStats, parse_user_stats

ROW: dict[str, Any] = {
    "rank": 1,
    "user_id": str(UUID(int=1)),
    "username": "1",
    "auth_method": "discord",
    "display_name": "Ann",
    "leader_score": 5,
}
BROKEN = ({**ROW, "display_name": None}, {**ROW, "leader_score": 10**30}, {**ROW, "user_id": "me"}, "a word", None)


@pytest.mark.parametrize("broken", BROKEN)
def test_a_row_that_cannot_be_read_is_left_out(broken: object) -> None:
    """One row that lacks what it needs, or has a number beyond all numbers, does not take the board away."""
    board = {"time_frame": "week", "last_updated": "2026-01-01T00:00:00+00:00"}
    shown = LeaderboardStats.parse({**board, "leaderboard": [ROW, broken, ROW]}).leaderboard
    assert [row.display_name for row in shown] == ["Ann", "Ann"]
    troll = {**ROW, "enabled": True, "deleted": False, "show_on_leaderboard": True, "spam": 2, "lang_mismach": 3}
    (worst,) = TrollboardStats.parse({**board, "trollboard": [broken, troll]}).trollboard
    assert (worst.spam, worst.lang_mismatch) == (2, 3)


def test_a_board_that_is_none() -> None:
    """What is no list of rows is no board."""
    with pytest.raises(ValidationError):
        LeaderboardStats.parse({"time_frame": "week", "last_updated": "2026-01-01T00:00:00+00:00", "leaderboard": 5})


def test_scores_of_periods_that_are_not_known() -> None:
    """Periods of a newer backend, and scores that cannot be read, are left out; those that can are there."""
    scores = parse_user_stats({"day": ROW, "quarter": ROW, "week": None, "month": BROKEN[0], "total": BROKEN[1]})
    assert list(scores) == [TimeFrame.DAY]
    assert scores[TimeFrame.DAY].leader_score == 5
    with pytest.raises(ValidationError):
        parse_user_stats([ROW])
