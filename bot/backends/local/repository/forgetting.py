"""Taking a person out of the database. What was decided from their answers stands; see DESIGN §9."""

import sqlite3
from typing import NamedTuple

from bot.backends.local.ids import Key
from bot.protocol.moments import DAY, HOUR, Moment


class Traces(NamedTuple):
    """What a person leaves in trees: all trees that they had a part in, and the undecided messages they reviewed."""

    tree_ids: list[Key]
    reviewed_ids: list[Key]


def traces_of(connection: sqlite3.Connection, person_id: Key) -> Traces:
    """Where a person has left something."""
    reviewed = connection.execute(
        "SELECT message.message_id, message.tree_id FROM package"
        " CROSS JOIN review USING (message_id, person_id) JOIN message USING (message_id)"
        " WHERE package.person_id = ? AND message.accepted IS NULL",
        (person_id,),
    ).fetchall()
    written = connection.execute("SELECT DISTINCT tree_id FROM message WHERE author_id = ?", (person_id,)).fetchall()
    ranked = connection.execute(
        "SELECT DISTINCT package.tree_id FROM package CROSS JOIN ranking"
        " ON ranking.parent_id = package.message_id AND ranking.person_id = package.person_id"
        " WHERE package.person_id = ?",
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


def delete_answers(connection: sqlite3.Connection, person_id: Key, since: Moment, until: Moment) -> None:
    """Delete everything that somebody gave, was given or has earned.

    Args:
        connection: of the transaction.
        person_id: whose.
        since: when they came.
        until: now.
    """
    given = "IN (SELECT message_id FROM package WHERE person_id = :person_id)"
    arguments = {
        "person_id": person_id,
        "first_day": since // DAY,
        "last_day": until // DAY,
        "first_hour": since // HOUR,
        "last_hour": until // HOUR,
    }
    for statement in (
        f"DELETE FROM review WHERE message_id {given} AND person_id = :person_id",  # noqa: S608 - a constant
        f"DELETE FROM ranking WHERE parent_id {given} AND person_id = :person_id",  # noqa: S608 - a constant
        f"DELETE FROM skip WHERE message_id {given} AND person_id = :person_id",  # noqa: S608 - a constant
        "DELETE FROM reaction WHERE person_id = :person_id",
        "DELETE FROM report WHERE person_id = :person_id",
        "DELETE FROM recent_text WHERE person_id = :person_id",
        "UPDATE package SET collective_id = NULL"
        " WHERE collective_id IN (SELECT package_id FROM package WHERE person_id = :person_id)",
        "DELETE FROM package WHERE person_id = :person_id",
        "DELETE FROM standing WHERE person_id = :person_id",
        _DELETE_COUNTS.format(table="contribution_count"),
        _DELETE_COUNTS.format(table="reception_count"),
    ):
        connection.execute(statement, arguments)


def recount_reviews(connection: sqlite3.Connection, message_id: Key) -> None:
    """Note how many reviews a message has now."""
    connection.execute(
        "UPDATE message SET review_count = (SELECT count(*) FROM review WHERE review.message_id = message.message_id)"
        " WHERE message_id = ?",
        (message_id,),
    )


def delete_contributor(connection: sqlite3.Connection, person_id: Key) -> None:
    """Delete what is known of somebody; the log keeps a random mark in their place."""
    connection.execute("DELETE FROM contributor WHERE person_id = ?", (person_id,))


# Counters are found by their period, then by the person: each period in which there may be any is looked up by itself.
_DELETE_COUNTS = """
    WITH RECURSIVE day (period) AS (
        SELECT :first_day UNION ALL SELECT period + 1 FROM day WHERE period < :last_day
    ), hour (period) AS (
        SELECT :first_hour UNION ALL SELECT period + 1 FROM hour WHERE period < :last_hour
    )
    DELETE FROM {table} WHERE person_id = :person_id AND (grain, period) IN (
        SELECT 0, 0 UNION ALL SELECT 1, period FROM day UNION ALL SELECT 2, period FROM hour
    )
"""
