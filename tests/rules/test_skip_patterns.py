"""Laws of skip patterns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.skip_patterns import find_skip_pattern


@given(st.lists(st.tuples(st.booleans(), st.booleans()), max_size=120))
def test_who_picks_is_not_meant(packages: list[tuple[bool, bool]]) -> None:
    """Fewer than thirty packages, or seven of ten that were skipped without a flag, are no reason."""
    found = find_skip_pattern(packages)
    skipped = sum(was_skipped for was_skipped, _ in packages)
    flagged = sum(was_skipped and was_flagged for was_skipped, was_flagged in packages)
    if len(packages) < 30 or (skipped <= 0.7 * len(packages) and flagged <= 0.3 * len(packages)):
        assert found is None
    if found is not None:
        assert found == {"skipped": skipped, "packages": len(packages), "flagged": flagged}


@pytest.mark.parametrize(
    ("skipped", "flagged", "answered", "is_found"),
    [(30, 0, 0, True), (50, 0, 10, False), (57, 0, 3, True), (0, 30, 0, True), (0, 30, 30, True), (0, 20, 40, False)],
)
def test_cases(skipped: int, flagged: int, answered: int, is_found: bool) -> None:
    """Nearly everything must be skipped, or half of it flagged."""
    packages = [(True, False)] * skipped + [(True, True)] * flagged + [(False, False)] * answered
    assert (find_skip_pattern(packages) is not None) is is_found
