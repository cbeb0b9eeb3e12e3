"""The SQL of what is to disappear from Discord."""

from dataclasses import dataclass

from bot.protocol.moments import Moment
from bot.store import Connection


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


def add_withdrawal(connection: Connection, withdrawal: Withdrawal, now: Moment) -> None:
    """Note what is to disappear from Discord; a repeat changes nothing."""
    connection.execute(
        "INSERT INTO withdrawal (channel_id, message_id, asked_at, next_attempt_at) VALUES (?, ?, ?, ?) "
        "ON CONFLICT DO NOTHING",
        (withdrawal.channel_id, withdrawal.message_id or _WHOLE_THREAD, now, now),
    )


def due_withdrawals(connection: Connection, now: Moment, at_most: int) -> list[DueWithdrawal]:
    """Return what may be tried now; threads before messages, since those in them go too."""
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
    """Remove what is gone, or about which nothing can be done; with a thread, the messages in it."""
    connection.execute(
        "DELETE FROM withdrawal WHERE channel_id = ? AND (message_id = ? OR ?)",
        (withdrawal.channel_id, withdrawal.message_id or _WHOLE_THREAD, withdrawal.message_id is None),
    )
