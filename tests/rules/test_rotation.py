"""Tests of the rotation of backups: laws."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.protocol.moments import DAY, HOUR, MINUTE, to_datetime
from bot.rules.rotation import RETRY_AFTER, Kept, is_due, kept_backups

YEARS = 3 * 365 * DAY
BEGIN = 20_000 * DAY
NOW = BEGIN + YEARS
MOMENTS = st.lists(st.integers(BEGIN, BEGIN + YEARS), max_size=60)
KEPT = st.builds(Kept, st.integers(0, 14), st.integers(0, 10), st.integers(0, 24))
SCHEDULES = st.integers(0, 1_439)


@given(MOMENTS, KEPT)
def test_the_newest_is_always_kept(moments: list[int], kept: Kept) -> None:
    """Whatever is kept, the newest backup is, and no more than the numbers allow."""
    found = kept_backups(moments, kept, NOW)
    assert found <= set(moments)
    assert (max(moments) in found) if moments else found == set()
    assert len(found) <= 1 + kept.daily + kept.weekly + kept.monthly


@given(MOMENTS, KEPT)
def test_rotating_again_removes_nothing(moments: list[int], kept: Kept) -> None:
    """What was kept is kept until there is a newer one."""
    found = kept_backups(moments, kept, NOW)
    assert kept_backups(found, kept, NOW) == found


@given(MOMENTS, KEPT, st.lists(st.integers(NOW + 1, NOW + YEARS), max_size=5))
def test_a_clock_that_was_wrong_costs_no_backup(moments: list[int], kept: Kept, ahead: list[int]) -> None:
    """Backups that lie ahead are kept, and nothing else is removed because of them."""
    assert kept_backups([*moments, *ahead], kept, NOW) == kept_backups(moments, kept, NOW) | set(ahead)


@given(st.integers(40, 400), SCHEDULES)
def test_a_backup_a_day(days: int, minute: int) -> None:
    """Rotated each day, there is one of each of the last seven days, four weeks and as many months as there were."""
    there: set[int] = set()
    for day in range(days):
        there = kept_backups(there | {BEGIN + day * DAY + minute * MINUTE}, Kept(7, 4, 12), NOW)
    newest = BEGIN + (days - 1) * DAY + minute * MINUTE
    assert {newest - day * DAY for day in range(7)} <= there
    all_made = [BEGIN + day * DAY for day in range(days)]
    weeks = sorted({to_datetime(moment).isocalendar()[:2] for moment in all_made})[-4:]
    months = sorted({to_datetime(moment).timetuple()[:2] for moment in all_made})[-12:]
    assert set(weeks) <= {to_datetime(moment).isocalendar()[:2] for moment in there}
    assert set(months) <= {to_datetime(moment).timetuple()[:2] for moment in there}


@given(SCHEDULES, st.integers(BEGIN, BEGIN + YEARS))
def test_once_a_day(schedule: int, begin: int) -> None:
    """Looked at every minute of two days it is made twice, each time at the minute that was set."""
    last, made = begin, []
    for now in range(begin + MINUTE, begin + 2 * DAY + 1, MINUTE):
        if is_due(schedule, last, None, now):
            last = now
            made.append(now)
    assert len(made) == 2
    assert all(0 <= moment % DAY - schedule * MINUTE < MINUTE for moment in made)


@given(SCHEDULES, st.integers(BEGIN, BEGIN + YEARS), st.integers(1, 400))
def test_a_clock_that_jumped(schedule: int, now: int, days: int) -> None:
    """A last backup, or failure, that lies ahead puts nothing off, and days without one are made up for once."""
    assert is_due(schedule, now + days * DAY, None, now)
    assert is_due(schedule, None, now + days * DAY, now)
    assert is_due(schedule, now - (days + 1) * DAY, None, now)
    assert not is_due(schedule, now, None, now)


@given(SCHEDULES, st.integers(BEGIN, BEGIN + YEARS), st.integers(0, 3 * HOUR))
def test_a_failure_waits_an_hour(schedule: int, now: int, since: int) -> None:
    """What failed is tried again after an hour, not before."""
    assert is_due(schedule, None, now - since, now) == (since >= RETRY_AFTER)
