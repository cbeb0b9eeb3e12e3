"""Tests of reading a database where nothing can be written: a folder that the reader may only look into.

The readers are processes of their own, which have given up what lets root write everywhere.
"""

import ctypes
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.clock import SystemClock
from bot.errors import StartError
from bot.store import Database
from bot.store.unwritable import copied

ROOT = Path(__file__).parents[2]
READING = """
import asyncio, sys
from pathlib import Path
from bot.clock import SystemClock
from bot.store import Database

async def read():
    async with Database(Path(sys.argv[1]), SystemClock(), reading_only=True) as database:
        print(await database.read(lambda connection: connection.execute("PRAGMA user_version").fetchone()[0]))

asyncio.run(read())
"""
_PR_CAPBSET_DROP, _CAP_DAC_OVERRIDE, _CAP_DAC_READ_SEARCH = 24, 1, 2


@pytest.fixture
async def path(tmp_path: Path) -> Path:
    """A database in a folder of its own, in which the number 7 is stored; nobody uses it."""
    path = tmp_path / "data" / "bot.sqlite3"
    async with Database(path, SystemClock()) as database:
        await database.write(lambda connection: connection.execute("PRAGMA user_version = 7"))
    return path


@pytest.fixture
def writer(path: Path) -> Iterator[sqlite3.Connection]:
    """Somebody who has written the number 8, which is in the log so far."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA user_version = 8")
    yield connection
    connection.close()


def read(path: Path) -> str:
    """What is read, or the error; the folder and its files are as they were then."""
    before = listed(path)
    for place in (path.parent, *path.parent.iterdir()):
        place.chmod(place.stat().st_mode & ~0o222)
    ended = subprocess.run(
        [sys.executable, "-c", READING, str(path)],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "TMPDIR": str(path.parents[1])},
        preexec_fn=_give_up_roots_powers if os.geteuid() == 0 else None,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    for place in (path.parent, *path.parent.iterdir()):
        place.chmod(place.stat().st_mode | 0o200)
    assert listed(path) == before
    assert {place.name for place in path.parents[1].iterdir() if place.name.startswith("tmp")} == set()
    return ended.stdout.strip() or ended.stderr


def _give_up_roots_powers() -> None:
    for power in (_CAP_DAC_OVERRIDE, _CAP_DAC_READ_SEARCH):
        ctypes.CDLL(None).prctl(_PR_CAPBSET_DROP, power)


def listed(path: Path) -> dict[str, int]:
    """Every file beside a database, and when it was last changed; the index of the log has readers' marks."""
    return {file.name: file.stat().st_mtime_ns for file in path.parent.iterdir() if not file.name.endswith("-shm")}


def test_nobody_uses_it(path: Path) -> None:
    """A database that was closed can be read where SQLite cannot make its index, and no file is left."""
    assert read(path) == "7"


@pytest.mark.usefixtures("writer")
def test_beside_a_writer(path: Path) -> None:
    """What a bot has just written is read beside it."""
    assert read(path) == "8"


@pytest.mark.usefixtures("writer")
@pytest.mark.parametrize("left", [("-wal", "-shm"), ("-wal",)])
def test_after_a_crash(path: Path, tmp_path: Path, left: tuple[str, ...]) -> None:
    """What stands in a log that nobody uses any more is read too."""
    crashed = tmp_path / "crashed" / path.name
    crashed.parent.mkdir()
    for ending in ("", *left):
        shutil.copy(f"{path}{ending}", f"{crashed}{ending}")
    assert read(crashed) == "8"


@pytest.mark.usefixtures("writer")
def test_a_copy_has_the_log_too(path: Path) -> None:
    """A copy tells what the database tells, and is gone afterwards."""
    with copied(path) as copy:
        connection = sqlite3.connect(copy)
        assert connection.execute("PRAGMA user_version").fetchone() == (8,)
        connection.close()
    assert not copy.parent.exists()


def test_what_changes_while_it_is_copied(
    path: Path, writer: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A copy that was made while somebody wrote is made again; half of two states is never read."""
    copy_file, writes = shutil.copyfile, [9, 10]

    def write_meanwhile(source: Path, target: Path) -> None:
        copy_file(source, target)
        if writes:
            writer.execute(f"PRAGMA user_version = {writes.pop(0)}")
            writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    monkeypatch.setattr(shutil, "copyfile", write_meanwhile)
    with copied(path) as copy:
        connection = sqlite3.connect(copy)
        assert connection.execute("PRAGMA user_version").fetchone() == (10,)
        connection.close()
    writes += range(11, 100)
    with pytest.raises(StartError, match="changes while it is read"), copied(path):
        pass
