"""How somebody worked of late: read from their packages, so that nothing more need be kept about them."""

import json
from collections.abc import Collection, Mapping
from typing import NamedTuple

from bot.backends.local.ids import Key
from bot.protocol.moments import Moment
from bot.protocol.tasks import TaskType
from bot.store import Connection


class WorkedRow(NamedTuple):
    """A package that somebody answered or skipped.

    Attributes:
        package_id: Its id.
        task_type: What was asked for.
        was_skipped: Whether it was, by a press of theirs.
        was_flagged: Whether they gave the message that it was about a red flag.
        created_at: When it was handed out, or taken up again.
        finished_at: When it was answered or skipped.
        shown: The messages to rank, as they were shown.
        ranked: As they ranked them, best first.
        labels: What their review says.
        characters: Of the message that it was about.
        written: Characters of the text that their answer became.
        author_id: Who wrote the message that it was about.
        accepted: What the reviews say of that message.
    """

    package_id: Key
    task_type: TaskType
    was_skipped: bool
    was_flagged: bool
    created_at: Moment
    finished_at: Moment
    shown: tuple[Key, ...]
    ranked: tuple[Key, ...]
    labels: Mapping[str, float]
    characters: int
    written: int
    author_id: Key | None
    accepted: bool | None


class PlacedRow(NamedTuple):
    """Who wrote a message, and where the consensus put it, 0 for the best."""

    author_id: Key | None
    rank: int | None


def recent_work(connection: Connection, person_id: Key, server_id: int | None, at_most: int) -> list[WorkedRow]:
    """Return what somebody answered and skipped in one server among their latest packages, newest first."""
    rows = connection.execute(
        """
        SELECT latest.package_id, latest.task_type, skip.person_id IS NOT NULL, reaction.person_id IS NOT NULL,
            latest.created_at, latest.finished_at, latest.shown_ids, ranking.ranked_ids, review.labels,
            coalesce(length(about.text), 0), coalesce(length(answer.text), 0), about.author_id, about.accepted
        FROM (SELECT * FROM package WHERE person_id = ? ORDER BY created_at DESC LIMIT ?) AS latest
        LEFT JOIN message AS about ON about.message_id = latest.message_id
        LEFT JOIN message AS answer ON answer.message_id = latest.answer_message_id
        LEFT JOIN review ON review.message_id = latest.message_id AND review.person_id = latest.person_id
        LEFT JOIN ranking ON ranking.parent_id = latest.message_id AND ranking.person_id = latest.person_id
        LEFT JOIN skip ON skip.message_id = latest.message_id AND skip.task_type = latest.task_type
            AND skip.person_id = latest.person_id
        LEFT JOIN reaction ON reaction.message_id = latest.message_id AND reaction.person_id = latest.person_id
            AND reaction.emoji = 'red_flag'
        WHERE coalesce(latest.server_id, 0) = ?
            AND (latest.state = 'done' OR (latest.state = 'skipped' AND skip.person_id IS NOT NULL))
        ORDER BY latest.created_at DESC
        """,
        (person_id, at_most, server_id or 0),
    )
    return [_worked(row) for row in rows]


def rankings_of_replies_by(connection: Connection, author_id: Key, at_most: int) -> list[tuple[Key, tuple[Key, ...]]]:
    """Return who ranked the latest replies of somebody, each with the messages that they ranked, best first."""
    rows = connection.execute(
        "SELECT ranking.person_id, ranking.ranked_ids FROM ("
        " SELECT parent_id FROM message WHERE author_id = ? AND parent_id IS NOT NULL ORDER BY created_at DESC LIMIT ?"
        ") AS replied JOIN ranking ON ranking.parent_id = replied.parent_id",
        (author_id, at_most),
    )
    return [(person_id, _ids(ranked_ids)) for person_id, ranked_ids in rows]


def places_of(connection: Connection, message_ids: Collection[Key]) -> dict[Key, PlacedRow]:
    """Return who wrote messages, and their places, by their ids."""
    if not message_ids:
        return {}
    marks = ", ".join("?" * len(message_ids))
    rows = connection.execute(
        f"SELECT message_id, author_id, rank FROM message WHERE message_id IN ({marks})",  # noqa: S608 - marks only
        tuple(message_ids),
    )
    return {message_id: PlacedRow(author_id, rank) for message_id, author_id, rank in rows}


def authors_upvoted_by(connection: Connection, person_id: Key, since: Moment, at_most: int) -> list[Key | None]:
    """Return the authors of messages that somebody upvoted since a moment, one for each."""
    rows = connection.execute(
        "SELECT message.author_id FROM ("
        " SELECT message_id FROM reaction WHERE person_id = ? AND emoji = '+1' AND created_at > ?"
        " ORDER BY message_id DESC LIMIT ?"
        ") AS upvoted JOIN message ON message.message_id = upvoted.message_id",
        (person_id, since, at_most),
    )
    return [row[0] for row in rows]


def upvoters_of(connection: Connection, author_id: Key, at_most: int) -> frozenset[Key]:
    """Return who upvoted any of the latest messages of somebody."""
    rows = connection.execute(
        "SELECT DISTINCT reaction.person_id FROM ("
        " SELECT message_id FROM message WHERE author_id = ? ORDER BY created_at DESC LIMIT ?"
        ") AS written JOIN reaction ON reaction.message_id = written.message_id AND reaction.emoji = '+1'",
        (author_id, at_most),
    )
    return frozenset(row[0] for row in rows)


def _worked(row: tuple[object, ...]) -> WorkedRow:
    worked = WorkedRow._make(row)
    return worked._replace(
        task_type=TaskType(worked.task_type),
        was_skipped=bool(worked.was_skipped),
        was_flagged=bool(worked.was_flagged),
        shown=_ids(row[6]),
        ranked=_ids(row[7]),
        labels=json.loads(str(row[8])) if row[8] is not None else {},
    )


def _ids(joined: object) -> tuple[Key, ...]:
    found = joined if isinstance(joined, bytes) else b""
    return tuple(found[start : start + 16] for start in range(0, len(found), 16))
