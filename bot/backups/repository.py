"""The SQL of backups."""

import sqlite3
from pathlib import Path

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


def version_of_data(connection: sqlite3.Connection) -> int:
    """Return a number that changes, for this connection, when somebody else has written."""
    return int(connection.execute("PRAGMA data_version").fetchone()[0])


def empty_log(connection: sqlite3.Connection) -> None:
    """Have all that is in the write-ahead log in the database itself.

    Raises:
        sqlite3.Error: The database is damaged.
    """
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
