"""A process whose database cannot grow for a while: the operating system refuses to write any longer file.

Usage: `python -m tests.store.full_disk <database file>`. Prints what became of a write before, twice during, and after,
and of emptying the log during and after.
"""

import asyncio
import resource
import signal
import sqlite3
import sys
from pathlib import Path

from bot.clock import SystemClock
from bot.errors import StorageError
from bot.log import configure_logging
from bot.store import Database


async def main(path: Path) -> None:
    """Write before, during and after the trouble."""
    configure_logging("INFO", "json", ())
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    async with Database(path, SystemClock()) as database:
        await database.write(lambda connection: connection.execute("CREATE TABLE entry (number INTEGER, text TEXT)"))
        await _try_to_add(database, 1)
        resource.setrlimit(resource.RLIMIT_FSIZE, (path.with_name(path.name + "-wal").stat().st_size + 4_096, hard))
        await _try_to_add(database, 2)
        await _try_to_add(database, 2)
        resource.setrlimit(resource.RLIMIT_FSIZE, (4_096, hard))
        sys.stdout.write(f"log emptied: {await database.truncate_log()}\n")
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
        sys.stdout.write(f"log emptied: {await database.truncate_log()}\n")
        await _try_to_add(database, 3)
        found = await database.read(lambda connection: connection.execute("SELECT number FROM entry").fetchall())
        sys.stdout.write(f"{[number for (number,) in found]}\n")


async def _try_to_add(database: Database, number: int) -> None:
    try:
        await database.write(_add, number)
        sys.stdout.write(f"{number} stored\n")
    except StorageError:
        sys.stdout.write(f"{number} refused\n")


def _add(connection: sqlite3.Connection, number: int) -> None:
    connection.execute("INSERT INTO entry VALUES (?, ?)", (number, "x" * 100_000))


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
