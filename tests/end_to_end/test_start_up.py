"""What stops the bot at its start, and what stops an import: one clear line, exit code 1, never a traceback."""

import asyncio
import os
import socket
import sqlite3
import sys
from pathlib import Path

import pytest

from tests.end_to_end.running_bot import RunningBot

pytestmark = pytest.mark.asyncio(loop_scope="package")

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcDE.abcdefghijklmnopqrstuvwxyz0123456789"  # noqa: S105 - of no bot
PATIENCE_SECONDS = 300.0


async def test_no_token(tmp_path: Path) -> None:
    """Without a token the line says where to get one, and how to try the bot without."""
    line = await _refusal(tmp_path, DISCORD_TOKEN="")
    assert "DISCORD_TOKEN is missing" in line
    assert "https://discord.com/developers/applications" in line
    assert "make demo" in line


async def test_malformed_token(tmp_path: Path) -> None:
    """A token that cannot be one is recognised before anything is asked of Discord, and not shown."""
    for token in ("Bot abc.def.ghi", "ünï.cödé.tökén"):
        line = await _refusal(tmp_path, DISCORD_TOKEN=token)
        assert "DISCORD_TOKEN does not look like a bot token" in line
        assert token not in line


async def test_unusable_settings(tmp_path: Path) -> None:
    """An unusable setting is named, with what is expected of it."""
    cases = [
        ("DATABASE_PATH", "/proc/nowhere/bot.sqlite3", "Name a file in a folder that this user may write to"),
        ("DATABASE_PATH", "/", "path of a file"),
        ("DISCORD_API_URL", "discord", "an address that starts with http"),
        ("OWNER_IDS", "me", "integer"),
        ("TASK_BACKEND", "cloud", "'local' or 'api'"),
        ("GOAL_TREE_SIZE", "many", "integer"),
    ]
    lines = await asyncio.gather(*(_refusal(tmp_path, DISCORD_TOKEN=TOKEN, **{name: bad}) for name, bad, _ in cases))
    for line, (name, bad, expected) in zip(lines, cases, strict=True):
        assert name in line
        assert expected in line, bad


async def test_file_that_is_no_database(tmp_path: Path) -> None:
    """A file that is something else is not touched."""
    file = tmp_path / "bot.sqlite3"
    file.write_text("This is no database, but it is long enough to be taken for one. " * 20)
    before = file.read_bytes()
    line = await _refusal(tmp_path, DISCORD_TOKEN=TOKEN)
    assert "DATABASE_PATH" in line
    assert "not a database" in line
    assert file.read_bytes() == before


async def test_database_of_a_newer_version(tmp_path: Path) -> None:
    """A database that a newer version has changed is not opened."""
    await _bot(tmp_path, "migrate")
    with sqlite3.connect(tmp_path / "bot.sqlite3") as connection:
        connection.execute("INSERT INTO migration VALUES (9999, 'from the future', '', 0)")
    connection.close()
    line = await _refusal(tmp_path, DISCORD_TOKEN=TOKEN)
    assert "migration 9999" in line
    assert "newer version" in line


async def test_no_operator_name(running: RunningBot) -> None:
    """A bot whose operator has no name warns of it at its start."""
    log = (running.folder / "bot.log").read_text(encoding="utf-8")
    assert "OPERATOR_NAME is not set: people do not read who runs this bot." in log


async def test_second_bot_on_one_database(running: RunningBot) -> None:
    """A second bot on the same file names the process that uses it, and the first goes on."""
    second = await _bot(
        running.folder, "run", DISCORD_TOKEN=running.playground.token, DISCORD_API_URL=running.playground.api_url
    )
    assert "in use by the process" in _one_line(*second)
    assert str(running.bot.process_id) in second[1]
    assert running.bot.is_running


async def test_import_while_the_bot_runs(running: RunningBot) -> None:
    """An import beside the running bot is refused in the same words."""
    assert "in use by the process" in _one_line(*await _bot(running.folder, "import", __file__))


async def test_refused_token(running: RunningBot, tmp_path: Path) -> None:
    """A token that Discord refuses is explained, with what to do about it."""
    running.provoked.refusals = {0}
    line = await _refusal(tmp_path, DISCORD_TOKEN=TOKEN, DISCORD_API_URL=running.playground.api_url)
    assert "Discord refused DISCORD_TOKEN" in line
    assert TOKEN not in line


async def test_discord_out_of_reach(tmp_path: Path) -> None:
    """An address where nobody answers is explained."""
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{nobody.getsockname()[1]}/api/v10"
        line = await _refusal(tmp_path, DISCORD_TOKEN=TOKEN, DISCORD_API_URL=address)
    assert "Discord cannot be reached" in line
    assert "DISCORD_API_URL" in line


async def test_extension_that_cannot_be_imported(tmp_path: Path) -> None:
    """An extension that fails to load stops the start and is named; commands in Discord stay as they were."""
    extensions = tmp_path / "extensions"
    extensions.mkdir()
    (extensions / "__init__.py").write_text("")
    (extensions / "broken.py").write_text("import no_such_module\n")
    python_path = os.pathsep.join([str(tmp_path), str(ROOT)])
    line = await _refusal(tmp_path, DISCORD_TOKEN=TOKEN, PYTHONPATH=python_path)
    assert "extensions.broken" in line
    assert "no_such_module" in line


async def test_import_of_bad_files(tmp_path: Path) -> None:
    """The line names the file, the place in it, and what is wrong there."""
    reply = '[{"user_message_id": "a", "parent_message_id": "b", "text": "x", "role": "assistant"}]'
    cases = {
        "broken.json": (b"[{", "entry 1: this is not JSON"),
        "object.json": (b"{}", "a form that is not known"),
        "parent.json": (reply.encode(), "entry 1: it replies to b, which the file does not have"),
        "empty.txt": (b" \n\n", "has nothing to import"),
        "nul.txt": (b"fine\nbefore\0after\n", "line 2"),
        "bytes.txt": (b"fine\n\xff\xfe\x00\xd8", "line 2: this is no text in UTF-8"),
    }
    for name, (content, _) in cases.items():
        (tmp_path / name).write_bytes(content)
    names = (*cases, "missing.txt", ".")
    runs = await asyncio.gather(
        *(_bot(tmp_path, "import", name, DATABASE_PATH=f"{number}.sqlite3") for number, name in enumerate(names))
    )
    lines = [_one_line(*run) for run in runs]
    for line, (name, (_, expected)) in zip(lines, cases.items(), strict=False):
        assert name in line
        assert expected in line
    assert "No such file" in lines[-2]
    assert "a folder" in lines[-1]


async def test_export_without_a_database(tmp_path: Path) -> None:
    """An export where there is no database says so, and makes none."""
    assert "there is no database" in _one_line(*await _bot(tmp_path, "export", str(tmp_path / "trees.jsonl")))
    assert not (tmp_path / "bot.sqlite3").exists()


async def _refusal(folder: Path, **settings: str) -> str:
    """The line with which the bot refuses to start."""
    return _one_line(*await _bot(folder, "run", **settings))


def _one_line(exit_code: int | None, errors: str) -> str:
    lines = errors.strip().splitlines()
    assert exit_code == 1, errors
    assert len(lines) == 1, errors
    assert lines[0].startswith("error: ")
    return lines[0]


async def _bot(folder: Path, *arguments: str, **settings: str) -> tuple[int | None, str]:
    """Run a command of the bot in a folder; returns its exit code and what it wrote to stderr."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        *arguments,
        cwd=folder,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "PYTHONUTF8": "1",
            "DATABASE_PATH": "bot.sqlite3",
            **settings,
        },
    )
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            _, errors = await process.communicate()
    except BaseException:
        process.kill()
        await process.wait()
        raise
    return process.returncode, errors.decode()
