"""What boards and profiles cost in the local backend, against a yardstick in the same run.

    python -m bench.boards [--scale 1] [--rounds 15] [--directory DIR]

The yardstick is one indexed read of as many rows as there are people, 13,500 at scale 1, through the same connections.
A profile is what `/profile` asks for: the statistics of all periods, in all servers and in one, and the neighbours in a
month. Everything takes turns; the table shows medians. The last rows have no budget: a month in the first moments of a
day, before the first contribution of it, and the statistics of the whole pool. The database is generated where it is
missing (see `bench.generate`), and worked on in a copy.
"""

import argparse
import asyncio
import os
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from random import Random
from statistics import median
from typing import Final
from uuid import UUID

from rich.console import Console
from rich.table import Table

from bench.generate import ENDS_AT, PEOPLE, generate
from bot.backends.local import LocalBackend, load_secret_key
from bot.backends.values import Contributor
from bot.protocol.moments import DAY, Moment
from bot.protocol.scores import TimeFrame
from bot.rules.pool_rules import PoolRules
from bot.store import Database

_BUDGET: Final = 5
_YARDSTICK: Final = "yardstick"
_NEXT_DAY: Final = "leaderboard, month, as a day begins"
_POOL: Final = "pool statistics"
_LOOKS: Final = 7
"""So many people look at their profile in each round: busy and idle ones cost differently."""


class _Clock:
    """A clock that stands still until it is set."""

    def __init__(self) -> None:
        self.moment = ENDS_AT

    def now(self) -> Moment:
        return self.moment


Work = Callable[[], Awaitable[object]]


class Boards:
    """One database under test, and what is asked of it."""

    def __init__(self, database: Database, backend: LocalBackend, clock: _Clock, people: int) -> None:
        self._database = database
        self._backend = backend
        self._clock = clock
        self._people = people
        self._random = Random(1)
        self._lookers: list[Contributor] = []
        self._server = 0

    async def prepare(self) -> None:
        """Choose who looks, and from which server: the one with the most contributors."""

        def look(connection: sqlite3.Connection) -> tuple[list[tuple[bytes, int, str]], int]:
            (server,) = connection.execute(
                "SELECT server_id FROM contribution_count WHERE grain = 0 GROUP BY server_id"
                " ORDER BY count(*) DESC LIMIT 1"
            ).fetchone()
            people = connection.execute(
                "SELECT person_id, discord_id, display_name FROM contribution_count JOIN contributor USING (person_id)"
                " WHERE grain = 0 AND server_id = ?",
                (server,),
            ).fetchall()
            return people, server

        people, self._server = await self._database.read(look)
        self._lookers = [Contributor(UUID(bytes=row[0]), row[1], row[2]) for row in people]

    def work(self) -> dict[str, Work]:
        """Return everything that is measured, by name."""
        found: dict[str, Work] = {_YARDSTICK: self._yardstick}
        for frame in TimeFrame:
            found[f"leaderboard, {frame}"] = lambda frame=frame: self._backend.leaderboard(frame)  # type: ignore[misc]  # the default binds the loop's value
        for frame in TimeFrame:
            found[f"leaderboard of a server, {frame}"] = lambda frame=frame: self._backend.leaderboard(  # type: ignore[misc]  # likewise
                frame, server_id=self._server
            )
        found["profile"] = self._profile
        found[_NEXT_DAY] = self._next_day
        found[_POOL] = self._backend.pool_statistics
        return found

    async def _yardstick(self) -> None:
        def read(connection: sqlite3.Connection) -> int:
            return len(
                connection.execute(
                    "SELECT * FROM contributor WHERE person_id > x'00' LIMIT ?", (self._people,)
                ).fetchall()
            )

        await self._database.read(read)

    async def _profile(self) -> None:
        person = self._random.choice(self._lookers)
        for frame in TimeFrame:
            await self._backend.stats(person, frame)
            await self._backend.stats(person, frame, server_id=self._server)
        await self._backend.neighbours(person, TimeFrame.MONTH)

    async def _next_day(self) -> None:
        self._clock.moment += DAY
        await self._backend.leaderboard(TimeFrame.MONTH)
        self._clock.moment -= DAY


async def run(scale: float, rounds: int, directory: Path) -> dict[str, list[float]]:
    """Measure everything in turns, in seconds."""
    file = directory / f"packages-{scale:g}.sqlite3"
    if not file.exists():
        Console().print(f"generating {file} …")
        generate(file, scale, seed=1)
    copy = directory / f"boards-{scale:g}-copy.sqlite3"
    await asyncio.to_thread(shutil.copyfile, file, copy)
    await asyncio.to_thread(os.sync)
    clock = _Clock()
    seconds: dict[str, list[float]] = {}
    try:
        async with Database(copy, clock) as database:
            backend = LocalBackend(database, clock, Random(1), PoolRules(), await load_secret_key(database))
            boards = Boards(database, backend, clock, round(PEOPLE * scale))
            await boards.prepare()
            for number in range(rounds + 1):
                for name, work in boards.work().items():
                    for _ in range(_LOOKS if name == "profile" else 1):
                        started = time.perf_counter()
                        await work()
                        # The first round only warms up.
                        if number:
                            seconds.setdefault(name, []).append(time.perf_counter() - started)
    finally:
        copy.unlink()
    return seconds


def table(seconds: dict[str, list[float]], people: int) -> Table:
    """Return the results, one row for each thing that was asked for."""
    result = Table(title=f"Boards of {people:,} people, medians")
    result.add_column("what")
    result.add_column("time", justify="right")
    result.add_column(f"ratio (≤ {_BUDGET})", justify="right")
    yardstick = median(seconds[_YARDSTICK])
    for name, times in seconds.items():
        ratio = "" if name == _YARDSTICK else f"{median(times) / yardstick:.2f}"
        shown = f"({ratio})" if name in (_NEXT_DAY, _POOL) else ratio
        result.add_row(name, f"{median(times) * 1000:.1f} ms", shown)
    return result


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--directory", type=Path, default=Path(tempfile.gettempdir()))
    arguments = parser.parse_args()
    seconds = asyncio.run(run(arguments.scale, arguments.rounds, arguments.directory))
    Console().print(table(seconds, round(PEOPLE * arguments.scale)))


if __name__ == "__main__":
    main()
