"""A connection to the database file, and work on the connection's own thread."""

import asyncio
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Concatenate, Final, ParamSpec, TypeVar, cast

import aiosqlite

from bot.errors import StorageError

Result = TypeVar("Result")
Arguments = ParamSpec("Arguments")
Connection = sqlite3.Connection
"""What a transaction gets. Only repositories send it statements."""

Transaction = Callable[[Connection], Result]

BUSY_TIMEOUT_SECONDS: Final = 10.0
"""So long a connection waits for a lock that another one has."""

DAMAGE: Final = frozenset({sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CORRUPT})
"""Faults by which a file is known as damaged: primary result codes."""


async def open_connection(path: Path) -> aiosqlite.Connection:
    """Open a connection that keeps every promise of the store: a log, a synced commit, deleted bytes overwritten.

    Raises:
        sqlite3.Error: The file cannot be opened.
    """
    # Seen first without aiosqlite: where it cannot open a file, its thread outlives the event loop and complains.
    await asyncio.to_thread(lambda: sqlite3.connect(path).close())
    connection = await aiosqlite.connect(
        path, isolation_level=None, timeout=BUSY_TIMEOUT_SECONDS, cached_statements=512
    )
    try:
        await run(connection, _prepare)
    except BaseException:
        await connection.close()
        raise
    return connection


async def run(
    connection: aiosqlite.Connection,
    work: Callable[Concatenate[Connection, Arguments], Result],
    *arguments: Arguments.args,
    **named: Arguments.kwargs,
) -> Result:
    """Run something as a whole on the connection's thread, so that nothing comes between its statements.

    Args:
        connection: Whose thread it is; `work` gets what it stands for first.
        work: A plain function.
        *arguments: What `work` gets then.
        **named: The same, by name.

    Returns:
        What `work` returned.
    """
    # aiosqlite offers single statements only; a transaction wants its thread as a whole (see `Database`).
    # tests/store/test_database.py holds the two private names that this rests on.
    raw = connection._conn
    done = await connection._execute(work, raw, *arguments, **named)  # type: ignore[no-untyped-call]  # not annotated there
    return cast(Result, done)


def only_read(connection: Connection) -> None:
    """Let a connection write nothing from now on."""
    connection.execute("PRAGMA query_only = ON")
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()  # the log and its index are there from now on


def is_fault(error: BaseException, faults: frozenset[int]) -> bool:
    """Say whether an error is one of SQLite's with one of these primary result codes."""
    # The low byte is the primary result code: https://sqlite.org/rescode.html
    return isinstance(error, sqlite3.Error) and getattr(error, "sqlite_errorcode", 0) & 0xFF in faults


def as_storage_error(error: sqlite3.Error) -> StorageError:
    """Return a fault of the disk as callers know it."""
    storage_error = StorageError()
    storage_error.__cause__ = error
    return storage_error


def presentable(error: BaseException) -> BaseException:
    """Return the error as a future can carry it.

    asyncio accepts no StopIteration, and the caller would wait for ever.
    """
    if not isinstance(error, StopIteration):
        return error
    other = RuntimeError("the work raised StopIteration")
    other.__cause__ = error
    return other


def _prepare(connection: Connection) -> None:
    (journal_mode,) = connection.execute("PRAGMA journal_mode = WAL").fetchone()
    if journal_mode != "wal":  # said by a file system without shared memory, and by a database that is no file
        raise sqlite3.OperationalError("it cannot have a write-ahead log; choose a file on a local disk")
    for pragma in ("synchronous = FULL", "foreign_keys = ON", "secure_delete = ON"):
        connection.execute(f"PRAGMA {pragma}").fetchall()
    connection.execute(f"PRAGMA cache_size = {-64 * 1024}")  # KiB, hence negative: the picking indexes stay in memory
