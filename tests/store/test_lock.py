"""Tests of the lock on a database file."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.errors import StartError
from bot.store import DatabaseLock
from bot.store.lock import find_holder

ROOT = Path(__file__).resolve().parents[2]
_HOLDER = """
import sys, time
from pathlib import Path
from bot.store import DatabaseLock
with DatabaseLock(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(600)
"""
PATIENCE_SECONDS = 60


def test_a_lock_names_its_holder(tmp_path: Path) -> None:
    """While one process holds the lock, another is told which one it is and what to do."""
    path = tmp_path / "bot.sqlite3"
    with DatabaseLock(path), pytest.raises(StartError, match=f"in use by the process {os.getpid()}") as caught:
        DatabaseLock(path).__enter__()
    assert "DATABASE_PATH" in str(caught.value)


def test_a_lock_is_given_back(tmp_path: Path) -> None:
    """A lock that was given back can be taken again, also after an error."""
    path = tmp_path / "folder" / "bot.sqlite3"
    with pytest.raises(LookupError), DatabaseLock(path):
        raise LookupError
    with DatabaseLock(path):
        pass


def test_two_files_do_not_disturb_each_other(tmp_path: Path) -> None:
    """Every database file has a lock of its own."""
    with DatabaseLock(tmp_path / "a.sqlite3"), DatabaseLock(tmp_path / "b.sqlite3"):
        pass


def test_a_crash_frees_the_lock(tmp_path: Path) -> None:
    """Another process holds the lock and is named; once it was killed, the lock can be taken."""
    path = tmp_path / "bot.sqlite3"
    with subprocess.Popen(
        [sys.executable, "-c", _HOLDER, str(path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(StartError, match=f"in use by the process {holder.pid}"):
            DatabaseLock(path).__enter__()
        holder.kill()
        holder.wait(PATIENCE_SECONDS)
    with DatabaseLock(path):
        assert Path(f"{path}.lock").read_text() == str(os.getpid())


def test_a_child_process_does_not_keep_the_lock(tmp_path: Path) -> None:
    """A process that was started while the lock was held does not hold it on."""
    path = tmp_path / "bot.sqlite3"
    with DatabaseLock(path):
        child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE, text=True)
    with DatabaseLock(path):
        pass
    child.communicate("\n", PATIENCE_SECONDS)


def test_a_folder_that_cannot_be_is_told(tmp_path: Path) -> None:
    """Where the folder cannot be made, the setting is named."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(StartError, match=r"DATABASE_PATH: .*cannot be used"):
        DatabaseLock(tmp_path / "file" / "bot.sqlite3").__enter__()


def test_who_holds_a_lock(tmp_path: Path) -> None:
    """The holder is found without getting in anybody's way, and it is nobody before and after."""
    path = tmp_path / "bot.sqlite3"
    assert find_holder(path) is None
    assert list(tmp_path.iterdir()) == []
    with DatabaseLock(path):
        assert find_holder(path) == str(os.getpid())
        with pytest.raises(StartError):
            DatabaseLock(path).__enter__()
    assert find_holder(path) is None
