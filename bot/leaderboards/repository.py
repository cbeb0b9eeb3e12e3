"""The SQL of profiles that people have shared in channels."""

from uuid import UUID

from bot.protocol.moments import Moment
from bot.store import Connection
from bot.withdrawals.repository import Withdrawal, add_withdrawal


def add_shared_profile(connection: Connection, person_id: UUID, channel_id: int, message_id: int, now: Moment) -> None:
    """Note where a person has shared their profile."""
    connection.execute(
        "INSERT INTO shared_profile (channel_id, message_id, person_id, shared_at) VALUES (?, ?, ?, ?)",
        (channel_id, message_id, person_id.bytes, now),
    )


def shared_profiles_of(connection: Connection, person_id: UUID) -> list[tuple[int, int, Moment]]:
    """Return where a person has shared their profile: channel, message, when."""
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
