"""Tests of how long a start waits for the failures before it."""

from collections.abc import AsyncIterator
from itertools import pairwise
from pathlib import Path

import pytest

from bot.starts.repository import failed_starts
from bot.starts.service import LONGEST_PAUSE_SECONDS, Starts, pause
from bot.store import Database
from tests.clocks import StandingClock
from tests.prepared_database import prepared

DAY_SECONDS = 24 * 60 * 60
SESSIONS_A_DAY = 1_000


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    """An open database."""
    async with Database(prepared(tmp_path / "bot.sqlite3"), StandingClock()) as opened:
        yield opened


def test_each_pause_is_longer() -> None:
    """Every further failure makes the pause longer, up to the longest."""
    pauses = [pause(times, 0, 0) for times in range(1, 12)]
    assert pauses[:4] == [1, 2, 4, 8]
    assert all(before < after or after == LONGEST_PAUSE_SECONDS for before, after in pairwise(pauses))
    assert pause(10**6, 0, 0) == LONGEST_PAUSE_SECONDS


def test_what_has_passed_counts() -> None:
    """The pause begins with the failed start: whoever comes later waits less. A clock that went back adds nothing."""
    assert pause(5, 1_000, 11_000) == 6
    assert pause(5, 1_000, 100_000) == 0
    assert pause(5, 100_000, 1_000) == 16


def test_a_day_of_failures_leaves_sessions() -> None:
    """A supervisor that restarts a failing bot at once spends not half of a day's sessions."""
    spent, moment, times = 0, 0.0, 0
    while moment < DAY_SECONDS:
        times += 1
        spent += 1
        moment += pause(times, 0, 0)
    assert spent < SESSIONS_A_DAY / 2


async def test_a_start_counts_until_it_succeeds(database: Database) -> None:
    """The count is in the database, for the next process to find."""
    clock = StandingClock()
    for times in (1, 2, 3):
        clock.move(10**9)
        await Starts(database, clock).begin()
        assert await database.read(failed_starts) == (times, clock.now())
    await Starts(database, clock).succeeded()
    assert await database.read(failed_starts) is None
