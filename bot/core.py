"""What the bot and the command line both stand on: the database, alone, and the backend on it. No Discord in here."""

import random
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from bot.backends.local import LocalBackend
from bot.clock import Clock, ShiftedClock, SystemClock
from bot.errors import StartError
from bot.settings import Settings, TaskBackendKind
from bot.store import Database, DatabaseLock


@dataclass(frozen=True, slots=True)
class Core:
    """What commands of the command line need too, without Discord."""

    database: Database
    clock: Clock
    random: random.Random
    backend: LocalBackend


@asynccontextmanager
async def open_core(settings: Settings) -> AsyncIterator[Core]:
    """Open the database, alone, and the backend on it.

    Raises:
        StartError: the database is in use or cannot be opened, or the backend cannot be had.
    """
    if settings.task_backend is TaskBackendKind.API:
        raise StartError("TASK_BACKEND=api is not part of this version yet. Set TASK_BACKEND=local.")
    file = settings.playground_clock_file
    clock: Clock = ShiftedClock(file) if file is not None else SystemClock()
    chance = random.Random(settings.playground_random_seed)  # noqa: S311 - draws tasks, keeps no secret
    async with AsyncExitStack() as stack:
        stack.enter_context(DatabaseLock(settings.database_path))
        database = await stack.enter_async_context(Database(settings.database_path, clock))
        backend = await LocalBackend.open(database, clock, chance, settings.thresholds, settings.rate_limits)
        yield Core(database, clock, chance, backend)


@asynccontextmanager
async def open_for_reading(settings: Settings) -> AsyncIterator[Database]:
    """Open the database for reading only, beside a bot that may be running on it.

    Raises:
        StartError: there is none, or it has the form of another version.
    """
    async with Database(settings.database_path, SystemClock(), reading_only=True) as database:
        yield database
