"""The SQL of the export: reads trees of the local backend a batch at a time, so that memory stays constant."""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from bot.protocol.moments import Moment
from bot.protocol.trees import TreeState
from bot.store import Connection
from bot.store.secrets import find_secret

_BATCH = 400

# `marks` is as many question marks as there are trees in a batch.
_MESSAGES = """
    SELECT tree_id, message_id, parent_id, author_id, is_assistant, language, text, created_at,
        deleted_at IS NOT NULL, review_count, accepted, rank, rank_unweighed, synthetic, model_name
    FROM message WHERE tree_id IN ({marks}) ORDER BY depth, rank IS NULL, rank, message_id
"""
_REVIEWS = """
    SELECT message_id, labels FROM review
    WHERE message_id IN (SELECT message_id FROM message WHERE tree_id IN ({marks}))
"""
_REACTIONS = """
    SELECT message_id, emoji, count(*) FROM reaction
    WHERE message_id IN (SELECT message_id FROM message WHERE tree_id IN ({marks})) GROUP BY message_id, emoji
"""


@dataclass(slots=True)
class StoredMessage:
    """A message as it is stored, with what others said of it.

    `rank` is the place by votes that are weighed, `rank_unweighed` the one if all counted alike.
    `labels` has the values, 0..1, of every review by label; `emojis` the counts of reactions.
    """

    message_id: UUID
    parent_id: UUID | None
    author_id: UUID | None
    is_assistant: bool
    language: str
    text: str
    created_at: Moment
    deleted: bool
    review_count: int
    accepted: bool | None
    rank: int | None
    rank_unweighed: int | None
    synthetic: bool
    model_name: str | None
    labels: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    emojis: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class StoredTree:
    """A tree with its messages, parents before their replies."""

    tree_id: UUID
    state: TreeState
    topic: str | None
    messages: list[StoredMessage] = field(default_factory=list)


def pseudonym_secret(connection: Connection) -> bytes | None:
    """Return the database's own key from which pseudonyms are derived; None in a database that was never used."""
    return find_secret(connection, "fingerprint")


def stored_trees(connection: Connection, states: Sequence[TreeState]) -> Iterator[StoredTree]:
    """Read every tree in one of these states.

    Args:
        connection: Inside a transaction, so that all trees are of one moment.
        states: The states wanted.

    Yields:
        One tree after the other, in the order of their creation.
    """
    last = b""
    wanted = ", ".join("?" for _ in states)
    while True:
        rows = connection.execute(
            f"SELECT tree_id, state, topic FROM tree WHERE tree_id > ? AND state IN ({wanted}) "  # noqa: S608 - only marks
            "ORDER BY tree_id LIMIT ?",
            (last, *states, _BATCH),
        ).fetchall()
        if not rows:
            return
        trees = {tree_id: StoredTree(UUID(bytes=tree_id), TreeState(state), topic) for tree_id, state, topic in rows}
        _add_messages(connection, trees)
        yield from trees.values()
        last = rows[-1][0]


def _add_messages(connection: Connection, trees: dict[bytes, StoredTree]) -> None:
    marks = ", ".join("?" for _ in trees)
    messages: dict[bytes, StoredMessage] = {}
    for row in connection.execute(_MESSAGES.format(marks=marks), tuple(trees)):
        tree_id, message_id, parent_id, author_id, is_assistant, language, text, created_at, deleted, *rest = row
        review_count, accepted, rank, rank_unweighed, synthetic, model_name = rest
        messages[message_id] = StoredMessage(
            message_id=UUID(bytes=message_id),
            parent_id=UUID(bytes=parent_id) if parent_id else None,
            author_id=UUID(bytes=author_id) if author_id else None,
            is_assistant=bool(is_assistant),
            language=language,
            text=text,
            created_at=created_at,
            deleted=bool(deleted),
            review_count=review_count,
            accepted=None if accepted is None else bool(accepted),
            rank=rank,
            rank_unweighed=rank_unweighed,
            synthetic=bool(synthetic),
            model_name=model_name,
        )
        trees[tree_id].messages.append(messages[message_id])
    for message_id, labels in connection.execute(_REVIEWS.format(marks=marks), tuple(trees)):
        for label, value in json.loads(labels).items():
            messages[message_id].labels[label].append(value)
    for message_id, emoji, count in connection.execute(_REACTIONS.format(marks=marks), tuple(trees)):
        messages[message_id].emojis[emoji] = count
