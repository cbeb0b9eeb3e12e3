"""The SQL of backups."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

from bot.protocol.moments import Moment

Counts = dict[str, int]
"""How many rows each table has."""


def copy_into(connection: sqlite3.Connection, place: Path) -> None:
    """Write one consistent state of a database to a file, without what was deleted. Others may go on writing.

    Raises:
        sqlite3.Error: It could not be read, or written.
    """
    connection.execute("VACUUM INTO ?", (str(place),))


def counts_of(connection: sqlite3.Connection) -> Counts:
    """Return how many rows each table has."""
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    counting = 'SELECT count(*) FROM "{}"'  # names of tables are ours
    return {name: connection.execute(counting.format(name)).fetchone()[0] for (name,) in tables}


def dangling_references(connection: sqlite3.Connection) -> str:
    """Return a table of which a row names another row that is not there; nothing where there is none."""
    row = connection.execute("PRAGMA foreign_key_check").fetchone()
    return "" if row is None else str(row[0])


def version_of_data(connection: sqlite3.Connection) -> int:
    """Return a number that changes, for this connection, when somebody else has written."""
    return int(connection.execute("PRAGMA data_version").fetchone()[0])


def empty_log(connection: sqlite3.Connection) -> None:
    """Have all that is in the write-ahead log in the database itself.

    Raises:
        sqlite3.Error: The database is damaged.
    """
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def note_deletions(place: Path, count: int) -> None:
    """Note in a copy how many deletions had been asked for when it was made.

    SQLite keeps the number for applications: https://sqlite.org/pragma.html#pragma_user_version
    """
    with closing(sqlite3.connect(place, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE").fetchall()
        connection.execute(f"PRAGMA user_version = {count:d}")


def noted_deletions(connection: sqlite3.Connection) -> int:
    """Return what `note_deletions` noted."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def people_of(connection: sqlite3.Connection) -> Iterator[tuple[bytes, int]]:
    """Yield the ids of everybody, and their Discord ids."""
    yield from connection.execute("SELECT person_id, discord_id FROM person WHERE discord_id IS NOT NULL")


def ask_for_deletion(connection: sqlite3.Connection, people: Iterable[bytes], asked_at: Moment) -> None:
    """Note in a copy that people are to be deleted, which the bot does when it runs on it."""
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany(
        "INSERT INTO deletion (person_id, asked_at) VALUES (?, ?) ON CONFLICT DO NOTHING",
        [(person, asked_at) for person in people],
    )
    connection.execute("COMMIT")
