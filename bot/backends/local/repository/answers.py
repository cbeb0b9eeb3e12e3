"""Reviews, rankings, skips, and what was submitted a short while ago."""

import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from bot.backends.local.ids import Key
from bot.protocol.labels import LabelMode
from bot.protocol.moments import Moment
from bot.protocol.tasks import TaskType
from bot.store import Connection


class ReviewRow(NamedTuple):
    """The labels that somebody gave to a message, and what they count as for points."""

    message_id: Key
    person_id: Key
    server_id: int | None
    created_at: Moment
    mode: LabelMode
    labels: Mapping[str, float]


class RankingRow(NamedTuple):
    """How somebody ranked the replies to a message, best first; `scored_at` once it went into a consensus."""

    parent_id: Key
    person_id: Key
    server_id: int | None
    created_at: Moment
    ranked: tuple[Key, ...]
    not_rankable: bool
    scored_at: Moment | None = None


def put_review(connection: Connection, review: ReviewRow) -> None:
    """Store a review, in place of an earlier one by the same person about the same message, which decided nothing."""
    connection.execute(
        "INSERT OR REPLACE INTO review (message_id, person_id, server_id, created_at, mode, labels)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (*review[:5], json.dumps(review.labels, separators=(",", ":"))),
    )


def find_review(connection: Connection, message_id: Key, person_id: Key) -> ReviewRow | None:
    """Return somebody's review of a message."""
    row = connection.execute(
        "SELECT message_id, person_id, server_id, created_at, mode, labels FROM review"
        " WHERE message_id = ? AND person_id = ?",
        (message_id, person_id),
    ).fetchone()
    if row is None:
        return None
    *rest, mode, labels = row
    return ReviewRow._make((*rest, LabelMode(mode), json.loads(labels)))


def reviews_of(connection: Connection, message_id: Key) -> list[ReviewRow]:
    """Return all reviews of a message, in the order in which they came."""
    rows = connection.execute(
        "SELECT message_id, person_id, server_id, created_at, mode, labels FROM review WHERE message_id = ?"
        " ORDER BY created_at, person_id",
        (message_id,),
    )
    return [ReviewRow._make((*row[:4], LabelMode(row[4]), json.loads(row[5]))) for row in rows]


def keep_weights(connection: Connection, message_id: Key, weights: Mapping[Key, float]) -> None:
    """Note which reviews a message was decided by, and what each of them weighed.

    Args:
        connection: Of the transaction.
        message_id: The message.
        weights: By who gave the review; a weight is 0 or more.
    """
    connection.executemany(
        "UPDATE review SET counted = 1, weight = ? WHERE message_id = ? AND person_id = ?",
        [(weight, message_id, person_id) for person_id, weight in weights.items()],
    )


def note_late(connection: Connection, message_id: Key, person_id: Key) -> None:
    """Note that a message was decided without somebody's review of it."""
    connection.execute(
        "UPDATE review SET counted = 0, weight = NULL WHERE message_id = ? AND person_id = ?", (message_id, person_id)
    )


def keep_rank_weights(
    connection: Connection,
    parent_id: Key,
    rankings: Mapping[Key, float],
    ratings: Mapping[Key, Mapping[Key, float]],
) -> None:
    """Note which rankings of the replies to a message made their order, with what reviews said of their quality.

    Args:
        connection: Of the transaction.
        parent_id: The message.
        rankings: What each ranking that took part weighed, by who gave it.
        ratings: What each review's rating weighed, by the reply and by who gave it; empty where they took no part.
    """
    connection.execute("UPDATE ranking SET counted = 0, weight = NULL WHERE parent_id = ?", (parent_id,))
    connection.executemany(
        "UPDATE ranking SET counted = 1, weight = ? WHERE parent_id = ? AND person_id = ?",
        [(weight, parent_id, person_id) for person_id, weight in rankings.items()],
    )
    connection.execute(
        "UPDATE review SET rank_weight = NULL WHERE rank_weight IS NOT NULL"
        " AND message_id IN (SELECT message_id FROM message WHERE parent_id = ?)",
        (parent_id,),
    )
    connection.executemany(
        "UPDATE review SET rank_weight = ? WHERE message_id = ? AND person_id = ?",
        [
            (weight, message_id, person_id)
            for message_id, of_message in ratings.items()
            for person_id, weight in of_message.items()
        ],
    )


def discard_reviews(connection: Connection, message_id: Key) -> None:
    """Delete all reviews of a message."""
    connection.execute("DELETE FROM review WHERE message_id = ?", (message_id,))


def labels_of(connection: Connection, message_id: Key) -> dict[Key, Mapping[str, float]]:
    """Return the labels of all reviews of a message, by who gave them."""
    rows = connection.execute("SELECT person_id, labels FROM review WHERE message_id = ?", (message_id,))
    return {person_id: json.loads(labels) for person_id, labels in rows}


def latest_reviews(connection: Connection, limit: int) -> list[tuple[Key, Mapping[str, float]]]:
    """Return the reviews of the newest messages, each with the message: ids sort by time, so that no more is read."""
    rows = connection.execute(
        "SELECT message_id, labels FROM review ORDER BY message_id DESC, person_id DESC LIMIT ?", (limit,)
    )
    return [(message_id, json.loads(labels)) for message_id, labels in rows]


def reviews_beside(
    connection: Connection, person_id: Key, server_id: int | None, packages: int
) -> list[tuple[Key, Key, Mapping[str, float]]]:
    """Return all reviews, somebody's and others', of what they reviewed in their latest packages.

    Args:
        connection: Of the transaction.
        person_id: Whose.
        server_id: Only what they reviewed in this server; None for everywhere.
        packages: How many of their latest packages are looked at.

    Returns:
        The message, who reviewed it, and the labels.
    """
    rows = connection.execute(
        "SELECT review.message_id, review.person_id, review.labels FROM ("
        " SELECT DISTINCT latest.message_id FROM ("
        "  SELECT message_id, server_id, state, label_mode FROM package WHERE person_id = :person_id"
        "  ORDER BY created_at DESC LIMIT :packages"
        " ) AS latest JOIN review AS own ON own.message_id = latest.message_id AND own.person_id = :person_id"
        " WHERE latest.state = 'done' AND latest.label_mode IS NOT NULL"
        " AND (CAST(:server_id AS INTEGER) IS NULL OR own.server_id = :server_id)"
        ") AS reviewed JOIN review ON review.message_id = reviewed.message_id",
        {"person_id": person_id, "server_id": server_id, "packages": packages},
    )
    return [(message_id, by, json.loads(labels)) for message_id, by, labels in rows]


def put_ranking(connection: Connection, ranking: RankingRow) -> None:
    """Store a ranking, in place of an earlier one by the same person of the replies to the same message."""
    connection.execute(
        "INSERT OR REPLACE INTO ranking"
        " (parent_id, person_id, server_id, created_at, ranked_ids, not_rankable, scored_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (*ranking[:4], b"".join(ranking.ranked), ranking.not_rankable, ranking.scored_at),
    )


def find_ranking(connection: Connection, parent_id: Key, person_id: Key) -> RankingRow | None:
    """Return somebody's ranking of the replies to a message."""
    row = connection.execute(
        f"SELECT {_RANKING_COLUMNS} FROM ranking WHERE parent_id = ? AND person_id = ?",  # noqa: S608 - constants
        (parent_id, person_id),
    ).fetchone()
    return None if row is None else _ranking(row)


def rankings_in(connection: Connection, tree_id: Key) -> list[RankingRow]:
    """Return all rankings in a tree, those of each parent in the order in which they came."""
    rows = connection.execute(
        f"SELECT {_RANKING_COLUMNS} FROM message"  # noqa: S608 - constants
        " JOIN ranking ON ranking.parent_id = message.message_id WHERE message.tree_id = ?"
        " ORDER BY ranking.parent_id, ranking.created_at, ranking.person_id",
        (tree_id,),
    )
    return [_ranking(row) for row in rows]


def rankings_of_collective(connection: Connection, collective_id: Key) -> list[RankingRow]:
    """Return the rankings that a collective package got, in the order in which they came."""
    rows = connection.execute(
        f"SELECT {_RANKING_COLUMNS} FROM package"  # noqa: S608 - constants
        " JOIN ranking ON ranking.parent_id = package.message_id AND ranking.person_id = package.person_id"
        " WHERE package.collective_id = ? AND package.state = 'done'"
        " ORDER BY ranking.created_at, ranking.person_id",
        (collective_id,),
    )
    return [_ranking(row) for row in rows]


def set_scored(connection: Connection, ranking: RankingRow, scored_at: Moment) -> None:
    """Note that a ranking went into a consensus, and that its points were given."""
    connection.execute(
        "UPDATE ranking SET scored_at = ? WHERE parent_id = ? AND person_id = ?",
        (scored_at, ranking.parent_id, ranking.person_id),
    )


def add_skip(
    connection: Connection,
    message_id: Key,
    task_type: TaskType,
    person_id: Key,
    server_id: int | None,
    created_at: Moment,
) -> None:
    """Remember that somebody does not want to be asked this about a message."""
    connection.execute(
        "INSERT INTO skip (message_id, task_type, person_id, server_id, created_at) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT DO NOTHING",
        (message_id, task_type, person_id, server_id, created_at),
    )


def count_skips(connection: Connection, message_id: Key, task_type: TaskType) -> int:
    """Return how many people skipped a message."""
    row = connection.execute(
        "SELECT count(*) FROM skip WHERE message_id = ? AND task_type = ?", (message_id, task_type)
    ).fetchone()
    return int(row[0])


def submitted_since(connection: Connection, person_id: Key, fingerprints: Sequence[bytes], since: Moment) -> bool:
    """Return whether somebody submitted a text, known by one of its fingerprints, since a moment."""
    marks = ", ".join("?" * len(fingerprints))
    row = connection.execute(
        f"SELECT 1 FROM recent_text WHERE person_id = ? AND fingerprint IN ({marks}) AND submitted_at > ?",  # noqa: S608 - marks only
        (person_id, *fingerprints, since),
    ).fetchone()
    return row is not None


def remember_text(
    connection: Connection, person_id: Key, fingerprint: bytes, submitted_at: Moment, forget_until: Moment
) -> None:
    """Note that somebody submitted a text, and forget their older ones."""
    connection.execute("DELETE FROM recent_text WHERE person_id = ? AND submitted_at <= ?", (person_id, forget_until))
    connection.execute(
        "INSERT OR REPLACE INTO recent_text (person_id, fingerprint, submitted_at) VALUES (?, ?, ?)",
        (person_id, fingerprint, submitted_at),
    )


def forget_text(connection: Connection, person_id: Key, fingerprints: Sequence[bytes]) -> None:
    """Forget that somebody submitted a text, which they changed."""
    connection.executemany(
        "DELETE FROM recent_text WHERE person_id = ? AND fingerprint = ?", [(person_id, each) for each in fingerprints]
    )


_RANKING_COLUMNS = (
    "ranking.parent_id, ranking.person_id, ranking.server_id, ranking.created_at, ranked_ids, not_rankable, scored_at"
)


def _ranking(row: Sequence[object]) -> RankingRow:
    parent_id, person_id, server_id, created_at, ranked_ids, not_rankable, scored_at = row
    assert isinstance(ranked_ids, bytes)  # noqa: S101 - narrows for mypy; the table is STRICT
    ranked = tuple(ranked_ids[start : start + 16] for start in range(0, len(ranked_ids), 16))
    return RankingRow(parent_id, person_id, server_id, created_at, ranked, bool(not_rankable), scored_at)  # type: ignore[arg-type]  # the table is STRICT
