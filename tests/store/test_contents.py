"""Tests of counting what a database file holds."""

import asyncio
import sqlite3
from pathlib import Path

import pytest

from bot.errors import StartError
from bot.server_settings.repository import WORK_CHANNEL, set_setting
from bot.store import Database
from bot.store.contents import contents_of
from tests.clocks import StandingClock
from tests.prepared_database import prepared


def sizes_in(folder: Path) -> dict[str, int]:
    """Of each file, in bytes."""
    return {file.name: file.stat().st_size for file in folder.iterdir()}


async def test_what_is_counted(tmp_path: Path) -> None:
    """The rows of each table are counted, with the size of the file and of its log, while the bot writes."""
    async with Database(prepared(tmp_path / "bot.sqlite3"), StandingClock()) as database:
        await database.write(set_setting, 11, WORK_CHANNEL, "written-by-somebody", 1)
        contents = contents_of(database.path)
        sizes = await asyncio.to_thread(sizes_in, tmp_path)
    assert contents is not None
    assert contents.applied_migrations == contents.known_migrations > 0
    assert (contents.rows["server_setting"], contents.rows["tree"]) == (1, 0)
    assert contents.journal_mode == "wal"
    assert (contents.file_bytes, contents.log_bytes) == (sizes["bot.sqlite3"], sizes["bot.sqlite3-wal"])


@pytest.mark.parametrize("empty", [False, True])
def test_nothing_yet(tmp_path: Path, empty: bool) -> None:
    """Where no database is yet, or a file in which nothing is, there is nothing to count, and nothing is made."""
    path = tmp_path / "bot.sqlite3"
    if empty:
        path.touch()
    assert contents_of(path) is None
    assert [file.name for file in tmp_path.iterdir()] == (["bot.sqlite3"] if empty else [])


def test_a_database_of_others(tmp_path: Path) -> None:
    """Another application's tables are not counted."""
    path = tmp_path / "bot.sqlite3"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE secret (text TEXT)")
    connection.close()
    with pytest.raises(StartError, match="DATABASE_PATH"):
        contents_of(path)
