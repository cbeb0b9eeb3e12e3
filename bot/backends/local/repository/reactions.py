"""Reactions to messages."""

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


def count_by_known(connection: Connection, message_id: Key, emoji: EmojiCode) -> int:
    """Return how many of the people who reacted so to a message have had a review, ranking or text settled."""
    row = connection.execute(
        "SELECT count(*) FROM reaction JOIN trust ON trust.person_id = reaction.person_id"
        " WHERE reaction.message_id = ? AND reaction.emoji = ?",
        (message_id, emoji),
    ).fetchone()
    return int(row[0])


def count(connection: Connection, message_id: Key, emoji: EmojiCode) -> int:
    """Return how many people reacted so to a message."""
    row = connection.execute(
        "SELECT count(*) FROM reaction WHERE message_id = ? AND emoji = ?", (message_id, emoji)
    ).fetchone()
    return int(row[0])
