"""Tests of restoring: a backup is looked through first, nothing is overwritten unasked, and what was there is kept."""

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from bot.backups.folder import BackupFolder, default_folder
from bot.backups.making import back_up
from bot.backups.restoring import restore
from bot.errors import StartError
from bot.store.lock import DatabaseLock
from tests.prepared_database import prepared

ROOT = Path(__file__).resolve().parents[2]
MOMENT = 1_767_323_045_006
LATER = MOMENT + 60_000
PATIENCE_SECONDS = 60.0
KILLED = """
import os, sys
from pathlib import Path
from bot.backups import restoring
from bot.backups.folder import BackupFolder
setattr(restoring, sys.argv[2], lambda *_, **__: os.kill(os.getpid(), 9))
database = Path(sys.argv[1])
restoring.restore(BackupFolder(database.with_name("backups"), database, is_own=True), None, 1, replace=True)
"""


@pytest.fixture
def folder(tmp_path: Path) -> BackupFolder:
    """The folder of a database into which 1 was written before its only backup, and 2 after it."""
    database = prepared(tmp_path / "bot.sqlite3")
    made = BackupFolder(default_folder(database), database, is_own=True)
    write(database, 1)
    back_up(made, MOMENT)
    write(database, 2)
    return made


def write(database: Path, number: int) -> None:
    """Write something into a database that was used by a bot."""
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("INSERT INTO rewrite_wanted (since) VALUES (?)", (number,))


def written(database: Path) -> list[int]:
    """What was written into a sound database."""
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return [number for (number,) in connection.execute("SELECT since FROM rewrite_wanted ORDER BY since")]


def test_what_came_after_the_backup_is_lost_and_kept(folder: BackupFolder) -> None:
    """After a restore there is what the backup had, and what was there before has another name."""
    told = restore(folder, None, LATER, replace=True)
    assert written(folder.database) == [1]
    kept = folder.database.with_name("bot.sqlite3.replaced-20260102T030505Z")
    assert written(kept) == [1, 2]
    assert "What came after 2026-01-02 03:04:05 UTC is not in it" in told
    assert str(kept) in told
    assert folder.database.stat().st_mode & 0o777 == 0o600


def test_nothing_is_overwritten_unasked(folder: BackupFolder) -> None:
    """Without --replace a database that is there stays, and the sentence says what to add."""
    with pytest.raises(StartError, match="add --replace"):
        restore(folder, None, LATER, replace=False)
    assert written(folder.database) == [1, 2]


def test_a_lost_database(folder: BackupFolder) -> None:
    """Where the file has gone it is back, from the newest backup or the one that is named."""
    newer = back_up(folder, LATER)
    folder.database.unlink()
    restore(folder, None, LATER, replace=False)
    assert written(folder.database) == [1, 2]
    folder.database.unlink()
    older = folder.backups()[0]
    restore(folder, older.path, LATER, replace=False)
    assert written(folder.database) == [1]
    assert [backup.path for backup in folder.backups()] == [older.path, newer.path]


def test_a_damaged_database_is_replaced(folder: BackupFolder) -> None:
    """A database that cannot be read any more is put aside as it is, with its log."""
    folder.database.write_bytes(b"rubbish")
    restore(folder, None, LATER, replace=True)
    assert written(folder.database) == [1]
    assert folder.database.with_name("bot.sqlite3.replaced-20260102T030505Z").read_bytes() == b"rubbish"


def test_a_running_bot(folder: BackupFolder) -> None:
    """While a bot has the database nothing is restored."""
    with DatabaseLock(folder.database), pytest.raises(StartError, match="is in use by"):
        restore(folder, None, LATER, replace=True)
    assert written(folder.database) == [1, 2]


@pytest.mark.parametrize("damage", ["short", "rubbish", "empty", "text"])
def test_what_is_no_whole_backup(folder: BackupFolder, damage: str) -> None:
    """A backup that ends too early, was damaged or is none changes nothing; a missing database stays missing."""
    [backup] = folder.backups()
    whole = backup.path.read_bytes()
    middle = len(whole) // 2
    made = {
        "short": whole[:middle],
        "rubbish": whole[:middle] + bytes(64) + whole[middle + 64 :],
        "empty": b"",
        "text": b"a letter" * 1_000,
    }
    backup.path.write_bytes(made[damage])
    folder.database.unlink()
    with pytest.raises(StartError):
        restore(folder, None, LATER, replace=True)
    assert {path.name for path in folder.database.parent.iterdir()} == {"backups", "bot.sqlite3.lock"}


def test_the_backup_of_another_bot(folder: BackupFolder, tmp_path: Path) -> None:
    """A database with another key is not replaced, whatever is asked for."""
    with closing(sqlite3.connect(folder.database, isolation_level=None)) as connection:
        connection.execute("UPDATE secret SET value = randomblob(32)")
    with pytest.raises(StartError, match="is the backup of another bot"):
        restore(folder, None, LATER, replace=True)
    foreign = tmp_path / "foreign.sqlite3"
    with closing(sqlite3.connect(foreign)) as connection:
        connection.execute("CREATE TABLE song (title TEXT)")
    with pytest.raises(StartError, match="is no backup of this bot"):
        restore(folder, foreign, LATER, replace=True)
    assert written(folder.database) == [1, 2]


def test_the_backup_of_a_newer_version(folder: BackupFolder) -> None:
    """It is refused with what is needed."""
    with closing(sqlite3.connect(folder.database, isolation_level=None)) as connection:
        connection.execute("INSERT INTO migration VALUES (9000, 'bot_later', '', 1)")
    back_up(folder, LATER)
    with pytest.raises(StartError, match=r"made by a newer version .*has form 9000.*Install the version that made it"):
        restore(folder, None, LATER, replace=True)


def test_no_backup(tmp_path: Path) -> None:
    """Where there is no backup the sentence says where it was looked for."""
    database = tmp_path / "bot.sqlite3"
    with pytest.raises(StartError, match="There is no backup in"):
        restore(BackupFolder(default_folder(database), database, is_own=True), None, LATER, replace=True)
    with pytest.raises(StartError, match="Is its disk mounted"):
        restore(BackupFolder(tmp_path / "disk", database), None, LATER, replace=True)


@pytest.mark.slow
@pytest.mark.parametrize("step", ["_examine", "_require_the_same", "_keep", "sync"])
def test_a_kill_leaves_a_whole_database(folder: BackupFolder, step: str) -> None:
    """Whenever the process is killed there is the database of before, or the backup, and a restore can be repeated."""
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", KILLED, str(folder.database), step]
    ended = subprocess.run(command, env=environment, check=False, timeout=PATIENCE_SECONDS)
    assert ended.returncode == -signal.SIGKILL
    assert written(folder.database) in ([1], [1, 2])
    restore(folder, None, LATER, replace=True)
    assert written(folder.database) == [1]
    assert not folder.database.with_name("bot.sqlite3.restoring").exists()
