"""The SQL of what people did a short while ago."""

from collections.abc import Iterable
from uuid import UUID

from bot.protocol.moments import Moment
from bot.store import Connection


def moments_since(connection: Connection, person_id: UUID, kind: str, since: Moment, now: Moment) -> Iterable[Moment]:
    """Return when a person did something, after a moment and not after now."""
    rows = connection.execute(
        "SELECT happened_at FROM recent_action"
        " WHERE person_id = ? AND kind = ? AND happened_at > ? AND happened_at <= ?",
        (person_id.bytes, kind, since, now),
    )
    return (moment for (moment,) in rows)


def latest_but(
    connection: Connection, server_id: int, kind: str, since: Moment, now: Moment, skipped: int
) -> Moment | None:
    """Return when something was done in a server, after a moment and not after now: the latest but so many.

    None where it was not done so often.
    """
    row = connection.execute(
        "SELECT happened_at FROM recent_action"
        " WHERE server_id = ? AND kind = ? AND happened_at > ? AND happened_at <= ?"
        " ORDER BY happened_at DESC LIMIT 1 OFFSET ?",
        (server_id, kind, since, now, skipped),
    ).fetchone()
    return None if row is None else int(row[0])


def add(connection: Connection, person_id: UUID, kind: str, now: Moment, server_id: int | None) -> None:
    """Note that a person does something now, in a server or (None) in a direct message."""
    connection.execute(
        "INSERT INTO recent_action (person_id, kind, happened_at, server_id) VALUES (?, ?, ?, ?)",
        (person_id.bytes, kind, now, server_id),
    )


def all_of(connection: Connection, person_id: UUID) -> list[tuple[str, Moment, int | None]]:
    """Return what is noted about a person, when it was and in which server, oldest first."""
    return connection.execute(
        "SELECT kind, happened_at, server_id FROM recent_action WHERE person_id = ? ORDER BY happened_at",
        (person_id.bytes,),
    ).fetchall()


def forget_until(connection: Connection, until: Moment) -> None:
    """Forget what was done up to a moment."""
    connection.execute("DELETE FROM recent_action WHERE happened_at <= ?", (until,))
