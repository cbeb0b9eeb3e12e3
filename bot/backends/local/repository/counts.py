"""Live counters: what people contributed, and what others said of their messages."""

from collections.abc import Mapping
from functools import lru_cache
from itertools import chain
from typing import Final

from bot.backends.local.ids import Key
from bot.protocol.moments import DAY, HOUR, Moment
from bot.rules.points import GIVEN
from bot.store import Connection

TOTAL: Final = 0
DAILY: Final = 1
HOURLY: Final = 2

_NO_SERVER: Final = 0


def add_contributions(
    connection: Connection,
    person_id: Key,
    server_id: int | None,
    moment: Moment,
    changes: Mapping[str, int],
) -> dict[str, int]:
    """Add to somebody's counts, and return what the changed ones are now, over all time, in that server.

    Args:
        connection: Of the transaction.
        person_id: Whose.
        server_id: Where; None for no server.
        moment: When, which decides the day and the hour that are counted.
        changes: By the names of `bot.rules.points.COUNTS`, what to add; may be negative, to take back.
    """
    names = tuple(changes)
    server = _NO_SERVER if server_id is None else server_id
    rows = [
        (grain, period, person_id, server, *changes.values())
        for grain, period in ((HOURLY, moment // HOUR), (DAILY, moment // DAY), (TOTAL, 0))
    ]
    statement = _add_statement("contribution_count", names, len(rows))
    counted = connection.execute(f"{statement} RETURNING grain, {', '.join(names)}", [*chain(*rows)]).fetchall()
    total = next(row for row in counted if row[0] == TOTAL)
    return dict(zip(names, total[1:], strict=True))


def add_reception(
    connection: Connection, person_id: Key, server_id: int | None, moment: Moment, changes: Mapping[str, float]
) -> None:
    """Add to what others said of somebody's messages, by the names of the columns of `reception_count`.

    Args:
        connection: Of the transaction.
        person_id: Whose.
        server_id: Where the messages were written; None for no server.
        moment: When it was said, which decides the hour that is counted.
        changes: What to add; may be negative, to take back.
    """
    server = _NO_SERVER if server_id is None else server_id
    rows = [
        (grain, period, person_id, server, *changes.values())
        for grain, period in ((HOURLY, moment // HOUR), (TOTAL, 0))
    ]
    connection.execute(_add_statement("reception_count", tuple(changes), len(rows)), [*chain(*rows)])


def given_on_days(connection: Connection, first: int, last: int) -> dict[int, int]:
    """Return how many texts, reviews and rankings each day got, by its number since the epoch; idle ones absent."""
    return dict(connection.execute(_ON_DAYS, {"grain": DAILY, "first": first, "last": last}).fetchall())


def given_by_person(connection: Connection) -> list[int]:
    """Return how many texts, reviews and rankings each person has given who gave any, the most active first."""
    return [row[0] for row in connection.execute(_BY_PERSON, {"grain": TOTAL})]


_GIVEN: Final = " + ".join(GIVEN)
_ON_DAYS: Final = (
    f"SELECT period, sum({_GIVEN}) FROM contribution_count"  # noqa: S608 - names of our own
    " WHERE grain = :grain AND period BETWEEN :first AND :last GROUP BY period"
)
_BY_PERSON: Final = (
    f"SELECT sum({_GIVEN}) AS given FROM contribution_count"  # noqa: S608 - names of our own
    " WHERE grain = :grain AND period = 0 GROUP BY person_id HAVING given > 0 ORDER BY given DESC"
)


@lru_cache(maxsize=256)
def _add_statement(table: str, names: tuple[str, ...], rows: int) -> str:
    keys = ["grain", "period", "person_id", "server_id"]
    columns = [*keys, *names]
    marks = f"({', '.join('?' * len(columns))})"
    updates = ", ".join(f"{name} = {name} + excluded.{name}" for name in names)
    return (
        f"INSERT INTO {table} ({', '.join(columns)}) VALUES {', '.join([marks] * rows)}"  # noqa: S608 - names of our own
        f" ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {updates}"
    )
