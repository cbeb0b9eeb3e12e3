"""The append-only log of what happened, with the state before."""

import json
import sqlite3
from collections.abc import Mapping

from bot.backends.local.ids import Key
from bot.protocol.moments import Moment


def add(
    connection: sqlite3.Connection,
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
) -> None:
    """Note what happened.

    Args:
        connection: of the transaction.
        happened_at: when.
        kind: what, in snake case.
        before: what was before: numbers, states and ids, never a text or a name.
        after: what is now, likewise.
        person_id: whose points, answer or account it is about.
        actor_id: the moderator who decided it.
        server_id: where.
        tree_id: in which tree.
        message_id: to which message.
    """
    connection.execute(
        "INSERT INTO event (happened_at, kind, person_mark, actor_mark, server_id, tree_id, message_id, before, after)"
        " VALUES (?, ?, (SELECT log_mark FROM contributor WHERE person_id = ?),"
        " (SELECT log_mark FROM contributor WHERE person_id = ?), ?, ?, ?, ?, ?)",
        (happened_at, kind, person_id, actor_id, server_id, tree_id, message_id, _json(before), _json(after)),
    )


def _json(values: Mapping[str, object]) -> str:
    return json.dumps(values, separators=(",", ":"))
