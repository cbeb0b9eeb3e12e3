"""An import that does not come to its end: nothing of it is there, and it can be begun anew."""

import json
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits a running process from outside"),
]

TREES = 1_500
EMPTY = ("tree", "message", "import", "text_sketch", "tree_count", "open_work", "event")
Command = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def command(tmp_path: Path) -> Iterator[Command]:
    """Begins the bot's command line in a folder of its own."""
    begun: list[subprocess.Popen[str]] = []

    def begin(*arguments: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", *arguments],
            cwd=tmp_path,
            env={**os.environ, "DATABASE_PATH": "bot.sqlite3", "PYTHONPATH": str(Path(__file__).parents[1])},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        begun.append(process)
        return process

    yield begin
    for process in begun:
        process.kill()
        process.communicate()


@pytest.fixture
def file(tmp_path: Path, command: Command) -> Path:
    """A file with many conversations, beside a database in which nothing is."""
    path = tmp_path / "chats.jsonl"
    with path.open("w", encoding="utf-8") as lines:
        for number in range(TREES):
            text = " ".join(f"word {number} {place}" for place in range(40))
            turns = [{"role": "user", "content": f"Prompt {text}?"}, {"role": "assistant", "content": f"Reply {text}."}]
            lines.write(json.dumps({"messages": turns}) + "\n")
    migrating = command("migrate")
    migrating.communicate(timeout=120)
    assert migrating.returncode == 0
    return path


def wait_until_read(process: "subprocess.Popen[str]", file: Path, share: float) -> None:
    """Wait until the import has read so much of the file, from 0 to 1, while it stores it."""
    deadline = time.monotonic() + 120
    while process.poll() is None and time.monotonic() < deadline:
        if _place_in(process.pid, file) > share * file.stat().st_size:
            return
        time.sleep(0.005)
    pytest.fail("the import has ended, or hangs, before it could be interrupted")


def _place_in(process_id: int, file: Path) -> int:
    """How far a process has read a file that it has open."""
    with suppress(OSError):  # closed meanwhile
        for descriptor in Path(f"/proc/{process_id}/fd").iterdir():
            if descriptor.readlink() == file:
                place = Path(f"/proc/{process_id}/fdinfo/{descriptor.name}").read_text("utf-8")
                return int(place.split()[1])
    return 0


def expect_nothing(folder: Path) -> None:
    """Nothing was stored."""
    with closing(sqlite3.connect(folder / "bot.sqlite3")) as connection:
        for table in EMPTY:
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)  # noqa: S608 - ours


def test_killed_at_any_moment(tmp_path: Path, file: Path, command: Command) -> None:
    """Whenever it is killed, nothing of the file is there; the next time all of it is stored."""
    for share in (0.3, 0.9):
        process = command("import", file.name)
        wait_until_read(process, file, share)
        process.kill()
        process.communicate(timeout=60)
        expect_nothing(tmp_path)
    process = command("import", file.name)
    told, troubles = process.communicate(timeout=300)
    assert (process.returncode, troubles) == (0, "")
    assert f"{TREES:,} new trees with {2 * TREES:,} messages" in told


def test_given_up(tmp_path: Path, file: Path, command: Command) -> None:
    """Who presses Ctrl+C does not wait for the end, and nothing is stored."""
    process = command("import", file.name)
    wait_until_read(process, file, 0.4)
    process.send_signal(signal.SIGINT)
    told, troubles = process.communicate(timeout=60)
    assert process.returncode != 0
    assert "Imported" not in told
    assert "Traceback" not in troubles
    expect_nothing(tmp_path)


def test_a_full_disk(tmp_path: Path, file: Path, command: Command) -> None:
    """Where the disk takes no more, that is said in a sentence, and nothing is stored."""
    process = command("import", file.name)
    wait_until_read(process, file, 0.1)
    _, most = resource.prlimit(process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (2**20, most))
    told, troubles = process.communicate(timeout=120)
    assert (process.returncode, told) == (1, "")
    assert "error: The database does not work: " in troubles
    assert "Traceback" not in troubles
    expect_nothing(tmp_path)
