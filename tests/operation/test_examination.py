"""Tests of what keeps a check from being looked at."""

from collections.abc import Iterable

from bot.operation.examination import Check, Examination
from bot.operation.findings import Finding
from tests.operation.examinations import beginning


async def _look(examination: Examination) -> Iterable[Finding]:  # noqa: ARG001 - the interface's
    return ()


def test_what_a_check_needs() -> None:
    """A check cannot be looked at where a subject or a setting that it needs is not to be had; the reason names it."""
    check = Check("permissions", _look, ("discord",), ("DATABASE_PATH",))
    examination = beginning()
    assert check.obstacle(examination) is None
    examination.unusable = frozenset({"DATABASE_PATH"})
    assert "DATABASE_PATH" in str(check.obstacle(examination))
    examination.unavailable.add("discord")
    assert "discord" in str(check.obstacle(examination))
    examination.unavailable = {"clock"}
    examination.unusable = frozenset({"LOG_LEVEL"})
    assert check.obstacle(examination) is None
