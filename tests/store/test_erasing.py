"""Tests of taking deleted bytes out of the file and its log."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path
from random import Random

import pytest

from bot.store import Database
from tests.clocks import StandingClock
from tests.prepared_database import prepared

ENTRIES = 1_500


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    """An open database with a table `entry` whose rows have been moved from page to page many times."""
    async with Database(prepared(tmp_path / "bot.sqlite3"), StandingClock()) as opened:
        await opened.write(fill)
        yield opened


async def test_an_empty_log_has_no_deleted_bytes(database: Database) -> None:
    """Deleting writes to the log; when it was emptied it has no bytes, and what was not deleted is there."""
    await database.write(lambda connection: connection.execute("DELETE FROM entry WHERE number % 10 = 0"))
    assert log_of(database)
    assert await database.truncate_log()
    assert not log_of(database)
    assert await database.read(count) == ENTRIES - ENTRIES // 10


async def test_emptying_goes_on_beside_reading_and_writing(database: Database) -> None:
    """Neither readers nor writers fail while the log is emptied again and again."""

    async def write(number: int) -> None:
        await database.write(add, key=number.to_bytes(16, "big"), number=10 * ENTRIES + number, draft="")

    emptied, *_ = await asyncio.gather(
        asyncio.gather(*(database.truncate_log() for _ in range(10))),
        asyncio.gather(*(database.read(count) for _ in range(50))),
        asyncio.gather(*(write(number) for number in range(50))),
    )
    assert any(emptied)
    assert await database.read(count) == ENTRIES + 50


async def test_a_reader_of_another_process_is_in_the_way(database: Database) -> None:
    """While somebody else looks at an older state the log cannot be emptied, and says so; afterwards it can."""
    other = sqlite3.connect(database.path)
    other.execute("BEGIN")
    other.execute("SELECT count(*) FROM entry").fetchone()
    await database.write(lambda connection: connection.execute("DELETE FROM entry WHERE number = 1"))
    assert not await database.truncate_log()
    other.close()
    assert await database.truncate_log()


async def test_a_rewritten_file_has_no_old_copies(database: Database) -> None:
    """No deleted text is left in any part of the file or its log, however often its row had been moved."""
    await database.write(lambda connection: connection.execute("DELETE FROM entry WHERE number % 10 = 0"))
    await database.rewrite()
    assert await database.truncate_log()
    assert not log_of(database)
    content = database.path.read_bytes()
    assert [number for number in range(ENTRIES) if (mark(number) in content) is (number % 10 == 0)] == []


async def test_a_rewritten_file_is_smaller(database: Database) -> None:
    """The room of what was deleted is given back, and the size is that of the file."""
    before = await database.size()
    await database.write(lambda connection: connection.execute("DELETE FROM entry WHERE number % 10 != 0"))
    await database.rewrite()
    await database.truncate_log()
    assert await database.size() < before / 2
    assert await database.size() == database.path.stat().st_size


async def test_rewriting_goes_on_beside_reading_and_writing(database: Database) -> None:
    """Who reads or writes meanwhile waits, and loses nothing."""

    async def write(number: int) -> None:
        await database.write(add, key=number.to_bytes(16, "big"), number=10 * ENTRIES + number, draft="")

    await asyncio.gather(
        asyncio.gather(*(write(number) for number in range(100))),
        database.rewrite(),
        asyncio.gather(*(database.read(count) for _ in range(20))),
    )
    assert await database.read(count) == ENTRIES + 100


def fill(connection: sqlite3.Connection) -> None:
    """Add entries with random keys and change their length at random, which moves rows between pages."""
    random = Random(3)
    connection.execute(
        "CREATE TABLE entry (key BLOB PRIMARY KEY, number INTEGER, text TEXT, draft TEXT) STRICT, WITHOUT ROWID"
    )
    keys = []
    for number in range(ENTRIES):
        keys.append(random.randbytes(16))
        add(connection, keys[-1], number, "".join(random.choices("abc ", k=random.randrange(10, 1_500))))
        draft = "x" * random.randrange(600)
        connection.execute("UPDATE entry SET draft = ? WHERE key = ?", (draft, random.choice(keys)))


def add(connection: sqlite3.Connection, key: bytes, number: int, draft: str) -> None:
    """Add an entry whose text begins with its mark."""
    connection.execute("INSERT INTO entry VALUES (?, ?, ?, ?)", (key, number, mark(number).decode() + draft, None))


def mark(number: int) -> bytes:
    """What only the text of an entry has."""
    return f"<mark of {number:06d}>".encode()


def count(connection: sqlite3.Connection) -> int:
    """How many entries there are."""
    return int(connection.execute("SELECT count(*) FROM entry").fetchone()[0])


def log_of(database: Database) -> bytes:
    """What is in the write-ahead log."""
    log = Path(f"{database.path}-wal")
    return log.read_bytes() if log.exists() else b""
