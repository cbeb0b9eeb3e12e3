"""What was imported: a row for each file that brought something, and what belongs to it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Final, NamedTuple

from bot.backends.local.ids import Key
from bot.protocol.moments import Moment
from bot.protocol.trees import TreeState
from bot.store import Connection


class ImportRow(NamedTuple):
    """An import; `import_id` is 0 for one that is not stored yet. What is None nobody has said."""

    import_id: int
    origin: str
    file_name: str
    digest: bytes | None
    form: str | None
    source_url: str | None
    license: str | None
    imported_at: Moment
    trees: int
    messages: int


class StoredText(NamedTuple):
    """What is stored of a message that a file may have again."""

    message_id: Key
    tree_id: Key
    parent_id: Key | None
    is_assistant: bool
    depth: int
    language: str
    text: str
    import_id: int | None
    is_edited: bool
    is_deleted: bool


class AnnotationRow(NamedTuple):
    """What others, elsewhere, found of a message; `labels` and `emojis` are JSON."""

    message_id: Key
    labels: str | None
    rank: int | None
    emojis: str | None
    review_count: int | None


class TreeSize(NamedTuple):
    """How large a tree is, and how many replies to one of its messages are there to be ranked, and by models."""

    messages: int
    together: int
    together_by_models: int


_MOST_MARKS: Final = 1_000
"""So many values go into one statement; databases have limits."""

_COLUMNS: Final = ", ".join(ImportRow._fields)
_OF_IMPORT: Final = "(SELECT message_id FROM message WHERE import_id = :import_id)"

BUILT_ON: Final[Mapping[str, str]] = {
    "reply": "SELECT count(*) FROM message AS reply JOIN message AS parent ON parent.message_id = reply.parent_id"
    " WHERE parent.import_id = :import_id AND reply.import_id IS NULL",
    "reply of a later import": "SELECT count(*) FROM message AS reply"
    " JOIN message AS parent ON parent.message_id = reply.parent_id"
    " WHERE parent.import_id = :import_id AND reply.import_id <> :import_id",
    "review": f"SELECT count(*) FROM review WHERE message_id IN {_OF_IMPORT}",  # noqa: S608 - constants
    "ranking": f"SELECT count(*) FROM ranking WHERE parent_id IN {_OF_IMPORT}",  # noqa: S608 - likewise
    "reaction": f"SELECT count(*) FROM reaction WHERE message_id IN {_OF_IMPORT}",  # noqa: S608 - likewise
    "task that somebody has": f"SELECT count(*) FROM package WHERE message_id IN {_OF_IMPORT}"  # noqa: S608 - likewise
    " AND state IN ('open', 'collective')",
    "case": f"SELECT count(*) FROM moderation_case WHERE message_id IN {_OF_IMPORT}",  # noqa: S608 - likewise
    "decision of a moderator": f"SELECT count(*) FROM decision WHERE message_id IN {_OF_IMPORT}",  # noqa: S608 - likewise
    "attention check": f"SELECT count(*) FROM attention_check WHERE message_id IN {_OF_IMPORT}",  # noqa: S608 - likewise
}
"""What people may have built on an import, by what one of it is called, and how many there are. A ranking may also be
about replies of an import to a message that was there before."""

GOING_ALONG: Final = (
    "open_work",
    "skip",
    "text_band",
    "text_sketch",
    "text_without_sketch",
    "foreign_annotation",
)
"""The tables whose rows about a message go with it."""

_REFERRING: Final = (
    ("package", "message_id"),
    ("package", "tree_id"),
    ("open_work", "message_id"),
    ("text_band", "message_id"),
)
"""What is looked up for each row that is deleted, and has no index because nothing else asks for it."""

_RANKED_REPLIES: Final = """
    SELECT count(*) FROM ranking WHERE parent_id IN (
        SELECT reply.parent_id FROM message AS reply JOIN message AS parent ON parent.message_id = reply.parent_id
        WHERE reply.import_id = :import_id AND (parent.import_id IS NULL OR parent.import_id <> :import_id)
    )
"""


def add(connection: Connection, row: ImportRow) -> int:
    """Add an import; return its number."""
    cursor = connection.execute(
        f"INSERT INTO import ({_COLUMNS}) VALUES (NULL, {', '.join('?' * (len(row) - 1))}) RETURNING import_id",  # noqa: S608 - constants
        row[1:],
    )
    return int(cursor.fetchone()[0])


def set_brought(connection: Connection, import_id: int, trees: int, messages: int) -> None:
    """Note how much an import has brought."""
    connection.execute("UPDATE import SET trees = ?, messages = ? WHERE import_id = ?", (trees, messages, import_id))


def forget(connection: Connection, import_id: int) -> None:
    """Delete an import that has brought nothing."""
    connection.execute("DELETE FROM import WHERE import_id = ?", (import_id,))


def find(connection: Connection, import_id: int) -> ImportRow | None:
    """Return the import with a number."""
    row = connection.execute(f"SELECT {_COLUMNS} FROM import WHERE import_id = ?", (import_id,)).fetchone()  # noqa: S608 - constants
    return None if row is None else ImportRow(*row)


def listed(connection: Connection) -> list[ImportRow]:
    """Return all imports, the first one first."""
    return [ImportRow(*row) for row in connection.execute(f"SELECT {_COLUMNS} FROM import ORDER BY import_id")]  # noqa: S608 - constants


def origin_of_file(connection: Connection, digest: bytes) -> str | None:
    """Return the origin under which the very same file was imported, the last time if several times."""
    row = connection.execute(
        "SELECT origin FROM import WHERE digest = ? ORDER BY import_id DESC LIMIT 1", (digest,)
    ).fetchone()
    return None if row is None else str(row[0])


def has_unnamed(connection: Connection, origin: str | None = None) -> bool:
    """Say whether an earlier version, which kept no ids of sources, has imported something, or under one origin."""
    row = connection.execute(
        "SELECT 1 FROM import WHERE form IS NULL AND (CAST(:origin AS TEXT) IS NULL OR origin = :origin)",
        {"origin": origin},
    ).fetchone()
    return row is not None


def origins_of(connection: Connection, source_id: str, text: str) -> list[str]:
    """Return the origins in which an initial prompt has an id and a text."""
    rows = connection.execute(
        "SELECT DISTINCT tree.origin FROM tree JOIN message ON message.message_id = tree.tree_id"
        " WHERE tree.source_id = ? AND message.text = ? ORDER BY tree.origin",
        (source_id, text),
    )
    return [row[0] for row in rows]


def origins_of_trees(connection: Connection, tree_ids: Sequence[Key]) -> list[str]:
    """Return the origins of those trees that exist, each as often as it occurs."""
    marks = ", ".join("?" * len(tree_ids))
    rows = connection.execute(
        f"SELECT origin FROM tree WHERE origin IS NOT NULL AND tree_id IN ({marks})",  # noqa: S608 - marks only
        tree_ids,
    )
    return [row[0] for row in rows]


def stored_texts(connection: Connection, message_ids: Sequence[Key]) -> dict[Key, StoredText]:
    """Return what is stored of messages; those that do not exist are absent."""
    found: dict[Key, StoredText] = {}
    for start in range(0, len(message_ids), _MOST_MARKS):
        part = message_ids[start : start + _MOST_MARKS]
        marks = ", ".join("?" * len(part))
        rows = connection.execute(
            "SELECT message_id, tree_id, parent_id, is_assistant, depth, language, text, import_id,"  # noqa: S608 - marks only
            f" edited_at IS NOT NULL, deleted_at IS NOT NULL FROM message WHERE message_id IN ({marks})",
            part,
        )
        found.update((row[0], StoredText(*row)) for row in rows)
    return found


def name_all(connection: Connection, names: Sequence[tuple[str, Key]]) -> None:
    """Note the ids that messages have in their source, and so their trees; of those that had none."""
    connection.executemany("UPDATE message SET source_id = ? WHERE message_id = ?", names)
    connection.executemany("UPDATE tree SET source_id = ? WHERE tree_id = ?", names)


def annotate_all(connection: Connection, rows: Sequence[AnnotationRow]) -> None:
    """Keep what others found of messages that are new."""
    connection.executemany(
        "INSERT INTO foreign_annotation (message_id, labels, rank, emojis, review_count) VALUES (?, ?, ?, ?, ?)", rows
    )


def as_json(values: Mapping[str, object] | None) -> str | None:
    """Write labels or emojis down."""
    return None if values is None else json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def sizes_of(connection: Connection, tree_ids: Sequence[Key], *, ranks_prompters: bool) -> dict[Key, TreeSize]:
    """Return how large trees are.

    Args:
        connection: Of the transaction.
        tree_ids: Which trees.
        ranks_prompters: Whether replies of prompters are ranked, too.
    """
    marks = ", ".join("?" * len(tree_ids))
    rows = connection.execute(
        "SELECT tree_id, sum(messages), max(ranked), max(by_models) FROM ("  # noqa: S608 - marks only
        "   SELECT tree_id, parent_id, count(*) AS messages,"
        "     sum(CASE WHEN parent_id IS NOT NULL AND (is_assistant = 1 OR ? = 1) THEN 1 ELSE 0 END) AS ranked,"
        "     sum(CASE WHEN parent_id IS NOT NULL AND (is_assistant = 1 OR ? = 1)"
        "       AND synthetic = 1 AND model_name IS NOT NULL THEN 1 ELSE 0 END) AS by_models"
        f"   FROM message WHERE tree_id IN ({marks}) GROUP BY tree_id, parent_id"
        " ) AS family GROUP BY tree_id",
        (int(ranks_prompters), int(ranks_prompters), *tree_ids),
    )
    return {row[0]: TreeSize(*row[1:]) for row in rows}


def count_languages(connection: Connection, tree_ids: Sequence[Key]) -> dict[str, int]:
    """Return how many of these trees are in each language."""
    marks = ", ".join("?" * len(tree_ids))
    rows = connection.execute(
        f"SELECT language, count(*) FROM tree WHERE tree_id IN ({marks}) GROUP BY language",  # noqa: S608 - marks only
        tree_ids,
    )
    return dict(rows.fetchall())


def place_all(connection: Connection, tree_ids: Sequence[Key], state: TreeState) -> None:
    """Put trees that wait for the lottery into another state, past it. Who counts trees is told by the caller."""
    connection.executemany(
        "UPDATE tree SET state = ?, won_lottery = 1 WHERE tree_id = ?", [(state, tree_id) for tree_id in tree_ids]
    )


def built_on(connection: Connection, import_id: int) -> dict[str, int]:
    """Return what people, or later imports, have built on an import: how many of what, by what one is called."""
    arguments = {"import_id": import_id}
    found = {what: connection.execute(statement, arguments).fetchone()[0] for what, statement in BUILT_ON.items()}
    found["ranking"] += connection.execute(_RANKED_REPLIES, arguments).fetchone()[0]
    return {what: number for what, number in found.items() if number}


def trees_of(connection: Connection, import_id: int) -> tuple[list[tuple[Key, str, TreeState]], list[Key]]:
    """Return the trees that an import brought, with language and state, and those of others in which it has replies."""
    own = connection.execute(
        "SELECT tree.tree_id, tree.language, tree.state FROM message JOIN tree ON tree.tree_id = message.message_id"
        " WHERE message.import_id = ?",
        (import_id,),
    ).fetchall()
    grown = connection.execute(
        "SELECT DISTINCT tree.tree_id FROM message JOIN tree ON tree.tree_id = message.tree_id"
        " WHERE message.import_id = ? AND (tree.import_id IS NULL OR tree.import_id <> ?)",
        (import_id, import_id),
    ).fetchall()
    return [(row[0], row[1], TreeState(row[2])) for row in own], [row[0] for row in grown]


def messages_of(connection: Connection, import_id: int) -> int:
    """Return how many messages of an import there are."""
    row = connection.execute("SELECT count(*) FROM message WHERE import_id = ?", (import_id,)).fetchone()
    return int(row[0])


def remove(connection: Connection, import_id: int) -> None:
    """Delete an import and all that it brought; nobody has built on it. Who counts trees is told by the caller."""
    arguments = {"import_id": import_id}
    for table, column in _REFERRING:
        connection.execute(f"CREATE INDEX removing_{table}_{column} ON {table} ({column})")
    own_trees = "(SELECT tree_id FROM tree WHERE import_id = :import_id)"
    for statement in (
        *(f"DELETE FROM {table} WHERE message_id IN {_OF_IMPORT}" for table in GOING_ALONG),  # noqa: S608 - constants
        # They stay as what somebody was asked and passed by.
        f"UPDATE package SET message_id = NULL WHERE message_id IN {_OF_IMPORT}",  # noqa: S608 - likewise
        f"UPDATE package SET tree_id = NULL WHERE tree_id IN {own_trees}",  # noqa: S608 - likewise
        "DELETE FROM message WHERE import_id = :import_id",
        "DELETE FROM tree WHERE import_id = :import_id",
        "DELETE FROM import WHERE import_id = :import_id",
    ):
        connection.execute(statement, arguments)
    for table, column in _REFERRING:
        connection.execute(f"DROP INDEX removing_{table}_{column}")


@contextmanager
def taken_back(connection: Connection) -> Iterator[None]:
    """Take back, at the end of the block, whatever was written in it."""
    connection.execute("SAVEPOINT trial")
    try:
        yield
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK TO trial")
            connection.execute("RELEASE trial")
