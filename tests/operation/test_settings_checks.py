"""Tests of what doctor says of the settings."""

from pathlib import Path

import pytest

from bot.operation.examination import Examination
from bot.operation.findings import Finding, Grade
from bot.operation.settings_checks import check_settings, read_settings
from tests.operation.examinations import beginning
from tests.settings_files import isolate

SET = "OPERATOR_NAME=Ann\nOPERATOR_CONTACT=ann@example.org\n"


@pytest.fixture(autouse=True)
def _isolated(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    isolate(monkeypatch, tmp_path)


def look(file: str) -> list[Finding]:
    """What is found with a file `.env`."""
    Path(".env").write_text(SET + file, encoding="utf-8")
    settings, unusable, problems, are_readable = read_settings()
    assert are_readable
    begun: Examination = beginning()
    return check_settings(Examination(begun.composition, begun.inspection, settings, unusable), problems)


def test_all_in_order() -> None:
    """Where every value can be used, one line says so."""
    assert [finding.grade for finding in look("LOG_LEVEL=INFO\n# a comment\nexport minimum_age=20\n")] == [Grade.OK]


def test_every_unusable_value_is_a_failure() -> None:
    """Each has its own line, thresholds too, with what is expected; values are not shown."""
    found = look("MINIMUM_AGE=3\nGOAL_TREE_SIZE=secret-1\nTASK_BACKEND=api\nTASK_BACKEND_URL=secret-2\n")
    assert {finding.grade for finding in found} == {Grade.FAILED}
    named = [finding.text.partition(":")[0].partition(" ")[0] for finding in found]
    assert named == ["TASK_BACKEND_URL", "MINIMUM_AGE", "GOAL_TREE_SIZE", "TASK_BACKEND_KEY"]
    assert all("Correct it in .env" in finding.text for finding in found)
    assert not any("secret" in finding.text for finding in found)


@pytest.mark.parametrize(
    ("written", "meant"),
    [("DISCORD_TOKN", "DISCORD_TOKEN"), ("operator_nmae", "OPERATOR_NAME"), ("GOAL_TREESIZE", "GOAL_TREE_SIZE")],
)
def test_a_misspelt_name_is_told_with_the_nearest(written: str, meant: str) -> None:
    """A name in .env that is nearly one of a setting is a warning, which names that one."""
    (finding,) = [each for each in look(f"{written}=secret\n") if each.grade is Grade.WARNING]
    assert written in finding.text
    assert f"Is it {meant}?" in finding.text
    assert "secret" not in finding.text


def test_a_name_of_another_program_is_only_noted() -> None:
    """A name that is like none of the bot's is no reason to worry."""
    assert [each.grade for each in look("COMPOSE_PROJECT_NAME=x\n")] == [Grade.OK, Grade.NOTE]


@pytest.mark.parametrize(
    "line", ["DISCORD_TOKEN: MTIz.secret", "MTIz.Gab.secret", "MTIz.Gab.secret==", "TEXTS_PATH", "a b"]
)
def test_a_line_without_effect_is_named_by_its_number(line: str) -> None:
    """What is no NAME=value may be a secret that was put there without a name: only its line is told."""
    (finding,) = [each for each in look(f"{line}\n") if each.grade is Grade.WARNING]
    assert finding.text.startswith("Line 3 of .env ")
    assert "secret" not in finding.text


def test_what_people_will_miss_is_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without an operator's name and contact the bot runs, and the operator is told what that means."""
    monkeypatch.setenv("OPERATOR_NAME", "Ann")
    found = check_settings(beginning(), [])
    warned_of = [finding.text.partition(" ")[0] for finding in found if finding.grade is Grade.WARNING]
    assert warned_of == ["OPERATOR_CONTACT"]
    assert any("no file .env in" in finding.text for finding in found)


def test_a_file_that_cannot_be_read_is_one_failure() -> None:
    """Where the file is not UTF-8, nothing else is known of the settings."""
    Path(".env").write_bytes("OPERATOR_NAME=Jürgen\n".encode("utf-16"))
    _, unusable, problems, are_readable = read_settings()
    assert not are_readable
    assert unusable == frozenset()
    assert [problem.text for problem in problems] == ["The file .env is not UTF-8 text. Save it as UTF-8."]


@pytest.mark.parametrize(("mode", "grades"), [(0o644, [Grade.WARNING]), (0o640, [Grade.WARNING]), (0o600, [])])
def test_a_file_with_secrets_that_others_may_read(mode: int, grades: list[Grade]) -> None:
    """Where `.env` has a secret in it and others may read it, a warning says what to do; and does not show it."""
    Path(".env").touch()
    Path(".env").chmod(mode)
    found = [finding for finding in look("DISCORD_TOKEN=a-secret\n") if "chmod go= .env" in finding.text]
    assert [finding.grade for finding in found] == grades
    assert "a-secret" not in "".join(finding.text for finding in found)


def test_topics_at_a_task_server_are_a_warning() -> None:
    """Where the backend knows no topics it is said that listing some has no effect; elsewhere it is in order."""
    server = "TASK_BACKEND=api\nTASK_BACKEND_URL=https://example.org\nTASK_BACKEND_KEY=key\n"
    assert [each.grade for each in look("TOPICS=cooking\n")] == [Grade.OK]
    warnings = [each.text for each in look(f"TOPICS=cooking\n{server}") if each.grade is Grade.WARNING]
    assert [text for text in warnings if "TOPICS has no effect with TASK_BACKEND=api" in text]
