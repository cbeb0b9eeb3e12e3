"""Random keys of this database."""

import sqlite3


def keep_secret(connection: sqlite3.Connection, name: str, candidate: bytes) -> bytes:
    """Return the secret of a name; where there is none yet, the candidate becomes it."""
    connection.execute("INSERT INTO secret (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING", (name, candidate))
    row = connection.execute("SELECT value FROM secret WHERE name = ?", (name,)).fetchone()
    return bytes(row[0])
