"""Databases that are made once for each process of the tests, and copied: all migrations cost more than most tests.

All of them have the same secret key. With a key of its own, each run would make other sketches of the same texts, and
what is estimated from sketches would now and then fall beyond what a test allows.
"""

import sqlite3
import tempfile
from functools import cache
from pathlib import Path

from bot.store.migrate import migrate, packaged_migrations
from bot.store.secrets import keep_secret


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
        keep_secret(connection, "fingerprint", bytes(range(32)))
        connection.close()
        return path.read_bytes()
