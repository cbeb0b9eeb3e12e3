"""How a database file is filled: its form and how many rows each table has. Nothing of what is in the rows."""

from dataclasses import dataclass
from pathlib import Path

from bot.store.files import beside
from bot.store.migrate import applied_migrations, packaged_migrations
from bot.store.untouched import check_ownership, open_untouched


@dataclass(frozen=True, slots=True)
class Contents:
    """What a database file holds.

    Attributes:
        applied_migrations: How many were applied to it.
        known_migrations: How many there are in this version of the bot.
        journal_mode: How SQLite writes to it.
        file_bytes: Its size.
        log_bytes: The size of the write-ahead log beside it.
        rows: Of each table, by name.
    """

    applied_migrations: int
    known_migrations: int
    journal_mode: str
    file_bytes: int
    log_bytes: int
    rows: dict[str, int]


def contents_of(path: Path) -> Contents | None:
    """Count what is in a database, and change nothing.

    Args:
        path: Of the file.

    Returns:
        Its contents; None where there is no database yet.

    Raises:
        StartError: It is another application's.
        sqlite3.Error: It cannot be read as a database.
        OSError: It cannot be read.
    """
    check_ownership(path)
    if not path.exists() or path.stat().st_size == 0:
        return None
    log = beside(path, "-wal")
    with open_untouched(path) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
        (journal_mode,) = connection.execute("PRAGMA journal_mode").fetchone()
        return Contents(
            applied_migrations=len(applied_migrations(connection)),
            known_migrations=len(packaged_migrations()),
            journal_mode=journal_mode,
            file_bytes=path.stat().st_size,
            log_bytes=log.stat().st_size if log.exists() else 0,
            rows={
                name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608 - a table's name
                for (name,) in tables
            },
        )
