"""Tests of who may read what the bot writes, whatever the umask with which it is started."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.clock import SystemClock
from bot.store import Database
from bot.store.owner_only import files_open_to_others, keep_to_owner

ROOT = Path(__file__).resolve().parents[2]
GENEROUS = "import os; os.umask(0); os.execv({0!r}, [{0!r}, '-m', 'bot', *{1!r}])"
FILES = ("", "-wal", "-shm", ".lock")


def run(folder: Path, *arguments: str) -> None:
    """Run a command of the bot as a user who lets others read and write everything."""
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "DATABASE_PATH": "data/bot.sqlite3"}
    script = GENEROUS.format(sys.executable, arguments)
    subprocess.run([sys.executable, "-c", script], cwd=folder, env=environment, check=True, capture_output=True)


def make_with_mode(path: Path, mode: int) -> None:
    """Give each file of a database a mode; those that there are not are made."""
    for suffix in FILES:
        Path(f"{path}{suffix}").touch()
        Path(f"{path}{suffix}").chmod(mode)


def modes(folder: Path) -> dict[str, int]:
    """What may be done with each file."""
    return {file.name: file.stat().st_mode & 0o777 for file in folder.iterdir() if file.is_file()}


@pytest.mark.slow
def test_commands(tmp_path: Path) -> None:
    """What commands write is for the bot's user alone, also where a file with another mode is replaced."""
    (tmp_path / "prompts.txt").write_text("How do I bake bread?\n")
    out = tmp_path / "out"
    out.mkdir()
    (out / "old.jsonl").touch(0o666)
    run(tmp_path, "import", "prompts.txt")
    for name in ("old.jsonl", "new.jsonl"):
        run(tmp_path, "export", "--everything", f"out/{name}")
    assert modes(out) == {"old.jsonl": 0o600, "new.jsonl": 0o600}
    assert set(modes(tmp_path / "data").values()) == {0o600}
    assert (tmp_path / "data").stat().st_mode & 0o077 == 0


async def test_files_of_an_earlier_version(tmp_path: Path) -> None:
    """Files that an earlier version made are taken from others before the database is opened, its log included."""
    path = tmp_path / "bot.sqlite3"
    async with Database(path, SystemClock()):
        make_with_mode(path, 0o664)
        assert len(files_open_to_others(path)) == len(FILES)
        keep_to_owner(path)
        assert files_open_to_others(path) == []
        assert set(modes(tmp_path).values()) == {0o600}


async def test_a_link_to_the_database(tmp_path: Path) -> None:
    """Where the path is a link, the log is found beside the file itself."""
    (tmp_path / "real").mkdir()
    path = tmp_path / "link.sqlite3"
    path.symlink_to(tmp_path / "real" / "bot.sqlite3")
    async with Database(path, SystemClock()):
        assert {file.name for file in files_open_to_others(path)} >= {"bot.sqlite3-wal", "bot.sqlite3-shm"}
        keep_to_owner(path)
        assert files_open_to_others(path) == []
