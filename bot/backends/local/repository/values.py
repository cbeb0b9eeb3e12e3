"""What the backend keeps for itself."""

import sqlite3


def keep(connection: sqlite3.Connection, name: str, candidate: bytes) -> bytes:
    """Return the value of a name; where there is none yet, the candidate becomes it."""
    connection.execute(
        "INSERT INTO local_backend_value (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING", (name, candidate)
    )
    row = connection.execute("SELECT value FROM local_backend_value WHERE name = ?", (name,)).fetchone()
    return bytes(row[0])


def put(connection: sqlite3.Connection, name: str, value: bytes) -> None:
    """Store a value in place of an earlier one."""
    connection.execute("INSERT OR REPLACE INTO local_backend_value (name, value) VALUES (?, ?)", (name, value))
