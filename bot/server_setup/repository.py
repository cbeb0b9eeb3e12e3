"""The SQL of which servers the bot has said hello to, and which it was removed from."""

from collections.abc import Iterable

from bot.protocol.moments import Moment
from bot.store import Connection


def note_greeted(connection: Connection, server_id: int, now: Moment) -> None:
    """Note that the bot has said hello to a server, or cannot; a repeat changes nothing."""
    connection.execute(
        "INSERT INTO server_greeting (server_id, greeted_at) VALUES (?, ?) ON CONFLICT DO NOTHING", (server_id, now)
    )


def greeted_servers(connection: Connection) -> set[int]:
    """Return every server to which the bot has said hello, or could not."""
    return {server_id for (server_id,) in connection.execute("SELECT server_id FROM server_greeting")}


def note_left(connection: Connection, servers: Iterable[int], now: Moment) -> None:
    """Note that the bot was removed from servers; of those that are noted, the first moment counts."""
    connection.executemany(
        "INSERT INTO left_server (server_id, left_at) VALUES (?, ?) ON CONFLICT DO NOTHING",
        [(server_id, now) for server_id in servers],
    )


def note_back(connection: Connection, server_id: int) -> None:
    """Note that the bot is in a server again."""
    connection.execute("DELETE FROM left_server WHERE server_id = ?", (server_id,))


def left_servers(connection: Connection) -> set[int]:
    """Return every server from which the bot was removed, and whose settings are still kept."""
    return {server_id for (server_id,) in connection.execute("SELECT server_id FROM left_server")}


def left_before(connection: Connection, moment: Moment) -> list[int]:
    """Return the servers from which the bot was removed before a moment."""
    rows = connection.execute("SELECT server_id FROM left_server WHERE left_at < ? ORDER BY left_at", (moment,))
    return [server_id for (server_id,) in rows]


def forget_server(connection: Connection, server_id: int) -> None:
    """Forget that the bot has ever been in a server."""
    for table in ("server_greeting", "left_server"):
        connection.execute(f"DELETE FROM {table} WHERE server_id = ?", (server_id,))  # noqa: S608 - constants
