"""What the bot and the command line both stand on: the database, alone, and the backend on it. No Discord in here."""

import random
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from bot.backends.base import TaskBackend
from bot.backends.local import LocalBackend
from bot.backups.folder import folder_of
from bot.backups.updating import bring_up_to_date
from bot.clock import Clock, ShiftedClock, SystemClock
from bot.counting import counted
from bot.directory import BotDirectory
from bot.errors import StartError
from bot.people import repository
from bot.settings import Settings, TaskBackendKind
from bot.store import Database, DatabaseLock
from bot.store.owner_only import keep_to_owner

if TYPE_CHECKING:
    from bot.backends.oasst_api import OasstApiBackend


@dataclass(frozen=True, slots=True)
class Core:
    """What commands of the command line need too, without Discord."""

    database: Database
    clock: Clock
    random: random.Random
    backend: TaskBackend

    @property
    def local_backend(self) -> LocalBackend:
        """The backend, where trees are kept here.

        Raises:
            StartError: they are kept elsewhere.
        """  # noqa: DOC501 - a function makes it
        if not isinstance(self.backend, LocalBackend):
            raise _trees_are_elsewhere()
        return self.backend


def clock_of(settings: Settings) -> Clock:
    """Return the clock that the bot goes by: the machine's, unless the playground moves it."""
    file = settings.playground_clock_file
    return ShiftedClock(file) if file is not None else SystemClock()


@asynccontextmanager
async def open_core(settings: Settings) -> AsyncIterator[Core]:
    """Open the database, alone, and the backend on it.

    Yields:
        Both, until the block ends.

    Raises:
        StartError: the database is in use or cannot be opened, or the backend cannot be had.
    """
    clock, chance = clock_of(settings), _chance(settings)
    async with AsyncExitStack() as stack:
        stack.enter_context(DatabaseLock(settings.database_path))
        keep_to_owner(settings.database_path)
        update = partial(bring_up_to_date, folder_of(settings))
        opened = Database(settings.database_path, clock, bring_up_to_date=update)
        database = await stack.enter_async_context(opened)
        backend: TaskBackend
        if settings.task_backend is TaskBackendKind.API:
            backend = await stack.enter_async_context(_task_server(settings, database, clock))
        else:
            backend = await LocalBackend.open(
                database,
                clock,
                chance,
                settings.pool_rules,
                known_texts_path=settings.known_texts_path,
                checks_path=settings.checks_path,
                default_language=settings.default_language,
            )
        yield Core(database, clock, chance, backend)


def _task_server(settings: Settings, database: Database, clock: Clock) -> "OasstApiBackend":
    """Build the backend that is elsewhere.

    Nothing is asked of it yet: the bot starts, and explains, while it is down.

    Raises:
        StartError: its address or its key is missing, or is none.
    """
    # Not before it is needed: whoever keeps the trees here needs no HTTP client in memory.
    from bot.backends.oasst_api import OasstApiBackend  # noqa: PLC0415 - above

    url, key = settings.task_backend_url, settings.task_backend_key
    if url is None or key is None:
        raise StartError("TASK_BACKEND=api needs TASK_BACKEND_URL and TASK_BACKEND_KEY.")
    try:
        return OasstApiBackend(url, key.get_secret_value().strip(), clock, BotDirectory(database))
    except ValueError:
        raise StartError(
            "TASK_BACKEND_URL is no address, or TASK_BACKEND_KEY no key: an address such as https://example.org:8080 "
            "is expected, and a key of ASCII characters without blanks."
        ) from None


def require_own_trees(settings: Settings) -> None:
    """See that conversation trees are kept in the bot's own database, for a command that reads them there.

    Raises:
        StartError: they are kept elsewhere.
    """  # noqa: DOC501 - a function makes it
    if settings.task_backend is TaskBackendKind.API:
        raise _trees_are_elsewhere()


def _trees_are_elsewhere() -> StartError:
    return StartError("That works with TASK_BACKEND=local only: the task server keeps the conversations.")


@asynccontextmanager
async def open_core_for_reading(settings: Settings) -> AsyncIterator[Core]:
    """Open the database and the backend for reading only, beside a bot that may be running on them.

    Yields:
        Both, until the block ends.

    Raises:
        StartError: there is no database, it has the form of another version, or the backend cannot be had.
    """
    async with _core_beside(settings, reading_only=True) as core:
        yield core


@asynccontextmanager
async def open_core_beside(settings: Settings) -> AsyncIterator[Core]:
    """Open the same for reading trees, and for short transactions on what is shared out by claims in the database.

    Yields:
        Both, until the block ends.

    Raises:
        StartError: as `open_core_for_reading`.
    """
    async with _core_beside(settings, reading_only=False) as core:
        yield core


@asynccontextmanager
async def _core_beside(settings: Settings, *, reading_only: bool) -> AsyncIterator[Core]:
    clock, chance = clock_of(settings), _chance(settings)
    async with AsyncExitStack() as stack:
        opened = Database(settings.database_path, clock, reading_only=reading_only, beside=True)
        database = await stack.enter_async_context(opened)
        backend: TaskBackend
        if settings.task_backend is TaskBackendKind.API:
            backend = await stack.enter_async_context(_task_server(settings, database, clock))
        else:
            # Without the database's secret key: it makes fingerprints of texts, and nothing is submitted here. Nor do
            # trees follow changed thresholds: that is the bot's.
            backend = LocalBackend(database, clock, chance, settings.pool_rules, secret_key=b"")
        yield Core(database, clock, chance, backend)


@asynccontextmanager
async def open_for_reading(settings: Settings) -> AsyncIterator[Database]:
    """Open the database for reading only, beside a bot that may be running on it.

    Yields:
        It, until the block ends.

    Raises:
        StartError: there is none, or it has the form of another version.
    """
    async with Database(settings.database_path, SystemClock(), reading_only=True) as database:
        yield database


async def require_deletions_done(database: Database) -> None:
    """See that nothing is written for others that somebody has asked to have deleted.

    The bot deletes within a moment. It has not yet where it was ended in the middle of it, and where a backup was
    restored that is older than the wish.

    Raises:
        StartError: Somebody is still to be deleted.
    """
    if waiting := await database.read(repository.to_be_deleted):
        people = counted(len(waiting), "person", "people")
        raise StartError(
            f"{people} asked to be deleted, and that is not done yet. The bot does it when it runs: let it run for a "
            "minute, then try again. Nothing was written."
        )


def _chance(settings: Settings) -> random.Random:
    return random.Random(settings.playground_random_seed)  # noqa: S311 - draws tasks, keeps no secret
