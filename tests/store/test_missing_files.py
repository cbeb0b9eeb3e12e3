"""Tests of a database whose files are deleted or replaced while it is open: nothing more is called saved."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from structlog.testing import capture_logs
from structlog.typing import EventDict

from bot.errors import StorageError
from bot.store import Connection, Database, database
from bot.store.secrets import keep_secret
from tests.clocks import StandingClock
from tests.prepared_database import prepared


@pytest.fixture
async def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Database]:
    """An open database, whose files are looked at often."""
    monkeypatch.setattr(database, "_WATCHING_SECONDS", 0.01)
    async with Database(prepared(tmp_path / "bot.sqlite3"), StandingClock()) as found:
        yield found


@pytest.fixture
def log() -> Iterator[list[EventDict]]:
    """Every line of the log."""
    with capture_logs() as lines:
        yield lines


@pytest.mark.parametrize("ending", ["", "-wal", "-shm"])
@pytest.mark.parametrize("deed", ["delete", "replace", "move"])
async def test_nothing_more_is_called_saved(opened: Database, ending: str, deed: str, log: list[EventDict]) -> None:
    """Whichever file goes, every write is refused from that moment on, and the log says it once."""
    await opened.write(keep_secret, "before", b"1")
    place = take_away(Path(f"{opened.path}{ending}"), deed)
    results = await asyncio.gather(
        *(opened.write(keep_secret, str(number), b"2") for number in range(200)), return_exceptions=True
    )
    assert {type(result) for result in results} == {StorageError}
    with pytest.raises(StorageError):
        await opened.rewrite()
    assert not await opened.truncate_log()
    [error] = [line for line in log if line["log_level"] == "error"]
    assert error["file"] == str(place)


async def test_a_file_that_goes_during_a_write(opened: Database) -> None:
    """A write during which the file is deleted is not called saved either."""

    def write_and_delete(connection: Connection) -> None:
        keep_secret(connection, "during", b"1")
        opened.path.unlink()

    with pytest.raises(StorageError):
        await opened.write(write_and_delete)


async def test_it_is_noticed_without_a_write(opened: Database, log: list[EventDict]) -> None:
    """A file that goes while nobody writes is told in the log as well; and when it is back, all goes on."""
    moved = opened.path.with_name("moved")
    opened.path.rename(moved)
    await until_logged(log, "deleted or replaced")
    moved.rename(opened.path)
    await until_logged(log, "are back")
    await opened.write(keep_secret, "after", b"1")


async def test_a_link_that_is_turned(tmp_path: Path) -> None:
    """A symbolic link that leads to another file by now is a replaced file."""
    link = tmp_path / "bot.sqlite3"
    link.symlink_to("first.sqlite3")
    async with Database(link, StandingClock()) as found:
        await found.write(keep_secret, "before", b"1")
        (tmp_path / "second.sqlite3").touch()
        link.unlink()
        link.symlink_to("second.sqlite3")
        with pytest.raises(StorageError):
            await found.write(keep_secret, "after", b"2")


async def test_one_that_writes_beside_is_told_too(opened: Database) -> None:
    """A second process that writes into a file that has gone is refused as well."""
    async with Database(opened.path, StandingClock(), beside=True) as beside:
        await beside.write(keep_secret, "before", b"1")
        opened.path.unlink()
        with pytest.raises(StorageError):
            await beside.write(keep_secret, "after", b"2")


def take_away(place: Path, deed: str) -> Path:
    """Do something to a file, after which it is not there any more."""
    if deed == "delete":
        place.unlink()
    elif deed == "move":
        place.rename(place.with_name("moved"))
    else:
        shutil.copy(place, place.with_name("copy"))
        place.with_name("copy").replace(place)
    return place


async def until_logged(log: list[EventDict], words: str) -> None:
    """Wait until a line of the log has these words."""
    async with asyncio.timeout(60):
        while not any(words in line["event"] for line in log):  # noqa: ASYNC110 - the log has no event of its own
            await asyncio.sleep(0.01)
