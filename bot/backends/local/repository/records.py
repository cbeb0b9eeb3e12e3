"""What somebody did in a server, or everywhere, counted."""

from typing import NamedTuple

from bot.backends.local.ids import Key
from bot.store import Connection


class TextCounts(NamedTuple):
    """How many texts somebody wrote, and what became of them; deleted ones are among all of them."""

    texts: int
    in_review: int
    accepted: int
    rejected: int
    deleted: int


class ReportCounts(NamedTuple):
    """How many reports somebody made, and after how many something was done, or everything left as it was."""

    reports: int
    upheld: int
    kept: int


_TEXTS = """
    SELECT count(*),
        coalesce(sum(CASE WHEN deleted_at IS NULL AND accepted IS NULL THEN 1 ELSE 0 END), 0),
        coalesce(sum(CASE WHEN deleted_at IS NULL AND accepted = 1 THEN 1 ELSE 0 END), 0),
        coalesce(sum(CASE WHEN deleted_at IS NULL AND accepted = 0 THEN 1 ELSE 0 END), 0),
        coalesce(sum(CASE WHEN deleted_at IS NOT NULL THEN 1 ELSE 0 END), 0)
    FROM message WHERE author_id = :person_id
"""
_REPORTS = """
    SELECT count(*),
        coalesce(sum(CASE WHEN outcome IN ('delete', 'edit', 'halt', 'bar', 'disable') THEN 1 ELSE 0 END), 0),
        coalesce(sum(CASE WHEN outcome = 'keep' THEN 1 ELSE 0 END), 0)
    FROM (
        SELECT (
            SELECT max(decision.kind) FROM decision
            WHERE decision.case_id = case_signal.case_id AND decision.undone_at IS NULL
                AND decision.kind <> 'to_operator'
        ) AS outcome
        FROM case_signal
        WHERE case_signal.person_id = :person_id AND case_signal.kind = 'report'
"""
_GIVEN = """
    SELECT coalesce(sum(labels_simple + labels_full), 0), coalesce(sum(rankings_total), 0)
    FROM contribution_count WHERE grain = 0 AND period = 0 AND person_id = :person_id
"""
_HERE = " AND server_id = :server_id"


def texts_of(connection: Connection, person_id: Key, server_id: int | None) -> TextCounts:
    """Return what became of somebody's texts; of those from one server where one is given."""
    return TextCounts(*_one(connection, _TEXTS + (_HERE if server_id is not None else ""), person_id, server_id))


def reports_of(connection: Connection, person_id: Key, server_id: int | None) -> ReportCounts:
    """Return what became of somebody's reports, likewise."""
    here = _HERE if server_id is not None else ""
    return ReportCounts(*_one(connection, f"{_REPORTS}{here}) AS report", person_id, server_id))


def given_by(connection: Connection, person_id: Key, server_id: int | None) -> tuple[int, int]:
    """Return how many reviews and rankings somebody has given, likewise."""
    reviews, rankings = _one(connection, _GIVEN + (_HERE if server_id is not None else ""), person_id, server_id)
    return reviews, rankings


def _one(connection: Connection, statement: str, person_id: Key, server_id: int | None) -> tuple[int, ...]:
    row: tuple[int, ...] = connection.execute(statement, {"person_id": person_id, "server_id": server_id}).fetchone()
    return row
