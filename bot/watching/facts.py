"""The facts that readiness and metrics are made of, looked up when somebody asks, and kept for some seconds."""

import asyncio
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import isfinite
from pathlib import Path
from typing import Final, NamedTuple, Protocol

from bot.backends.base import TaskBackend
from bot.backends.errors import Refused, Unavailable
from bot.backends.values import PoolStatistics, WaitingWork
from bot.backups.state import BackupState, load_state
from bot.clock import Clock
from bot.errors import StorageError
from bot.protocol.moments import SECOND, Moment, Span
from bot.store import Database
from bot.store.files import beside
from bot.watching import repository
from bot.watching.repository import Waiting

_FRESH: Final[Span] = 5 * SECOND
_POOL_FRESH: Final[Span] = 30 * SECOND
"""Longer: with the pool of a large campaign it takes a tenth of a second to count, or calls of a task server."""
_PATIENCE_SECONDS: Final = 3.0
_MOST_LANGUAGES: Final = 40
"""Of the languages those in which most is open: each is a question to the backend, and a series of numbers."""


class Gateway(Protocol):
    """The connection to Discord, as hikari's bot has it."""

    @property
    def heartbeat_latency(self) -> float:
        """Seconds that Discord takes to answer a heartbeat; not a number before the first."""
        ...

    def disconnected_shards(self) -> int:
        """Return how many parts of the bot have no connection."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """How the bot is.

    Attributes:
        at: When that was so.
        latency_seconds: How long Discord takes to answer a heartbeat; None before the first.
        disconnected: How many parts of the bot (shards) are not connected to Discord.
        waiting: What waits in the bot's own tables; None where the database does not answer.
        pool: What the backend tells of the pool; None where it does not answer, or cannot tell.
        backend_answers: Whether it answers.
        missing: What open trees wait for, by language.
        backup: What became of backups.
        database_bytes: The size of the database.
        log_bytes: The size of its write-ahead log.
        free_bytes: What is free on its disk.
    """

    at: Moment
    latency_seconds: float | None
    disconnected: int
    waiting: Waiting | None
    pool: PoolStatistics | None
    backend_answers: bool
    missing: Mapping[str, WaitingWork] = field(default_factory=dict)
    backup: BackupState
    database_bytes: int
    log_bytes: int
    free_bytes: int


class FactFinder:
    """Looks the facts up, at most once in five seconds however many ask, and the pool at most twice a minute."""

    def __init__(self, database: Database, backend: TaskBackend, gateway: Gateway, clock: Clock) -> None:
        self._database = database
        self._backend = backend
        self._gateway = gateway
        self._clock = clock
        self._found: Facts | None = None
        self._pool_found: _Pool | None = None
        self._turn = asyncio.Lock()

    async def find(self) -> Facts:
        """Return the facts. None of them takes more than some seconds: what does not answer is told as that."""
        async with self._turn:
            now = self._clock.now()
            if self._found is None or not 0 <= now - self._found.at < _FRESH:
                if self._pool_found is None or not 0 <= now - self._pool_found.at < _POOL_FRESH:
                    self._pool_found = await self._look_at_pool(now)
                self._found = await self._look(now, self._pool_found)
            return self._found

    async def _look(self, now: Moment, pool: "_Pool") -> Facts:
        path = self._database.path
        backup, (database, log, free), waiting = await asyncio.gather(
            asyncio.to_thread(load_state, path), asyncio.to_thread(_sizes, path), self._waiting()
        )
        latency = self._gateway.heartbeat_latency
        return Facts(
            at=now,
            latency_seconds=latency if isfinite(latency) else None,
            disconnected=self._gateway.disconnected_shards(),
            waiting=waiting,
            pool=pool.statistics,
            backend_answers=pool.answers,
            missing=pool.missing,
            backup=backup,
            database_bytes=database,
            log_bytes=log,
            free_bytes=free,
        )

    async def _waiting(self) -> Waiting | None:
        try:
            async with asyncio.timeout(_PATIENCE_SECONDS):
                return await self._database.read(repository.waiting)
        except (TimeoutError, StorageError):
            return None

    async def _look_at_pool(self, now: Moment) -> "_Pool":
        missing: dict[str, WaitingWork] = {}
        try:
            async with asyncio.timeout(_PATIENCE_SECONDS):
                statistics = await self._backend.pool_statistics()
                open_in = await self._backend.languages() or {}
                for language in sorted(open_in, key=lambda each: -open_in[each])[:_MOST_LANGUAGES]:
                    if (waiting := await self._backend.waiting(language)) is not None:
                        missing[language] = waiting
        except (TimeoutError, Unavailable, StorageError):
            return _Pool(now, None, missing, answers=False)
        except Refused:  # it may not be asked that
            return _Pool(now, None, missing, answers=True)
        return _Pool(now, statistics, missing, answers=True)


class _Pool(NamedTuple):
    at: Moment
    statistics: PoolStatistics | None
    missing: Mapping[str, WaitingWork]
    answers: bool


def _sizes(path: Path) -> tuple[int, int, int]:
    return _size(path), _size(beside(path, "-wal")), shutil.disk_usage(path.absolute().parent).free


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
