"""Scores: leaderboards, trollboards and the statistics of one user."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Final
from uuid import UUID

from pydantic import BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError

from bot.protocol.base import Received
from bot.protocol.moments import WireMoment


class TimeFrame(StrEnum):
    """The period of a board: the last 24 hours; from midnight 7 or 30 days ago; everything."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    TOTAL = "total"


_LARGEST: Final = 2**53
"""JSON's numbers are exact below it, and nobody has done as much."""

Count = Annotated[int, Field(ge=-_LARGEST, le=_LARGEST)]
"""A number in a row."""


class UserScore(Received):
    """One row of a leaderboard. `username` is the frontend's id of the user, `leader_score` the points."""

    rank: Count | None = None
    user_id: UUID
    highlighted: bool = False
    username: str
    auth_method: str
    display_name: str
    leader_score: Count = 0
    level: Count = 0
    base_date: WireMoment | None = None
    modified_date: WireMoment | None = None
    prompts: Count = 0
    replies_assistant: Count = 0
    replies_prompter: Count = 0
    labels_simple: Count = 0
    labels_full: Count = 0
    rankings_total: Count = 0
    rankings_good: Count = 0
    accepted_prompts: Count = 0
    accepted_replies_assistant: Count = 0
    accepted_replies_prompter: Count = 0
    reply_ranked_1: Count = 0
    reply_ranked_2: Count = 0
    reply_ranked_3: Count = 0
    streak_last_day_date: WireMoment | None = None
    streak_days: Count | None = None
    last_activity_date: WireMoment | None = None


class LeaderboardStats(Received):
    """A leaderboard, best first."""

    time_frame: TimeFrame
    last_updated: WireMoment
    leaderboard: Annotated[tuple[UserScore, ...], BeforeValidator(lambda rows: _readable(UserScore, rows))]


class TrollScore(Received):
    """One row of a trollboard: what others said of a user's messages. The scales are means, None where unlabelled."""

    model_config = ConfigDict(populate_by_name=True)

    rank: Count | None = None
    user_id: UUID
    highlighted: bool = False
    username: str
    auth_method: str
    display_name: str
    last_activity_date: WireMoment | None = None
    enabled: bool
    deleted: bool
    show_on_leaderboard: bool
    troll_score: Count = 0
    base_date: WireMoment | None = None
    modified_date: WireMoment | None = None
    red_flags: Count = 0
    upvotes: Count = 0
    downvotes: Count = 0
    spam_prompts: Count = 0
    quality: float | None = None
    humor: float | None = None
    toxicity: float | None = None
    violence: float | None = None
    helpfulness: float | None = None
    spam: Count = 0
    lang_mismatch: Count = Field(default=0, alias="lang_mismach")  # the wire's spelling
    not_appropriate: Count = 0
    pii: Count = 0
    hate_speech: Count = 0
    sexual_content: Count = 0
    political_content: Count = 0


class TrollboardStats(Received):
    """A trollboard, worst first."""

    time_frame: TimeFrame
    last_updated: WireMoment
    trollboard: Annotated[tuple[TrollScore, ...], BeforeValidator(lambda rows: _readable(TrollScore, rows))]


_USER_STATS = TypeAdapter(dict[str, object])
_FRAMES: Final = frozenset(TimeFrame)


def parse_user_stats(data: object) -> dict[TimeFrame, UserScore]:
    """Read one user's score for every period in which they have one that can be read.

    Raises:
        pydantic.ValidationError: It is not a table.
    """
    scores: Mapping[str, object] = _USER_STATS.validate_python(data)
    return {
        TimeFrame(frame): UserScore.parse(score)
        for frame, score in scores.items()
        if frame in _FRAMES and _can_be_read(UserScore, score)
    }


def _readable(kind: type[Received], rows: object) -> object:
    """Drop rows that cannot be read: one of them must not take the whole board away."""
    return [row for row in rows if _can_be_read(kind, row)] if isinstance(rows, list) else rows


def _can_be_read(kind: type[Received], row: object) -> bool:
    try:
        kind.model_validate(row)
    except ValidationError:
        return False
    return True
