"""Tests of what is opened as the bot's database: nothing of others, no log of another file, no damage."""

import os
import shutil
import sqlite3
from pathlib import Path

import pytest

from bot.errors import StartError
from bot.store import Connection, Database
from bot.store.secrets import keep_secret
from bot.store.untouched import APPLICATION_ID, check_ownership, check_soundness
from tests.clocks import StandingClock


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the database is to be."""
    return tmp_path / "bot.sqlite3"


@pytest.fixture
def empty(path: Path) -> None:
    """An empty file in its place."""
    path.touch()


def make_foreign(path: Path, *, application_id: int = 0, mode: str = "delete") -> None:
    """Another application's database, with a table that is named like one of ours."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(f"PRAGMA journal_mode = {mode}")
    connection.execute(f"PRAGMA application_id = {application_id}")
    connection.execute("CREATE TABLE migration (version TEXT)")
    connection.close()


async def make_ours(path: Path, secret: bytes = b"secret") -> None:
    """A database of the bot, with its key."""
    async with Database(path, StandingClock()) as database:
        await database.write(keep_secret, "fingerprint", secret)


def copy_in_use(path: Path, target: Path, statement: str) -> None:
    """Copy a database with its log as they are after a statement, while they are in use."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute(statement)
    for ending in ("", "-wal"):
        shutil.copy(f"{path}{ending}", f"{target}{ending}")
    connection.close()


def contents(folder: Path) -> dict[str, bytes]:
    """Every file with what is in it, but for the index of the log, in which readers note that they read."""
    return {file.name: file.read_bytes() for file in folder.iterdir() if not file.name.endswith("-shm")}


async def open_and_close(path: Path, *, reading_only: bool = False) -> None:
    """Open as the bot does, or as an export does."""
    async with Database(path, StandingClock(), reading_only=reading_only):
        pass


@pytest.mark.parametrize("reading_only", [False, True])
@pytest.mark.parametrize("mode", ["delete", "wal"])
@pytest.mark.parametrize("application_id", [0, 252006675])
async def test_another_applications_database(path: Path, application_id: int, mode: str, reading_only: bool) -> None:
    """Another application's file is refused with a sentence, and not a byte of it changes."""
    make_foreign(path, application_id=application_id, mode=mode)
    before = contents(path.parent)
    with pytest.raises(StartError, match=r"DATABASE_PATH: .*another application, and stays as it is"):
        await open_and_close(path, reading_only=reading_only)
    assert contents(path.parent) == before


async def test_a_database_from_before_the_mark(path: Path) -> None:
    """A database of ours without the mark, known by its table of migrations, is opened and marked."""
    await make_ours(path)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA application_id = 0")
    connection.close()
    await open_and_close(path, reading_only=True)
    await open_and_close(path)
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    connection.close()


@pytest.mark.usefixtures("empty")
async def test_an_empty_file(path: Path) -> None:
    """An empty file, which a process leaves that died at its first start, becomes a database."""
    await open_and_close(path)
    check_ownership(path)


@pytest.mark.parametrize("is_there", [False, True])
async def test_a_log_without_its_database(path: Path, is_there: bool) -> None:
    """Where the database is missing, or empty, its log is not thrown away, as SQLite would."""
    await make_ours(path)
    copy_in_use(path, path.with_name("copy"), "UPDATE secret SET value = x'01'")
    path.with_name("copy-wal").rename(f"{path}-wal")
    os.truncate(path, 0) if is_there else os.unlink(path)  # noqa: PTH108 - one line
    before = contents(path.parent)
    with pytest.raises(StartError, match="log of a database that is not there"):
        await open_and_close(path)
    assert contents(path.parent) == before


async def test_a_log_of_another_application(path: Path) -> None:
    """A log that would make another application's database of ours is refused, and both stay as they are."""
    await make_ours(path)
    make_foreign(path.with_name("foreign"))
    copy_in_use(path.with_name("foreign"), path.with_name("copy"), "PRAGMA application_id = 7")
    path.with_name("copy-wal").rename(f"{path}-wal")
    before = contents(path.parent)
    with pytest.raises(StartError, match="is the log of another database than"):
        await open_and_close(path)
    assert contents(path.parent) == before


async def test_a_log_of_another_bot(path: Path) -> None:
    """The log of another community's database, which has another key, is refused, and both stay as they are."""
    await make_ours(path)
    await make_ours(path.with_name("other"), b"another secret")
    copy_in_use(path.with_name("other"), path.with_name("copy"), "UPDATE secret SET value = x'00'")
    path.with_name("copy-wal").rename(f"{path}-wal")
    before = contents(path.parent)
    with pytest.raises(StartError, match="is the log of another database than"):
        await open_and_close(path)
    assert contents(path.parent) == before


async def test_a_database_and_its_own_log(path: Path) -> None:
    """What a killed process left in the log is there after the next start."""
    await make_ours(path.with_name("other"))
    copy_in_use(path.with_name("other"), path, "INSERT INTO secret VALUES ('second', x'02')")
    async with Database(path, StandingClock()) as database:
        assert await database.read(secrets) == {"fingerprint": b"secret", "second": b"\x02"}


async def test_a_first_start_that_was_killed(path: Path) -> None:
    """A file whose whole content is still in the log is ours."""
    new = path.with_name("new")
    async with Database(new, StandingClock()) as database:
        await database.write(keep_secret, "fingerprint", b"secret")
        for ending in ("", "-wal"):
            shutil.copy(f"{new}{ending}", f"{path}{ending}")
    async with Database(path, StandingClock()) as database:
        assert await database.read(secrets) == {"fingerprint": b"secret"}


@pytest.mark.parametrize(
    "selection",
    [
        "SELECT rootpage FROM sqlite_master WHERE name = 'event'",
        "SELECT rootpage FROM sqlite_master WHERE name = 'secret'",
        "SELECT rootpage FROM sqlite_master WHERE name = 'message_by_tree'",
        "SELECT max(rootpage) FROM sqlite_master",
    ],
)
async def test_damaged_pages(path: Path, selection: str) -> None:
    """A start on a damaged file names the pages, changes nothing and says what to do."""
    await make_ours(path)
    damage(path, selection)
    before = contents(path.parent)
    with pytest.raises(StartError, match=r"DATABASE_PATH: .*damaged: .*[Pp]age \d+.*put your last backup"):
        await open_and_close(path)
    assert contents(path.parent) == before


async def test_a_damaged_schema(path: Path) -> None:
    """A file whose very list of tables is damaged is told with what to do about it."""
    await make_ours(path)
    damage(path, "SELECT 2")
    with pytest.raises(StartError, match=r"DATABASE_PATH: .*malformed.*put your last backup"):
        await open_and_close(path)


async def test_damage_is_looked_for_no_longer_than_said(path: Path) -> None:
    """A file that cannot be looked through in time is opened all the same."""
    await make_ours(path)
    assert check_soundness(path, 60.0)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(
        "INSERT INTO secret WITH RECURSIVE up(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM up WHERE n < 50000) "
        "SELECT n, x'00' FROM up"
    )
    connection.close()
    assert not check_soundness(path, -1.0)


async def test_a_reader_through_a_link(path: Path) -> None:
    """Whoever looks at a database through a symbolic link sees what is in its log."""
    await make_ours(path)
    link = path.with_name("link")
    link.symlink_to(path)
    async with Database(path, StandingClock()) as database:
        await database.write(keep_secret, "second", b"2")
        async with Database(link, StandingClock(), reading_only=True) as beside:
            assert "second" in await beside.read(secrets)


def damage(path: Path, selection: str) -> None:
    """Overwrite the beginning of a page, which is selected in the file."""
    connection = sqlite3.connect(path)
    (page,) = connection.execute(selection).fetchone()
    connection.close()
    with path.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xff" * 200)


def secrets(connection: Connection) -> dict[str, bytes]:
    """Every secret."""
    return dict(connection.execute("SELECT name, value FROM secret"))
