"""Reactions, reports, and the list of messages that were reported."""

from collections.abc import Sequence
from typing import NamedTuple

from bot.backends.local.ids import Key
from bot.protocol.messages import EmojiCode
from bot.protocol.moments import Moment
from bot.store import Connection


class Reactions(NamedTuple):
    """What people think of a message: counts by emoji, and the emojis of one viewer."""

    counts: dict[str, int]
    of_viewer: tuple[str, ...]


class FlaggedRow(NamedTuple):
    """A message that somebody reported."""

    message_id: Key
    created_at: Moment
    processed: bool
    server_id: int | None
    reasons: tuple[str, ...]


def find(connection: Connection, message_id: Key, person_id: Key, emoji: EmojiCode) -> Moment | None:
    """Return when somebody reacted so to a message; None if they did not."""
    row = connection.execute(
        "SELECT created_at FROM reaction WHERE message_id = ? AND person_id = ? AND emoji = ?",
        (message_id, person_id, emoji),
    ).fetchone()
    return None if row is None else int(row[0])


def add(
    connection: Connection,
    message_id: Key,
    person_id: Key,
    emoji: EmojiCode,
    server_id: int | None,
    created_at: Moment,
) -> None:
    """Add a reaction that is not there."""
    connection.execute(
        "INSERT INTO reaction (message_id, person_id, emoji, server_id, created_at) VALUES (?, ?, ?, ?, ?)",
        (message_id, person_id, emoji, server_id, created_at),
    )


def remove(connection: Connection, message_id: Key, person_id: Key, emoji: EmojiCode) -> None:
    """Take a reaction back."""
    connection.execute(
        "DELETE FROM reaction WHERE message_id = ? AND person_id = ? AND emoji = ?", (message_id, person_id, emoji)
    )


def of_messages(connection: Connection, message_ids: Sequence[Key], viewer: Key | None) -> dict[Key, Reactions]:
    """Return the reactions to messages, by their ids; one without any is absent."""
    marks = ", ".join("?" * len(message_ids))
    found: dict[Key, Reactions] = {}
    for message_id, emoji, count, by_viewer in connection.execute(
        f"SELECT message_id, emoji, count(*), coalesce(max(person_id = ?), 0) FROM reaction"  # noqa: S608 - marks only
        f" WHERE message_id IN ({marks}) GROUP BY message_id, emoji ORDER BY message_id, emoji",
        (viewer, *message_ids),
    ):
        counts, of_viewer = found.get(message_id, Reactions({}, ()))
        counts[emoji] = count
        found[message_id] = Reactions(counts, (*of_viewer, emoji) if by_viewer else of_viewer)
    return found


def count(connection: Connection, message_id: Key, emoji: EmojiCode) -> int:
    """Return how many people reacted so to a message."""
    row = connection.execute(
        "SELECT count(*) FROM reaction WHERE message_id = ? AND emoji = ?", (message_id, emoji)
    ).fetchone()
    return int(row[0])


def put_report(
    connection: Connection,
    message_id: Key,
    person_id: Key,
    reason: str,
    server_id: int | None,
    created_at: Moment,
) -> None:
    """Store why somebody reports a message, in place of what they said before."""
    connection.execute(
        "INSERT OR REPLACE INTO report (message_id, person_id, reason, server_id, created_at) VALUES (?, ?, ?, ?, ?)",
        (message_id, person_id, reason, server_id, created_at),
    )


def flag(connection: Connection, message_id: Key, created_at: Moment) -> None:
    """Put a message on the list of reported ones, or back on it."""
    connection.execute(
        "INSERT INTO flagged_message (message_id, created_at) VALUES (?, ?)"
        " ON CONFLICT (message_id) DO UPDATE SET processed_at = NULL",
        (message_id, created_at),
    )


def set_processed(connection: Connection, message_id: Key, processed_at: Moment) -> bool:
    """Take a message off the list; return whether it was ever on it."""
    cursor = connection.execute(
        "UPDATE flagged_message SET processed_at = coalesce(processed_at, ?) WHERE message_id = ?",
        (processed_at, message_id),
    )
    return cursor.rowcount > 0


def flagged(connection: Connection, limit: int, *, processed: bool) -> list[FlaggedRow]:
    """Return the reported messages that were, or were not, seen to; oldest first."""
    condition = "IS NOT NULL" if processed else "IS NULL"
    rows = connection.execute(
        "SELECT flagged_message.message_id, flagged_message.created_at, message.server_id"  # noqa: S608 - constants
        " FROM flagged_message JOIN message USING (message_id)"
        f" WHERE flagged_message.processed_at {condition} ORDER BY flagged_message.created_at LIMIT ?",
        (limit,),
    ).fetchall()
    return [
        FlaggedRow(message_id, created_at, processed, server_id, _reasons(connection, message_id))
        for message_id, created_at, server_id in rows
    ]


def _reasons(connection: Connection, message_id: Key) -> tuple[str, ...]:
    rows = connection.execute(
        "SELECT reason FROM report WHERE message_id = ? ORDER BY created_at, person_id", (message_id,)
    )
    return tuple(row[0] for row in rows)
