"""The SQL of work threads: whose thread is where."""

from dataclasses import dataclass
from uuid import UUID

from bot.protocol.moments import Moment
from bot.store import Connection


@dataclass(frozen=True, slots=True)
class WorkThread:
    """A contributor's own thread in a server."""

    channel_id: int
    thread_id: int


def find_thread(connection: Connection, server_id: int, person_id: UUID) -> WorkThread | None:
    """Return the thread of a person in a server."""
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
    """Return the servers in which a thread was opened since."""
    rows = connection.execute("SELECT DISTINCT server_id FROM work_thread WHERE opened_at >= ?", (moment,))
    return [server_id for (server_id,) in rows]


def threads_of(connection: Connection, person_id: UUID) -> list[tuple[int, WorkThread, Moment]]:
    """Return all threads of a person: server, thread, when it was opened."""
    rows = connection.execute(
        "SELECT server_id, channel_id, thread_id, opened_at FROM work_thread WHERE person_id = ? ORDER BY opened_at",
        (person_id.bytes,),
    )
    return [
        (server_id, WorkThread(channel_id, thread_id), opened_at)
        for server_id, channel_id, thread_id, opened_at in rows
    ]


def people_with_threads(connection: Connection, server_id: int) -> set[UUID]:
    """Return everybody who has a thread in a server."""
    rows = connection.execute("SELECT person_id FROM work_thread WHERE server_id = ?", (server_id,))
    return {UUID(bytes=person_id) for (person_id,) in rows}


def thread_ids(connection: Connection, server_id: int) -> frozenset[int]:
    """Return the threads of a server that belong to somebody."""
    rows = connection.execute("SELECT thread_id FROM work_thread WHERE server_id = ?", (server_id,))
    return frozenset(thread_id for (thread_id,) in rows)


def forget_threads(connection: Connection, person_id: UUID) -> None:
    """Forget a person's threads."""
    connection.execute("DELETE FROM work_thread WHERE person_id = ?", (person_id.bytes,))


def forget_server(connection: Connection, server_id: int) -> None:
    """Forget the threads of a server from which the bot was removed: it cannot see them any more."""
    connection.execute("DELETE FROM work_thread WHERE server_id = ?", (server_id,))
