"""Laws of turning periods, over zones and clock changes."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.posted_boards.schedule import HOURS, TurningTime
from bot.posted_boards.zones import WELL_KNOWN
from bot.protocol.moments import DAY, HOUR, Moment, to_datetime, to_moment
from bot.protocol.scores import TimeFrame

STRANGE = (
    *("Pacific/Apia", "America/Sao_Paulo", "Africa/Casablanca", "Australia/Lord_Howe", "Asia/Kathmandu"),
    *("America/St_Johns", "Pacific/Kiritimati", "Antarctica/Troll", "Europe/Dublin", "Africa/Cairo"),
)
"""Zones that have skipped a day or midnight, change by half an hour or by two, or have odd offsets."""

times = st.builds(TurningTime, st.sampled_from(HOURS), st.sampled_from((*WELL_KNOWN, *STRANGE)))
turning = st.sampled_from([TimeFrame.DAY, TimeFrame.WEEK, TimeFrame.MONTH])
moments = st.integers(to_moment(datetime(1995, 1, 1, tzinfo=UTC)), to_moment(datetime(2037, 1, 1, tzinfo=UTC)))


def moment(text: str) -> Moment:
    """A moment, in UTC unless an offset is given."""
    return to_moment(datetime.fromisoformat(text))


def turns(time: TurningTime, period: TimeFrame, since: Moment, until: Moment) -> list[Moment]:
    """Every turn after a moment, up to another."""
    found = []
    turn = time.next_turn(period, since)
    while turn is not None and turn <= until:
        found.append(turn)
        turn = time.next_turn(period, turn)
    return found


@given(times, turning, moments)
def test_the_next_turn_is_the_first_one(time: TurningTime, period: TimeFrame, now: Moment) -> None:
    """It lies ahead, and from any moment before it, it is the next one too: none is left out, none comes twice."""
    turn = time.next_turn(period, now)
    assert turn is not None
    assert turn > now
    for before in (now, (now + turn) // 2, turn - 1):
        assert time.next_turn(period, before) == turn


@given(times, moments)
def test_a_day_turns_once_for_each_date(time: TurningTime, now: Moment) -> None:
    """In any two months there is one turn for each date of the zone's calendar, 13 to 35 hours after the one before."""
    found = turns(time, TimeFrame.DAY, now, now + 60 * DAY)
    dates = [time.local_time(turn).date() for turn in found]
    assert len(set(dates)) == len(dates)
    skipped = timedelta(days=2)  # Apia had no 30 December 2011
    for (one, first), (two, second) in zip(
        zip(found, dates, strict=True), zip(found[1:], dates[1:], strict=True), strict=False
    ):
        assert second - first == timedelta(days=1) or (second - first == skipped and time.zone == "Pacific/Apia")
        assert 13 * HOUR <= two - one <= 35 * HOUR


@given(times, turning, moments)
def test_a_turn_is_at_the_set_hour_of_the_right_day(time: TurningTime, period: TimeFrame, now: Moment) -> None:
    """Clocks show the set hour; or the hour does not exist on that day, and they have just jumped over it."""
    turn = time.next_turn(period, now)
    assert turn is not None
    local = time.local_time(turn)
    if (local.hour, local.minute) != (time.hour, 0):
        before = time.local_time(turn - 1)
        wanted = local.replace(hour=time.hour, minute=0, second=0, microsecond=0, tzinfo=None)
        as_wanted = wanted.replace(tzinfo=ZoneInfo(time.zone)).astimezone(UTC)
        assert as_wanted == to_datetime(turn) or before.date() != local.date()
    elif period is TimeFrame.WEEK:
        assert local.weekday() == 0
    elif period is TimeFrame.MONTH:
        assert local.day == 1


@pytest.mark.parametrize(
    ("now", "turn"),
    [
        ("2026-03-28T12:00", "2026-03-29T01:00"),  # 02:00 does not exist: 03:00 in summer time
        ("2026-03-29T01:00", "2026-03-30T00:00"),
        ("2026-10-24T12:00", "2026-10-25T00:00"),  # 02:00 comes twice: the first, still in summer time
        ("2026-10-25T00:00", "2026-10-26T01:00"),
    ],
)
def test_clock_changes_in_berlin(now: str, turn: str) -> None:
    """An hour that does not exist turns when the clock jumps, one that comes twice the first time."""
    time = TurningTime(2, "Europe/Berlin")
    assert time.next_turn(TimeFrame.DAY, moment(now + "+00:00")) == moment(turn + "+00:00")


def test_the_total_never_turns() -> None:
    """There is no next turn, whatever was noted."""
    time = TurningTime(9, "UTC")
    assert time.next_turn(TimeFrame.TOTAL, 0) is None
    assert time.turn_of_message(TimeFrame.TOTAL, 5, 0) is None


@given(times, turning, moments, st.integers(0, 2 * HOUR))
def test_a_clock_that_jumps_back_turns_nothing(time: TurningTime, period: TimeFrame, now: Moment, jump: int) -> None:
    """What was noted for a message holds after the clock has gone back a little, so that nothing turns twice."""
    noted = time.next_turn(period, now)
    assert time.turn_of_message(period, noted, now - jump) == noted


@given(times, turning, moments)
def test_a_clock_that_was_years_ahead_does_not_stop_turning(time: TurningTime, period: TimeFrame, now: Moment) -> None:
    """A turn that was noted by a clock that was far ahead is replaced by one of the next two."""
    noted = time.next_turn(period, now + 4_000 * DAY)
    turn = time.turn_of_message(period, noted, now)
    assert turn is not None
    assert turn <= now + 63 * DAY
