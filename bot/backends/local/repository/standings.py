"""What everybody has earned in the longer periods, kept up to date with every contribution.

The sums of week and month stand for one day, `standing_day`: the first contribution of a new day takes those days out
of them that are over. Until then, the days themselves have to be added up.
"""

from collections.abc import Mapping
from typing import Final

from bot.backends.local.ids import Key
from bot.backends.local.repository.counts import DAILY
from bot.protocol.moments import DAY, Moment
from bot.protocol.scores import TimeFrame
from bot.rules.points import EARNED, SCORE
from bot.store import Connection

DAYS: Final = {TimeFrame.WEEK: 7, TimeFrame.MONTH: 30}
"""How many days before the present one belong to a period."""

SHARED: Final = tuple(name for name, (_, number) in SCORE.items() if number > 1)
"""The kinds of which several make a point: their counts are added up before they are divided."""

_COUNTED_WHOLE: Final = tuple(name for name in SCORE if name not in SHARED)
WHOLE: Final = " + ".join(f"{SCORE[name][0]} * {name}" for name in _COUNTED_WHOLE)
"""The points of all other kinds, from columns named like them."""


def points_of(whole: str, counts: Mapping[str, str]) -> str:
    """Return the score, from expressions of the sum of `WHOLE`, and of the sum of each of `SHARED`."""
    return " + ".join([whole, *(f"{SCORE[name][0]} * ({counts[name]} / {SCORE[name][1]})" for name in SHARED)])


def columns_of(time_frame: TimeFrame) -> tuple[str, dict[str, str]]:
    """Return the columns of a period: of the whole points, and of the counts of `SHARED`."""
    return f"{time_frame}_whole", {name: f"{time_frame}_{name}" for name in SHARED}


def stand_for(connection: Connection, day: int) -> bool:
    """Return whether the sums of week and month stand for a day."""
    return _day(connection) == day


def add(connection: Connection, person_id: Key, moment: Moment, changes: Mapping[str, int], now: Moment) -> None:
    """Add to what somebody has earned, before it is added to the counts of their days.

    Args:
        connection: Of the transaction.
        person_id: Whose.
        moment: When the contribution counts.
        changes: By the names of `bot.rules.points.COUNTS`, what to add; may be negative, to take back.
        now: The present moment, for whose day the sums stand from now on.
    """
    today, day = now // DAY, moment // DAY
    _turn(connection, today)
    earned = [
        sum(SCORE[name][0] * change for name, change in changes.items() if name in _COUNTED_WHOLE),
        *(changes.get(name, 0) for name in (*SHARED, EARNED)),
    ]
    values = [value if frame not in DAYS or day >= today - DAYS[frame] else 0 for frame in _FRAMES for value in earned]
    connection.execute(_ADD, (person_id, *values))


def prompts_of(connection: Connection, person_id: Key) -> int:
    """Return how many prompts somebody who has contributed has written, over all time and servers."""
    row = connection.execute("SELECT total_prompts FROM standing WHERE person_id = ?", (person_id,)).fetchone()
    return int(row[0])


def _turn(connection: Connection, today: int) -> None:
    """Let the sums stand for today: take out the days that are over (or put them back, if the clock was put back)."""
    before = _day(connection)
    if before == today:
        return
    for frame, days in DAYS.items():
        first, last = sorted((before - days, today - days))
        sign = -1 if today > before else 1
        connection.execute(_SHIFT[frame], {"grain": DAILY, "first": first, "last": last, "sign": sign})
    connection.execute("UPDATE standing_day SET day = ?", (today,))


def _day(connection: Connection) -> int:
    return int(connection.execute("SELECT day FROM standing_day").fetchone()[0])


_FRAMES: Final = (*DAYS, TimeFrame.TOTAL)
_PARTS: Final = ("whole", *SHARED, EARNED)
_COLUMNS: Final = tuple(f"{frame}_{part}" for frame in _FRAMES for part in _PARTS)
_ADD: Final = (
    f"INSERT INTO standing (person_id, {', '.join(_COLUMNS)}) VALUES (?{', ?' * len(_COLUMNS)})"  # noqa: S608 - names of our own
    f" ON CONFLICT (person_id) DO UPDATE SET {', '.join(f'{name} = {name} + excluded.{name}' for name in _COLUMNS)}"
)
_SHIFT: Final = {
    frame: f"""
    UPDATE standing SET {", ".join(f"{frame}_{part} = {frame}_{part} + :sign * shifted.{part}" for part in _PARTS)}
    FROM (
        SELECT person_id, sum({WHOLE}) AS whole, {", ".join(f"sum({name}) AS {name}" for name in _PARTS[1:])}
        FROM contribution_count WHERE grain = :grain AND period >= :first AND period < :last GROUP BY person_id
    ) AS shifted
    WHERE standing.person_id = shifted.person_id
    """  # noqa: S608 - names of our own
    for frame in DAYS
}
