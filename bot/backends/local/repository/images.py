"""Rows of a tree and of the people in it as they stand, so that a decision can be taken back row by row."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple, TypeAlias

from bot.backends.local.ids import Key
from bot.backends.local.repository.decisions import ImageRow
from bot.protocol.moments import Moment
from bot.store import Connection

Record: TypeAlias = dict[str, object]
"""A row by the names of its columns."""
Images: TypeAlias = dict[tuple[str, tuple[object, ...]], Record]
"""Rows by their tables and primary keys."""

KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "tree": ("tree_id",),
    "message": ("message_id",),
    "review": ("message_id", "person_id"),
    "ranking": ("parent_id", "person_id"),
    "package": ("package_id",),
    "open_work": ("tree_id", "message_id", "task_type"),
    "trust": ("person_id",),
    "contributor": ("person_id",),
    "barred": ("person_id", "server_id"),
}
"""The tables that decisions change, with their primary keys."""

GOING_ON: Final = frozenset({"open_work", "trust"})
"""The tables that follow from others, or go on whatever is decided: a row that has changed there is no hindrance."""

_IGNORED: Final = {("tree", "touched_at")}
"""What changes without that anything was built on a decision."""

_NAMING: Final = ("author_id", "person_id")
"""The columns by which a row names a person."""


class Answers(NamedTuple):
    """How much was answered about a message: replies to it, reviews of it, rankings of its replies."""

    replies: int
    reviews: int
    rankings: int


def of_tree(connection: Connection, tree_id: Key) -> Images:
    """Return the rows of a tree that a decision may change; of packages, those that somebody has."""
    of_messages = "FROM message JOIN {0} ON {0}.{1} = message.message_id WHERE message.tree_id = ?"
    found: Images = {}
    for table, condition in {
        "tree": "FROM tree WHERE tree_id = ?",
        "message": "FROM message WHERE tree_id = ?",
        "review": of_messages.format("review", "message_id"),
        "ranking": of_messages.format("ranking", "parent_id"),
        "package": of_messages.format("package", "message_id") + " AND package.state = 'open'",
        "open_work": "FROM open_work WHERE tree_id = ?",
        # Of those about whom scoring the tree tells something.
        "trust": "FROM trust WHERE person_id IN (SELECT ranking.person_id FROM message"
        " JOIN ranking ON ranking.parent_id = message.message_id WHERE message.tree_id = ?)",
    }.items():
        cursor = connection.execute(f"SELECT {table}.* {condition}", (tree_id,))
        found |= {(table, _key(table, row)): row for row in _rows(cursor)}
    return found


def of_person(connection: Connection, person_id: Key) -> Images:
    """Return what a decision about a person may change: whether they may work, and where not."""
    enabled = _rows(connection.execute("SELECT person_id, enabled FROM contributor WHERE person_id = ?", (person_id,)))
    bars = _rows(connection.execute("SELECT * FROM barred WHERE person_id = ?", (person_id,)))
    found: Images = {("contributor", _key("contributor", row)): row for row in enabled}
    return found | {("barred", _key("barred", row)): row for row in bars}


def present(connection: Connection, images: Iterable[tuple[str, tuple[object, ...]]]) -> Images:
    """Return the rows with these keys as they are now; those that do not exist are absent."""
    found: Images = {}
    for table, key in images:
        condition = " AND ".join(f"{name} = ?" for name in KEYS[table])
        cursor = connection.execute(f"SELECT * FROM {table} WHERE {condition}", key)  # noqa: S608 - names of our own
        for row in _rows(cursor):
            found[table, key] = row
    return found


def difference(before: Images, after: Images) -> list[ImageRow]:
    """Return the rows that differ, with the columns that do."""
    found = []
    for table, key in sorted(before.keys() | after.keys(), key=repr):
        old, new = before.get((table, key)), after.get((table, key))
        if old == new:
            continue
        changed = dict(old or {}), dict(new or {})
        if old is not None and new is not None:
            names = [name for name in old if old[name] != new[name]]
            changed = {name: old[name] for name in names}, {name: new[name] for name in names}
        found.append(
            ImageRow(
                table_name=table,
                row_key=dict(zip(KEYS[table], key, strict=True)),
                person_id=_whom(old or new or {}),
                before=None if old is None else changed[0],
                after=None if new is None else changed[1],
            )
        )
    return found


def is_as_left(image: ImageRow, row: Record | None) -> bool:
    """Say whether a row is as a decision left it, as far as it changed it."""
    if image.after is None or row is None:
        return image.after is None and row is None
    return all(row[name] == value for name, value in image.after.items() if (image.table_name, name) not in _IGNORED)


def put_back(connection: Connection, image: ImageRow) -> None:
    """Make a row what it was before a decision. What it is now is as the decision left it."""
    condition = " AND ".join(f"{name} = ?" for name in image.row_key)
    if image.before is None:
        connection.execute(
            f"DELETE FROM {image.table_name} WHERE {condition}",  # noqa: S608 - names of our own
            (*image.row_key.values(),),
        )
    elif image.after is None:
        names, marks = ", ".join(image.before), ", ".join("?" * len(image.before))
        connection.execute(
            f"INSERT INTO {image.table_name} ({names}) VALUES ({marks})",  # noqa: S608 - names of our own
            (*image.before.values(),),
        )
    else:
        assignments = ", ".join(f"{name} = ?" for name in image.before)
        connection.execute(
            f"UPDATE {image.table_name} SET {assignments} WHERE {condition}",  # noqa: S608 - names of our own
            (*image.before.values(), *image.row_key.values()),
        )


def take_back(connection: Connection, image: ImageRow) -> None:
    """Make a row of numbers what it was before a decision; where it went on since, subtract what the decision added."""
    key = tuple(image.row_key.values())
    row = present(connection, [(image.table_name, key)]).get((image.table_name, key))
    if row is None or image.after is None:
        return
    if is_as_left(image, row):
        put_back(connection, image)
        return
    then = image.before or {}
    changes = {
        name: _number(then.get(name, 0)) - _number(value)
        for name, value in image.after.items()
        if name not in image.row_key
    }
    assignments = ", ".join(f"{name} = CASE WHEN {name} + ? > 0 THEN {name} + ? ELSE 0 END" for name in changes)
    condition = " AND ".join(f"{name} = ?" for name in image.row_key)
    values = [change for change in changes.values() for _ in range(2)]
    connection.execute(
        f"UPDATE {image.table_name} SET {assignments} WHERE {condition}",  # noqa: S608 - names of our own
        (*values, *key),
    )


def answers_about(connection: Connection, message_id: Key) -> Answers:
    """Return how much was answered about a message, deleted replies included."""
    row = connection.execute(
        "SELECT (SELECT count(*) FROM message WHERE parent_id = ?), (SELECT count(*) FROM review WHERE message_id = ?),"
        " (SELECT count(*) FROM ranking WHERE parent_id = ?)",
        (message_id, message_id, message_id),
    ).fetchone()
    return Answers(*row)


def answers_since(connection: Connection, message_id: Key, moment: Moment) -> Answers:
    """Return how much was answered about a message after a moment."""
    row = connection.execute(
        "SELECT (SELECT count(*) FROM message WHERE parent_id = ? AND created_at > ?),"
        " (SELECT count(*) FROM review WHERE message_id = ? AND created_at > ?),"
        " (SELECT count(*) FROM ranking WHERE parent_id = ? AND created_at > ?)",
        (message_id, moment) * 3,
    ).fetchone()
    return Answers(*row)


def _number(value: object) -> float:
    if not isinstance(value, int | float):
        raise TypeError("a row of numbers has something else")
    return value


def _whom(row: Record) -> Key | None:
    found = next((row[name] for name in _NAMING if row.get(name) is not None), None)
    assert found is None or isinstance(found, bytes)  # noqa: S101 - narrows for mypy; the tables are STRICT
    return found


def _key(table: str, row: Record) -> tuple[object, ...]:
    return tuple(row[name] for name in KEYS[table])


def _rows(cursor: sqlite3.Cursor) -> Sequence[Record]:
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]
