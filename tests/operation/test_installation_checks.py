"""Tests of the checks of what the operator brings along."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.operation.findings import Grade
from bot.operation.installation_checks import check_attention_checks, check_known_texts
from bot.settings import TaskBackendKind
from tests.operation.examinations import beginning
from tests.settings_files import isolate

TEXT = "Which planet of the solar system is closest to the sun?"


@pytest.fixture(autouse=True)
def _isolated(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    isolate(monkeypatch, tmp_path)


@pytest.mark.parametrize(
    ("name", "content", "grade", "said"),
    [
        ("known.txt", f"{TEXT}\nshort\n\n{TEXT[::-1]} and so on\n", Grade.OK, "2 texts known"),
        ("known.jsonl", f'"{TEXT}"\n{{"text": "{TEXT}", "answer": 1}}\n', Grade.OK, "2 texts known"),
        ("known.txt", "too short\n", Grade.WARNING, "no text of eight words"),
        ("known.jsonl", f'"{TEXT}"\n{TEXT}\n', Grade.FAILED, "line 2: this is no JSON"),
        ("known.jsonl", '{"question": "Why?"}\n', Grade.FAILED, "line 1: a string is expected"),
        ("known.jsonl", "[" * 100_000, Grade.FAILED, "line 1: this is no JSON"),
    ],
)
async def test_a_file_of_known_texts(tmp_path: Path, name: str, content: str, grade: Grade, said: str) -> None:
    """A file is counted; what cannot be used is named with its line, and no text of it is shown."""
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    (finding,) = await check_known_texts(beginning(known_texts_path=path))
    assert (finding.grade, said in finding.text) == (grade, True)
    assert TEXT not in finding.text


async def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    """A file that is not there, is a folder, or is no text, is one sentence that names the setting."""
    (tmp_path / "binary.txt").write_bytes(b"\xff\xfe\xfa")
    for path, said in (
        (tmp_path / "missing.txt", "No such file"),
        (tmp_path, "directory"),
        (tmp_path / "binary.txt", "not UTF-8"),
    ):
        (finding,) = await check_known_texts(beginning(known_texts_path=path))
        assert finding.grade is Grade.FAILED
        assert finding.text.startswith("KNOWN_TEXTS_PATH: ")
        assert said in finding.text


async def test_without_a_file() -> None:
    """Nothing is looked for where nothing is named, or where a task server takes the texts."""
    (finding,) = await check_known_texts(beginning())
    assert finding.grade is Grade.OK
    elsewhere = beginning(known_texts_path=Path("known.txt"), task_backend=TaskBackendKind.API)
    (finding,) = await check_known_texts(elsewhere)
    assert finding.grade is Grade.NOTE


async def test_benchmarks(tmp_path: Path) -> None:
    """Benchmarks are named where there are any; what cannot be used is told, and what has no effect."""
    (tmp_path / "arc.txt").write_text(f"{TEXT} And which of them is the farthest away?", encoding="utf-8")
    _, finding = await check_known_texts(beginning(benchmark_texts_path=tmp_path))
    assert finding.grade is Grade.OK
    assert finding.text.endswith(": arc.")
    _, finding = await check_known_texts(beginning(benchmark_texts_path=tmp_path / "missing.txt"))
    assert finding.grade is Grade.FAILED
    assert finding.text.startswith("BENCHMARK_TEXTS_PATH: ")
    elsewhere = beginning(benchmark_texts_path=tmp_path, task_backend=TaskBackendKind.API)
    assert (await check_known_texts(elsewhere))[-1].grade is Grade.NOTE


CHECK = {"text": TEXT, "language": "en", "labels": {"spam": False}, "explanation": "A question like any other."}


@pytest.mark.parametrize(
    ("content", "grade", "said"),
    [
        (f"{json.dumps(CHECK)}\n\n{json.dumps({**CHECK, 'prompt': 'Hello'})}\n", Grade.OK, "2 checks of your own"),
        ("\n", Grade.WARNING, "has no check"),
        (f"{json.dumps(CHECK)}\n{json.dumps(CHECK)}", Grade.FAILED, "line 2: this is the text of line 1 again"),
        (json.dumps({**CHECK, "labels": {}}), Grade.FAILED, "line 1: labels do not say whether it is spam"),
    ],
)
async def test_a_file_of_attention_checks(tmp_path: Path, content: str, grade: Grade, said: str) -> None:
    """Checks are counted; a row that cannot be used is named with its line, and no text of it is shown."""
    path = tmp_path / "checks.jsonl"
    path.write_text(content, encoding="utf-8")
    (finding,) = await check_attention_checks(beginning(checks_path=path, attention_checks=0.05))
    assert (finding.grade, said in finding.text) == (grade, True), finding.text
    assert TEXT not in finding.text


async def test_whether_there_are_attention_checks() -> None:
    """What is set without effect is said, and where checks come from."""
    api, path = TaskBackendKind.API, Path("checks.jsonl")
    for settings, grade, said in (
        ({}, Grade.OK, "ATTENTION_CHECKS is 0"),
        ({"attention_checks": 0.05}, Grade.OK, "About 5.0% of the tasks to label"),
        ({"checks_path": path}, Grade.WARNING, "CHECKS_PATH has no effect"),
        ({"checks_path": path, "attention_checks": 0.1}, Grade.FAILED, "cannot be read"),
        ({"task_backend": api, "attention_checks": 0.1}, Grade.NOTE, "have no effect"),
        ({"task_backend": api}, Grade.OK, "the task server knows none"),
    ):
        (finding,) = await check_attention_checks(beginning(**settings))
        assert (finding.grade, said in finding.text) == (grade, True), finding.text
