"""Whom moderators have taken off the leaderboards of their server."""

from typing import Final

from bot.backends.local.ids import Key
from bot.protocol.moments import Moment
from bot.store import Connection

NOT_THERE: Final = "person_id NOT IN (SELECT person_id FROM unlisted WHERE unlisted.server_id = :server_id)"
"""The condition for somebody who may be on the boards of a server."""


def is_so(connection: Connection, person_id: Key, server_id: int) -> bool:
    """Say whether somebody was taken off the boards of a server."""
    row = connection.execute(
        "SELECT 1 FROM unlisted WHERE server_id = ? AND person_id = ?", (server_id, person_id)
    ).fetchone()
    return row is not None


def add(connection: Connection, person_id: Key, server_id: int, now: Moment) -> None:
    """Take somebody off them, who is on them."""
    connection.execute(
        "INSERT INTO unlisted (server_id, person_id, unlisted_at) VALUES (?, ?, ?)", (server_id, person_id, now)
    )


def remove(connection: Connection, person_id: Key, server_id: int) -> None:
    """Let somebody be on them again."""
    connection.execute("DELETE FROM unlisted WHERE server_id = ? AND person_id = ?", (server_id, person_id))
