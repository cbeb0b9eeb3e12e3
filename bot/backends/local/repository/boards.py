"""Boards, read from the live counters. The formulas are those of `bot.rules`, put into SQL."""

import sqlite3
from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from bot.backends.local.ids import Key
from bot.backends.local.repository.counts import DAILY, HOURLY, TOTAL
from bot.protocol.moments import DAY, HOUR, Moment
from bot.protocol.scores import TimeFrame
from bot.rules import points, trolls

_DAYS: Final = {TimeFrame.WEEK: 7, TimeFrame.MONTH: 30}

SCALES: Final = ("quality", "humor", "toxicity", "violence", "helpfulness")
_OTHER_COUNTS: Final = ("spam",)


class Period(NamedTuple):
    """The counters of a time frame: their grain, the first and the last period of it, and when the first begins."""

    grain: int
    first: int
    last: int
    begins_at: Moment | None


class BoardRow(NamedTuple):
    """A row of a leaderboard; `counts` in the order of `bot.rules.points.COUNTS`."""

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
        return Period(TOTAL, 0, 0, None)
    if time_frame is TimeFrame.DAY:
        return Period(HOURLY, (now - DAY) // HOUR, now // HOUR, now - DAY)
    first = now // DAY - _DAYS[time_frame]
    return Period(DAILY, first, now // DAY, first * DAY)


def leaders(
    connection: sqlite3.Connection, period: Period, server_id: int | None, limit: int, offset: int
) -> list[BoardRow]:
    """The best of a period, hidden and disabled ones left out; equal points have the same rank."""
    rows = connection.execute(
        _LEADERS if server_id is None else _LEADERS_OF_SERVER,
        {**period._asdict(), "server_id": server_id, "limit": limit, "offset": offset},
    ).fetchall()
    return _with_counts(connection, period, server_id, rows)


def counts_in(
    connection: sqlite3.Connection, period: Period, person_id: Key, server_id: int | None = None
) -> tuple[int, ...]:
    """What somebody contributed in a period, in one server or all, in the order of `bot.rules.points.COUNTS`."""
    row = connection.execute(_COUNTS, {**period._asdict(), "person_id": person_id, "server_id": server_id}).fetchone()
    return tuple(row)


def rows_around(
    connection: sqlite3.Connection, period: Period, server_id: int | None, person_id: Key, reach: int
) -> list[BoardRow]:
    """The rows of a board from `reach` before a person's to `reach` after it; none where they have no row."""
    rows = connection.execute(
        _AROUND if server_id is None else _AROUND_OF_SERVER,
        {**period._asdict(), "server_id": server_id, "person_id": person_id, "reach": reach},
    ).fetchall()
    return _with_counts(connection, period, server_id, rows)


def people_ahead(
    connection: sqlite3.Connection, period: Period, server_id: int | None, person_id: Key, own_points: int
) -> int:
    """How many of those whom the board shows, but for this person, have more points in a period."""
    row = connection.execute(
        _PEOPLE_AHEAD if server_id is None else _PEOPLE_AHEAD_OF_SERVER,
        {**period._asdict(), "server_id": server_id, "own": own_points, "person_id": person_id},
    ).fetchone()
    return int(row[0])


def _with_counts(
    connection: sqlite3.Connection, period: Period, server_id: int | None, rows: Iterable[tuple[Any, ...]]
) -> list[BoardRow]:
    # Only who is shown is looked at more closely: that is cheaper than adding up every count of everybody.
    return [BoardRow._make((*row[:3], counts_in(connection, period, row[0], server_id), *row[3:])) for row in rows]


def trolls_of(connection: sqlite3.Connection, period: Period, limit: int) -> list[TrollRow]:
    """The contributors with the highest troll scores of a period."""
    counted = (*trolls.OBJECTIONS, *_OTHER_COUNTS)
    first = period.first * (DAY // HOUR) if period.grain == DAILY else period.first
    grain = HOURLY if period.grain == DAILY else period.grain
    rows = connection.execute(_TROLL_STATEMENT, {"grain": grain, "first": first, "limit": limit})
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


_WHOLE: Final = " + ".join(f"{worth} * {name}" for name, (worth, number) in points.SCORE.items() if number == 1)
_SHARED: Final = tuple((name, worth, number) for name, (worth, number) in points.SCORE.items() if number > 1)
# One sum for all that is worth whole points, and one for each kind of which several make a point.
_SCORE: Final = f"sum({_WHOLE})" + "".join(f" + {worth} * (sum({name}) / {number})" for name, worth, number in _SHARED)
_ANYTHING: Final = f"sum({_WHOLE})" + "".join(f" + sum({name})" for name, _, _ in _SHARED)
_POINTS: Final = (
    f"SELECT person_id, {_SCORE} AS points FROM contribution_count"  # noqa: S608 - names of our own
    " WHERE grain = :grain AND period >= :first{where}"
    " AND person_id NOT IN (SELECT person_id FROM contributor WHERE enabled = 0 OR visible = 0)"
    f" GROUP BY person_id HAVING {_ANYTHING} > 0"
)
_LEADERS_BY: Final = f"""
    SELECT person_id, rank, points, discord_id, display_name, streak_days, last_contribution_at
    FROM (
        SELECT person_id, rank() OVER (ORDER BY points DESC) AS rank, points FROM ({_POINTS})
        ORDER BY points DESC, person_id LIMIT :limit OFFSET :offset
    ) JOIN contributor USING (person_id) ORDER BY points DESC, person_id
"""  # noqa: S608 - names of our own
_AROUND_BY: Final = f"""
    SELECT person_id, rank, points, discord_id, display_name, streak_days, last_contribution_at
    FROM (
        SELECT *, place - max(CASE WHEN person_id = :person_id THEN place END) OVER () AS distance
        FROM (
            SELECT person_id, rank() OVER (ORDER BY points DESC) AS rank, points,
                row_number() OVER (ORDER BY points DESC, person_id) AS place
            FROM ({_POINTS})
        )
    ) JOIN contributor USING (person_id) WHERE distance BETWEEN -:reach AND :reach ORDER BY place
"""  # noqa: S608 - names of our own
_PEOPLE_AHEAD_BY: Final = f"SELECT count(*) FROM ({_POINTS}) WHERE points > :own AND person_id != :person_id"  # noqa: S608 - names of our own
_OF_SERVER: Final = " AND server_id = :server_id"
_LEADERS: Final = _LEADERS_BY.format(where="")
_LEADERS_OF_SERVER: Final = _LEADERS_BY.format(where=_OF_SERVER)
_AROUND: Final = _AROUND_BY.format(where="")
_AROUND_OF_SERVER: Final = _AROUND_BY.format(where=_OF_SERVER)
_PEOPLE_AHEAD: Final = _PEOPLE_AHEAD_BY.format(where="")
_PEOPLE_AHEAD_OF_SERVER: Final = _PEOPLE_AHEAD_BY.format(where=_OF_SERVER)

# Each period is looked up by itself: there is no index by person, which every contribution would have to pay.
_COUNTS: Final = f"""
    WITH RECURSIVE span (period) AS (SELECT :first UNION ALL SELECT period + 1 FROM span WHERE period < :last)
    SELECT {", ".join(f"coalesce(sum({name}), 0)" for name in points.COUNTS)}
    FROM span CROSS JOIN contribution_count USING (period)
    WHERE grain = :grain AND person_id = :person_id AND (:server_id IS NULL OR server_id = :server_id)
"""  # noqa: S608 - names of our own

_TROLL_SUM: Final = " + ".join(f"{weight} * sum({name})" for name, weight in trolls.SCORE.items())
_TROLL_SUMS: Final = ", ".join(f"sum({name})" for name in (*trolls.OBJECTIONS, *_OTHER_COUNTS))
_TROLL_MEANS: Final = ", ".join(f"sum({scale}_sum) / nullif(sum({scale}_count), 0)" for scale in SCALES)
_TROLL_STATEMENT: Final = f"""
    SELECT person_id, {_TROLL_SUM} AS score, {_TROLL_SUMS}, {_TROLL_MEANS},
        discord_id, display_name, enabled, visible, last_contribution_at
    FROM reception_count JOIN contributor USING (person_id)
    WHERE grain = :grain AND period >= :first
    GROUP BY person_id ORDER BY score DESC, person_id LIMIT :limit
"""  # noqa: S608 - names of our own
