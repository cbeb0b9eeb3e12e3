"""Boards, read from the live counters. The formulas are those of `bot.rules`, put into SQL."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Final, NamedTuple

from bot.backends.local.ids import Key
from bot.backends.local.repository import standings, unlisted
from bot.backends.local.repository.counts import DAILY, HOURLY, TOTAL
from bot.protocol.moments import DAY, HOUR, Moment
from bot.protocol.scores import TimeFrame
from bot.rules import trolls
from bot.rules.points import COUNTS, EARNED, TENTHS, Scoring
from bot.store import Connection

SCALES: Final = ("quality", "humor", "toxicity", "violence", "helpfulness")
_OTHER_COUNTS: Final = ("spam",)


class Period(NamedTuple):
    """The counters of a time frame: their grain, the first and the last period of it, and when the first begins."""

    time_frame: TimeFrame
    grain: int
    first: int
    last: int
    begins_at: Moment | None


class Ahead(NamedTuple):
    """How many people have more points, and how many are shown above somebody: those with equal points in between."""

    by_points: int
    by_place: int


class BoardRow(NamedTuple):
    """A row of a leaderboard; `counts` in the order of `bot.rules.COUNTS`."""

    person_id: Key
    rank: int
    points: int
    counts: tuple[int, ...]
    discord_id: int | None
    display_name: str
    streak_days: int | None
    last_contribution_at: Moment | None


class TrollRow(NamedTuple):
    """A row of a trollboard: counts by the names of `TrollScore`, and the means of the scales."""

    person_id: Key
    score: int
    counts: dict[str, int]
    means: dict[str, float | None]
    discord_id: int | None
    display_name: str
    enabled: bool
    visible: bool
    last_contribution_at: Moment | None


def period_of(time_frame: TimeFrame, now: Moment) -> Period:
    """Return which counters make up a time frame: the last 24 hours, or whole days from midnight (UTC) on.

    The hour that began 24 hours ago belongs to the last day as a whole: counters know no minutes.
    """
    if time_frame is TimeFrame.TOTAL:
        return Period(time_frame, TOTAL, 0, 0, None)
    if time_frame is TimeFrame.DAY:
        return Period(time_frame, HOURLY, (now - DAY) // HOUR, now // HOUR, now - DAY)
    first = now // DAY - standings.DAYS[time_frame]
    return Period(time_frame, DAILY, first, now // DAY, first * DAY)


def leaders(
    connection: Connection, period: Period, scoring: Scoring, server_id: int | None, limit: int, offset: int
) -> list[BoardRow]:
    """Return the best of a period, hidden and disabled ones left out; equal points have the same rank."""
    rows = connection.execute(
        _LEADERS[_source(connection, period, server_id), scoring],
        {**period._asdict(), "server_id": server_id, "limit": limit, "offset": offset},
    ).fetchall()
    # Only who is shown is looked at more closely: that is cheaper than adding up every count of everybody.
    counts = counts_in(connection, period, [row[0] for row in rows], server_id)
    return [BoardRow._make((*row[:3], counts[row[0]], *row[3:])) for row in rows]


def people_ahead(
    connection: Connection, period: Period, scoring: Scoring, server_id: int | None, person_id: Key, own_points: int
) -> Ahead:
    """Return how many of those whom a board shows, but for this person, come before them.

    Args:
        connection: Of the transaction.
        period: Of the board.
        scoring: How points come about.
        server_id: The server that it is about; None for all.
        person_id: Who.
        own_points: What they have on this board.
    """
    row = connection.execute(
        _PEOPLE_AHEAD[_source(connection, period, server_id), scoring],
        {**period._asdict(), "server_id": server_id, "own": own_points, "person_id": person_id},
    ).fetchone()
    return Ahead(*row)


def counts_in(
    connection: Connection, period: Period, person_ids: Sequence[Key], server_id: int | None = None
) -> dict[Key, tuple[int, ...]]:
    """Return what each of some people contributed in a period, in the order of `bot.rules.COUNTS`.

    What it earned comes last, in tenths of a point.

    Args:
        connection: Of the transaction.
        period: Which counts.
        person_ids: Of whom.
        server_id: In which server; None for all.
    """
    values = {f"person_{place}": person_id for place, person_id in enumerate(person_ids)}
    rows = connection.execute(
        _COUNTS.format(people=", ".join(f":{name}" for name in values)),
        {**period._asdict(), **values, "server_id": server_id},
    )
    return {**dict.fromkeys(person_ids, (0,) * len(_COUNTED)), **{row[0]: row[1:] for row in rows}}


def trolls_of(
    connection: Connection, period: Period, server_id: int | None, limit: int, enabled: bool | None
) -> list[TrollRow]:
    """Return the contributors with the highest troll scores of a period; only those who (not) may work, or all."""
    counted = (*trolls.SCORE, *_OTHER_COUNTS)
    first = period.first * (DAY // HOUR) if period.grain == DAILY else period.first
    grain = HOURLY if period.grain == DAILY else period.grain
    wanted = (1, 0) if enabled is None else (int(enabled), int(enabled))
    rows = connection.execute(
        _TROLLS_EVERYWHERE if server_id is None else _TROLLS_IN_SERVER,
        {
            "grain": grain,
            "first": first,
            "server_id": server_id,
            "limit": limit,
            "one": wanted[0],
            "other": wanted[1],
        },
    )
    found = []
    for row in rows:
        counts = dict(zip(counted, row[2 : 2 + len(counted)], strict=True))
        means = dict(zip(SCALES, row[2 + len(counted) : 2 + len(counted) + len(SCALES)], strict=True))
        discord_id, display_name, enabled, visible, last_contribution_at = row[2 + len(counted) + len(SCALES) :]
        found.append(
            TrollRow(
                row[0],
                row[1],
                counts,
                means,
                discord_id,
                display_name,
                bool(enabled),
                bool(visible),
                last_contribution_at,
            )
        )
    return found


def _source(connection: Connection, period: Period, server_id: int | None) -> _Source:
    """Return where a board's points are read fastest."""
    if server_id is not None:
        return _Source.SERVER
    if period.time_frame is TimeFrame.TOTAL:
        return _Source.TOTAL
    if period.time_frame in standings.DAYS and standings.stand_for(connection, period.last):
        return _Source(period.time_frame)
    return _Source.COUNTERS


class _Source(StrEnum):
    """What points are read from: what stands ready for a period, or the counters, of all servers or of one."""

    WEEK = "week"
    MONTH = "month"
    TOTAL = "total"
    COUNTERS = "counters"
    SERVER = "server"


def _points(source: _Source, scoring: Scoring) -> str:
    """Return the statement that gives everybody's points, with only those whom boards show."""
    listed = "person_id NOT IN (SELECT person_id FROM contributor WHERE enabled = 0 OR visible = 0)"
    if source in (_Source.COUNTERS, _Source.SERVER):
        whole, shared = f"sum({standings.WHOLE})", {name: f"sum({name})" for name in standings.SHARED}
        earned = f"sum({EARNED})"
        where = f" AND server_id = :server_id AND {unlisted.NOT_THERE}" if source is _Source.SERVER else ""
        within = f"grain = :grain AND period >= :first{where}"
        rows = f"contribution_count WHERE {within} AND {listed} GROUP BY person_id HAVING"
    else:
        whole, shared = standings.columns_of(TimeFrame(source))
        earned = f"{source}_{EARNED}"
        rows = f"standing WHERE {listed} AND"
    score = f"{earned} / {TENTHS}" if scoring is Scoring.QUALITY else standings.points_of(whole, shared)
    # By quality, what was done on an earlier day may be paid on this one.
    counted = " + ".join([whole, *shared.values(), *([earned] if scoring is Scoring.QUALITY else [])])
    return f"SELECT person_id, {score} AS points FROM {rows} {counted} > 0"  # noqa: S608 - names of our own


_LEADERS: Final = {
    (source, scoring): f"""
    SELECT person_id, rank, points, discord_id, display_name, streak_days, last_contribution_at
    FROM (
        SELECT person_id, rank() OVER (ORDER BY points DESC) AS rank, points FROM ({_points(source, scoring)})
        ORDER BY points DESC, person_id LIMIT :limit OFFSET :offset
    ) JOIN contributor USING (person_id) ORDER BY points DESC, person_id
    """  # noqa: S608 - names of our own
    for source in _Source
    for scoring in Scoring
}
_PEOPLE_AHEAD: Final = {
    (source, scoring): f"""
    SELECT coalesce(sum(points > :own), 0), count(*) FROM ({_points(source, scoring)})
    WHERE person_id != :person_id AND (points > :own OR (points = :own AND person_id < :person_id))
    """  # noqa: S608 - names of our own
    for source in _Source
    for scoring in Scoring
}

_COUNTED: Final = (*COUNTS, EARNED)

# Each period is looked up by itself: there is no index by person, which every contribution would have to pay.
_COUNTS: Final = f"""
    WITH RECURSIVE span (period) AS (SELECT :first UNION ALL SELECT period + 1 FROM span WHERE period < :last)
    SELECT person_id, {", ".join(f"sum({name})" for name in _COUNTED)}
    FROM span CROSS JOIN contribution_count USING (period)
    WHERE grain = :grain AND person_id IN ({{people}}) AND (:server_id IS NULL OR server_id = :server_id)
    GROUP BY person_id
"""  # noqa: S608 - names of our own

_TROLL_SUM: Final = " + ".join(f"{weight} * sum({name})" for name, weight in trolls.SCORE.items())
_TROLL_SUMS: Final = ", ".join(f"sum({name})" for name in (*trolls.SCORE, *_OTHER_COUNTS))
_TROLL_MEANS: Final = ", ".join(f"sum({scale}_sum) / nullif(sum({scale}_count), 0)" for scale in SCALES)
_BARRED_THERE: Final = (
    "EXISTS (SELECT 1 FROM barred WHERE barred.person_id = contributor.person_id AND barred.server_id = :server_id)"
)


def _trolls(may_work: str, where: str = "") -> str:
    return f"""
    SELECT person_id, {_TROLL_SUM} AS score, {_TROLL_SUMS}, {_TROLL_MEANS},
        discord_id, display_name, {may_work} AS may_work, visible, last_contribution_at
    FROM reception_count JOIN contributor USING (person_id)
    WHERE grain = :grain AND period >= :first{where} AND {may_work} IN (:one, :other)
    GROUP BY person_id ORDER BY score DESC, person_id LIMIT :limit
    """  # noqa: S608 - names of our own


_TROLLS_EVERYWHERE: Final = _trolls("enabled")
_TROLLS_IN_SERVER: Final = _trolls(
    f"CASE WHEN {_BARRED_THERE} THEN 0 ELSE enabled END", " AND reception_count.server_id = :server_id"
)
