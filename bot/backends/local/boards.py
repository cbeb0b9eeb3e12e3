"""Leaderboards, trollboards, the statistics of one contributor and those of the whole pool."""

from collections.abc import Mapping, Sequence

from bot.backends.local import people, reliability
from bot.backends.local.ids import id_of
from bot.backends.local.repository import (
    attention_checks,
    boards,
    contributors,
    counts,
    messages,
    open_work,
    trees,
    unlisted,
)
from bot.backends.local.repository.boards import BoardRow, TrollRow
from bot.backends.local.step import Step
from bot.backends.values import ACTIVITY_DAYS, MOST_ACTIVE, Contributor, PoolStatistics
from bot.protocol.messages import Role
from bot.protocol.moments import DAY, Moment
from bot.protocol.scores import LeaderboardStats, TimeFrame, TrollboardStats, TrollScore, UserScore
from bot.protocol.trees import TreeState
from bot.protocol.users import AuthMethod
from bot.rules.levels import level_of
from bot.rules.points import COUNTS, TENTHS, ContributionCounts, Scoring
from bot.rules.streaks import Streak, days_of


def stats(
    step: Step,
    contributor: Contributor,
    time_frame: TimeFrame,
    *,
    server_id: int | None = None,
    with_rank: bool = True,
) -> UserScore:
    """See `ReadBackend.stats`."""
    period = boards.period_of(time_frame, step.now)
    person_id = contributor.person_id.bytes
    known = contributors.find(step.connection, person_id)
    own_counts = boards.counts_in(step.connection, period, [person_id], server_id)[person_id]
    points = _points_of(own_counts, step.rules.scoring)
    rank = None
    if with_rank and _has_a_row(own_counts, step.rules.scoring):
        rank = (
            boards.people_ahead(step.connection, period, step.rules.scoring, server_id, person_id, points).by_points + 1
        )
    row = BoardRow(
        person_id,
        rank or 0,
        points,
        own_counts,
        contributor.discord_id,
        contributor.display_name,
        None if known is None else known.streak_days,
        None if known is None else known.last_contribution_at,
    )
    return _user_score(row, step.now, period.begins_at).model_copy(update={"rank": rank})


def leaderboard(
    step: Step, time_frame: TimeFrame, *, server_id: int | None = None, limit: int = 20, offset: int = 0
) -> LeaderboardStats:
    """See `ReadBackend.leaderboard`."""
    period = boards.period_of(time_frame, step.now)
    rows = boards.leaders(step.connection, period, step.rules.scoring, server_id, limit, offset)
    return LeaderboardStats(
        time_frame=time_frame,
        last_updated=step.now,
        leaderboard=tuple(_user_score(row, step.now, period.begins_at) for row in rows),
    )


def neighbours(
    step: Step, contributor: Contributor, time_frame: TimeFrame, *, server_id: int | None = None, reach: int = 2
) -> tuple[UserScore, ...]:
    """See `ReadBackend.neighbours`."""
    period = boards.period_of(time_frame, step.now)
    person_id = contributor.person_id.bytes
    known = contributors.find(step.connection, person_id)
    own_counts = boards.counts_in(step.connection, period, [person_id], server_id)[person_id]
    if known is None or not known.enabled or not known.visible or not _has_a_row(own_counts, step.rules.scoring):
        return ()
    if server_id is not None and unlisted.is_so(step.connection, person_id, server_id):
        return ()
    points = _points_of(own_counts, step.rules.scoring)
    above = boards.people_ahead(step.connection, period, step.rules.scoring, server_id, person_id, points).by_place
    first = max(0, above - reach)
    rows = boards.leaders(step.connection, period, step.rules.scoring, server_id, above + reach + 1 - first, first)
    return tuple(_user_score(row, step.now, period.begins_at) for row in rows)


def trollboard(
    step: Step, time_frame: TimeFrame, *, server_id: int | None = None, limit: int = 20, enabled: bool | None = None
) -> TrollboardStats:
    """See `ModerationBackend.trollboard`."""
    period = boards.period_of(time_frame, step.now)
    rows = boards.trolls_of(step.connection, period, server_id, limit, enabled)
    return TrollboardStats(
        time_frame=time_frame,
        last_updated=step.now,
        trollboard=tuple(_troll_score(row, rank, step.now, period.begins_at) for rank, row in enumerate(rows, start=1)),
    )


def is_visible(step: Step, contributor: Contributor) -> bool:
    """See `ReadBackend.is_visible`. Who has not come yet will be shown."""
    known = contributors.find(step.connection, contributor.person_id.bytes)
    return known is None or bool(known.visible)


def set_visible(step: Step, contributor: Contributor, *, visible: bool) -> None:
    """See `ReadBackend.set_visible`."""
    person = people.ensure_known(step, contributor)
    contributors.set_visible(step.connection, person.person_id, visible=visible)


def tree_counts(step: Step) -> Mapping[TreeState, int]:
    """See `ReadBackend.tree_counts`."""
    return trees.counts_by_state(step.connection)


def pool_statistics(step: Step) -> PoolStatistics:
    """See `ReadBackend.pool_statistics`."""
    by_language: dict[str, int] = {}
    by_role = {str(role): 0 for role in Role}
    for row in messages.messages_of_people(step.connection):
        by_language[row.language] = by_language.get(row.language, 0) + row.messages
        by_role[Role.of(is_assistant=bool(row.is_assistant))] += row.messages
    today = step.now // DAY
    given = counts.given_on_days(step.connection, today - ACTIVITY_DAYS + 1, today)
    totals = counts.given_by_person(step.connection)
    whole = sum(totals)
    checks = attention_checks.counts(step.connection)
    return PoolStatistics(
        as_of=step.now,
        trees=trees.counts_by_state(step.connection),
        messages_by_language=by_language,
        messages_by_role=by_role,
        open_work=open_work.open_by_type(step.connection),
        activity=tuple(given.get(day, 0) for day in range(today - ACTIVITY_DAYS + 1, today + 1)),
        contributors=len(totals),
        most_active_share=sum(totals[:MOST_ACTIVE]) / whole if whole else None,
        agreement=reliability.agreement_in_pool(step),
        checks_answered=checks.answered,
        checks_passed=checks.passed,
    )


def _points_of(counts: Sequence[int], scoring: Scoring) -> int:
    """Return the score, from counts and from what they have earned by their quality, which comes last."""
    *counted, earned = counts
    if scoring is Scoring.QUALITY:
        return earned // TENTHS
    return ContributionCounts(**dict(zip(COUNTS, counted, strict=True))).points


def _has_a_row(counts: Sequence[int], scoring: Scoring) -> bool:
    """Say whether a board has a row for these counts; by the formula, what was earned otherwise makes none."""
    return any(counts if scoring is Scoring.QUALITY else counts[:-1])


def _user_score(row: BoardRow, now: Moment, begins_at: Moment | None) -> UserScore:
    streak = None
    if row.streak_days is not None and row.last_contribution_at is not None:
        streak = Streak(days=row.streak_days, last_contribution=row.last_contribution_at)
    return UserScore(
        rank=row.rank,
        user_id=id_of(row.person_id),
        username=str(row.discord_id or ""),
        auth_method=AuthMethod.DISCORD,
        display_name=row.display_name,
        leader_score=row.points,
        level=level_of(row.points).number,
        base_date=begins_at,
        modified_date=now,
        **dict(zip(COUNTS, row.counts[: len(COUNTS)], strict=True)),
        streak_last_day_date=row.last_contribution_at,
        streak_days=days_of(streak, now),
        last_activity_date=row.last_contribution_at,
    )


def _troll_score(row: TrollRow, rank: int, now: Moment, begins_at: Moment | None) -> TrollScore:
    return TrollScore(
        rank=rank,
        user_id=id_of(row.person_id),
        username=str(row.discord_id or ""),
        auth_method=AuthMethod.DISCORD,
        display_name=row.display_name,
        last_activity_date=row.last_contribution_at,
        enabled=row.enabled,
        deleted=False,
        show_on_leaderboard=row.visible,
        troll_score=row.score,
        base_date=begins_at,
        modified_date=now,
        **row.counts,
        **row.means,
    )
