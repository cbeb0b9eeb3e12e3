"""Tests of the backup before a migration: live databases are brought to new forms."""

import asyncio
import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.backups.folder import BackupFolder, default_folder
from bot.backups.updating import KEPT_BEFORE_MIGRATIONS, bring_up_to_date, what_an_update_does
from bot.errors import StartError
from bot.store.migrate import Migration, applied_migrations, packaged_migrations
from tests.store.filled import counts, make_filled

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 60.0
TODAY = 12
"""Migrations of the first databases that live on."""
PLANTED = Migration(TODAY + 1, "bot_planted", "ALTER TABLE person ADD COLUMN mood TEXT; DELETE FROM notice;")
BROKEN = Migration(TODAY + 2, "bot_broken", "INSERT INTO missing VALUES (1);")


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
    with closing(sqlite3.connect(path, isolation_level=None)) as opened:
        yield opened


def folder_beside(path: Path) -> BackupFolder:
    """Where its backups are."""
    return BackupFolder(default_folder(path), path, is_own=True)


def backups_of(path: Path) -> list[Path]:
    """The files of its backups."""
    return [backup.path for backup in folder_beside(path).backups()]


def upgrade(connection: sqlite3.Connection, path: Path, *migrations: Migration, now: int = 1_000) -> list[Migration]:
    """Bring it to the form of a later version."""
    known = [*packaged_migrations()[:TODAY], *migrations]
    return bring_up_to_date(folder_beside(path), connection, known, now)


def look_into(path: Path) -> dict[str, int]:
    """The rows of a backup, after SQLite found no fault in it."""
    with closing(sqlite3.connect(path)) as backup:
        assert backup.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return counts(backup)


def test_a_filled_database_is_upgraded(connection: sqlite3.Connection, path: Path, rows: dict[str, int]) -> None:
    """A later version finds all rows where they were, and before it changes any there is a backup that only the bot's
    user may read."""
    assert all(rows.values())
    assert upgrade(connection, path, PLANTED, now=1_767_323_045_006) == [PLANTED]
    assert counts(connection) == {**rows, "notice": 0, "migration": TODAY + 1}
    [backup] = folder_beside(path).backups()
    assert (backup.made_at, backup.before_migration, backup.is_compressed) == (1_767_323_045_006, 13, False)
    assert backup.path.name == "bot.sqlite3.20260102T030405006Z.before-0013"
    assert backup.path.stat().st_mode & 0o777 == 0o600
    assert backup.path.parent.stat().st_mode & 0o777 == 0o700
    assert look_into(backup.path) == rows


def test_a_backup_can_be_upgraded(connection: sqlite3.Connection, path: Path, rows: dict[str, int]) -> None:
    """Whoever goes back to a backup can go on from there."""
    upgrade(connection, path, PLANTED)
    [backup] = backups_of(path)
    with closing(sqlite3.connect(backup, isolation_level=None)) as back:
        assert upgrade(back, path, PLANTED, now=2_000) == [PLANTED]
        assert counts(back)["person"] == rows["person"]


def test_nothing_is_copied_without_need(connection: sqlite3.Connection, path: Path) -> None:
    """A database that is up to date is not backed up, nor is a new one, in which there is nothing to lose."""
    assert upgrade(connection, path) == []
    new = path.with_name("new.sqlite3")
    with closing(sqlite3.connect(new, isolation_level=None)) as opened:
        assert len(upgrade(opened, new)) == TODAY
    assert backups_of(path) == backups_of(new) == []
    assert not default_folder(path).exists()


def test_the_last_backups_are_kept(connection: sqlite3.Connection, path: Path) -> None:
    """Of many updates the backups from before the last three are kept; what only looks like one stays."""
    folder = default_folder(path)
    folder.mkdir()
    others = [
        folder / "other.sqlite3.20200101T000000000Z.before-0001",
        folder / "bot.sqlite3.before-holidays",
        folder / "bot.sqlite3.20200101T000000000Z.gz",
    ]
    for file in others:
        file.touch()
    planted: list[Migration] = []
    for number in range(TODAY + 1, TODAY + 6):
        planted.append(Migration(number, "bot_planted", f"CREATE TABLE planted_{number} (number INTEGER) STRICT;"))
        upgrade(connection, path, *planted, now=number * 1_000)
    kept = [backup.before_migration for backup in folder_beside(path).backups() if backup.before_migration]
    assert kept == [15, 16, 17]
    assert len(kept) == KEPT_BEFORE_MIGRATIONS
    assert all(file.exists() for file in others)


def test_a_migration_that_fails_again_and_again(
    connection: sqlite3.Connection, path: Path, rows: dict[str, int]
) -> None:
    """An update of which one migration fails changes nothing at all, and leaves no backups, which would push out those
    of before."""
    before = connection.execute("SELECT name, sql FROM sqlite_master").fetchall()
    for now in range(2_000, 2_005):
        with pytest.raises(StartError, match="is as it was"):
            upgrade(connection, path, PLANTED, BROKEN, now=now)
    assert backups_of(path) == []
    assert counts(connection) == rows
    assert connection.execute("SELECT name, sql FROM sqlite_master").fetchall() == before


def test_no_backup_no_migration(connection: sqlite3.Connection, path: Path, rows: dict[str, int]) -> None:
    """Where the backup cannot be made nothing is changed, and the operator is told why and what to do."""
    default_folder(path).write_text("in the way")
    with pytest.raises(StartError, match=r"not done without a backup\. No backup of .*and is there room for"):
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
    with pytest.raises(StartError, match="not done without a backup"):
        upgrade(connection, path, PLANTED)
    assert backups_of(path) == []


@pytest.mark.slow
async def test_the_command(path: Path) -> None:
    """`migrate` brings a filled database of the version before to the present form, with a backup beside it."""
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
    [backup] = backups_of(path)
    assert backup.name in errors.decode()
    assert look_into(backup) == before
    after = look_into(path)
    assert after["migration"] == newest
    assert after["person"] == before["person"]


def test_what_an_update_does_is_told_before(path: Path, rows: dict[str, int]) -> None:
    """Of an older database each migration is named, and nothing changes; of one that is up to date, or none, that."""
    before = path.read_bytes()
    told = what_an_update_does(folder_beside(path))
    assert f"lacks {len(packaged_migrations()) - TODAY} migrations of this version: 0013 " in told
    assert (path.read_bytes(), backups_of(path)) == (before, [])
    with closing(sqlite3.connect(path, isolation_level=None)) as opened:
        bring_up_to_date(folder_beside(path), opened, packaged_migrations(), 1)
        assert counts(opened)["person"] == rows["person"]
        assert "nothing is to be done" in what_an_update_does(folder_beside(path))
        opened.execute("INSERT INTO migration SELECT 9999, title, digest, applied_at FROM migration LIMIT 1")
    with pytest.raises(StartError, match="has migration 9999"):
        what_an_update_does(folder_beside(path))
    assert "no database" in what_an_update_does(folder_beside(path.with_name("none.sqlite3")))
