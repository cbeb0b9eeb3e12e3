"""Tests of the clocks."""

import os
import time
from pathlib import Path

import pytest

from bot.clock import Clock, ShiftedClock, SystemClock
from bot.protocol.moments import DAY, HOUR

TOLERANCE = HOUR
"""Far more than a slow machine needs between two looks at the clock."""


def offset_of(clock: Clock) -> int:
    """By how much a clock differs from the machine's, in milliseconds, to the nearest hour."""
    return round((clock.now() - time.time() * 1_000) / TOLERANCE) * TOLERANCE


def test_the_system_clock_tells_the_time() -> None:
    """The machine's time in milliseconds."""
    before = time.time_ns() // 1_000_000
    assert before <= SystemClock().now() <= time.time_ns() // 1_000_000


def test_without_a_file_the_clock_is_right(tmp_path: Path) -> None:
    """A clock that nobody has moved tells the machine's time."""
    assert offset_of(ShiftedClock(tmp_path / "missing")) == 0


@pytest.mark.parametrize(("text", "offset"), [("86400", DAY), ("-3600\n", -HOUR), ("7200.0", 2 * HOUR)])
def test_the_file_moves_the_clock(tmp_path: Path, text: str, offset: int) -> None:
    """The clock is moved by the seconds in the file, on or back."""
    file = tmp_path / "offset"
    file.write_text(text)
    assert offset_of(ShiftedClock(file)) == offset


def test_every_change_is_noticed(tmp_path: Path) -> None:
    """Each new offset is noticed at once, even one that replaces another within the same tick of the file's clock."""
    file = tmp_path / "offset"
    clock = ShiftedClock(file)
    for days in range(1, 40):
        fresh = tmp_path / "fresh"
        fresh.write_text(str(days * DAY // 1_000))
        os.utime(fresh, ns=(0, 0))
        fresh.replace(file)
        assert offset_of(clock) == days * DAY


def test_a_file_that_goes_and_comes_back(tmp_path: Path) -> None:
    """Without its file the clock is right again, and with it moved again."""
    file = tmp_path / "offset"
    file.write_text("86400")
    clock = ShiftedClock(file)
    assert offset_of(clock) == DAY
    kept = file.rename(tmp_path / "kept")
    assert offset_of(clock) == 0
    kept.rename(file)
    assert offset_of(clock) == DAY


def test_a_file_that_is_being_written_does_no_harm(tmp_path: Path) -> None:
    """While the file is empty or torn the offset of before holds."""
    file = tmp_path / "offset"
    file.write_text("86400")
    clock = ShiftedClock(file)
    assert offset_of(clock) == DAY
    for torn in ("", "-", "1e"):
        file.write_text(torn)
        assert offset_of(clock) == DAY
    file.write_text("172800")
    assert offset_of(clock) == 2 * DAY
