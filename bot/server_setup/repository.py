"""The SQL of whom the bot has said hello to."""

from bot.protocol.moments import Moment
from bot.store import Connection


def greeted(connection: Connection) -> set[int]:
    """Return the servers to which the bot has said hello, or could not."""
    return {server_id for (server_id,) in connection.execute("SELECT server_id FROM server_greeting")}


def note_greeted(connection: Connection, server_id: int, now: Moment) -> None:
    """Note that the bot has said hello to a server, or cannot; a repeat changes nothing."""
    connection.execute(
        "INSERT INTO server_greeting (server_id, greeted_at) VALUES (?, ?) ON CONFLICT DO NOTHING", (server_id, now)
    )
