"""Tests of the one file for whoever helps: what is in it, and above all what is not."""

import json
import logging
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import cli
from bot.operation import doctor
from bot.operation.examination import Check, Examination
from bot.operation.findings import Finding
from tests.settings_files import isolate

TOKEN = "no-token-but-secret"  # noqa: S105 - made up
KEY = "a-key-that-nobody-may-read"
PASSWORD = "pass-word"  # noqa: S105 - made up
ENVIRONMENT = {
    "DISCORD_API_URL": "http://127.0.0.1:9/api/v10",
    "DISCORD_TOKEN": TOKEN,
    "TASK_BACKEND": "api",
    "TASK_BACKEND_URL": f"http://ann:{PASSWORD}@127.0.0.1:9",
    "TASK_BACKEND_KEY": KEY,
    "HF_TOKEN": "hf_of-nobody",
    "DATABASE_PATH": "bot.sqlite3",
    "OPERATOR_NAME": "Ann",
}


@pytest.fixture(autouse=True)
def _isolated(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    isolate(monkeypatch, tmp_path)
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    yield
    root.handlers = handlers
    root.setLevel(level)


def bundle(*arguments: str, given: str = "", **environment: str) -> Result:
    """Run the command."""
    wanted = ["support-bundle", "bundle.zip", *arguments]
    return CliRunner().invoke(cli, wanted, env={**ENVIRONMENT, **environment}, input=given)


def parts() -> dict[str, str]:
    """What is in the file."""
    with ZipFile("bundle.zip") as found:
        return {name: found.read(name).decode() for name in found.namelist()}


def test_no_secret_is_in_it() -> None:
    """Token, keys and passwords are in no part, not even where the log has them; what helps is."""
    Path("bot.log").write_text(f"started\nrefused {TOKEN} {KEY} hf_of-nobody http://ann:{PASSWORD}@host\n")
    ended = bundle("--log", "bot.log")
    assert ended.exit_code == 0, ended.output
    found = parts()
    everything = "\n".join([*found.values(), ended.output])
    for secret in (TOKEN, KEY, PASSWORD, "hf_of-nobody"):
        assert secret not in everything
    settings = json.loads(found["settings.json"])["settings"]
    assert (settings["DISCORD_TOKEN"], settings["TASK_BACKEND_KEY"], settings["OPERATOR_NAME"]) == (
        "(set)",
        "(set)",
        "Ann",
    )
    assert settings["TASK_BACKEND_URL"] == "http://127.0.0.1:9"
    assert found["log.txt"].startswith("started\nrefused [secret]")
    assert json.loads(found["doctor.json"])["failed"] > 0
    assert json.loads(found["versions.json"])["libraries"]["hikari"]
    assert json.loads(found["database.json"])["contents"] is None
    assert Path("bundle.zip").stat().st_mode & 0o077 == 0


def test_the_last_lines_of_a_log() -> None:
    """Of a log only the last lines are taken, from the standard input too; without one it says how to add them."""
    bundle("--log", "-", given="".join(f"line {number}\n" for number in range(1_500)))
    lines = parts()["log.txt"].splitlines()
    assert (len(lines), lines[-1]) == (1_000, "line 1499")
    assert "log.txt in it says how" in bundle().output
    assert "--log" in parts()["log.txt"]


def test_nothing_of_the_bot_is_replaced() -> None:
    """Neither the database, nor `.env`, nor the log can be the target, and the database is no log."""
    sqlite3.connect("bot.sqlite3").close()
    Path(".env").touch()
    Path("bot.log").write_text("kept")
    for arguments in (["bot.sqlite3"], [".env"], ["bot.log", "--log", "bot.log"], ["out.zip", "--log", "bot.sqlite3"]):
        ended = CliRunner().invoke(cli, ["support-bundle", *arguments], env=ENVIRONMENT)
        assert type(ended.exception).__name__ == "StartError"
    assert Path("bot.log").read_text() == "kept"
    assert not Path("out.zip").exists()


def test_where_little_can_be_read() -> None:
    """Bad settings and a file that is no database are told in the bundle, which is made all the same."""
    Path("bot.sqlite3").write_text("This is no database. " * 100)
    assert bundle(MINIMUM_AGE="3").exit_code == 0
    found = parts()
    assert json.loads(found["settings.json"])["unusable"] == ["MINIMUM_AGE"]
    assert "not a database" in json.loads(found["database.json"])["cannot_be_read"]


def test_a_check_that_fails_quotes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A defect is told by its kind and place: its message may have what was read, a contributor's text say."""

    async def look(_: Examination) -> list[Finding]:
        raise ValueError("what somebody typed")

    monkeypatch.setattr(doctor, "CHECKS", (Check("database", look, (), ()),))
    bundle()
    told = parts()["doctor.json"]
    assert f"This check itself failed (ValueError in {__name__}, line " in told
    assert "typed" not in "".join(parts().values())
