"""Tests of the streaks."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.protocol.moments import DAY, HOUR, MINUTE
from bot.rules.streaks import BREAKS_AFTER, Streak, continued, days_of, is_about_to_end, milestone

NOON = 20_000 * DAY + 12 * HOUR


def after(*moments: int) -> Streak | None:
    """Return the streak after contributions at these moments."""
    streak = None
    for moment in moments:
        streak = continued(streak, moment)
    return streak


def test_the_first_contribution_is_day_one() -> None:
    """Nobody has a streak before they contribute, and one day after that."""
    assert days_of(None, NOON) == 0
    assert days_of(after(NOON), NOON) == 1


def test_a_day_counts_once() -> None:
    """A hundred contributions on one day are one day; one a day are as many days."""
    assert days_of(after(*(NOON + minute * MINUTE for minute in range(100))), NOON + 2 * HOUR) == 1
    assert days_of(after(*(NOON + day * DAY for day in range(10))), NOON + 9 * DAY) == 10


def test_it_breaks_after_36_hours() -> None:
    """36 hours without a contribution are forgiven, a millisecond more is not."""
    assert days_of(after(NOON), NOON + BREAKS_AFTER) == 1
    assert days_of(after(NOON), NOON + BREAKS_AFTER + 1) == 0
    assert days_of(after(NOON, NOON + BREAKS_AFTER), NOON + BREAKS_AFTER) == 2
    assert days_of(after(NOON, NOON + BREAKS_AFTER + 1), NOON + BREAKS_AFTER + 1) == 1


def test_a_late_delivery_does_not_turn_back_the_clock() -> None:
    """A contribution that is delivered late neither breaks a streak nor makes it older."""
    late = after(NOON, NOON + DAY, NOON + HOUR)
    assert late == Streak(days=2, last_contribution=NOON + DAY)


@given(st.lists(st.integers(0, int(1.5 * DAY)), max_size=30))
def test_without_a_gap_it_counts_the_days_touched(gaps: list[int]) -> None:
    """While no gap is longer than 36 hours, a streak is the number of different days with a contribution."""
    moments = [NOON]
    for gap in gaps:
        moments.append(moments[-1] + gap)
    assert days_of(after(*moments), moments[-1]) == len({moment // DAY for moment in moments})


@given(st.integers(0, 400))
def test_milestones_are_reached_one_after_the_other(days: int) -> None:
    """A milestone is never ahead of the days, never falls while they grow, and afterwards comes every 50 days."""
    assert 0 <= milestone(days) <= days
    assert milestone(days) <= milestone(days + 1)
    if days >= 50:
        assert milestone(days) == days // 50 * 50


def test_milestones_of_the_beginning() -> None:
    """Days 3, 7, 14, 30 and 50 are milestones, those between them are not."""
    reached = [days for days in range(1, 60) if milestone(days) == days]
    assert reached == [3, 7, 14, 30, 50]


def test_a_streak_is_about_to_end_for_ten_hours() -> None:
    """From 26 to 36 hours after the last contribution, and only from three days on."""
    streak = Streak(3, NOON)
    moments = [NOON + hours * HOUR for hours in range(48)]
    assert [(moment - NOON) // HOUR for moment in moments if is_about_to_end(streak, moment)] == list(range(26, 37))
    assert not any(is_about_to_end(Streak(2, NOON), moment) for moment in moments)
