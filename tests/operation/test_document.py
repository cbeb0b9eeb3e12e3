"""Tests of findings as JSON, and of the page that explains them."""

import json
import logging
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.__main__ import cli
from bot.log import Blanker
from bot.operation.doctor import CHECKS
from bot.operation.document import Document
from bot.operation.findings import Finding, Grade
from bot.operation.settings_checks import SUBJECT
from tests.settings_files import isolate

PAGE = Path(__file__).resolve().parents[2] / "docs" / "doctor.md"
SECRET = "very-secret-token"  # noqa: S105 - made up
NOBODY = "http://127.0.0.1:9/api/v10"


@pytest.fixture
def _loggers_as_before() -> Iterator[None]:
    """Undo what a command does to the logs."""
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    yield
    root.handlers = handlers
    root.setLevel(level)


def test_findings_as_data() -> None:
    """Each finding has its subject, its grade in small letters and its text in one line, without secrets."""
    document = Document(Blanker((SECRET,)).blank)
    with document.busy("token"):
        document.tell(Finding("token", Grade.FAILED, f"refused:\n{SECRET}"))
    document.tell(Finding("clock", Grade.WARNING, "Late."))
    told = json.loads(document.written())
    assert told["findings"] == [
        {"subject": "token", "grade": "failed", "text": "refused: [secret]"},
        {"subject": "clock", "grade": "warning", "text": "Late."},
    ]
    assert (told["in_order"], told["failed"], told["warnings"]) == (False, 1, 1)


def test_the_keys_are_documented() -> None:
    """docs/doctor.md has a row for each key, in the order of the document, and names each subject and grade."""
    document = Document(str)
    document.tell(Finding("clock", Grade.OK, "."))
    told = json.loads(document.written())
    keys = [*told, *(f"findings[].{key}" for key in told["findings"][0])]
    rows = dict(re.findall(r"^\| `([^`]+)` \| (.*) \|$", PAGE.read_text("utf-8"), re.MULTILINE))
    assert list(rows)[: len(keys)] == keys
    subjects = [SUBJECT, *(check.subject for check in CHECKS)]
    assert re.findall(r"`(\w+)`", rows["findings[].subject"]) == subjects
    assert re.findall(r"`(\w+)`", rows["findings[].grade"]) == [grade.name.lower() for grade in Grade]


@pytest.mark.usefixtures("_loggers_as_before")
def test_the_command_writes_one_document(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """With --json the standard output is one document, whatever is wrong, and the exit code says whether it is."""
    isolate(monkeypatch, tmp_path)
    ended = CliRunner().invoke(cli, ["doctor", "--json"], env={"DISCORD_API_URL": NOBODY, "MINIMUM_AGE": "3"})
    told = json.loads(ended.stdout)
    assert (ended.exit_code, told["in_order"]) == (1, False)
    failed = [finding["subject"] for finding in told["findings"] if finding["grade"] == "failed"]
    assert failed == ["settings", "token"]
    assert {finding["subject"] for finding in told["findings"]} == {SUBJECT, *(check.subject for check in CHECKS)}
