"""Streaks: days in a row with a contribution."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.protocol.moments import DAY, HOUR, Moment, Span

BREAKS_AFTER: Final[Span] = 36 * HOUR
"""So long without a contribution ends a streak: a day, and half a day for those whose evenings differ."""


@dataclass(frozen=True, slots=True)
class Streak:
    """A streak as of its last contribution: `days` is how many different days (UTC) it has seen, at least 1."""

    days: int
    last_contribution: Moment


def continued(streak: Streak | None, moment: Moment) -> Streak:
    """Return the streak after a contribution at this moment; None stands for somebody's first."""
    if streak is None or moment - streak.last_contribution > BREAKS_AFTER:
        return Streak(days=1, last_contribution=moment)
    new_day = moment // DAY > streak.last_contribution // DAY
    return Streak(days=streak.days + new_day, last_contribution=max(moment, streak.last_contribution))


def days_of(streak: Streak | None, now: Moment) -> int:
    """Return how many days a streak has as of now: 0 once it is broken."""
    if streak is None or now - streak.last_contribution > BREAKS_AFTER:
        return 0
    return streak.days
