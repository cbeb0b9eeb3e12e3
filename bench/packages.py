"""What one work package costs in the local backend, against a yardstick in the same run.

    python -m bench.packages [--scales 0.01 1 10] [--rounds 7] [--packages 150] [--directory DIR]

A package is a `random` request and the submission of its answer. The yardstick is three transactions of ten indexed
statements each through the same connection, on the same file. Rounds of both take turns, on all databases in one run;
the table shows medians over the rounds. Databases are generated where they are missing (see `bench.generate`), and
worked on in copies.
"""

import argparse
import asyncio
import os
import shutil
import sqlite3
import tempfile
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from statistics import median
from typing import Final
from uuid import UUID

from rich.console import Console
from rich.table import Table

from bench.generate import ENDS_AT, generate
from bot.backends.errors import NoTaskAvailable
from bot.backends.local import LocalBackend, load_secret_key
from bot.backends.values import (
    Answer,
    Contributor,
    LabelsAnswer,
    Offer,
    RankingAnswer,
    TextAnswer,
)
from bot.ids import new_id
from bot.protocol.labels import TextLabel
from bot.protocol.moments import SECOND, Moment
from bot.protocol.tasks import LABEL_TASKS, RANDOM, RANK_TASKS
from bot.rules.pool_rules import PoolRules
from bot.store import Database

_LANGUAGES: Final = ("en", "en", "en", "de", "es")
_WORKERS: Final = 300
_YARDSTICK_ROWS: Final = 2_000


class _Clock:
    """A clock that goes on by a second with each look."""

    def __init__(self) -> None:
        self._now = ENDS_AT

    def now(self) -> Moment:
        self._now += SECOND
        return self._now


@dataclass
class Subject:
    """One database under test."""

    scale: float
    database: Database
    backend: LocalBackend
    clock: _Clock
    random: Random
    ready_seconds: float
    people: list[Contributor] = field(default_factory=list)
    messages: list[bytes] = field(default_factory=list)
    package_seconds: list[float] = field(default_factory=list)
    yardstick_seconds: list[float] = field(default_factory=list)

    async def prepare(self) -> None:
        """Choose the people who will work, and what the yardstick touches."""

        def look(connection: sqlite3.Connection) -> tuple[list[tuple[bytes, int, str]], list[bytes]]:
            people = connection.execute("SELECT person_id, discord_id, display_name FROM contributor").fetchall()
            highest = connection.execute("SELECT max(rowid) FROM message").fetchone()[0]
            rows = [self.random.randrange(1, highest + 1) for _ in range(_YARDSTICK_ROWS)]
            found = [
                connection.execute("SELECT message_id FROM message WHERE rowid = ?", (row,)).fetchone() for row in rows
            ]
            return people, [row[0] for row in found if row is not None]

        people, self.messages = await self.database.read(look)
        chosen = self.random.sample(people, min(_WORKERS, len(people)))
        self.people = [Contributor(UUID(bytes=row[0]), row[1], row[2]) for row in chosen]
        await self.database.write(_make_yardstick)

    async def work(self, packages: int) -> None:
        """Do packages one after the other, and note what one took."""
        started = time.perf_counter()
        done = 0
        while done < packages:
            person = self.random.choice(self.people)
            session = new_id(self.clock.now(), self.random)
            language = self.random.choice(_LANGUAGES)
            try:
                offer = await self.backend.request(person, session, RANDOM, language, 1)
            except NoTaskAvailable:
                continue
            await self.backend.submit(person, session, offer.task, self._answer(offer, language), 1)
            done += 1
        self.package_seconds.append((time.perf_counter() - started) / packages)

    async def measure(self, packages: int) -> None:
        """Do the yardstick as often, and note what one took."""
        started = time.perf_counter()
        for _ in range(packages):
            for _ in range(3):
                keys = self.random.sample(self.messages, 5)
                fresh = self.random.randbytes(16)
                await self.database.write(lambda connection, keys=keys, fresh=fresh: _ten(connection, keys, fresh))  # type: ignore[misc]  # defaults bind the loop's values
        self.yardstick_seconds.append((time.perf_counter() - started) / packages)

    def _answer(self, offer: Offer, language: str) -> Answer:
        task = offer.task
        if task.type in LABEL_TASKS:
            return LabelsAnswer(labels={TextLabel(label): 0.0 for label in task.valid_labels})  # type: ignore[union-attr]  # its type says so
        if task.type in RANK_TASKS:
            return RankingAnswer(ranking=tuple(range(len(task.ranked_messages))))  # type: ignore[union-attr]  # its type says so
        words = " ".join(f"{self.random.getrandbits(28):x}" for _ in range(50))
        return TextAnswer(text=f"An answer of usual length: {words}.", language=language)


def _make_yardstick(connection: sqlite3.Connection) -> None:
    connection.execute("CREATE TABLE yardstick (key BLOB PRIMARY KEY, number INTEGER NOT NULL, text TEXT NOT NULL)")


def _ten(connection: sqlite3.Connection, keys: list[bytes], fresh: bytes) -> None:
    """Run ten statements, each by an index: five reads, three updates and two inserts."""
    for key in keys:
        connection.execute("SELECT text, created_at FROM message WHERE message_id = ?", (key,)).fetchone()
    for key in keys[:3]:
        connection.execute("UPDATE message SET edited_at = coalesce(edited_at, 0) + 1 WHERE message_id = ?", (key,))
    for place in range(2):
        connection.execute("INSERT INTO yardstick VALUES (?, ?, ?)", (fresh + bytes([place]), place, "a text" * 20))


async def run(scales: list[float], rounds: int, packages: int, directory: Path) -> list[Subject]:
    """Measure all scales in turns."""
    subjects: list[Subject] = []
    async with AsyncExitStack() as stack:
        for scale in scales:
            file = directory / f"packages-{scale:g}.sqlite3"
            if not file.exists():
                Console().print(f"generating {file} …")
                generate(file, scale, seed=1)
            copy = directory / f"packages-{scale:g}-copy.sqlite3"
            await asyncio.to_thread(shutil.copyfile, file, copy)
            # Writing the copy to the disk must not go on beside the measurement.
            await asyncio.to_thread(os.sync)
            stack.callback(copy.unlink)
            clock = _Clock()
            started = time.perf_counter()
            database = await stack.enter_async_context(Database(copy, clock))
            random = Random(1)
            backend = LocalBackend(database, clock, random, PoolRules(), await load_secret_key(database))
            await backend.availability(Contributor(UUID(int=1), 1, "first"), "en")
            subject = Subject(scale, database, backend, clock, random, time.perf_counter() - started)
            await subject.prepare()
            await subject.work(packages)
            subject.package_seconds.clear()
            subjects.append(subject)
        for _ in range(rounds):
            for subject in subjects:
                await subject.measure(packages)
                await subject.work(packages)
    return subjects


def table(subjects: list[Subject]) -> Table:
    """Return the results, one row for each scale."""
    result = Table(title="One package (request and submit), medians")
    for title in (
        "scale",
        "trees",
        "start to ready",
        "yardstick",
        "package",
        "ratio (≤ 2)",
        "against smallest (≤ 1.25)",
    ):
        result.add_column(title, justify="right")
    smallest = median(subjects[0].package_seconds)
    for subject in subjects:
        package, yardstick = median(subject.package_seconds), median(subject.yardstick_seconds)
        result.add_row(
            f"{subject.scale:g}",
            f"{round(66_497 * subject.scale):,}",
            f"{subject.ready_seconds:.2f} s",
            f"{yardstick * 1000:.2f} ms",
            f"{package * 1000:.2f} ms",
            f"{package / yardstick:.2f}",
            f"{package / smallest:.2f}",
        )
    return result


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scales", type=float, nargs="+", default=[0.01, 1.0])
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--packages", type=int, default=150)
    parser.add_argument("--directory", type=Path, default=Path(tempfile.gettempdir()))
    arguments = parser.parse_args()
    subjects = asyncio.run(run(arguments.scales, arguments.rounds, arguments.packages, arguments.directory))
    Console().print(table(subjects))


if __name__ == "__main__":
    main()
