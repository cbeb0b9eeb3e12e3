"""Tests of who may begin to work in a server."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.protocol.moments import DAY, Moment, from_iso
from bot.rules.beginning import (
    MOST_DAYS,
    Obstacle,
    Requirements,
    RoleLacking,
    TooNew,
    TooYoung,
    created_at,
    find_obstacle,
)

NOW = from_iso("2026-11-30T12:00:00Z")
ROLE = 31
OLD_ACCOUNT = 912_345_678_901_234_567


def snowflake(made_at: Moment) -> int:
    """The id of an account that was made then."""
    return (made_at - 1_420_070_400_000) << 22


def obstacle(
    requirements: Requirements,
    discord_id: int = OLD_ACCOUNT,
    joined_at: Moment | None = NOW,
    roles: tuple[int, ...] = (),
) -> Obstacle | None:
    """What keeps somebody from beginning now."""
    return find_obstacle(requirements, discord_id=discord_id, joined_at=joined_at, role_ids=roles, now=NOW)


def test_when_an_account_was_made() -> None:
    """The example of Discord's documentation."""
    assert created_at(175_928_847_299_117_063) == from_iso("2016-04-30T11:18:25.796+00:00")


def test_where_nothing_is_asked_everybody_may_begin() -> None:
    """An account of today that has just come in, of whom nothing else is known."""
    assert obstacle(Requirements(), snowflake(NOW), None) is None


@given(days=st.integers(1, MOST_DAYS), age=st.integers(0, 2 * MOST_DAYS * DAY))
def test_the_age_of_an_account(days: int, age: int) -> None:
    """Who is too young may begin at the moment that is told, and not a millisecond earlier."""
    made_at = NOW - min(age, NOW - 1_420_070_400_000)
    found = obstacle(Requirements(account_days=days), snowflake(made_at))
    if NOW - made_at >= days * DAY:
        assert found is None
    else:
        assert found == TooYoung(days, made_at + days * DAY)


@given(days=st.integers(1, MOST_DAYS), there=st.integers(0, 2 * MOST_DAYS * DAY))
def test_the_time_in_the_server(days: int, there: int) -> None:
    """Who is too new may begin at the moment that is told, and not a millisecond earlier."""
    found = obstacle(Requirements(member_days=days), joined_at=NOW - there)
    assert found == (None if there >= days * DAY else TooNew(days, NOW - there + days * DAY))


def test_where_it_is_not_known_since_when_they_are_there() -> None:
    """What cannot be looked at is not taken as given."""
    assert obstacle(Requirements(member_days=1), joined_at=None) == TooNew(1, None)


@pytest.mark.parametrize(
    ("roles", "found"), [((), RoleLacking(ROLE)), ((32, 33), RoleLacking(ROLE)), ((32, ROLE), None)]
)
def test_the_role(roles: tuple[int, ...], found: Obstacle | None) -> None:
    """Of all roles that somebody has, the one that is asked for counts."""
    assert obstacle(Requirements(role_id=ROLE), roles=roles) == found
