"""Whether the bot can do its work, part by part: pure, from facts."""

from dataclasses import dataclass
from typing import Final

from bot.protocol.moments import DAY, MINUTE, SECOND, Span
from bot.watching.facts import Facts

OLDEST_SUBMISSION: Final[Span] = 10 * MINUTE
"""A delivery is repeated within minutes: what waits longer waits for somebody."""
OLDEST_BACKUP: Final[Span] = 2 * DAY
"""Of a bot that makes one a day: as `doctor` has it."""
LEAST_FREE_BYTES: Final = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the bot.

    Attributes:
        name: What it is called.
        is_ready: Whether it works.
        detail: What was seen, in a few English words.
    """

    name: str
    is_ready: bool
    detail: str


def parts_of(facts: Facts, *, makes_backups: bool) -> tuple[Part, ...]:
    """Judge the facts.

    Args:
        facts: How the bot is.
        makes_backups: Whether it is to make a backup a day.
    """
    return (
        Part("gateway", facts.disconnected == 0, _gateway(facts)),
        Part("database", facts.waiting is not None, "answers" if facts.waiting else "does not answer"),
        Part("backend", facts.backend_answers, "answers" if facts.backend_answers else "does not answer"),
        _outbox(facts),
        _backup(facts, makes_backups=makes_backups),
        Part("disk", facts.free_bytes >= LEAST_FREE_BYTES, f"{facts.free_bytes // 1024**2:,} MiB free"),
    )


def _gateway(facts: Facts) -> str:
    if facts.disconnected:
        return f"{facts.disconnected} without connection"
    return "connected" if facts.latency_seconds is None else f"answers in {facts.latency_seconds * 1_000:,.0f} ms"


def _outbox(facts: Facts) -> Part:
    if facts.waiting is None:
        return Part("outbox", False, "unknown")
    oldest = facts.waiting.oldest_submission_at
    waits: Span = 0 if oldest is None else max(facts.at - oldest, 0)
    detail = f"{facts.waiting.submissions:,} waiting, the oldest for {waits // SECOND:,} s"
    return Part("outbox", waits <= OLDEST_SUBMISSION, detail)


def _backup(facts: Facts, *, makes_backups: bool) -> Part:
    last, failure, drill = facts.backup.last_good, facts.backup.failure, facts.backup.drill_failure
    if not makes_backups:
        return Part("backup", True, "none is asked for")
    if failure is not None or drill is not None:
        return Part("backup", False, "the last one failed" if failure is not None else "it cannot be restored")
    if last is None:
        return Part("backup", True, "none yet")
    age = max(facts.at - last.made_at, 0)
    return Part("backup", age <= OLDEST_BACKUP, f"the last one is {age // MINUTE:,} minutes old")
