"""Faults that are made on purpose: doctor finds each and explains it, and docs/doctor.md has a row for each."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.operation.doctor import CHECKS
from bot.operation.settings_checks import SUBJECT
from bot.store.owner_only import OWNER_ONLY
from tests.operation.faults import FAULTS, KEY, TOKEN
from tests.settings_files import isolate

PAGE = Path(__file__).resolve().parents[2] / "docs" / "doctor.md"
ROWS = {
    cells[0]: cells[1:]
    for cells in re.findall(
        r"^\| ([^|`]+) \| `(\w+)` \| `(\w+)` \| “([^|]+)” \|$", PAGE.read_text("utf-8"), re.MULTILINE
    )
}


@pytest.fixture(autouse=True)
def _isolated(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    isolate(monkeypatch, tmp_path)
    before = os.umask(OWNER_ONLY)
    yield
    os.umask(before)


def test_the_page_has_every_fault() -> None:
    """The table has a row for each fault that is made here, in this order, and no other; there are 30 or more."""
    assert list(ROWS) == list(FAULTS)
    assert len(ROWS) >= 30
    assert {subject for subject, *_ in ROWS.values()} <= {SUBJECT, *(check.subject for check in CHECKS)}


@pytest.mark.parametrize("name", FAULTS)
async def test_a_fault_is_found(name: str) -> None:
    """A finding has the subject, the grade and the words of the page, and shows no secret."""
    found = [(each.subject, each.grade.name.lower(), each.text) for each in await FAULTS[name]()]
    subject, grade, words = ROWS[name]
    assert [text for about, how, text in found if (about, how) == (subject, grade) and words in text], found
    assert not any(secret in text for secret in (TOKEN, KEY) for *_, text in found)
