"""`python -m bot import` as an operator types it."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import cli
from bot.errors import StartError
from tests.imports import FILES


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_PATH", str(tmp_path / "bot.sqlite3"))


def run(*arguments: str | Path) -> Result:
    """Type it; where an error ends it, the sentence is in `exception`."""
    return CliRunner().invoke(cli, ["import", *map(str, arguments)])


def test_several_files(tmp_path: Path) -> None:
    """Each file is told of by itself, on its own stream, and one that cannot be imported holds up no other."""
    bad = tmp_path / "bad[1].txt"
    bad.write_bytes(b"fine\nbad\0\n")
    done = run(FILES / "lines.txt", bad, FILES / "seed.json", "--license", "CC0-1.0")
    assert done.exit_code == 1
    assert done.stdout.splitlines() == [
        "Imported as number 1, origin lines.txt: 2 new trees with 2 messages.",
        "More than once in the file, and taken once: 1 message.",
        "Imported as number 2, origin seed.json: 1 new tree with 2 messages.",
    ]
    assert f"error: {bad}, line 2: the text contains the character NUL. Nothing was imported." in done.stderr
    listed = run("--list")
    assert [line.partition(",")[2].partition(" ")[2] for line in listed.stdout.splitlines()] == [
        "lines.txt (lines), origin lines.txt, licence CC0-1.0: 2 trees, 2 messages",
        "seed.json (seed), origin seed.json, licence CC0-1.0: 1 tree, 2 messages",
    ]
    assert run("--undo", "1").stdout == "Taken out again: import 1 of lines.txt, 2 trees with 2 messages.\n"
    assert run("--list").stdout.count("\n") == 1


def test_a_dry_run() -> None:
    """What a file seems to be, three samples, and what would be imported; and nothing is."""
    told = run("--dry-run", FILES / "ultrafeedback.jsonl", "--human", "prompter").stdout.splitlines()
    assert told[0].endswith("completions of several models (--format ultrafeedback).")
    assert told[1] == "Would be imported, origin ultrafeedback.jsonl: 1 new tree with 3 messages."
    assert told[2:] == [
        "  line 1: prompter, en, by a person: Explain tides.",
        "  line 1, completion 1: assistant, en, a: The moon pulls.",
        "  line 1, completion 2: assistant, en, b: Water is wet.",
    ]
    assert run("--list").stdout == "Nothing was imported yet.\n"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "needs either files, or --list, or --undo NUMBER"),
        (["--list", "--undo", "1"], "needs either files, or --list, or --undo NUMBER"),
        ([FILES / "seed.json", "--format", "excel"], "--format: there is no form excel; there are oasst-trees"),
        ([FILES / "seed.json", "--origin", "community"], "--origin: community is the origin"),
        (["--undo", "3"], "There is no import 3"),
    ],
)
def test_what_cannot_be_asked(arguments: list[str | Path], told: str) -> None:
    """A sentence says what is expected."""
    failed = run(*arguments)
    assert isinstance(failed.exception, StartError)
    assert told in str(failed.exception)


def test_trees_that_are_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a task server there is nothing to import into."""
    monkeypatch.setenv("TASK_BACKEND", "api")
    monkeypatch.setenv("TASK_BACKEND_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("TASK_BACKEND_KEY", "key")
    failed = run(FILES / "seed.json")
    assert isinstance(failed.exception, StartError)
    assert "TASK_BACKEND=local only" in str(failed.exception)
