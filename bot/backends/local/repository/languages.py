"""Open work by language."""

import sqlite3


def open_by_language(connection: sqlite3.Connection) -> dict[str, int]:
    """How many items are open in each language, whoever may do them.

    It reads an index over active work once: its cost grows with what is open, not with the archive.
    """
    return dict(connection.execute("SELECT language, count(*) FROM open_work GROUP BY language").fetchall())
