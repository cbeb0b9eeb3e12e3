"""Databases that are made once for each process of the tests, and copied: all migrations cost more than most tests."""

import sqlite3
import tempfile
from functools import cache
from pathlib import Path

from bot.store.migrate import migrate, packaged_migrations


def prepared(path: Path) -> Path:
    """Put a new, migrated database at a path where there is none yet, and return the path."""
    if not path.exists():
        path.touch(mode=0o600)
        path.write_bytes(_migrated())
    return path


@cache
def _migrated() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bot.sqlite3"
        connection = sqlite3.connect(path, isolation_level=None)
        migrate(connection, packaged_migrations(), 0)
        connection.close()
        return path.read_bytes()
