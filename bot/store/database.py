"""The database file: transactions on it, and what happens to it meanwhile.

A transaction is a plain function that gets the connection: it runs as a whole on the connection's own thread, so that
no other coroutine can come between two of its statements and a transaction costs one change of thread, not one per
statement. Transactions that are waiting at the same time share one commit (and its fsync): nobody's `write` returns
before the commit that holds it.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Concatenate, Self, TypeAlias, cast

import aiosqlite

from bot.clock import Clock
from bot.errors import StartError, StorageError
from bot.log import get_logger
from bot.protocol.moments import Moment
from bot.store.committer import Committer
from bot.store.connections import (
    BUSY_TIMEOUT_SECONDS,
    DAMAGE,
    Arguments,
    Connection,
    Result,
    Transaction,
    as_storage_error,
    is_fault,
    only_read,
    open_connection,
    presentable,
    run,
)
from bot.store.files import OpenFiles
from bot.store.migrate import Migration, check_up_to_date, migrate, packaged_migrations
from bot.store.untouched import check_ownership, check_soundness, what_to_do_about_damage
from bot.store.unwritable import can_be_written, copied, lacks_index
from bot.store.write_trouble import WriteTrouble

_log = get_logger(__name__)

_WATCHING_SECONDS = 2.0
_LOOKING_THROUGH_SECONDS = 5.0
_TRUNCATING_MILLISECONDS = 500
_FULL = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR})
"""As what a disk that takes no more shows itself: the second where a limit of the operating system refuses."""
_READING_FAULTS = DAMAGE | {sqlite3.SQLITE_NOTADB}

Migrate: TypeAlias = Callable[[Connection, Sequence[Migration], Moment], object]
"""Applies what a database lacks of all migrations, as `migrate` does."""


class Database:
    """One database file with one writing and one reading connection."""

    def __init__(
        self,
        path: Path,
        clock: Clock,
        *,
        reading_only: bool = False,
        beside: bool = False,
        bring_up_to_date: Migrate = migrate,
    ) -> None:
        """Make it; it is not open yet.

        Args:
            path: Of the file.
            clock: Tells when migrations are applied.
            reading_only: Nothing is written; that its files can be read is enough.
            beside: Another process may use the file, so nothing is migrated. Transactions wait for each other; who
                opens the file in no other way has to hold its `DatabaseLock`.
            bring_up_to_date: Applies migrations.
        """
        self._path = path
        self._clock = clock
        self._bring_up_to_date = bring_up_to_date
        self._reading_only = reading_only
        self._beside = beside or reading_only
        self._writer: aiosqlite.Connection | None = None
        self._reader: aiosqlite.Connection | None = None
        self._committer: Committer | None = None
        self._watcher: asyncio.Task[None] | None = None
        self._files: OpenFiles | None = None
        self._missing: Path | None = None
        self._copy = ExitStack()

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self._path

    async def __aenter__(self) -> Self:
        """Open the file, creating it where it is missing, and bring it to the newest form.

        Raises:
            StartError: The file cannot be opened, is no database of ours, is damaged, or belongs to a newer version.
        """
        try:
            if self._beside:
                await self._open_beside()
            else:
                await self._open_alone()
        except (sqlite3.Error, OSError) as error:
            await self._close_connections()
            hint = f". {what_to_do_about_damage(self._path)}" if is_fault(error, DAMAGE) else ""
            raise StartError(f"DATABASE_PATH: {self._path} cannot be opened as a database: {error}{hint}") from error
        except BaseException:
            await self._close_connections()
            raise
        if self._writer is not None and self._files is not None:
            look_after = partial(self._look_after, self._files)
            self._committer = Committer(self._writer, self._files, WriteTrouble(self._path), look_after)
            self._watcher = asyncio.create_task(self._watch_for_ever(self._files), name="database-watcher")
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Finish what waits to be written and close the file."""
        committer, self._committer = self._committer, None
        if committer is not None:
            await committer.close()
        if self._watcher is not None:
            self._watcher.cancel()
            await asyncio.gather(self._watcher, return_exceptions=True)
        await self._close_connections()

    async def write(
        self,
        work: Callable[Concatenate[Connection, Arguments], Result],
        /,
        *arguments: Arguments.args,
        **named: Arguments.kwargs,
    ) -> Result:
        """Run `work` in a transaction; return when it is on the disk.

        Args:
            work: Gets the connection; must neither commit nor roll back, nor keep the connection.
            *arguments: What `work` gets after the connection.
            **named: The same, by name.

        Returns:
            What `work` returned.

        Raises:
            StorageError: The disk is full or broken, or the file was deleted or replaced; `work` counts as not stored.
            RuntimeError: The database is not open, or for reading only.
            Exception: Whatever `work` raised; nothing of it was stored.
        """
        if self._committer is None:
            raise RuntimeError("the database is not open for writing")
        return cast(Result, await self._committer.commit(lambda connection: work(connection, *arguments, **named)))

    async def read(
        self,
        work: Callable[Concatenate[Connection, Arguments], Result],
        /,
        *arguments: Arguments.args,
        **named: Arguments.kwargs,
    ) -> Result:
        """Run `work` on one consistent state of the database, beside any writing.

        Args:
            work: Gets a connection that cannot write.
            *arguments: What `work` gets after the connection.
            **named: The same, by name.

        Returns:
            What `work` returned.

        Raises:
            RuntimeError: The database is not open.
            StorageError: The file is damaged, or the disk is.
        """  # noqa: DOC501 - a function makes the second
        if self._reader is None:
            raise RuntimeError("the database is not open")
        try:
            return await run(self._reader, _in_snapshot, lambda connection: work(connection, *arguments, **named))
        except sqlite3.Error as error:
            if not is_fault(error, _READING_FAULTS):
                raise
            _log.error("the database cannot be read", fault=str(error))
            raise as_storage_error(error) from error

    async def truncate_log(self) -> bool:
        """Move what the write-ahead log holds into the file and empty it, so that deleted bytes are in neither.

        Our own readers wait meanwhile; a reader of another process that looks at an older state is in the way, and so
        is a full disk.

        Returns:
            Whether the log is empty now; if not, try again later.

        Raises:
            RuntimeError: The database is not open.
            sqlite3.Error: The file is damaged, say.
        """
        if self._reader is None or self._files is None:
            raise RuntimeError("the database is not open")
        if self._files.missing() is not None:
            return False
        # On the reading connection: it runs one thing at a time, so that none of our readers is in the way.
        try:
            return await run(self._reader, _truncate_log)
        except sqlite3.Error as error:
            if not is_fault(error, _FULL):
                raise
            _log.warning("the log of the database cannot be emptied: is there room?", fault=str(error))
            return False

    async def rewrite(self) -> None:
        """Write the whole file anew, so that nothing of what was deleted is left in it; `truncate_log` after it.

        `secure_delete` overwrites a row where it is. When SQLite moves rows from page to page it may leave copies in
        unused parts of pages; only a new file has none. Writing waits meanwhile, for some seconds per gigabyte;
        reading does not. Beside the file, as much space again is needed.

        Raises:
            StorageError: There is not enough space, or the disk is broken, or the file is gone; all is as it was.
            RuntimeError: The database is not open for writing.
        """  # noqa: DOC501 - a function makes the first
        if self._writer is None or self._files is None:
            raise RuntimeError("the database is not open for writing")
        if self._files.missing() is not None:
            raise StorageError
        try:
            await run(self._writer, lambda connection: connection.execute("VACUUM").fetchall())
        except sqlite3.Error as error:
            raise as_storage_error(error) from error

    async def size(self) -> int:
        """Return how large the file is, in bytes, its log left out."""
        return await self.read(_size)

    async def _open_alone(self) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        await asyncio.to_thread(check_ownership, self._path)
        if self._path.exists():
            await asyncio.to_thread(check_soundness, self._path, _LOOKING_THROUGH_SECONDS)
        self._writer = await open_connection(self._path)
        await run(self._writer, self._bring_up_to_date, packaged_migrations(), self._clock.now())
        self._reader = await open_connection(self._path)
        await run(self._reader, only_read)
        self._files = OpenFiles(self._path)

    async def _open_beside(self) -> None:
        if not self._path.is_file():
            raise StartError(f"DATABASE_PATH: there is no database at {self._path}. Run the bot, or import into it.")
        await asyncio.to_thread(check_ownership, self._path)
        if self._reading_only and not can_be_written(self._path):
            self._reader = await self._open_unwritable()
        else:
            self._reader = await open_connection(self._path)
        await run(self._reader, check_up_to_date, packaged_migrations())
        if not self._reading_only:
            self._writer = await open_connection(self._path)
        await run(self._reader, only_read)
        self._files = OpenFiles(self._path)

    async def _open_unwritable(self) -> aiosqlite.Connection:
        """Open the file beside whoever uses it; where nobody does, a copy."""
        try:
            if not lacks_index(self._path):
                return await open_connection(self._path)
        except sqlite3.Error:
            if not lacks_index(self._path):
                raise  # else the last one who used it has gone just now
        return await open_connection(await asyncio.to_thread(self._copy.enter_context, copied(self._path)))

    async def _watch_for_ever(self, files: OpenFiles) -> None:
        while True:
            self._look_after(files)
            await asyncio.sleep(_WATCHING_SECONDS)

    def _look_after(self, files: OpenFiles) -> None:
        """Tell once when a file was deleted or replaced, and when it is back."""
        missing = files.missing()
        if missing is not None and self._missing is None:
            _log.error(
                "a file of the database was deleted or replaced while the bot uses it: nothing is saved any more. "
                "Put the very file back, or stop the bot and put a copy in its place",
                file=str(missing),
            )
        elif missing is None and self._missing is not None:
            _log.warning("the files of the database are back: saving goes on")
        self._missing = missing

    async def _close_connections(self) -> None:
        for connection in (self._reader, self._writer):
            if connection is not None:
                await connection.close()
        self._reader = self._writer = None
        self._copy.close()


def _in_snapshot(connection: Connection, work: Transaction[Result]) -> Result:
    connection.execute("BEGIN")
    try:
        return work(connection)
    except StopIteration as error:
        raise presentable(error) from error
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _truncate_log(connection: Connection) -> bool:
    # While it waits for a reader, nobody can write: so it does not wait long, and a writer's patience is not used up.
    connection.execute(f"PRAGMA busy_timeout = {_TRUNCATING_MILLISECONDS}")
    try:
        (busy, _, _) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    finally:
        connection.execute(f"PRAGMA busy_timeout = {round(BUSY_TIMEOUT_SECONDS * 1_000)}")
    return not busy


def _size(connection: Connection) -> int:
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    (bytes_per_page,) = connection.execute("PRAGMA page_size").fetchone()
    return int(pages * bytes_per_page)
