"""Tests of the copy before a migration: live databases are brought to new forms."""

import asyncio
import os
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.errors import StartError
from bot.store.copies import KEPT_COPIES, bring_up_to_date, copies_of
from bot.store.migrate import Migration, applied_migrations, packaged_migrations
from tests.store.filled import counts, make_filled

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 60.0
TODAY = 12
"""Migrations of the first databases that live on."""
PLANTED = Migration(TODAY + 1, "bot_planted", "ALTER TABLE person ADD COLUMN mood TEXT; DELETE FROM notice;")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the database is."""
    return tmp_path / "bot.sqlite3"


@pytest.fixture
def rows(path: Path) -> dict[str, int]:
    """The rows of a filled database of today's form."""
    return make_filled(path, TODAY)


@pytest.fixture
def connection(path: Path, rows: dict[str, int]) -> Iterator[sqlite3.Connection]:  # noqa: ARG001 - makes the file
    """Its connection."""
    opened = sqlite3.connect(path, isolation_level=None)
    yield opened
    opened.close()


def upgrade(connection: sqlite3.Connection, path: Path, *migrations: Migration, now: int = 1_000) -> list[Migration]:
    """Bring it to the form of a later version."""
    return bring_up_to_date(connection, path, [*packaged_migrations()[:TODAY], *migrations], now)


def look_into(path: Path) -> dict[str, int]:
    """The rows of a copy, after SQLite found no fault in it."""
    copy = sqlite3.connect(path)
    assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    found = counts(copy)
    copy.close()
    return found


def test_a_filled_database_is_upgraded(connection: sqlite3.Connection, path: Path, rows: dict[str, int]) -> None:
    """A later version finds all rows where they were, and before it changes any there is a copy that only the bot's
    user may read."""
    assert all(rows.values())
    assert upgrade(connection, path, PLANTED, now=1_767_323_045_006) == [PLANTED]
    assert counts(connection) == {**rows, "notice": 0, "migration": TODAY + 1}
    [copy] = copies_of(path)
    assert copy.name == "bot.sqlite3.before-0013-20260102T030405006Z"
    assert copy.stat().st_mode & 0o777 == 0o600
    assert look_into(copy) == rows


def test_a_copy_can_be_upgraded(connection: sqlite3.Connection, path: Path, rows: dict[str, int]) -> None:
    """Whoever goes back to a copy can go on from there."""
    upgrade(connection, path, PLANTED)
    [copy] = copies_of(path)
    back = sqlite3.connect(copy, isolation_level=None)
    assert upgrade(back, copy, PLANTED) == [PLANTED]
    assert counts(back)["person"] == rows["person"]
    back.close()


def test_nothing_is_copied_without_need(connection: sqlite3.Connection, path: Path) -> None:
    """A database that is up to date is not copied, nor is a new one, in which there is nothing to lose."""
    assert upgrade(connection, path) == []
    new = path.with_name("new.sqlite3")
    opened = sqlite3.connect(new, isolation_level=None)
    assert len(upgrade(opened, new)) == TODAY
    opened.close()
    assert copies_of(path) == copies_of(new) == []


def test_the_last_copies_are_kept(connection: sqlite3.Connection, path: Path) -> None:
    """Of many updates the copies from before the last three are kept; what only looks like a copy stays."""
    other = path.with_name("other.sqlite3.before-0001-20200101T000000000Z")
    mine = path.with_name("bot.sqlite3.before-holidays")
    for file in (other, mine):
        file.touch()
    planted: list[Migration] = []
    for number in range(TODAY + 1, TODAY + 6):
        planted.append(Migration(number, "bot_planted", f"CREATE TABLE planted_{number} (number INTEGER) STRICT;"))
        upgrade(connection, path, *planted, now=number * 1_000)
    assert [copy.name[-24:-20] for copy in copies_of(path)] == ["0015", "0016", "0017"]
    assert len(copies_of(path)) == KEPT_COPIES
    assert other.exists()
    assert mine.exists()


def test_a_migration_that_fails_again_and_again(connection: sqlite3.Connection, path: Path) -> None:
    """Attempts that change nothing leave no copies, which would push out those of before."""
    upgrade(connection, path, PLANTED)
    kept = copies_of(path)
    broken = Migration(TODAY + 2, "bot_broken", "INSERT INTO missing VALUES (1);")
    for now in range(2_000, 2_005):
        with pytest.raises(sqlite3.Error):
            upgrade(connection, path, PLANTED, broken, now=now)
    assert copies_of(path) == kept


def test_a_migration_that_fails_half_way(connection: sqlite3.Connection, path: Path, rows: dict[str, int]) -> None:
    """Where the first of two migrations was applied, the copy from before both stays."""
    with pytest.raises(sqlite3.Error):
        upgrade(connection, path, PLANTED, Migration(TODAY + 2, "bot_broken", "INSERT INTO missing VALUES (1);"))
    [copy] = copies_of(path)
    assert look_into(copy) == rows


def test_no_copy_no_migration(connection: sqlite3.Connection, path: Path, rows: dict[str, int]) -> None:
    """Where the copy cannot be made nothing is changed, and the operator is told why and what to do."""
    path.with_name("bot.sqlite3.before-unfinished").mkdir()
    with pytest.raises(StartError, match=r"DATABASE_PATH: .*no copy of it could be made before.*Is there room for"):
        upgrade(connection, path, PLANTED)
    assert len(applied_migrations(connection)) == TODAY
    assert counts(connection) == rows


def test_a_damaged_database_is_not_migrated(connection: sqlite3.Connection, path: Path) -> None:
    """A copy in which rows are missing counts for none."""
    [index] = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'notice_by_person'").fetchone()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    connection.execute("PRAGMA writable_schema = ON")
    connection.execute("UPDATE sqlite_master SET rootpage = ? WHERE name = 'notice'", (index,))
    connection.execute("PRAGMA writable_schema = RESET")
    with pytest.raises(StartError, match="no copy of it could be made before"):
        upgrade(connection, path, PLANTED)
    assert copies_of(path) == []


def test_what_a_killed_process_left(connection: sqlite3.Connection, path: Path) -> None:
    """An unfinished copy is no copy, and makes way for the next."""
    left = path.with_name("bot.sqlite3.before-unfinished")
    left.write_text("half a copy")
    assert copies_of(path) == []
    upgrade(connection, path, PLANTED)
    assert not left.exists()
    assert len(copies_of(path)) == 1


@pytest.mark.slow
async def test_the_command(path: Path) -> None:
    """`migrate` brings a filled database of the version before to the present form, with a copy beside it."""
    newest = len(packaged_migrations())
    before = make_filled(path, newest - 1)
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        "migrate",
        cwd=path.parent,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "DATABASE_PATH": path.name},
    )
    async with asyncio.timeout(PATIENCE_SECONDS):
        output, errors = await process.communicate()
    assert process.returncode == 0, errors
    assert b"is up to date" in output
    [copy] = copies_of(path)
    assert copy.name in errors.decode()
    assert look_into(copy) == before
    after = look_into(path)
    assert after["migration"] == newest
    assert after["person"] == before["person"]
