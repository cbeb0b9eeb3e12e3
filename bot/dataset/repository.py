"""The SQL of the dataset: reads the local backend's rows a batch of trees at a time, so that memory stays constant."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple, TypeAlias

from bot.dataset.records import Key
from bot.protocol.moments import Moment
from bot.protocol.trees import TreeState
from bot.rules.trust import TrustRecord, ranking_weight, review_weight
from bot.store import Connection
from bot.store.secrets import find_secret

Row: TypeAlias = tuple[object, ...]

_BATCH: Final = 400

_OF_MESSAGES: Final = (
    "FROM message CROSS JOIN {table} ON {table}.{column} = message.message_id WHERE message.tree_id IN ({marks})"
)


class Consent(NamedTuple):
    """What somebody accepted: since when, which version of the agreement, and its edition."""

    given_at: Moment
    version: str
    edition: int


def pseudonym_secret(connection: Connection) -> bytes | None:
    """Return the database's own key from which pseudonyms are derived; None in a database that was never used."""
    return find_secret(connection, "fingerprint")


def tree_rows(
    connection: Connection,
    states: Sequence[TreeState],
    *,
    imported: bool | None,
    since: Moment | None,
    until: Moment | None,
    after: Key,
) -> list[Row]:
    """Return the next trees after one, in the order of their ids.

    Args:
        connection: Inside a transaction.
        states: In which they are.
        imported: Only those that were, or were not; None for both.
        since: Only those from this moment on.
        until: Only those before this moment.
        after: The id of the last one so far; empty for the first.

    Returns:
        The id, state, language and topic; the origin, the import that it came with, what it was called there, address
        and licence.
    """
    condition, values = _condition(states, imported=imported, since=since, until=until)
    return connection.execute(
        "SELECT tree_id, state, language, topic, origin, import_id, source_id, source_url, license FROM tree"  # noqa: S608 - constants
        f" WHERE tree_id > ? AND {condition} ORDER BY tree_id LIMIT {_BATCH}",
        (after, *values),
    ).fetchall()


def count_trees(
    connection: Connection,
    states: Sequence[TreeState],
    *,
    imported: bool | None,
    since: Moment | None,
    until: Moment | None,
) -> int:
    """Return how many trees there are of which `tree_rows` returns some."""
    condition, values = _condition(states, imported=imported, since=since, until=until)
    row = connection.execute(f"SELECT count(*) FROM tree WHERE {condition}", values).fetchone()  # noqa: S608 - constants
    return int(row[0])


def message_rows(connection: Connection, tree_ids: Sequence[Key]) -> list[Row]:
    """Return the messages of trees, in the order in which they came into the pool: each after its parent."""
    return connection.execute(
        "SELECT tree_id, message_id, parent_id, author_id, is_assistant, language, text, created_at, deleted_at,"  # noqa: S608 - marks only
        " edited_at, accepted, rank, synthetic, model_name, server_id, import_id, source_id, source_date"
        f" FROM message WHERE tree_id IN ({_marks(tree_ids)}) ORDER BY rowid",
        tree_ids,
    ).fetchall()


def review_rows(connection: Connection, tree_ids: Sequence[Key]) -> list[Row]:
    """Return the reviews of messages of trees.

    Returns:
        The message, who, in which server, when, the labels as JSON; whether it counted, what it weighed, and what its
        rating weighed among the rankings.
    """
    joined = _OF_MESSAGES.format(table="review", column="message_id", marks=_marks(tree_ids))
    return connection.execute(
        "SELECT review.message_id, review.person_id, review.server_id, review.created_at, labels,"
        f" counted, weight, rank_weight {joined}",
        tree_ids,
    ).fetchall()


def ranking_rows(connection: Connection, tree_ids: Sequence[Key]) -> list[Row]:
    """Return the rankings in trees, those of each parent in the order in which they came.

    Returns:
        The parent, who, in which server, when, the ids in order, whether not rankable; whether it counted, and what it
        weighed.
    """
    joined = _OF_MESSAGES.format(table="ranking", column="parent_id", marks=_marks(tree_ids))
    return connection.execute(
        "SELECT ranking.parent_id, ranking.person_id, ranking.server_id, ranking.created_at, ranked_ids, not_rankable,"
        f" counted, weight {joined} ORDER BY ranking.parent_id, ranking.created_at, ranking.person_id",
        tree_ids,
    ).fetchall()


def reaction_counts(connection: Connection, tree_ids: Sequence[Key]) -> list[Row]:
    """Return how often each message of trees got each reaction."""
    joined = _OF_MESSAGES.format(table="reaction", column="message_id", marks=_marks(tree_ids))
    return connection.execute(
        f"SELECT reaction.message_id, emoji, count(*) {joined} GROUP BY reaction.message_id, emoji",
        tree_ids,
    ).fetchall()


def foreign_rows(connection: Connection, tree_ids: Sequence[Key]) -> list[Row]:
    """Return what others found of imported messages of trees: the message, the labels as JSON, and the rank."""
    joined = _OF_MESSAGES.format(table="foreign_annotation", column="message_id", marks=_marks(tree_ids))
    return connection.execute(
        f"SELECT foreign_annotation.message_id, labels, foreign_annotation.rank {joined}", tree_ids
    ).fetchall()


class Import(NamedTuple):
    """A file that was imported: what it is known by, its address and its licence."""

    origin: str
    source_url: str | None
    license: str | None


def imports(connection: Connection) -> dict[int, Import]:
    """Return all imports by their numbers."""
    rows = connection.execute("SELECT import_id, origin, source_url, license FROM import")
    return {row[0]: Import(*row[1:]) for row in rows}


def consents_of(connection: Connection, person_ids: Sequence[Key]) -> list[tuple[Key, Consent]]:
    """Return what people accepted, of each person the earliest first."""
    rows = connection.execute(
        "SELECT person_id, given_at, version, edition FROM consent"  # noqa: S608 - marks only
        f" WHERE person_id IN ({_marks(person_ids)}) ORDER BY person_id, given_at",
        person_ids,
    )
    return [(row[0], Consent(*row[1:])) for row in rows]


def disabled_people(connection: Connection) -> frozenset[Key]:
    """Return whom the operator has disabled."""
    return frozenset(row[0] for row in connection.execute("SELECT person_id FROM contributor WHERE enabled = 0"))


def barred_people(connection: Connection) -> frozenset[tuple[Key, int]]:
    """Return who may not work in which server."""
    return frozenset(connection.execute("SELECT person_id, server_id FROM barred").fetchall())


class Weightless(NamedTuple):
    """Whose votes weigh nothing as things are: their reviews, their rankings."""

    reviewers: frozenset[Key]
    rankers: frozenset[Key]


def weightless_people(connection: Connection) -> Weightless:
    """Return those whom the rules of trust have set aside."""
    columns = ", ".join(TrustRecord.__dataclass_fields__)
    records = [
        (row[0], TrustRecord(**dict(zip(TrustRecord.__dataclass_fields__, row[1:], strict=True))))
        for row in connection.execute(f"SELECT person_id, {columns} FROM trust")  # noqa: S608 - names of our own
    ]
    return Weightless(
        frozenset(person_id for person_id, record in records if review_weight(record) == 0),
        frozenset(person_id for person_id, record in records if ranking_weight(record) == 0),
    )


def _condition(
    states: Sequence[TreeState], *, imported: bool | None, since: Moment | None, until: Moment | None
) -> tuple[str, list[object]]:
    conditions, values = [f"state IN ({_marks(states)})"], [*map(str, states)]
    bounds: list[object] = []
    if imported is not None:
        conditions.append("origin IS NOT NULL" if imported else "origin IS NULL")
    if since is not None:
        conditions.append("created_at >= ?")
        bounds.append(since)
    if until is not None:
        conditions.append("created_at < ?")
        bounds.append(until)
    return " AND ".join(conditions), [*values, *bounds]


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
