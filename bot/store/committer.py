"""What waits to be written, and the commits that it shares.

Transactions that are waiting at the same time share one commit (and its fsync). An error undoes its own transaction
only; a fault of the disk undoes the whole commit, and everybody in it is told.
"""

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final

import aiosqlite

from bot.errors import StorageError
from bot.store.connections import DAMAGE, Connection, Transaction, as_storage_error, is_fault, presentable, run
from bot.store.files import OpenFiles
from bot.store.write_trouble import WriteTrouble

_MOST_PER_COMMIT: Final = 128
# SQLite has ended the whole transaction by itself after one of these, so no savepoint can be kept.
_STORAGE_FAULTS: Final = DAMAGE | {sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_NOMEM}


@dataclass(slots=True)
class _Pending:
    work: Transaction[Any]
    done: asyncio.Future[Any]


@dataclass(slots=True)
class _Outcome:
    result: Any = None
    error: BaseException | None = None


class Committer:
    """Runs transactions one after the other on a connection, in common commits, until it is closed."""

    def __init__(
        self, writer: aiosqlite.Connection, files: OpenFiles, trouble: WriteTrouble, look_after: Callable[[], None]
    ) -> None:
        """Begin.

        Args:
            writer: The one connection that writes.
            files: Nothing is committed to files that are gone.
            trouble: Is told how each commit went.
            look_after: Called when nothing could be stored.
        """
        self._writer = writer
        self._files = files
        self._trouble = trouble
        self._look_after = look_after
        self._queue: asyncio.Queue[_Pending | None] = asyncio.Queue()
        self._task = asyncio.create_task(self._commit_for_ever(), name="database-committer")

    async def commit(self, work: Transaction[Any]) -> Any:
        """Run a transaction, and return what it returned once it is on the disk.

        Raises:
            StorageError: The disk is full or broken, or the file is gone; nothing is stored.
            Exception: Whatever `work` raised; nothing of it is stored.
        """
        done: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._queue.put_nowait(_Pending(work, done))
        return await done

    async def close(self) -> None:
        """Finish what waits."""
        self._queue.put_nowait(None)
        await self._task

    async def _commit_for_ever(self) -> None:
        closing = False
        while not closing:
            batch: list[_Pending] = []
            waiting = await self._queue.get()
            while True:
                if waiting is None:
                    closing = True
                else:
                    batch.append(waiting)
                if closing or len(batch) >= _MOST_PER_COMMIT or self._queue.empty():
                    break
                waiting = self._queue.get_nowait()
            if not batch:
                continue
            outcomes = await run(self._writer, _commit_together, [pending.work for pending in batch], self._files)
            self._trouble.note(outcomes[0].error)  # a fault of the disk strikes the whole batch
            if any(isinstance(outcome.error, StorageError) for outcome in outcomes):
                self._look_after()
            for pending, outcome in zip(batch, outcomes, strict=True):
                if pending.done.done():  # its caller was cancelled; the work is done all the same
                    continue
                if outcome.error is not None:
                    pending.done.set_exception(outcome.error)
                else:
                    pending.done.set_result(outcome.result)


def _commit_together(connection: Connection, works: list[Transaction[Any]], files: OpenFiles) -> list[_Outcome]:
    """Run each work in a savepoint of one transaction; an error undoes its own work only, a fault of the disk all."""
    outcomes: list[_Outcome] = []
    if files.missing() is not None:
        return [_Outcome(error=StorageError()) for _ in works]
    try:
        connection.execute("BEGIN IMMEDIATE")
        for work in works:
            outcomes.append(_in_savepoint(connection, work))
        connection.execute("COMMIT")
    except sqlite3.Error as error:
        with suppress(sqlite3.Error):  # the fault of the disk may strike here too; the next BEGIN tells
            _roll_back(connection)
        return [_Outcome(error=as_storage_error(error)) for _ in works]
    if files.missing() is not None:  # nobody will find there what was stored
        return [_Outcome(error=StorageError()) for _ in works]
    return outcomes


def _in_savepoint(connection: Connection, work: Transaction[Any]) -> _Outcome:
    connection.execute("SAVEPOINT work")
    try:
        result = work(connection)
    except BaseException as error:
        if not connection.in_transaction or is_fault(error, _STORAGE_FAULTS):
            raise error if isinstance(error, sqlite3.Error) else sqlite3.OperationalError(str(error)) from error
        connection.execute("ROLLBACK TO work")
        connection.execute("RELEASE work")
        return _Outcome(error=presentable(error))
    connection.execute("RELEASE work")
    return _Outcome(result=result)


def _roll_back(connection: Connection) -> None:
    if connection.in_transaction:
        connection.execute("ROLLBACK")
