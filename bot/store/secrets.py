"""Random keys of this database."""

import secrets
import sqlite3
from typing import Final

from bot.store.database import Database

_SECRET_BYTES: Final = 32


async def load_secret_key(database: Database) -> bytes:
    """Return the secret key of a database, which its first use makes: what fingerprints are made with."""
    return await database.write(keep_secret, "fingerprint", secrets.token_bytes(_SECRET_BYTES))


def find_secret(connection: sqlite3.Connection, name: str) -> bytes | None:
    """Return the secret of a name; None where there is none."""
    row = connection.execute("SELECT value FROM secret WHERE name = ?", (name,)).fetchone()
    return None if row is None else bytes(row[0])


def keep_secret(connection: sqlite3.Connection, name: str, candidate: bytes) -> bytes:
    """Return the secret of a name; where there is none yet, the candidate becomes it."""
    connection.execute("INSERT INTO secret (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING", (name, candidate))
    return find_secret(connection, name) or candidate
