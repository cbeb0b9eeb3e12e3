"""When the period of a posted board turns: at a set hour of local time, each day, each Monday, each first of a month.

Backends know rolling periods only ("the last 24 hours"). At the moment at which a period turns, the last 24 hours, 7 or
30 days *are* the period that has just ended, or nearly so: that is what a final page shows, and what it says.

An hour that a clock change skips is taken as the moment at which the clock has jumped over it; of one that comes twice
the first counts (PEP 495, `fold=0`). So every date has exactly one moment, and a period turns exactly once.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.protocol.moments import Moment, to_datetime, to_moment
from bot.protocol.scores import TimeFrame

HOURS = range(24)

_MONDAY = 0
_DAYS_LOOKED_THROUGH = 66
"""Within so many days every period turns at least twice."""


@dataclass(frozen=True, slots=True)
class TurningTime:
    """The hour at which periods turn, 0..23, by the clocks of a zone (its IANA name, such as `Europe/Berlin`)."""

    hour: int
    zone: str

    def next_turn(self, period: TimeFrame, now: Moment) -> Moment | None:
        """Return the first moment after `now` at which a period turns; None for the total, which never does."""
        if period is TimeFrame.TOTAL:
            return None
        today = self._local_date(now)
        # From yesterday on: a zone that skips a whole day moves the moment of the day before.
        return next(moment for moment in self._turns(period, today - timedelta(days=1)) if moment > now)

    def turn_of_message(self, period: TimeFrame, noted: Moment | None, now: Moment) -> Moment | None:
        """Return when a message's period turns: as noted for it, unless by a clock that was wrong.

        Args:
            period: of the message.
            noted: what `next_turn` said when it was posted.
            now: the present moment. A clock that jumped back leaves at most one turn between it and what was noted.
        """
        soonest = self.next_turn(period, now)
        if noted is None or soonest is None:
            return soonest
        latest = self.next_turn(period, soonest)
        return noted if latest is None else min(noted, latest)

    def local_time(self, now: Moment) -> datetime:
        """Return what the clocks of the zone show."""
        return to_datetime(now).astimezone(_zone(self.zone))

    def _local_date(self, now: Moment) -> date:
        return self.local_time(now).date()

    def _turns(self, period: TimeFrame, first: date) -> Iterator[Moment]:
        zone = _zone(self.zone)
        for days in range(_DAYS_LOOKED_THROUGH):
            day = first + timedelta(days=days)
            if _begins(period, day):
                yield to_moment(datetime.combine(day, time(self.hour), zone))


def _begins(period: TimeFrame, day: date) -> bool:
    """Say whether a new period begins on a date."""
    if period is TimeFrame.WEEK:
        return day.weekday() == _MONDAY
    return period is TimeFrame.DAY or day.day == 1


@lru_cache(maxsize=64)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)
