"""The SQL of releases: which there were, which rows were in them, and what is there now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from bot.dataset.records import Key
from bot.store import Connection


class NotedRelease(NamedTuple):
    """A release that was made, or was about to be made when the process ended.

    Attributes:
        release_id: Its number, which grows.
        version: What it is called.
        pseudonym_key: From which the pseudonyms of people, and the ids of judgements, in it were made.
        manifest: What it says of itself.
        changes: Its part of the changelog.
        published: Whether its folder is known to have been there.
    """

    release_id: int
    version: str
    pseudonym_key: bytes
    manifest: str
    changes: str
    published: bool


class ReleasedRow(NamedTuple):
    """A row of a release: the id that it has there, and whether it is a message; else it is somebody's judgement."""

    row_id: Key
    is_message: bool


class Judged(NamedTuple):
    """Somebody's judgement: who, and the message that was reviewed or whose replies were ranked."""

    person_id: Key
    message_id: Key


class ComparedText(NamedTuple):
    """A text by which trees are compared: the sketch of it, None for a short one, and whether a tree begins with it."""

    tree_id: Key
    message_id: Key
    text: str
    is_prompt: bool
    sketch: bytes | None


def releases(connection: Connection) -> list[NotedRelease]:
    """Return all releases, the earliest first."""
    rows = connection.execute(
        "SELECT release_id, version, pseudonym_key, manifest, changes, published FROM dataset_release"
        " ORDER BY release_id"
    )
    return [
        NotedRelease(release_id, version, pseudonym_key, manifest, changes, bool(published))
        for release_id, version, pseudonym_key, manifest, changes, published in rows
    ]


def begin(connection: Connection, version: str, pseudonym_key: bytes, manifest: str, changes: str) -> int:
    """Note a release that will have its folder soon; return its number."""
    cursor = connection.execute(
        "INSERT INTO dataset_release (version, pseudonym_key, manifest, changes) VALUES (?, ?, ?, ?)",
        (version, pseudonym_key, manifest, changes),
    )
    return cursor.lastrowid or 0


def add_rows(connection: Connection, release_id: int, rows: Iterable[ReleasedRow]) -> None:
    """Note rows of a release."""
    connection.executemany(
        "INSERT INTO released_row (release_id, row_id, is_message) VALUES (?, ?, ?)",
        ((release_id, *row) for row in rows),
    )


def mark_published(connection: Connection, release_id: int) -> None:
    """Note that the folder of a release is there."""
    connection.execute("UPDATE dataset_release SET published = 1 WHERE release_id = ?", (release_id,))


def rows_of(connection: Connection, release_id: int) -> Iterator[ReleasedRow]:
    """Yield the rows of a release, by their ids."""
    rows = connection.execute(
        "SELECT row_id, is_message FROM released_row WHERE release_id = ? ORDER BY row_id", (release_id,)
    )
    for row_id, is_message in rows:
        yield ReleasedRow(row_id, bool(is_message))


def message_ids(connection: Connection) -> Iterator[Key]:
    """Yield the ids of all messages that are not deleted."""
    for (message_id,) in connection.execute("SELECT message_id FROM message WHERE deleted_at IS NULL"):
        yield message_id


def deleted_message_ids(connection: Connection) -> Iterator[Key]:
    """Yield the ids of messages that are deleted and of which a place without text remains."""
    for (message_id,) in connection.execute("SELECT message_id FROM message WHERE deleted_at IS NOT NULL"):
        yield message_id


def reviews(connection: Connection) -> Iterator[Judged]:
    """Yield all reviews that are there."""
    for row in connection.execute("SELECT person_id, message_id FROM review"):
        yield Judged(*row)


def rankings(connection: Connection) -> Iterator[Judged]:
    """Yield all rankings that are there."""
    for row in connection.execute("SELECT person_id, parent_id FROM ranking"):
        yield Judged(*row)


def compared_texts(connection: Connection) -> Iterator[ComparedText]:
    """Yield accepted prompts, and accepted texts long enough for a sketch, those of the earliest tree first."""
    rows = connection.execute(
        "SELECT message.tree_id, message.message_id, text, parent_id IS NULL, sketch"
        " FROM tree CROSS JOIN message ON message.tree_id = tree.tree_id"
        " LEFT JOIN text_sketch ON text_sketch.message_id = message.message_id"
        " WHERE accepted = 1 AND deleted_at IS NULL AND (parent_id IS NULL OR sketch IS NOT NULL)"
        " ORDER BY tree.created_at, tree.tree_id, message.rowid"
    )
    for tree_id, message_id, text, is_prompt, sketch in rows:
        yield ComparedText(tree_id, message_id, text, bool(is_prompt), sketch)
