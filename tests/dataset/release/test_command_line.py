"""`python -m bot release` and `verify`: the same bytes anywhere, killed at any moment, on a full disk."""

from __future__ import annotations

import asyncio
import gzip
import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from random import Random
from types import MappingProxyType

import pytest

from bot.dataset.release.folder import files_below
from bot.dataset.release.manifest import MANIFEST
from tests.dataset.pools import worked_on
from tests.dataset.release.stand_in_hub import TOKEN, running_hub

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[3]
OTHER_PYTHON = os.environ.get("OTHER_PYTHON", sys.executable)
"""Another version of Python with the bot's libraries, where somebody names one."""
SAME = ("--release-date", "2026-11-30", "--pseudonym-key", "key")
NOTHING_TO_WRITE = 3
KILLS = 4


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pool in which people have worked, to be copied."""
    path = tmp_path_factory.mktemp("made") / "bot.sqlite3"

    async def work() -> None:
        async with worked_on(path, seed=5, packages=350):
            pass

    asyncio.run(work())
    return path


@pytest.fixture
def home(made: Path, tmp_path: Path) -> Path:
    """A folder with a pool of one's own and the key of pseudonyms."""
    return a_home(made, tmp_path / "home")


def a_home(made: Path, folder: Path) -> Path:
    """Make such a folder."""
    folder.mkdir()
    with sqlite3.connect(made) as source, sqlite3.connect(folder / "bot.sqlite3") as copy:
        source.backup(copy)
    (folder / "key").write_bytes(b"a key of thirty-two bytes, known")
    return folder


def environment(**changed: str) -> dict[str, str]:
    """What the bot is told, and nothing that a machine says otherwise."""
    return {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "DATABASE_PATH": "bot.sqlite3", **changed}


def bot(
    home: Path,
    *arguments: str,
    python: str = sys.executable,
    most_bytes: int = 0,
    told: Mapping[str, str] = MappingProxyType({}),
) -> subprocess.CompletedProcess[str]:
    """Run a command of the bot in a folder, which may write no longer files than so many bytes."""

    def limit() -> None:
        if most_bytes:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))

    return subprocess.run(
        [python, "-m", "bot", *arguments],
        cwd=home,
        env=environment(**told),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        preexec_fn=limit,
    )


def uncompressed(folder: Path) -> Mapping[str, bytes]:
    """The files of a release with what is in them."""
    files = {path: (folder / path).read_bytes() for path in files_below(folder)}
    return {path: gzip.decompress(data) if path.endswith(".gz") else data for path, data in files.items()}


def test_the_same_bytes(made: Path, tmp_path: Path) -> None:
    """One database, date and key give the same bytes, whatever the time zone, locale, hash seed and Python."""
    for name in ("here", "there"):
        a_home(made, tmp_path / name)
    here = {"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "1"}
    there = {"TZ": "Pacific/Auckland", "LC_ALL": "de_DE.UTF-8", "LANG": "de_DE.UTF-8", "PYTHONHASHSEED": "2"}
    for form in (".jsonl", ".jsonl.gz"):
        asked = ("release", f"talk{form}", "--form", form, *SAME)
        assert bot(tmp_path / "here", *asked, told=here).returncode == 0
        ended = bot(tmp_path / "there", *asked, python=OTHER_PYTHON, told=there)
        assert ended.returncode == 0, ended.stderr
        one, other = uncompressed(tmp_path / "here" / f"talk{form}"), uncompressed(tmp_path / "there" / f"talk{form}")
        assert one.keys() == other.keys()
        # Another version of zlib compresses otherwise: sizes and digests of gzipped files are its own.
        may_differ = set() if form == ".jsonl" else {MANIFEST, "README.md", "croissant.json"}
        assert [path for path in one if one[path] != other[path] and path not in may_differ] == []


def test_a_process_that_is_killed(home: Path) -> None:
    """Whenever it is killed, there is no release or a whole one that the pool knows; and another one can be made."""
    random = Random(7)
    folder = home / "talk"
    for _ in range(KILLS):
        with subprocess.Popen(
            [sys.executable, "-m", "bot", "release", "talk", *SAME], cwd=home, env=environment(), stdout=subprocess.PIPE
        ) as process:
            # From the first sign of it on: what comes before is the start of Python.
            while process.poll() is None and not list(home.glob("*.unfinished-release")):
                pass
            try:
                process.wait(random.uniform(0, 0.6))
            except subprocess.TimeoutExpired:
                process.kill()
        if folder.exists():
            assert bot(home, "verify", "talk").returncode == 0
            with sqlite3.connect(home / "bot.sqlite3") as connection:
                assert connection.execute("SELECT count(*) FROM released_row").fetchone()[0] > 0
            shutil.rmtree(folder)
    ended = bot(home, "release", "talk", *SAME)
    assert ended.returncode == 0, ended.stderr
    assert bot(home, "verify", "talk").returncode == 0
    assert list(home.glob(".*")) == [], "what was left of those that were killed is gone"


def test_a_full_disk(home: Path) -> None:
    """Where no more can be written, that is one line; there is no release, and nothing is left of one."""
    ended = bot(home, "release", "talk", "--form", ".jsonl", *SAME, most_bytes=40_000)  # SQLite's own take 32,768
    assert ended.returncode == 1
    assert ended.stderr.startswith("error: ")
    assert "cannot be written: File too large" in ended.stderr
    assert ended.stderr.count("\n") == 1
    assert sorted(path.name for path in home.iterdir() if not path.name.startswith("bot.sqlite3")) == ["key"]


def test_what_is_said(home: Path) -> None:
    """What was released, what is wrong with a release, and that there is nothing, are said with their exit codes."""
    ended = bot(home, "release", "talk", *SAME)
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.startswith(f"Release 2026.11.30 is in {home / 'talk'}: ")
    ended = bot(home, "verify", "talk")
    assert ended.returncode == 0
    assert "every rank follows from " in ended.stdout
    (home / "talk" / "LICENSE").unlink()
    ended = bot(home, "verify", "talk")
    assert ended.returncode == 1
    assert ended.stdout == "LICENSE: it is not there.\n"
    assert ended.stderr == "error: talk is not what it says: 1 difference.\n"
    ended = bot(home, "release", "more", "--min-reviews", "99")
    assert ended.returncode == NOTHING_TO_WRITE
    assert not (home / "more").exists()


def test_the_hub(home: Path) -> None:
    """With --push-to-hub the release is on the hub, too, and its token is said nowhere."""
    with running_hub() as hub:
        asked = ("release", "talk", "--push-to-hub", "bees/talk", *SAME)
        ended = bot(home, *asked, told={"HF_ENDPOINT": hub.address, "HF_TOKEN": TOKEN, "HF_HOME": str(home)})
    assert ended.returncode == 0, ended.stderr
    assert f"On the hub: {hub.address}/datasets/bees/talk" in ended.stdout
    assert set(files_below(home / "talk")) <= hub.repositories["bees/talk"].keys()
    assert TOKEN not in ended.stdout + ended.stderr
