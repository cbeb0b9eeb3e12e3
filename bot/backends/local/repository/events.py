"""The append-only log of what happened, with the state before."""

import json
from collections.abc import Mapping
from typing import NamedTuple

from bot.backends.local.ids import Key
from bot.protocol.moments import Moment
from bot.store import Connection


class ModerationRow(NamedTuple):
    """An act of moderation."""

    event_id: int
    happened_at: Moment
    kind: str
    actor_id: Key | None
    person_id: Key | None
    server_id: int | None
    tree_id: Key | None
    message_id: Key | None
    decision_id: Key | None
    before: Mapping[str, object]
    after: Mapping[str, object]


def add(
    connection: Connection,
    happened_at: Moment,
    kind: str,
    *,
    before: Mapping[str, object],
    after: Mapping[str, object],
    person_id: Key | None = None,
    actor_id: Key | None = None,
    server_id: int | None = None,
    tree_id: Key | None = None,
    message_id: Key | None = None,
    decision_id: Key | None = None,
) -> None:
    """Note what happened.

    Args:
        connection: Of the transaction.
        happened_at: When.
        kind: What, in snake case.
        before: What was before: numbers, states and ids, never a text or a name.
        after: What is now, likewise.
        person_id: Whose points, answer or account it is about.
        actor_id: The moderator who decided it.
        server_id: Where.
        tree_id: In which tree.
        message_id: To which message.
        decision_id: By which decision.
    """
    connection.execute(
        "INSERT INTO event (happened_at, kind, person_mark, actor_mark, server_id, tree_id, message_id, before, after,"
        " decision_id)"
        " VALUES (?, ?, (SELECT log_mark FROM contributor WHERE person_id = ?),"
        " (SELECT log_mark FROM contributor WHERE person_id = ?), ?, ?, ?, ?, ?, ?)",
        (
            happened_at,
            kind,
            person_id,
            actor_id,
            server_id,
            tree_id,
            message_id,
            _json(before),
            _json(after),
            decision_id,
        ),
    )


def of_moderation(
    connection: Connection, server_id: int | None, before: int | None, after: int | None, limit: int
) -> list[ModerationRow]:
    """Return what moderators did, and the bot in their place; of one server where one is given.

    Latest first; after an entry that is given, oldest first.
    """
    conditions = ["(actor_mark IS NOT NULL OR decision_id IS NOT NULL)"]
    if server_id is not None:
        conditions.append("server_id = :server_id")
    if before is not None:
        conditions.append("event_id < :before")
    if after is not None:
        conditions.append("event_id > :after")
    order = "DESC" if after is None else "ASC"
    rows = connection.execute(
        "SELECT event_id, happened_at, kind,"  # noqa: S608 - constants
        " (SELECT person_id FROM contributor WHERE log_mark = actor_mark),"
        " (SELECT person_id FROM contributor WHERE log_mark = person_mark),"
        " server_id, tree_id, message_id, decision_id, before, after"
        f" FROM event WHERE {' AND '.join(conditions)} ORDER BY event_id {order} LIMIT :limit",
        {"server_id": server_id, "before": before, "after": after, "limit": limit},
    )
    return [ModerationRow._make((*row[:-2], json.loads(row[-2]), json.loads(row[-1]))) for row in rows]


def remove_old(connection: Connection, after: int, until: Moment, at_most: int) -> int | None:
    """Remove what was noted before a moment from a part of the log, but for what moderators did.

    The last entry stays: without it the numbers of entries, by which others refer to them, could begin anew.

    Args:
        connection: Of the transaction.
        after: The number of the entry after which the part begins.
        until: What was noted at this moment or later stays.
        at_most: How many entries the part has.

    Returns:
        Where the next part begins; None if nothing in it would be old enough.
    """
    part = connection.execute(
        "SELECT event_id, happened_at FROM event WHERE event_id > ? ORDER BY event_id LIMIT ?", (after, at_most)
    ).fetchall()
    if not part:
        return None
    end, happened_at = part[-1]
    connection.execute(
        "DELETE FROM event WHERE event_id > :after AND event_id <= :end AND happened_at < :until"
        " AND actor_mark IS NULL AND decision_id IS NULL AND event_id < (SELECT max(event_id) FROM event)",
        {"after": after, "end": end, "until": until},
    )
    return int(end) if happened_at < until else None


def _json(values: Mapping[str, object]) -> str:
    return json.dumps(values, separators=(",", ":"))
