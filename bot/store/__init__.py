"""The database file: connections, transactions, migrations. Only this package knows aiosqlite."""

from bot.store.database import Database, Work
from bot.store.lock import DatabaseLock

__all__ = ["Database", "DatabaseLock", "Work"]
