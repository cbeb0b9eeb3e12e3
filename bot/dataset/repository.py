"""The SQL of the dataset: reads the local backend's rows a batch of trees at a time, so that memory stays constant."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple, TypeAlias

from bot.dataset.records import Key
from bot.protocol.moments import Moment
from bot.protocol.trees import TreeState
from bot.rules.trust import TrustRecord, ranking_weight, review_weight
from bot.store import Connection
from bot.store.secrets import find_secret

Row: TypeAlias = tuple[object, ...]

_BATCH: Final = 200
_KIBIBYTES_OF_PAGES: Final = 16 * 1024
_AT_ONCE: Final = 250
_MARKS: Final = ", ".join("?" * _AT_ONCE)


class Consent(NamedTuple):
    """What somebody accepted: since when, which version of the agreement, and its edition."""

    given_at: Moment
    version: str
    edition: int


def keep_few_pages(connection: Connection) -> None:
    """Let a connection keep few pages of the file in memory: what is read here is read once."""
    connection.execute(f"PRAGMA cache_size = {-_KIBIBYTES_OF_PAGES}")


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
    """Return the messages of trees, of each in the order in which they came into the pool: each after its parent."""
    return connection.execute(
        "SELECT tree_id, message_id, parent_id, author_id, is_assistant, language, text, created_at, deleted_at,"  # noqa: S608 - marks only
        " edited_at, accepted, rank, synthetic, model_name, server_id, import_id, source_id, source_date"
        f" FROM message WHERE tree_id IN ({_marks(tree_ids)}) ORDER BY tree_id, rowid",
        tree_ids,
    ).fetchall()


def review_rows(connection: Connection, message_ids: Sequence[Key]) -> list[Row]:
    """Return the reviews of messages, those of each in the order of who gave them.

    Returns:
        The message, who, in which server, when, the labels as JSON; whether it counted, what it weighed, and what its
        rating weighed among the rankings.
    """
    return _of_many(
        connection,
        "SELECT message_id, person_id, server_id, created_at, labels, counted, weight, rank_weight FROM review"
        " WHERE message_id IN ({marks})",
        message_ids,
    )


def ranking_rows(connection: Connection, message_ids: Sequence[Key]) -> list[Row]:
    """Return the rankings of replies to messages, those of each in the order in which they came.

    Returns:
        The message, who, in which server, when, the ids in order, whether not rankable; whether it counted, and what it
        weighed.
    """
    return _of_many(
        connection,
        "SELECT parent_id, person_id, server_id, created_at, ranked_ids, not_rankable, counted, weight FROM ranking"
        " WHERE parent_id IN ({marks}) ORDER BY parent_id, created_at, person_id",
        message_ids,
    )


def reaction_counts(connection: Connection, message_ids: Sequence[Key]) -> list[Row]:
    """Return how often each message got each reaction."""
    return _of_many(
        connection,
        "SELECT message_id, emoji, count(*) FROM reaction WHERE message_id IN ({marks}) GROUP BY message_id, emoji",
        message_ids,
    )


def foreign_rows(connection: Connection, message_ids: Sequence[Key]) -> list[Row]:
    """Return what others found of imported messages: the message, the labels as JSON, and the rank."""
    return _of_many(
        connection,
        "SELECT message_id, labels, rank FROM foreign_annotation WHERE message_id IN ({marks})",
        message_ids,
    )


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
    """Return what people accepted, of each person the earliest first; what is the same is there once."""
    versions: dict[str, str] = {}
    rows: Sequence[Any] = _of_many(
        connection,
        "SELECT person_id, given_at, version, edition FROM consent WHERE person_id IN ({marks})"
        " ORDER BY person_id, given_at",
        person_ids,
    )
    return [(row[0], Consent(row[1], versions.setdefault(row[2], row[2]), row[3])) for row in rows]


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
    names = [*TrustRecord.__dataclass_fields__]
    reviewers, rankers = set(), set()
    for person_id, *numbers in connection.execute(f"SELECT person_id, {', '.join(names)} FROM trust"):  # noqa: S608 - names of our own
        record = TrustRecord(**dict(zip(names, numbers, strict=True)))
        if review_weight(record) == 0:
            reviewers.add(person_id)
        if ranking_weight(record) == 0:
            rankers.add(person_id)
    return Weightless(frozenset(reviewers), frozenset(rankers))


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


def _of_many(connection: Connection, statement: str, ids: Sequence[Key]) -> list[Row]:
    """Run a statement for as many ids as there are: always with as many marks, so that one is kept prepared."""
    rows: list[Row] = []
    statement = statement.format(marks=_MARKS)
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        rows += connection.execute(statement, [*some, *[some[0]] * (_AT_ONCE - len(some))]).fetchall()
    return rows


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
