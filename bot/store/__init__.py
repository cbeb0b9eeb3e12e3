"""The database file: connections, transactions, migrations. Only this package knows aiosqlite."""

from bot.store.database import Connection, Database, Transaction
from bot.store.lock import DatabaseLock

__all__ = ["Connection", "Database", "DatabaseLock", "Transaction"]
