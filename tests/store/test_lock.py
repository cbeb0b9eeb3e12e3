"""Tests of the lock on a database file."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.errors import StartError
from bot.store import Database, DatabaseLock
from bot.store.lock import Holder, find_holder
from tests.clocks import StandingClock

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
    with held(path) as process, pytest.raises(StartError, match=f"in use by the process {process}"):
        DatabaseLock(path).__enter__()
    with DatabaseLock(path):
        assert Path(f"{path}.lock").read_text() == str(os.getpid())


@contextmanager
def held(path: Path) -> Iterator[int]:
    """Another process that holds the lock; its number."""
    with subprocess.Popen(
        [sys.executable, "-c", _HOLDER, str(path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        yield holder.pid
        holder.kill()
        holder.wait(PATIENCE_SECONDS)


def by_another_path(kind: str, path: Path) -> Path:
    """The same file by another path, in another folder."""
    other = path.parent / "elsewhere" / "other.sqlite3"
    other.parent.mkdir()
    if kind == "symbolic link":
        other.symlink_to(path)
    elif kind == "hard link":
        other.hardlink_to(path)
    elif kind == "folder":
        (path.parent / "folder").symlink_to(path.parent)
        return path.parent / "folder" / path.name
    else:
        Path(f"{path}.lock").unlink()
        return path
    return other


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux locks a file in this way")
@pytest.mark.parametrize("kind", ["symbolic link", "hard link", "folder", "without its lock file"])
def test_a_lock_holds_for_the_file(tmp_path: Path, kind: str) -> None:
    """By whatever path a second process comes, it is refused, and finds a holder; afterwards it is not."""
    path = tmp_path / "bot.sqlite3"
    with held(path):
        other = by_another_path(kind, path)
        for _ in range(2):
            with pytest.raises(StartError, match="is in use by"):
                DatabaseLock(other).__enter__()
            holder = find_holder(other)
            assert holder is not None
            assert holder.has_the_file
    with DatabaseLock(other):
        pass


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux locks a file in this way")
@pytest.mark.parametrize("is_replaced", [False, True])
def test_a_holder_whose_file_has_gone(tmp_path: Path, is_replaced: bool) -> None:
    """Where the file was deleted or replaced under its holder, that is seen, and nobody else may use the path."""
    path = tmp_path / "bot.sqlite3"
    with held(path) as process:
        path.rename(tmp_path / "moved.sqlite3")
        if is_replaced:
            path.touch()
        assert find_holder(path) == Holder(str(process), has_the_file=False)
        with pytest.raises(StartError, match=f"in use by the process {process}"):
            DatabaseLock(path).__enter__()


async def test_the_lock_leaves_the_locks_of_sqlite(tmp_path: Path) -> None:
    """Neither a refused second lock nor a look at who has it lets go of what SQLite has locked in this process."""
    path = tmp_path / "bot.sqlite3"
    with DatabaseLock(path):
        async with Database(path, StandingClock()):
            other = by_another_path("hard link", path)
            assert not is_free(path)
            with pytest.raises(StartError, match="is in use by"):
                DatabaseLock(other).__enter__()
            assert find_holder(other) == Holder("unknown", has_the_file=True)
            assert not is_free(path)
        assert is_free(path)


def is_free(path: Path) -> bool:
    """Whether another process could lock what SQLite locks while it has a file open: see its `SHARED_FIRST`."""
    asking = (
        "import fcntl, sys\n"
        "with open(sys.argv[1], 'r+b') as file: fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 510, 2**30 + 2)"
    )
    ended = subprocess.run([sys.executable, "-c", asking, str(path)], capture_output=True, check=False)
    assert ended.returncode == 0 or b"BlockingIOError" in ended.stderr
    return ended.returncode == 0


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    """A pipe in the place of the database is refused, and not waited for."""
    os.mkfifo(tmp_path / "bot.sqlite3")
    with pytest.raises(StartError, match=r"DATABASE_PATH: .*it is no file"):
        DatabaseLock(tmp_path / "bot.sqlite3").__enter__()


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
        assert find_holder(path) == Holder(str(os.getpid()), has_the_file=True)
        with pytest.raises(StartError):
            DatabaseLock(path).__enter__()
    assert find_holder(path) is None
