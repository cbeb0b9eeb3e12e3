"""Everything that is stored about one person: reading it, and deleting it.

What was decided from somebody's answers stands when they are deleted.
"""

import sqlite3
from typing import Final, NamedTuple, TypeAlias

from bot.backends.local.ids import Key
from bot.backends.local.repository import text_sketches
from bot.protocol.moments import DAY, HOUR, Moment
from bot.store import Connection

Record: TypeAlias = dict[str, object]
"""A row by the names of its columns."""

TABLES: Final = frozenset(
    {
        "contributor",
        "consent",
        "tree",
        "message",
        "open_work",
        "package",
        "review",
        "ranking",
        "skip",
        "reaction",
        "moderation_case",
        "case_signal",
        "decision",
        "decision_row",
        "barred",
        "person_note",
        "unlisted",
        "recent_text",
        "contribution_count",
        "standing",
        "trust",
        "check_answer",
        "reception_count",
        "event",
    }
)
"""The tables that name people, by their id or by their mark in the log. A standing adds up contribution counts."""

# Reviews, rankings and skips have no index by person: packages, which have one, say what they are about. Counters are
# found by their period, then by the person.
_GIVEN: Final = "SELECT DISTINCT message_id FROM package WHERE person_id = :person_id AND message_id IS NOT NULL"
_SPAN: Final = """
    WITH RECURSIVE day (period) AS (
        SELECT :first_day UNION ALL SELECT period + 1 FROM day WHERE period < :last_day
    ), hour (period) AS (
        SELECT :first_hour UNION ALL SELECT period + 1 FROM hour WHERE period < :last_hour
    ), span (grain, period) AS (
        SELECT 0, 0 UNION ALL SELECT 1, period FROM day UNION ALL SELECT 2, period FROM hour
    )
"""
_COUNTS: Final = f"""
    {_SPAN}
    SELECT {{table}}.* FROM span CROSS JOIN {{table}} USING (grain, period) WHERE person_id = :person_id
"""  # noqa: S608 - constants
_STATEMENTS: Final = {
    "contributor": "SELECT * FROM contributor WHERE person_id = :person_id",
    "consents": "SELECT * FROM consent WHERE person_id = :person_id ORDER BY given_at",
    "messages": "SELECT * FROM message WHERE author_id = :person_id ORDER BY created_at",
    "packages": "SELECT * FROM package WHERE person_id = :person_id ORDER BY created_at",
    "reviews": f"SELECT review.* FROM ({_GIVEN}) JOIN review USING (message_id) WHERE person_id = :person_id",  # noqa: S608 - constants
    "rankings": f"SELECT ranking.* FROM ({_GIVEN}) AS given JOIN ranking ON parent_id = given.message_id"  # noqa: S608 - constants
    " WHERE person_id = :person_id",
    "skips": f"SELECT skip.* FROM ({_GIVEN}) JOIN skip USING (message_id) WHERE person_id = :person_id",  # noqa: S608 - constants
    "reactions": "SELECT * FROM reaction WHERE person_id = :person_id ORDER BY created_at",
    "reports": "SELECT case_id, message_id, reason, case_signal.server_id, created_at FROM case_signal"
    " JOIN moderation_case USING (case_id)"
    " WHERE case_signal.person_id = :person_id AND kind = 'report' ORDER BY created_at",
    "objections": "SELECT case_id, decision_id, reason, server_id, created_at FROM case_signal"
    " WHERE person_id = :person_id AND kind = 'objection' ORDER BY created_at",
    "cases_about_you": "SELECT * FROM moderation_case WHERE person_id = :person_id ORDER BY opened_at",
    # Neither who decided nor how others had voted.
    "decisions_about_you": "SELECT decision_id, kind, message_id, server_id, reason, tree_state, decided_at, undone_at"
    " FROM decision WHERE person_id = :person_id ORDER BY decided_at",
    "pauses": "SELECT decision_id, decided_at, evidence, undone_at FROM decision"
    " WHERE person_id = :person_id AND kind = 'pause' ORDER BY decided_at",
    "decisions_by_you": "SELECT decision_id, kind, message_id, server_id, reason, decided_at, undone_at"
    " FROM decision WHERE actor_id = :person_id ORDER BY decided_at",
    "kept_to_undo_decisions": "SELECT decision_id, table_name, row_key, before, after FROM decision_row"
    " WHERE person_id = :person_id ORDER BY decision_id, number",
    "barred_from": "SELECT server_id, reason, decision_id, barred_at FROM barred WHERE person_id = :person_id",
    "taken_off_boards_of": "SELECT server_id, unlisted_at FROM unlisted WHERE person_id = :person_id"
    " ORDER BY unlisted_at, server_id",
    # Not who wrote it: that is another person's.
    "notes_of_moderators_about_you": "SELECT note_id, server_id, text, created_at FROM person_note"
    " WHERE person_id = :person_id ORDER BY created_at",
    "notes_by_you": "SELECT note_id, server_id, text, created_at FROM person_note"
    " WHERE author_id = :person_id ORDER BY created_at",
    "recent_texts": "SELECT * FROM recent_text WHERE person_id = :person_id ORDER BY submitted_at",
    "check_answers": "SELECT check_answer.*, attention_check.state FROM check_answer"
    " JOIN attention_check USING (check_id) WHERE person_id = :person_id ORDER BY answered_at",
    "vote_records": "SELECT * FROM trust WHERE person_id = :person_id",
    "contribution_counts": _COUNTS.format(table="contribution_count"),
    "reception_counts": _COUNTS.format(table="reception_count"),
}
_DELETE_COUNTS: Final = f"""
    {_SPAN}
    DELETE FROM {{table}} WHERE person_id = :person_id AND (grain, period) IN (SELECT grain, period FROM span)
"""  # noqa: S608 - constants


class LogPage(NamedTuple):
    """Entries of the log about one person, and where to go on; None at its end."""

    rows: list[Record]
    next_id: int | None


class Traces(NamedTuple):
    """What a person leaves in trees: all trees that they had a part in, and the undecided messages they reviewed."""

    tree_ids: list[Key]
    reviewed_ids: list[Key]


def stored_about(connection: Connection, person_id: Key, until: Moment) -> dict[str, list[Record]]:
    """Return everything about a person but the log, by kind; empty where they are not known.

    Args:
        connection: Of the transaction.
        person_id: Whose.
        until: The present moment, at which counters end.
    """
    row = connection.execute("SELECT created_at FROM contributor WHERE person_id = ?", (person_id,)).fetchone()
    if row is None:
        return {}
    arguments = _arguments(person_id, row[0], until)
    return {kind: _rows(connection.execute(statement, arguments)) for kind, statement in _STATEMENTS.items()}


def log_about(connection: Connection, log_mark: bytes, after: int, at_most: int) -> LogPage:
    """Return what a part of the log says about a person. The log has no index by person, so it is read part by part.

    Args:
        connection: Of the transaction.
        log_mark: How the log names them.
        after: The number of the entry after which the part begins.
        at_most: How many entries, of anybody's, the part has.
    """
    last = connection.execute("SELECT max(event_id) FROM event").fetchone()[0] or 0
    end = min(after + at_most, last)
    rows = _rows(
        connection.execute(
            "SELECT * FROM event WHERE event_id > :after AND event_id <= :end"
            " AND (person_mark = :mark OR actor_mark = :mark) ORDER BY event_id",
            {"after": after, "end": end, "mark": log_mark},
        )
    )
    return LogPage(rows, None if end >= last else end)


def traces_of(connection: Connection, person_id: Key) -> Traces:
    """Return where a person has left something."""
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


def empty_messages(connection: Connection, author_id: Key, deleted_at: Moment) -> None:
    """Leave empty nodes where somebody's messages were."""
    written = connection.execute("SELECT message_id FROM message WHERE author_id = ?", (author_id,)).fetchall()
    text_sketches.remove(connection, [row[0] for row in written])
    connection.execute(
        "UPDATE tree SET author_id = NULL"
        " WHERE tree_id IN (SELECT message_id FROM message WHERE author_id = ? AND parent_id IS NULL)",
        (author_id,),
    )
    connection.execute(
        "UPDATE message SET text = '', author_id = NULL, session_id = NULL, deleted_at = coalesce(deleted_at, ?)"
        " WHERE author_id = ?",
        (deleted_at, author_id),
    )


def delete_answers(connection: Connection, person_id: Key, since: Moment, until: Moment) -> None:
    """Delete everything that somebody gave, was given or has earned.

    Args:
        connection: Of the transaction.
        person_id: Whose.
        since: When they came.
        until: Now.
    """
    given = "IN (SELECT message_id FROM package WHERE person_id = :person_id)"
    arguments = _arguments(person_id, since, until)
    for statement in (
        f"DELETE FROM review WHERE message_id {given} AND person_id = :person_id",  # noqa: S608 - a constant
        f"DELETE FROM ranking WHERE parent_id {given} AND person_id = :person_id",  # noqa: S608 - a constant
        f"DELETE FROM skip WHERE message_id {given} AND person_id = :person_id",  # noqa: S608 - a constant
        "DELETE FROM reaction WHERE person_id = :person_id",
        "DELETE FROM recent_text WHERE person_id = :person_id",
        "UPDATE package SET collective_id = NULL"
        " WHERE collective_id IN (SELECT package_id FROM package WHERE person_id = :person_id)",
        "DELETE FROM package WHERE person_id = :person_id",
        "DELETE FROM standing WHERE person_id = :person_id",
        "DELETE FROM trust WHERE person_id = :person_id",
        "DELETE FROM check_answer WHERE person_id = :person_id",
        _DELETE_COUNTS.format(table="contribution_count"),
        _DELETE_COUNTS.format(table="reception_count"),
    ):
        connection.execute(statement, arguments)


def forget_cases(connection: Connection, person_id: Key, now: Moment) -> None:
    """Take somebody out of cases and decisions, before their messages are emptied.

    Cases about them and their messages are done; what others said of those, who may have quoted them, goes. What was
    decided about them, or changed something of theirs, can no longer be undone.
    """
    about = (
        "(SELECT case_id FROM moderation_case"
        " WHERE message_id IN (SELECT message_id FROM message WHERE author_id = :who)"
        " UNION SELECT case_id FROM moderation_case WHERE person_id = :who)"
    )
    touched = (
        "(SELECT decision_id FROM decision_row WHERE person_id = :who"
        " UNION SELECT decision_id FROM decision WHERE person_id = :who)"
    )
    for statement in (
        f"UPDATE case_signal SET reason = '' WHERE case_id IN {about}",  # noqa: S608 - a constant
        "UPDATE moderation_case SET state = 'decided', decided_at = coalesce(decided_at, :now)"  # noqa: S608 - a constant
        f" WHERE state = 'open' AND case_id IN {about}",
        "UPDATE moderation_case SET person_id = NULL WHERE person_id = :who",
        "UPDATE case_signal SET person_id = NULL, reason = '' WHERE person_id = :who",
        f"UPDATE decision SET final_since = coalesce(final_since, :now) WHERE decision_id IN {touched}",  # noqa: S608 - a constant
        f"DELETE FROM decision_row WHERE decision_id IN {touched}",  # noqa: S608 - a constant
        "UPDATE decision SET person_id = NULL, reason = '' WHERE person_id = :who",
        "UPDATE decision SET actor_id = NULL, reason = '' WHERE actor_id = :who",
        "UPDATE decision SET undone_by = NULL WHERE undone_by = :who",
        "DELETE FROM barred WHERE person_id = :who",
        "DELETE FROM unlisted WHERE person_id = :who",
        "DELETE FROM person_note WHERE person_id = :who",
        "DELETE FROM person_note WHERE author_id = :who",
    ):
        connection.execute(statement, {"who": person_id, "now": now})


def recount_reviews(connection: Connection, message_id: Key) -> None:
    """Note how many reviews a message has now."""
    connection.execute(
        "UPDATE message SET review_count = (SELECT count(*) FROM review WHERE review.message_id = message.message_id)"
        " WHERE message_id = ?",
        (message_id,),
    )


def delete_contributor(connection: Connection, person_id: Key) -> None:
    """Delete what is known of somebody; the log keeps a random mark in their place."""
    connection.execute("DELETE FROM consent WHERE person_id = ?", (person_id,))
    connection.execute("DELETE FROM contributor WHERE person_id = ?", (person_id,))


def _arguments(person_id: Key, since: Moment, until: Moment) -> dict[str, object]:
    return {
        "person_id": person_id,
        "first_day": since // DAY,
        "last_day": until // DAY,
        "first_hour": since // HOUR,
        "last_hour": until // HOUR,
    }


def _rows(cursor: sqlite3.Cursor) -> list[Record]:
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]
