"""A database of an older version in which every table has rows."""

import ast
import re
import sqlite3
from pathlib import Path

from bot.store.migrate import migrate, packaged_migrations

_ROWS = 30


def make_filled(path: Path, migrations: int) -> dict[str, int]:
    """Make one with the first so many migrations; returns how many rows each table has.

    Row by row, values follow from the row's number and the column's type, so that what refers to something fits it.
    """
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    migrate(connection, packaged_migrations()[:migrations], 0)
    connection.execute("BEGIN")
    tables = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall()
    for name, sql in tables:
        if name == "migration" or name.startswith("sqlite_"):
            continue
        columns = connection.execute(f"PRAGMA table_info({name})").fetchall()
        marks = ", ".join("?" for _ in columns)
        rows = 1 if "CHECK (only_row = 1)" in sql else _ROWS
        connection.executemany(
            f"INSERT INTO {name} VALUES ({marks})",  # noqa: S608 - names of our own tables
            [[_value(sql, column, kind, number) for _, column, kind, *_ in columns] for number in range(1, rows + 1)],
        )
    connection.execute("COMMIT")
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    filled = counts(connection)
    connection.close()
    return filled


def counts(connection: sqlite3.Connection) -> dict[str, int]:
    """How many rows each table has, but for SQLite's own."""
    names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {
        name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]  # noqa: S608 - likewise
        for name in names
        if not name.startswith("sqlite_")
    }


def _value(sql: str, column: str, kind: str, number: int) -> object:
    if match := re.search(rf"CHECK \({column} (?:IN \(\s*|BETWEEN )('\w+'|\d+)", sql):
        return ast.literal_eval(match[1])
    if kind == "INTEGER":
        return number
    if kind == "REAL":
        return number / 2
    length = re.search(rf"CHECK \(length\({column}\) = (\d+)\)", sql)
    return number.to_bytes(int(length[1]) if length else 16, "big") if kind == "BLOB" else f"text {number}"
