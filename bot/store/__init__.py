"""The database file: connections, transactions, migrations. Only this package knows aiosqlite."""

from bot.store.connections import Connection, Transaction
from bot.store.database import Database
from bot.store.lock import DatabaseLock

__all__ = ["Connection", "Database", "DatabaseLock", "Transaction"]
