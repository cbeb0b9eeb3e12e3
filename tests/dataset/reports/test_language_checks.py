"""Texts whose language is checked by a child process."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bot.dataset.reports import language_checks as module
from bot.dataset.reports.language_checks import LanguagesFound, language_checks
from tests.test_language_model import TEXTS

pytestmark = pytest.mark.slow

FIRST_WORD = (
    "import json, sys\nfor line in sys.stdin.buffer: print(json.dumps(json.loads(line).split()[0]), flush=True)"
)
"""A child that takes the first word of a text for its language."""
PROSE = " and forty letters, so that it is long enough to be asked about"


def command(code: str) -> tuple[str, ...]:
    """What runs a child of a test."""
    return (sys.executable, "-P", "-c", code)


def test_texts_in_another_language_are_counted() -> None:
    """The child of the bot is asked about every text that is long enough, and finds those in another language."""
    with language_checks() as checks:
        assert checks is not None
        for language, text in TEXTS.items():
            checks.add(language, text)
        checks.add("en", TEXTS["de"])
        checks.add("pt", TEXTS["pt-BR"])
        checks.add("en", "Kurz.")
        checks.add("en", f"```{TEXTS['de']}```")
        found = checks.result()
    assert found == LanguagesFound(
        checked={**dict.fromkeys(sorted([*TEXTS, "pt"]), 1), "en": 2}, others={("en", "de"): 1}
    )


@pytest.mark.parametrize("texts", [0, 1, 63, 64, 65, 200])
def test_no_answer_is_lost(texts: int) -> None:
    """However many texts there are, each is answered once, and belongs to its own language; long ones too."""
    with language_checks(command(FIRST_WORD)) as checks:
        assert checks is not None
        for number in range(texts):
            checks.add("en", f"{'en' if number % 3 else 'de'} {PROSE} {'and more ' * 2_000 * (number % 7 == 0)}")
        found = checks.result()
    wrong = len(range(0, texts, 3))
    assert found is not None
    assert found.checked == ({"en": texts} if texts else {})
    assert found.others == ({("en", "de"): wrong} if wrong else {})


@pytest.mark.parametrize(
    "code", ["", "print('no JSON', flush=True); input()", "import sys; sys.stdin.close(); sys.stdout.close()"]
)
def test_a_child_that_fails_says_nothing(code: str) -> None:
    """Where the child ends, hears nothing or answers with something else, there is no figure instead of a wrong one."""
    with language_checks(command(code)) as checks:
        assert checks is not None
        for _ in range(300):
            checks.add("en", f"en {PROSE}")
        assert checks.result() is None


def test_a_child_that_hangs_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """A child that neither reads nor answers is ended after its time."""
    monkeypatch.setattr(module, "CHILD_SECONDS", 0.2)
    with language_checks(("sleep", "600")) as checks:
        assert checks is not None
        for _ in range(200):
            checks.add("en", f"en {PROSE} {'and more ' * 2_000}")
        assert checks.result() is None


def test_without_a_child_there_are_no_checks(tmp_path: Path) -> None:
    """Where it cannot be started, nothing is checked, and that is no error."""
    with language_checks((str(tmp_path / "nothing"),)) as checks:
        assert checks is None
