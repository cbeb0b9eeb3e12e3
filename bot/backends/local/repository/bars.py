"""Who may not work in which server."""

from typing import NamedTuple

from bot.backends.local.ids import Key
from bot.protocol.moments import Moment
from bot.store import Connection


class BarRow(NamedTuple):
    """Somebody may not work in a server."""

    person_id: Key
    server_id: int
    reason: str
    decision_id: Key | None
    barred_at: Moment


_COLUMNS = ", ".join(BarRow._fields)


def find(connection: Connection, person_id: Key, server_id: int) -> BarRow | None:
    """Return why somebody may not work in a server."""
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM barred WHERE person_id = ? AND server_id = ?",  # noqa: S608 - constants
        (person_id, server_id),
    ).fetchone()
    return None if row is None else BarRow(*row)


def of_person(connection: Connection, person_id: Key) -> list[BarRow]:
    """Return where somebody may not work."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM barred WHERE person_id = ? ORDER BY barred_at, server_id",  # noqa: S608 - constants
        (person_id,),
    )
    return [BarRow(*row) for row in rows]


def add(connection: Connection, bar: BarRow) -> None:
    """Bar somebody who is not."""
    connection.execute(f"INSERT INTO barred ({_COLUMNS}) VALUES (?, ?, ?, ?, ?)", bar)  # noqa: S608 - constants


def remove(connection: Connection, person_id: Key, server_id: int) -> None:
    """Let somebody work in a server again."""
    connection.execute("DELETE FROM barred WHERE person_id = ? AND server_id = ?", (person_id, server_id))
