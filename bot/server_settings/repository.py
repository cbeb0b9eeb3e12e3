"""The SQL of what managers have set for their servers."""

from bot.protocol.moments import Moment
from bot.store import Connection

WORK_CHANNEL = "work_channel"
"""The setting that names the text channel of work threads; without it, they open where /work was used."""
LANGUAGE = "language"
"""The setting that names the language of what everybody reads; without it, the server's own at Discord."""
START_PANEL = "start_panel"
"""The setting that names the start panel that was posted last, as `channel/message`."""


def get_setting(connection: Connection, server_id: int, name: str) -> str | None:
    """Return what a server's managers have set; None where nothing."""
    row = connection.execute(
        "SELECT value FROM server_setting WHERE server_id = ? AND name = ?", (server_id, name)
    ).fetchone()
    return row[0] if row else None


def forget_work_channel(connection: Connection, server_id: int, channel_id: int) -> bool:
    """Take back the setting of the work channel, where it is this one; returns whether it was."""
    removed = connection.execute(
        "DELETE FROM server_setting WHERE server_id = ? AND name = ? AND value = ?",
        (server_id, WORK_CHANNEL, str(channel_id)),
    )
    return removed.rowcount == 1


def forget_panel_in(connection: Connection, server_id: int, channel_id: int) -> None:
    """Forget where the start panel was posted, if it was in this channel."""
    connection.execute(
        "DELETE FROM server_setting WHERE server_id = ? AND name = ? AND value LIKE ?",
        (server_id, START_PANEL, f"{channel_id}/%"),
    )


def forget_panel(connection: Connection, server_id: int, channel_id: int, message_id: int) -> None:
    """Forget where the start panel was posted, if it was this message."""
    connection.execute(
        "DELETE FROM server_setting WHERE server_id = ? AND name = ? AND value = ?",
        (server_id, START_PANEL, f"{channel_id}/{message_id}"),
    )


def work_channels(connection: Connection) -> dict[int, int]:
    """Return the channels of work threads that managers have set, by server."""
    rows = connection.execute("SELECT server_id, value FROM server_setting WHERE name = ?", (WORK_CHANNEL,))
    return {server_id: int(value) for server_id, value in rows}


def set_setting(connection: Connection, server_id: int, name: str, value: str | None, now: Moment) -> None:
    """Set something for a server; None takes it back."""
    if value is None:
        connection.execute("DELETE FROM server_setting WHERE server_id = ? AND name = ?", (server_id, name))
        return
    connection.execute(
        "INSERT INTO server_setting (server_id, name, value, changed_at) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (server_id, name) DO UPDATE SET value = excluded.value, changed_at = excluded.changed_at",
        (server_id, name, value, now),
    )


def forget_server(connection: Connection, server_id: int) -> None:
    """Forget everything that managers have set for a server."""
    connection.execute("DELETE FROM server_setting WHERE server_id = ?", (server_id,))
