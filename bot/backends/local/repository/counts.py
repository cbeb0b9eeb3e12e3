"""Live counters: what people contributed, and what others said of their messages."""

import sqlite3
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from bot.backends.local.ids import Key
from bot.protocol.moments import DAY, HOUR, Moment
from bot.rules.points import COUNTS, Contributions

TOTAL: Final = 0
DAILY: Final = 1
HOURLY: Final = 2

_NO_SERVER: Final = 0


def add_contributions(
    connection: sqlite3.Connection,
    person_id: Key,
    server_id: int | None,
    moment: Moment,
    changes: Mapping[str, int],
) -> dict[str, int]:
    """Add to somebody's counts, and return what the changed ones are now, over all time, in that server.

    Args:
        connection: of the transaction.
        person_id: whose.
        server_id: where; None for no server.
        moment: when, which decides the day and the hour that are counted.
        changes: by the names of `bot.rules.points.COUNTS`, what to add; may be negative, to take back.
    """
    names = tuple(changes)
    server = _NO_SERVER if server_id is None else server_id
    statement = _add_statement("contribution_count", names, with_server=True)
    values = tuple(changes.values())
    connection.execute(statement, (HOURLY, moment // HOUR, person_id, server, *values))
    connection.execute(statement, (DAILY, moment // DAY, person_id, server, *values))
    row = connection.execute(
        f"{statement} RETURNING {', '.join(names)}", (TOTAL, 0, person_id, server, *values)
    ).fetchone()
    return dict(zip(names, row, strict=True))


def add_reception(connection: sqlite3.Connection, person_id: Key, moment: Moment, changes: Mapping[str, float]) -> None:
    """Add to what others said of somebody's messages, by the names of the columns of `reception_count`."""
    statement = _add_statement("reception_count", tuple(changes), with_server=False)
    values = tuple(changes.values())
    connection.executemany(
        statement,
        [(grain, period, person_id, *values) for grain, period in ((HOURLY, moment // HOUR), (TOTAL, 0))],
    )


def contributions_of(connection: sqlite3.Connection, person_id: Key) -> Contributions:
    """What somebody contributed, over all time and servers."""
    sums = ", ".join(f"coalesce(sum({name}), 0)" for name in COUNTS)
    row = connection.execute(
        f"SELECT {sums} FROM contribution_count WHERE grain = 0 AND period = 0 AND person_id = ?",  # noqa: S608 - constants
        (person_id,),
    ).fetchone()
    return Contributions(**dict(zip(COUNTS, row, strict=True)))


@lru_cache(maxsize=256)
def _add_statement(table: str, names: tuple[str, ...], *, with_server: bool) -> str:
    keys = ["grain", "period", "person_id"] + (["server_id"] if with_server else [])
    columns = [*keys, *names]
    updates = ", ".join(f"{name} = {name} + excluded.{name}" for name in names)
    return (
        f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"  # noqa: S608 - names of our own
        f" ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {updates}"
    )
