"""Tests of ranks."""

from __future__ import annotations

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from bot.protocol.scores import UserScore
from bot.rules.ranks import closed_up, medal_of


def row(number: int, points: int, rank: int | None = None) -> UserScore:
    """Somebody's row."""
    return UserScore(
        rank=rank,
        user_id=UUID(int=number),
        username=str(number),
        auth_method="discord",
        display_name=f"Person {number}",
        leader_score=points,
    )


BOARDS = st.lists(st.integers(0, 20), max_size=30).map(
    lambda scores: [row(number, points) for number, points in enumerate(sorted(scores, reverse=True))]
)


@given(BOARDS, st.sets(st.integers(0, 29)))
def test_ranks_close_up(board: list[UserScore], hidden: set[int]) -> None:
    """Whoever is taken out leaves no trace: everybody has as many before them as have more points."""
    left = [each for each in closed_up(board) if each.user_id.int not in hidden]
    for each in closed_up(left):
        assert each.rank == 1 + sum(other.leader_score > each.leader_score for other in left)


@given(BOARDS)
def test_nobody_without_points_has_a_medal(board: list[UserScore]) -> None:
    """A medal is for one of the first three places, and for points."""
    for each in closed_up(board):
        assert (medal_of(each) is not None) is (each.leader_score > 0 and (each.rank or 99) <= 3)
