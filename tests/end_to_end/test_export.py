"""`python -m bot export`: what it replaces, what it refuses, and how it ends."""

import asyncio
import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

pytestmark = pytest.mark.asyncio(loop_scope="package")

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 60.0
NOTHING_TO_WRITE = 3


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    exit_code: int | None
    output: str
    errors: str


@pytest.fixture
async def folder(tmp_path: Path) -> Path:
    """A folder with a database in which two prompts wait for replies, and with settings."""
    (tmp_path / "prompts.txt").write_text("Why is the sky blue?\nHow do bees fly?\n")
    (tmp_path / ".env").write_text("MINIMUM_AGE=20\n")
    assert (await bot(tmp_path, "import", "prompts.txt")).exit_code == 0
    return tmp_path


async def test_standard_output(folder: Path) -> None:
    """The trees go to standard output, and nothing else does; the summary is told beside."""
    ended = await bot(folder, "export", "-", "--everything")
    assert ended.exit_code == 0
    texts = [json.loads(line)["prompt"]["text"] for line in ended.output.splitlines()]
    assert sorted(texts) == ["How do bees fly?", "Why is the sky blue?"]
    assert "Written: 2 trees with 2 messages." in ended.errors
    assert not (folder / "-").exists()


async def test_standard_output_that_nobody_reads(folder: Path) -> None:
    """A reader that has gone is one line, and no traceback."""
    reading, writing = os.pipe()
    os.close(reading)
    try:
        ended = await bot(folder, "export", "-", "--everything", output=writing)
    finally:
        os.close(writing)
    assert ended.exit_code == 1
    assert ended.errors == "error: - cannot be written: Broken pipe.\n"


async def test_nothing_to_write(folder: Path) -> None:
    """Where no tree is finished that is said, the exit code tells it too, and an earlier export stays."""
    (folder / "trees.jsonl").write_text("an earlier export\n")
    ended = await bot(folder, "export", "trees.jsonl")
    assert ended.exit_code == NOTHING_TO_WRITE
    assert "Nothing was written" in ended.errors
    assert (folder / "trees.jsonl").read_text() == "an earlier export\n"


@pytest.mark.parametrize(
    "path",
    [
        "bot.sqlite3",
        "bot.sqlite3-wal",
        "bot.sqlite3-shm",
        "bot.sqlite3.lock",
        "./../{name}/bot.sqlite3",
        ".env",
        "{root}/bot/trees.jsonl",
        "link.jsonl",
        "pipe.jsonl",
        ".",
    ],
)
async def test_what_is_never_replaced(folder: Path, path: str) -> None:
    """The bot's files, devices, links, pipes and folders are refused in one line, and stay what they are."""
    (folder / "link.jsonl").symlink_to("bot.sqlite3")
    os.mkfifo(folder / "pipe.jsonl")
    target = path.format(name=folder.name, root=ROOT)
    before = {
        file: (file.lstat().st_ino, file.lstat().st_mode)
        for file in (folder / target, folder / "bot.sqlite3")
        if file.exists()
    }
    ended = await bot(folder, "export", target, "--everything")
    assert ended.exit_code == 1
    assert ended.errors.startswith("error: ")
    assert "is not replaced" in ended.errors
    assert ended.errors.count("\n") == 1
    assert {file: (file.lstat().st_ino, file.lstat().st_mode) for file in before} == before
    assert (await bot(folder, "export", "fine.jsonl", "--everything")).exit_code == 0


async def test_the_help_says_what_is_refused(folder: Path) -> None:
    """--help says what becomes of a symbolic link, what - is, and which exit code says that there was nothing."""
    said = " ".join((await bot(folder, "export", "--help")).output.replace("│", " ").split())
    assert "A symbolic link, a pipe, a device, and every file of the bot is refused" in said
    assert "- is standard output" in said
    assert "the exit code is 3" in said


async def test_a_damaged_page(folder: Path) -> None:
    """An export that meets a damaged page is one line, and leaves no file."""
    database = folder / "bot.sqlite3"
    data = database.read_bytes()
    place = data.rindex(b"Why is the sky blue?") // 4096 * 4096
    database.write_bytes(data[:place] + b"\xff" * 4096 + data[place + 4096 :])
    ended = await bot(folder, "export", "trees.jsonl", "--everything")
    assert ended.exit_code == 1
    assert "Traceback" not in ended.errors
    assert "error: The database does not work: database disk image is malformed" in ended.errors
    assert not (folder / "trees.jsonl").exists()


async def bot(folder: Path, *arguments: str, output: int = asyncio.subprocess.PIPE) -> Ended:
    """Run a command of the bot in a folder."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        *arguments,
        cwd=folder,
        stdout=output,
        stderr=asyncio.subprocess.PIPE,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "PYTHONUTF8": "1",
            "COLUMNS": "500",
            "DATABASE_PATH": "bot.sqlite3",
        },
    )
    async with asyncio.timeout(PATIENCE_SECONDS):
        printed, errors = await process.communicate()
    return Ended(process.returncode, (printed or b"").decode(), errors.decode())
