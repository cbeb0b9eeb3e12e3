"""Tests of what doctor says of the database file."""

import os
import shutil
import sqlite3
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from bot.clock import SystemClock
from bot.operation.database_checks import check_database
from bot.operation.findings import Finding, Grade
from bot.server_settings.repository import WORK_CHANNEL, set_setting
from bot.server_setup.needs import InUse
from bot.store import Database, DatabaseLock
from bot.store.owner_only import OWNER_ONLY
from tests.operation.examinations import beginning
from tests.settings_files import isolate

MEBIBYTE = 1024**2


@pytest.fixture(autouse=True)
def _isolated(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    isolate(monkeypatch, tmp_path)


@pytest.fixture(autouse=True)
def _umask() -> Iterator[None]:
    """Make files as the bot does: for its user only."""
    before = os.umask(OWNER_ONLY)
    yield
    os.umask(before)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the database is to be: in a folder that does not exist yet."""
    return tmp_path / "data" / "bot.sqlite3"


@pytest.fixture
async def database(path: Path) -> AsyncIterator[Database]:
    """An open database with a server's setting."""
    async with Database(path, SystemClock()) as opened:
        await opened.write(set_setting, 11, WORK_CHANNEL, "12", 1)
        yield opened


async def look(path: Path) -> list[Finding]:
    """What is found."""
    return await check_database(beginning(database_path=path))


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder with what is in it; not the index of the log, in which readers note that they read."""
    return {file.name: file.read_bytes() for file in folder.iterdir() if not file.name.endswith("-shm")}


def names(folder: Path) -> set[str]:
    """Every file of a folder."""
    return {file.name for file in folder.iterdir()}


def write_text(path: Path, text: str) -> None:
    """Write a file into a new folder."""
    path.parent.mkdir()
    path.write_text(text)


def spoil(path: Path) -> None:
    """Overwrite the beginnings of pages."""
    data = bytearray(path.read_bytes())
    for page in range(2, len(data) // 4096):
        data[page * 4096 : page * 4096 + 200] = b"\xff" * 200
    path.write_bytes(data)


async def test_before_the_bot_ever_ran(path: Path) -> None:
    """No database yet is as it should be, and none is made."""
    (finding,) = await look(path)
    assert finding.grade is Grade.OK
    assert "none yet" in finding.text
    assert not path.parent.exists()


async def test_beside_the_bot(database: Database) -> None:
    """The file is read beside whoever writes it, its holder is named, and nothing changes."""
    with DatabaseLock(database.path):
        before = contents(database.path.parent)
        examination = beginning(database_path=database.path)
        found = await check_database(examination)
        assert contents(database.path.parent) == before
    assert [finding.grade for finding in found] == [Grade.OK, Grade.OK]
    assert "no fault found" in found[0].text
    assert f"process {os.getpid()}" in found[1].text
    assert examination.bot_is_running
    assert examination.in_use == {11: InUse(work_channel=12)}


async def test_while_nobody_uses_it(path: Path) -> None:
    """A file at rest is read without a trace: not even the files appear that readers usually make."""
    async with Database(path, SystemClock()):
        pass
    before = names(path.parent), contents(path.parent)
    found = await look(path)
    assert [finding.grade for finding in found] == [Grade.OK]
    assert (names(path.parent), contents(path.parent)) == before


async def test_an_older_version(path: Path) -> None:
    """A database that the bot will bring up to date is a warning, and is not brought up to date."""
    async with Database(path, SystemClock()):
        pass
    _change(path, "DELETE FROM migration WHERE number = (SELECT max(number) FROM migration)")
    before = contents(path.parent)
    examination = beginning(database_path=path)
    (finding,) = await check_database(examination)
    assert finding.grade is Grade.WARNING
    assert "older version" in finding.text
    assert contents(path.parent) == before
    assert examination.trees is None


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("INSERT INTO migration VALUES (9999, 'from the future', '', 0)", "Run the newer version again"),
        ("UPDATE migration SET digest = '' WHERE number = 1", "Migration 1 was edited"),
    ],
)
async def test_a_form_that_is_not_ours(path: Path, statement: str, expected: str) -> None:
    """A database of a newer or a tampered version is a failure."""
    async with Database(path, SystemClock()):
        pass
    _change(path, statement)
    (finding,) = await look(path)
    assert finding.grade is Grade.FAILED
    assert expected in finding.text


async def test_something_else(path: Path) -> None:
    """A file that is no database is told, and what to do."""
    write_text(path, "This is no database, but it is long enough to be taken for one. " * 20)
    (finding,) = await look(path)
    assert finding.grade is Grade.FAILED
    assert "not a database" in finding.text
    assert "Name another file in DATABASE_PATH" in finding.text


async def test_a_folder_in_its_place(tmp_path: Path) -> None:
    """A folder where the file should be is a failure, not a traceback."""
    assert (await look(tmp_path))[0].grade is Grade.FAILED


async def test_a_broken_file(path: Path) -> None:
    """Faults that SQLite finds in the file are a failure, which sends the operator to the last backup."""
    async with Database(path, SystemClock()):
        pass
    spoil(path)
    (finding,) = await look(path)
    assert finding.grade is Grade.FAILED
    assert "last backup" in finding.text


@pytest.mark.parametrize(("free", "grade"), [(10 * MEBIBYTE, Grade.FAILED), (500 * MEBIBYTE, Grade.WARNING)])
async def test_little_room(path: Path, free: int, grade: Grade, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that is nearly full is told before the bot finds out."""
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=free))
    finding = (await look(path))[-1]
    assert finding.grade is grade
    assert f"Only {free // MEBIBYTE} MiB are free" in finding.text


async def test_a_folder_that_cannot_be_written(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where this user may not write, that is a failure, which names the nearest folder that there is."""
    monkeypatch.setattr(os, "access", lambda *_: False)
    finding = (await look(path))[-1]
    assert finding.grade is Grade.FAILED
    assert finding.text.startswith(f"{path.parent.parent} cannot be written")


def _change(path: Path, statement: str) -> None:
    connection = sqlite3.connect(path)
    connection.execute(statement)
    connection.commit()
    connection.close()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux locks the file itself")
@pytest.mark.parametrize("is_replaced", [False, True])
async def test_a_file_that_was_taken_from_the_bot(database: Database, is_replaced: bool) -> None:
    """A running bot whose file was deleted or replaced is a failure: it saves nothing any more."""
    with DatabaseLock(database.path):
        move_away(database.path, is_replaced=is_replaced)
        finding = (await look(database.path))[-1]
    assert finding.grade is Grade.FAILED
    assert f"(process {os.getpid()})" in finding.text
    assert "the bot saves nothing any more" in finding.text


async def test_another_applications_file(path: Path) -> None:
    """A database of another application is a failure, and is not taken for an old one of ours."""
    path.parent.mkdir()
    _change(path, "CREATE TABLE person (name TEXT)")
    finding = (await look(path))[0]
    assert finding.grade is Grade.FAILED
    assert "another application" in finding.text


async def test_a_log_that_is_left(path: Path) -> None:
    """A log without its database is a failure, not a database that is still to be made."""
    write_text(path.with_name("bot.sqlite3-wal"), "what was written last")
    finding = (await look(path))[0]
    assert finding.grade is Grade.FAILED
    assert "log of a database that is not there" in finding.text


async def test_a_second_name(path: Path) -> None:
    """A hard link to the file is a warning: by its name, what was written last would be missed."""
    async with Database(path, SystemClock()):
        pass
    path.with_name("other").hardlink_to(path)
    assert [finding.grade for finding in await look(path)] == [Grade.OK, Grade.WARNING]


def move_away(path: Path, *, is_replaced: bool) -> None:
    """Take a file away, and put another one in its place."""
    moved = path.with_name("moved.sqlite3")
    path.rename(moved)
    if is_replaced:
        shutil.copy(moved, path)


@pytest.mark.parametrize("suffix", ["", "-wal", "-shm", ".lock"])
async def test_files_that_others_may_read(path: Path, suffix: str) -> None:
    """A file of the database that others may read is a warning, with what to run; nothing is changed."""
    with DatabaseLock(path):
        async with Database(path, SystemClock()):
            assert [finding for finding in await look(path) if "chmod" in finding.text] == []
            file = Path(f"{path}{suffix}")
            os.chmod(file, 0o644)  # noqa: PTH101 - at once
            (finding,) = [finding for finding in await look(path) if "chmod" in finding.text]
    assert finding.grade is Grade.WARNING
    assert finding.text.endswith(f"chmod go= {file}")
