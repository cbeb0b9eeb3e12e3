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


def add(connection: Connection, person_id: UUID, kind: str, now: Moment) -> None:
    """Note that a person does something now."""
    connection.execute(
        "INSERT INTO recent_action (person_id, kind, happened_at) VALUES (?, ?, ?)", (person_id.bytes, kind, now)
    )


def all_of(connection: Connection, person_id: UUID) -> list[tuple[str, Moment]]:
    """Return what is noted about a person, and when it was, oldest first."""
    return connection.execute(
        "SELECT kind, happened_at FROM recent_action WHERE person_id = ? ORDER BY happened_at", (person_id.bytes,)
    ).fetchall()


def forget_until(connection: Connection, until: Moment) -> None:
    """Forget what was done up to a moment."""
    connection.execute("DELETE FROM recent_action WHERE happened_at <= ?", (until,))
