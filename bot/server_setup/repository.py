"""The SQL of whom the bot has said hello to."""

from bot.protocol.moments import Moment
from bot.store import Connection


def is_greeted(connection: Connection, server_id: int) -> bool:
    """Say whether the bot has said hello to a server, or could not."""
    row = connection.execute("SELECT 1 FROM server_greeting WHERE server_id = ?", (server_id,)).fetchone()
    return row is not None


def note_greeted(connection: Connection, server_id: int, now: Moment) -> None:
    """Note that the bot has said hello to a server, or cannot; a repeat changes nothing."""
    connection.execute(
        "INSERT INTO server_greeting (server_id, greeted_at) VALUES (?, ?) ON CONFLICT DO NOTHING", (server_id, now)
    )
