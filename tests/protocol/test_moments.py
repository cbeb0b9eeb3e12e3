"""Tests of the moments."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.protocol.moments import DAY, from_iso, to_datetime, to_iso, to_moment

MOMENTS = st.integers(min_value=-(10**12), max_value=10**14)


@given(MOMENTS)
def test_a_moment_survives_every_way_of_writing_it(moment: int) -> None:
    """Datetime and ISO text give back the moment that they were made from."""
    assert to_moment(to_datetime(moment)) == moment
    assert from_iso(to_iso(moment)) == moment


def test_the_epoch_is_zero() -> None:
    """Moments count milliseconds from the Unix epoch."""
    assert to_moment(datetime(1970, 1, 2, tzinfo=UTC)) == DAY
    assert to_iso(0) == "1970-01-01T00:00:00.000000+00:00"


def test_zones_are_converted() -> None:
    """The same instant in another zone is the same moment; without a zone it is UTC."""
    zone = timezone(timedelta(hours=2))
    assert to_moment(datetime(2026, 1, 1, 2, tzinfo=zone)) == to_moment(datetime(2026, 1, 1, tzinfo=UTC))
    assert from_iso("2026-01-01T00:00:00") == from_iso("2026-01-01T00:00:00Z")


def test_microseconds_are_rounded_down() -> None:
    """What the wire says more precisely is cut to the millisecond, before the epoch too."""
    assert from_iso("1970-01-01T00:00:00.001999+00:00") == 1
    assert from_iso("1969-12-31T23:59:59.999999+00:00") == -1


def test_nonsense_is_refused() -> None:
    """A text that is no date is an error."""
    with pytest.raises(ValueError, match="yesterday"):
        from_iso("yesterday")
