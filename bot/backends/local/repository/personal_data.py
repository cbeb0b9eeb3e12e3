"""Reading everything that is stored about one person."""

import sqlite3
from typing import Final, NamedTuple, TypeAlias

from bot.backends.local.ids import Key
from bot.protocol.moments import DAY, HOUR, Moment

Row: TypeAlias = dict[str, object]
"""A row by the names of its columns."""

TABLES: Final = frozenset(
    {
        "contributor",
        "tree",
        "message",
        "open_work",
        "package",
        "review",
        "ranking",
        "skip",
        "reaction",
        "report",
        "recent_text",
        "contribution_count",
        "standing",
        "reception_count",
        "event",
    }
)
"""The tables that name people, by their id or by their mark in the log. A standing adds up contribution counts."""

# Reviews, rankings and skips have no index by person: packages, which have one, say what they are about. Counters are
# found by their period, then by the person.
_GIVEN: Final = "SELECT DISTINCT message_id FROM package WHERE person_id = :person_id AND message_id IS NOT NULL"
_COUNTS: Final = """
    WITH RECURSIVE day (period) AS (
        SELECT :first_day UNION ALL SELECT period + 1 FROM day WHERE period < :last_day
    ), hour (period) AS (
        SELECT :first_hour UNION ALL SELECT period + 1 FROM hour WHERE period < :last_hour
    ), span (grain, period) AS (
        SELECT 0, 0 UNION ALL SELECT 1, period FROM day UNION ALL SELECT 2, period FROM hour
    )
    SELECT {table}.* FROM span CROSS JOIN {table} USING (grain, period) WHERE person_id = :person_id
"""
_STATEMENTS: Final = {
    "contributor": "SELECT * FROM contributor WHERE person_id = :person_id",
    "messages": "SELECT * FROM message WHERE author_id = :person_id ORDER BY created_at",
    "packages": "SELECT * FROM package WHERE person_id = :person_id ORDER BY created_at",
    "reviews": f"SELECT review.* FROM ({_GIVEN}) JOIN review USING (message_id) WHERE person_id = :person_id",  # noqa: S608 - constants
    "rankings": f"SELECT ranking.* FROM ({_GIVEN}) AS given JOIN ranking ON parent_id = given.message_id"  # noqa: S608 - constants
    " WHERE person_id = :person_id",
    "skips": f"SELECT skip.* FROM ({_GIVEN}) JOIN skip USING (message_id) WHERE person_id = :person_id",  # noqa: S608 - constants
    "reactions": "SELECT * FROM reaction WHERE person_id = :person_id ORDER BY created_at",
    "reports": "SELECT * FROM report WHERE person_id = :person_id ORDER BY created_at",
    "recent_texts": "SELECT * FROM recent_text WHERE person_id = :person_id ORDER BY submitted_at",
    "contribution_counts": _COUNTS.format(table="contribution_count"),
    "reception_counts": _COUNTS.format(table="reception_count"),
}


class LogPage(NamedTuple):
    """Entries of the log about one person, and where to go on; None at its end."""

    rows: list[Row]
    next_id: int | None


def stored_about(connection: sqlite3.Connection, person_id: Key, until: Moment) -> dict[str, list[Row]]:
    """Everything about a person but the log, by kind; empty where they are not known.

    Args:
        connection: of the transaction.
        person_id: whose.
        until: the present moment, at which counters end.
    """
    row = connection.execute("SELECT created_at FROM contributor WHERE person_id = ?", (person_id,)).fetchone()
    if row is None:
        return {}
    since = int(row[0])
    arguments = {
        "person_id": person_id,
        "first_day": since // DAY,
        "last_day": until // DAY,
        "first_hour": since // HOUR,
        "last_hour": until // HOUR,
    }
    return {kind: _rows(connection.execute(statement, arguments)) for kind, statement in _STATEMENTS.items()}


def log_about(connection: sqlite3.Connection, log_mark: bytes, after: int, at_most: int) -> LogPage:
    """What a part of the log says about a person. The log has no index by person, so it is read part by part.

    Args:
        connection: of the transaction.
        log_mark: how the log names them.
        after: the number of the entry after which the part begins.
        at_most: how many entries, of anybody's, the part has.
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


def _rows(cursor: sqlite3.Cursor) -> list[Row]:
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]
