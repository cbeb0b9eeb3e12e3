"""The SQL of this room: which thread is whose, and what a server's managers have set."""

import sqlite3
from dataclasses import dataclass
from uuid import UUID

from bot.protocol.moments import Moment

Connection = sqlite3.Connection

WORK_CHANNEL = "work_channel"
"""The setting that names the text channel of work threads; without it, they open where /work was used."""


@dataclass(frozen=True, slots=True)
class WorkThread:
    """A contributor's own thread in a server."""

    channel_id: int
    thread_id: int


def find_thread(connection: Connection, server_id: int, person_id: UUID) -> WorkThread | None:
    """The thread of a person in a server."""
    row = connection.execute(
        "SELECT channel_id, thread_id FROM work_thread WHERE server_id = ? AND person_id = ?",
        (server_id, person_id.bytes),
    ).fetchone()
    return WorkThread(*row) if row else None


def save_thread(connection: Connection, server_id: int, person_id: UUID, thread: WorkThread, now: Moment) -> None:
    """Note a person's thread in a server; an earlier one is forgotten."""
    connection.execute(
        "INSERT INTO work_thread (server_id, person_id, channel_id, thread_id, opened_at) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (server_id, person_id) DO UPDATE SET channel_id = excluded.channel_id, "
        "thread_id = excluded.thread_id, opened_at = excluded.opened_at",
        (server_id, person_id.bytes, thread.channel_id, thread.thread_id, now),
    )


def servers_opened_since(connection: Connection, moment: Moment) -> list[int]:
    """The servers in which a thread was opened since."""
    rows = connection.execute("SELECT DISTINCT server_id FROM work_thread WHERE opened_at >= ?", (moment,))
    return [server_id for (server_id,) in rows]


def get_setting(connection: Connection, server_id: int, name: str) -> str | None:
    """What a server's managers have set; None where nothing."""
    row = connection.execute(
        "SELECT value FROM server_setting WHERE server_id = ? AND name = ?", (server_id, name)
    ).fetchone()
    return row[0] if row else None


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
