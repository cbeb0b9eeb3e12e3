"""The append-only log of what happened, with the state before."""

import json
from collections.abc import Mapping

from bot.backends.local.ids import Key
from bot.protocol.moments import Moment
from bot.store import Connection


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
    """
    connection.execute(
        "INSERT INTO event (happened_at, kind, person_mark, actor_mark, server_id, tree_id, message_id, before, after)"
        " VALUES (?, ?, (SELECT log_mark FROM contributor WHERE person_id = ?),"
        " (SELECT log_mark FROM contributor WHERE person_id = ?), ?, ?, ?, ?, ?)",
        (happened_at, kind, person_id, actor_id, server_id, tree_id, message_id, _json(before), _json(after)),
    )


def _json(values: Mapping[str, object]) -> str:
    return json.dumps(values, separators=(",", ":"))
