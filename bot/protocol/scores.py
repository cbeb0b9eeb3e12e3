"""Scores: leaderboards, trollboards and the statistics of one user."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

from pydantic import ConfigDict, Field, TypeAdapter

from bot.protocol.base import Received
from bot.protocol.moments import WireMoment


class TimeFrame(StrEnum):
    """The period of a board: the last 24 hours; from midnight 7 or 30 days ago; everything."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    TOTAL = "total"


class UserScore(Received):
    """One row of a leaderboard. `username` is the frontend's id of the user, `leader_score` the points."""

    rank: int | None = None
    user_id: UUID
    highlighted: bool = False
    username: str
    auth_method: str
    display_name: str
    leader_score: int = 0
    level: int = 0
    base_date: WireMoment | None = None
    modified_date: WireMoment | None = None
    prompts: int = 0
    replies_assistant: int = 0
    replies_prompter: int = 0
    labels_simple: int = 0
    labels_full: int = 0
    rankings_total: int = 0
    rankings_good: int = 0
    accepted_prompts: int = 0
    accepted_replies_assistant: int = 0
    accepted_replies_prompter: int = 0
    reply_ranked_1: int = 0
    reply_ranked_2: int = 0
    reply_ranked_3: int = 0
    streak_last_day_date: WireMoment | None = None
    streak_days: int | None = None
    last_activity_date: WireMoment | None = None


class LeaderboardStats(Received):
    """A leaderboard, best first."""

    time_frame: TimeFrame
    last_updated: WireMoment
    leaderboard: tuple[UserScore, ...]


class TrollScore(Received):
    """One row of a trollboard: what others said of a user's messages. The scales are means, None where unlabelled."""

    model_config = ConfigDict(populate_by_name=True)

    rank: int | None = None
    user_id: UUID
    highlighted: bool = False
    username: str
    auth_method: str
    display_name: str
    last_activity_date: WireMoment | None = None
    enabled: bool
    deleted: bool
    show_on_leaderboard: bool
    troll_score: int = 0
    base_date: WireMoment | None = None
    modified_date: WireMoment | None = None
    red_flags: int = 0
    upvotes: int = 0
    downvotes: int = 0
    spam_prompts: int = 0
    quality: float | None = None
    humor: float | None = None
    toxicity: float | None = None
    violence: float | None = None
    helpfulness: float | None = None
    spam: int = 0
    lang_mismatch: int = Field(default=0, alias="lang_mismach")  # the wire's spelling
    not_appropriate: int = 0
    pii: int = 0
    hate_speech: int = 0
    sexual_content: int = 0
    political_content: int = 0


class TrollboardStats(Received):
    """A trollboard, worst first."""

    time_frame: TimeFrame
    last_updated: WireMoment
    trollboard: tuple[TrollScore, ...]


_USER_STATS = TypeAdapter(dict[TimeFrame, UserScore | None])


def parse_user_stats(data: object) -> dict[TimeFrame, UserScore]:
    """Read one user's score for every period in which they have one.

    Raises:
        pydantic.ValidationError: It is not a table of scores.
    """
    return {frame: score for frame, score in _USER_STATS.validate_python(data).items() if score is not None}
