"""Which backups are kept, and when the next one is due."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.protocol.moments import DAY, HOUR, MINUTE, Moment, to_datetime

RETRY_AFTER = HOUR
"""So long after a failure a backup that is due is tried again, in milliseconds."""

_DRILL_EVERY = 7 * DAY


@dataclass(frozen=True, slots=True)
class Kept:
    """How many backups are kept: the last one of each of the last so many days, weeks and months that have one."""

    daily: int
    weekly: int
    monthly: int


def kept_backups(moments: Iterable[Moment], kept: Kept, now: Moment) -> set[Moment]:
    """Return which backups are kept, of all that there are.

    Args:
        moments: When they were made.
        kept: How many.
        now: When it is. What lies ahead was made while the clock was wrong: it is kept, and takes no place of others.

    Returns:
        Always the newest; days, weeks (from Monday) and months are those of UTC.
    """
    all_moments = set(moments)
    ahead = {moment for moment in all_moments if moment > now}
    newest_first = sorted(all_moments - ahead, reverse=True)
    found = ahead | set(newest_first[:1])
    spans: tuple[tuple[int, Callable[[Moment], object]], ...] = (
        (kept.daily, _day),
        (kept.weekly, _week),
        (kept.monthly, _month),
    )
    for count, span_of in spans:
        last: dict[object, Moment] = {}
        for moment in newest_first:
            last.setdefault(span_of(moment), moment)
        found |= set(list(last.values())[:count])
    return found


def is_due(schedule: int, last: Moment | None, failed_at: Moment | None, now: Moment) -> bool:
    """Say whether a daily backup is to be made now.

    Args:
        schedule: The minute of the day (UTC) from which on it is due, 0 to 1,439.
        last: When the last one was made; None where there is none.
        failed_at: When it was last tried in vain, since then.
        now: When it is. A clock that was wrong does not put it off: what lies ahead counts as not having been.
    """
    if failed_at is not None and failed_at <= now < failed_at + RETRY_AFTER:
        return False
    today = now - now % DAY + schedule * MINUTE
    due = today if now >= today else today - DAY
    return last is None or not due <= last <= now


def is_drill_due(last: Moment | None, failed_at: Moment | None, now: Moment) -> bool:
    """Say whether the newest backup is to be tried now: a week after the last time, a day after one in vain.

    Args:
        last: When one was last tried, and was good; None where never.
        failed_at: When one was last tried in vain, since then.
        now: When it is; what lies ahead counts as not having been.
    """
    if failed_at is not None and failed_at <= now < failed_at + DAY:
        return False
    return last is None or not last <= now < last + _DRILL_EVERY


def _day(moment: Moment) -> object:
    return moment // DAY


def _week(moment: Moment) -> object:
    return to_datetime(moment).isocalendar()[:2]


def _month(moment: Moment) -> object:
    return to_datetime(moment).timetuple()[:2]
