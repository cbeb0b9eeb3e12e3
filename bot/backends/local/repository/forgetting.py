"""Taking a person out of the database. What was decided from their answers stands; see DESIGN §9."""

import sqlite3
from typing import NamedTuple

from bot.backends.local.ids import Key
from bot.protocol.moments import Moment


class Traces(NamedTuple):
    """What a person leaves in trees: all trees that they had a part in, and the undecided messages they reviewed."""

    tree_ids: list[Key]
    reviewed_ids: list[Key]


def traces_of(connection: sqlite3.Connection, person_id: Key) -> Traces:
    """Where a person has left something."""
    reviewed = connection.execute(
        "SELECT message_id, tree_id FROM review JOIN message USING (message_id)"
        " WHERE person_id = ? AND accepted IS NULL",
        (person_id,),
    ).fetchall()
    written = connection.execute("SELECT DISTINCT tree_id FROM message WHERE author_id = ?", (person_id,)).fetchall()
    ranked = connection.execute(
        "SELECT DISTINCT tree_id FROM ranking JOIN message ON message_id = ranking.parent_id WHERE person_id = ?",
        (person_id,),
    ).fetchall()
    tree_ids = {row[0] for row in (*written, *ranked)} | {row[1] for row in reviewed}
    return Traces(sorted(tree_ids), [row[0] for row in reviewed])


def empty_messages(connection: sqlite3.Connection, author_id: Key, deleted_at: Moment) -> None:
    """Leave empty nodes where somebody's messages were."""
    connection.execute(
        "UPDATE tree SET author_id = NULL"
        " WHERE tree_id IN (SELECT message_id FROM message WHERE author_id = ? AND parent_id IS NULL)",
        (author_id,),
    )
    connection.execute(
        "UPDATE flagged_message SET processed_at = coalesce(processed_at, ?)"
        " WHERE message_id IN (SELECT message_id FROM message WHERE author_id = ?)",
        (deleted_at, author_id),
    )
    connection.execute(
        "DELETE FROM report WHERE message_id IN (SELECT message_id FROM message WHERE author_id = ?)", (author_id,)
    )
    connection.execute(
        "UPDATE message SET text = '', author_id = NULL, session_id = NULL, deleted_at = coalesce(deleted_at, ?)"
        " WHERE author_id = ?",
        (deleted_at, author_id),
    )


def delete_answers(connection: sqlite3.Connection, person_id: Key) -> None:
    """Delete everything that somebody gave, was given or has earned."""
    connection.execute(
        "UPDATE package SET collective_id = NULL"
        " WHERE collective_id IN (SELECT package_id FROM package WHERE person_id = ?)",
        (person_id,),
    )
    for table in (
        "review",
        "ranking",
        "reaction",
        "report",
        "skip",
        "recent_text",
        "package",
        "contribution_count",
        "reception_count",
    ):
        connection.execute(f"DELETE FROM {table} WHERE person_id = ?", (person_id,))  # noqa: S608 - the names above


def recount_reviews(connection: sqlite3.Connection, message_id: Key) -> None:
    """Note how many reviews a message has now."""
    connection.execute(
        "UPDATE message SET review_count = (SELECT count(*) FROM review WHERE review.message_id = message.message_id)"
        " WHERE message_id = ?",
        (message_id,),
    )


def delete_contributor(connection: sqlite3.Connection, person_id: Key, mark: Key) -> None:
    """Delete what is known of somebody; the log keeps a mark in their place."""
    connection.execute("UPDATE event SET person_id = ? WHERE person_id = ?", (mark, person_id))
    connection.execute("UPDATE event SET actor_id = ? WHERE actor_id = ?", (mark, person_id))
    connection.execute("DELETE FROM contributor WHERE person_id = ?", (person_id,))
