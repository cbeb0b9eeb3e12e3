"""Tests of making a backup: it is whole, only its owner's, and there as a whole or not at all."""

import gzip
import os
import resource
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from bot.backups.folder import BackupFolder
from bot.backups.making import back_up
from bot.errors import StartError
from bot.store.migrate import packaged_migrations
from tests.store.filled import counts, make_filled

ROOT = Path(__file__).resolve().parents[2]
MOMENT = 1_767_323_045_006
PATIENCE_SECONDS = 60.0
KILLED = """
import os, sys
from pathlib import Path
from bot.backups import making
from bot.backups.folder import BackupFolder
setattr(making, sys.argv[2], lambda *_, **__: os.kill(os.getpid(), 9))
making.back_up(BackupFolder(Path("backups").absolute(), Path(sys.argv[1])), 1)
"""


@pytest.fixture
def folder(tmp_path: Path) -> BackupFolder:
    """A folder for backups of a database that has rows in every table."""
    path = tmp_path / "bot.sqlite3"
    make_filled(path, len(packaged_migrations()))
    (tmp_path / "backups").mkdir()
    return BackupFolder(tmp_path / "backups", path)


@contextmanager
def short_files() -> Iterator[None]:
    """No file gets longer than some pages, as on a full disk."""
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, before)


def left_in(folder: BackupFolder) -> set[str]:
    """What is in the folder beside the lock and the list of deletions."""
    aside = {"bot.sqlite3.lock", "bot.sqlite3.deletions", "bot.sqlite3.deletions-key"}
    return {path.name for path in folder.path.iterdir()} - aside


def rows_of(path: Path) -> dict[str, int]:
    """The rows of a database."""
    with closing(sqlite3.connect(path)) as connection:
        return counts(connection)


def test_a_backup_has_every_row(folder: BackupFolder, tmp_path: Path) -> None:
    """A backup beside somebody who has the database open and writes has what was committed, and only that; only its
    owner may read it."""
    with closing(sqlite3.connect(folder.database, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("DELETE FROM notice")
        made = back_up(folder, MOMENT)
        writer.execute("ROLLBACK")
    assert folder.backups() == [made]
    assert left_in(folder) == {"bot.sqlite3.20260102T030405006Z.gz"}
    assert made.path.stat().st_mode & 0o777 == 0o600
    unpacked = tmp_path / "unpacked.sqlite3"
    unpacked.write_bytes(gzip.decompress(made.path.read_bytes()))
    assert rows_of(unpacked) == rows_of(folder.database)


def test_a_full_disk(folder: BackupFolder) -> None:
    """Where there is no room the operator reads so, and nothing half is there."""
    with short_files(), pytest.raises(StartError, match=r"No backup of .* could be made.*Nothing of it was left"):
        back_up(folder, MOMENT)
    assert left_in(folder) == set()


def test_a_folder_that_is_not_there(folder: BackupFolder) -> None:
    """A named folder is not made where it is missing: its disk is not mounted."""
    folder.path.rmdir()
    with pytest.raises(StartError, match=r"There is no folder .*Is its disk mounted\?"):
        back_up(folder, MOMENT)
    assert not folder.path.exists()


def test_two_at_a_time(folder: BackupFolder) -> None:
    """A second backup into one folder is refused while the first is made."""
    with folder.locked(), pytest.raises(StartError, match="A backup is being made, or tried"):
        back_up(folder, MOMENT)


def test_what_is_no_database_of_ours(folder: BackupFolder, tmp_path: Path) -> None:
    """Neither a missing file nor somebody else's is backed up, and none is made."""
    missing = tmp_path / "missing.sqlite3"
    with pytest.raises(StartError, match="there is no database at"):
        back_up(BackupFolder(folder.path, missing), MOMENT)
    assert not missing.exists()
    missing.write_text("a letter")
    with pytest.raises(StartError, match="cannot be read"):
        back_up(BackupFolder(folder.path, missing), MOMENT)


@pytest.mark.slow
@pytest.mark.parametrize("step", ["copy_into", "_verify", "_compress", "sync"])
def test_a_killed_process_leaves_no_half_backup(folder: BackupFolder, step: str) -> None:
    """Whenever the process is killed there is no backup that is not whole, and the next one clears up."""
    command = [sys.executable, "-c", KILLED, str(folder.database), step]
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    ended = subprocess.run(command, cwd=folder.path.parent, env=environment, check=False, timeout=PATIENCE_SECONDS)
    assert ended.returncode == -signal.SIGKILL
    assert folder.backups() == []
    assert left_in(folder) != set()
    made = back_up(folder, MOMENT)
    assert left_in(folder) == {made.path.name}
