"""The SQL of where messages came from: the server of each, where the trees are kept elsewhere."""

from collections.abc import Collection, Mapping
from uuid import UUID

from bot.store import Connection


def add_origin(connection: Connection, message_id: UUID, server_id: int) -> None:
    """Note the server that a message came from; what is noted already stays."""
    connection.execute(
        "INSERT INTO message_origin (message_id, server_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
        (message_id.bytes, server_id),
    )


def origins(connection: Connection, message_ids: Collection[UUID]) -> Mapping[UUID, int]:
    """Return the servers that messages came from; those of which it is not known are absent."""
    found = {}
    for message_id in message_ids:
        row = connection.execute(
            "SELECT server_id FROM message_origin WHERE message_id = ?", (message_id.bytes,)
        ).fetchone()
        if row is not None:
            found[message_id] = int(row[0])
    return found


def forget_origins(connection: Connection, message_ids: Collection[UUID]) -> None:
    """Forget where messages came from."""
    connection.executemany(
        "DELETE FROM message_origin WHERE message_id = ?", [(message_id.bytes,) for message_id in message_ids]
    )
