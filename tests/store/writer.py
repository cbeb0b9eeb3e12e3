"""A process that writes into a database without end and tells each write that was acknowledged; to be killed.

Usage: `python -m tests.store.writer <database file>`. Each write adds two rows that belong together.
"""

import asyncio
import sqlite3
import sys
from pathlib import Path

from bot.clock import SystemClock
from bot.store import Database, DatabaseLock

TABLES = "CREATE TABLE IF NOT EXISTS one (number INTEGER PRIMARY KEY); CREATE TABLE IF NOT EXISTS two (number INTEGER)"
WRITERS = 8


async def main(path: Path) -> None:
    """Write with several callers at the same time, for ever."""
    with DatabaseLock(path):
        async with Database(path, SystemClock()) as database:
            for statement in TABLES.split(";"):
                await database.write(lambda connection, sql=statement: connection.execute(sql))  # type: ignore[misc]  # bound early
            await asyncio.gather(*(_write_for_ever(database, first) for first in range(WRITERS)))


async def _write_for_ever(database: Database, first: int) -> None:
    number = first
    while True:
        await database.write(_add, number)
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()
        number += WRITERS


def _add(connection: sqlite3.Connection, number: int) -> None:
    connection.execute("INSERT INTO one VALUES (?)", (number,))
    connection.execute("INSERT INTO two VALUES (?)", (number,))


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
