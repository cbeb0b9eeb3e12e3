"""Streaks: days in a row with a contribution."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Final

from bot.protocol.moments import DAY, HOUR, Moment, Span

BREAKS_AFTER: Final[Span] = 36 * HOUR
"""So long without a contribution ends a streak: a day, and half a day for those whose evenings differ."""

WARNED_BEFORE: Final[Span] = 10 * HOUR
"""So long before its end a streak is about to end: 26 hours after the last contribution, at about the same hour."""

LEAST_WARNED: Final = 3
"""The shortest streak, in days, whose end is worth a warning."""

MILESTONES: Final = (3, 7, 14, 30, 50)
"""The days at which it is worth saying that a streak was kept; after these, every further 50."""

_AFTERWARDS: Final = MILESTONES[-1]


@dataclass(frozen=True, slots=True)
class Streak:
    """A streak as of its last contribution: `days` is how many different days (UTC) it has seen, at least 1."""

    days: int
    last_contribution: Moment

    @property
    def ends_at(self) -> Moment:
        """The last moment at which a contribution continues it."""
        return self.last_contribution + BREAKS_AFTER


def continued(streak: Streak | None, moment: Moment) -> Streak:
    """Return the streak after a contribution at this moment; None stands for somebody's first."""
    if streak is None or moment > streak.ends_at:
        return Streak(days=1, last_contribution=moment)
    new_day = moment // DAY > streak.last_contribution // DAY
    return Streak(days=streak.days + new_day, last_contribution=max(moment, streak.last_contribution))


def days_of(streak: Streak | None, now: Moment) -> int:
    """Return how many days a streak has as of now: 0 once it is broken."""
    if streak is None or now > streak.ends_at:
        return 0
    return streak.days


def is_about_to_end(streak: Streak, now: Moment) -> bool:
    """Say whether a streak that would be missed ends within the next hours (`WARNED_BEFORE`)."""
    return streak.days >= LEAST_WARNED and streak.ends_at - WARNED_BEFORE <= now <= streak.ends_at


def milestone(days: int) -> int:
    """Return the last milestone that a streak of so many days has reached; 0 before the first."""
    if days >= _AFTERWARDS:
        return days - days % _AFTERWARDS
    reached = bisect_right(MILESTONES, days)
    return MILESTONES[reached - 1] if reached else 0
