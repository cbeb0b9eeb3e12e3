"""The SQL of this room: whose thread or shared profile it is, what is to disappear, what managers have set."""

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


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What is to disappear from Discord: a message of the bot's, or (without one) a whole thread of the bot's."""

    channel_id: int
    message_id: int | None = None


@dataclass(frozen=True, slots=True)
class DueWithdrawal:
    """What is to be tried now, since when it waits, and how often it was tried in vain."""

    withdrawal: Withdrawal
    asked_at: Moment
    attempts: int


_WHOLE_THREAD = 0


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


def threads_of(connection: Connection, person_id: UUID) -> list[tuple[int, WorkThread, Moment]]:
    """All threads of a person: server, thread, when it was opened."""
    rows = connection.execute(
        "SELECT server_id, channel_id, thread_id, opened_at FROM work_thread WHERE person_id = ? ORDER BY opened_at",
        (person_id.bytes,),
    )
    return [
        (server_id, WorkThread(channel_id, thread_id), opened_at)
        for server_id, channel_id, thread_id, opened_at in rows
    ]


def people_with_threads(connection: Connection, server_id: int) -> set[UUID]:
    """Everybody who has a thread in a server."""
    rows = connection.execute("SELECT person_id FROM work_thread WHERE server_id = ?", (server_id,))
    return {UUID(bytes=person_id) for (person_id,) in rows}


def forget_threads(connection: Connection, person_id: UUID) -> None:
    """Forget a person's threads."""
    connection.execute("DELETE FROM work_thread WHERE person_id = ?", (person_id.bytes,))


def add_shared_profile(connection: Connection, person_id: UUID, channel_id: int, message_id: int, now: Moment) -> None:
    """Note where a person has shared their profile."""
    connection.execute(
        "INSERT INTO shared_profile (channel_id, message_id, person_id, shared_at) VALUES (?, ?, ?, ?)",
        (channel_id, message_id, person_id.bytes, now),
    )


def shared_profiles_of(connection: Connection, person_id: UUID) -> list[tuple[int, int, Moment]]:
    """Where a person has shared their profile: channel, message, when."""
    return connection.execute(
        "SELECT channel_id, message_id, shared_at FROM shared_profile WHERE person_id = ? ORDER BY shared_at",
        (person_id.bytes,),
    ).fetchall()


def withdraw_shared_profiles(
    connection: Connection, person_id: UUID, now: Moment, channel_id: int | None = None
) -> int:
    """Note that a person's shared profiles are to disappear, and forget them.

    Args:
        connection: of a transaction.
        person_id: whose.
        now: the present moment.
        channel_id: those in this channel only.

    Returns:
        How many there are.
    """
    withdrawn = [
        Withdrawal(channel, message)
        for channel, message, _ in shared_profiles_of(connection, person_id)
        if channel_id is None or channel == channel_id
    ]
    for withdrawal in withdrawn:
        add_withdrawal(connection, withdrawal, now)
        connection.execute(
            "DELETE FROM shared_profile WHERE channel_id = ? AND message_id = ?",
            (withdrawal.channel_id, withdrawal.message_id),
        )
    return len(withdrawn)


def add_withdrawal(connection: Connection, withdrawal: Withdrawal, now: Moment) -> None:
    """Note what is to disappear from Discord; a repeat changes nothing."""
    connection.execute(
        "INSERT INTO withdrawal (channel_id, message_id, asked_at, next_attempt_at) VALUES (?, ?, ?, ?) "
        "ON CONFLICT DO NOTHING",
        (withdrawal.channel_id, withdrawal.message_id or _WHOLE_THREAD, now, now),
    )


def due_withdrawals(connection: Connection, now: Moment, at_most: int) -> list[DueWithdrawal]:
    """What may be tried now; threads before messages, since those in them go too."""
    rows = connection.execute(
        "SELECT channel_id, message_id, asked_at, attempts FROM withdrawal WHERE next_attempt_at <= ? "
        "ORDER BY message_id, next_attempt_at LIMIT ?",
        (now, at_most),
    )
    return [
        DueWithdrawal(Withdrawal(channel_id, message_id or None), asked_at, attempts)
        for channel_id, message_id, asked_at, attempts in rows
    ]


def put_off_withdrawal(connection: Connection, withdrawal: Withdrawal, next_attempt_at: Moment) -> None:
    """Try again later."""
    connection.execute(
        "UPDATE withdrawal SET attempts = attempts + 1, next_attempt_at = ? WHERE channel_id = ? AND message_id = ?",
        (next_attempt_at, withdrawal.channel_id, withdrawal.message_id or _WHOLE_THREAD),
    )


def remove_withdrawal(connection: Connection, withdrawal: Withdrawal) -> None:
    """It is gone, or nothing can be done about it. With a thread, the messages in it are."""
    connection.execute(
        "DELETE FROM withdrawal WHERE channel_id = ? AND (message_id = ? OR ?)",
        (withdrawal.channel_id, withdrawal.message_id or _WHOLE_THREAD, withdrawal.message_id is None),
    )


def get_setting(connection: Connection, server_id: int, name: str) -> str | None:
    """What a server's managers have set; None where nothing."""
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


def work_channels(connection: Connection) -> dict[int, int]:
    """The channels of work threads that managers have set, by server."""
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
