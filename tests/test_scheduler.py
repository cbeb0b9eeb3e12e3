"""Tests of chores."""

import asyncio
from collections.abc import Callable

import pytest

from bot import scheduler
from bot.protocol.moments import DAY, HOUR, MINUTE
from bot.scheduler import Chore, run_chores
from tests.clocks import StandingClock

PATIENCE_SECONDS = 30.0
ROUNDS = 20
"""So many looks at the clock are enough for anything that is due to be done."""


@pytest.fixture(autouse=True)
def _quick_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look at the clock without a pause."""
    monkeypatch.setattr(scheduler, "_STEP_SECONDS", 0)


async def until(condition: Callable[[], bool]) -> None:
    """Wait for something to become true."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not condition():  # noqa: ASYNC110 - a chore under test has no event to set
            await asyncio.sleep(0)


async def some_rounds() -> None:
    """Let every chore look at the clock several times."""
    for _ in range(ROUNDS):
        await asyncio.sleep(0)


async def end(running: "asyncio.Task[None]") -> None:
    """Stop the chores."""
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running


async def test_a_chore_is_done_when_it_is_due() -> None:
    """A chore is done first after its interval, and then once each interval, by the given clock."""
    clock = StandingClock()
    done: list[int] = []

    async def work() -> None:
        done.append(clock.now())

    running = asyncio.create_task(run_chores([Chore("count", HOUR, work)], clock))
    await some_rounds()
    assert done == []
    for number in range(1, 4):
        clock.move(HOUR - 1)
        await some_rounds()
        assert len(done) == number - 1
        clock.move(1)
        await until(lambda: len(done) == number)  # noqa: B023 - awaited before the number changes
        await some_rounds()
        assert len(done) == number
    await end(running)


async def test_a_failure_does_not_end_a_chore() -> None:
    """A chore that fails is done again when it is next due, and the others go on."""
    clock = StandingClock()
    failed: list[int] = []
    done: list[int] = []

    async def fail() -> None:
        failed.append(clock.now())
        raise LookupError("no matter")

    async def work() -> None:
        done.append(clock.now())

    running = asyncio.create_task(run_chores([Chore("fail", MINUTE, fail), Chore("work", MINUTE, work)], clock))
    for number in range(1, 4):
        await some_rounds()
        clock.move(MINUTE)
        await until(lambda: len(failed) == len(done) == number)  # noqa: B023 - awaited before the number changes
    await end(running)


async def test_a_long_jump_does_a_chore_once() -> None:
    """After a clock that jumped over many intervals a chore is done once, not once for each."""
    clock = StandingClock()
    done: list[int] = []

    async def work() -> None:
        done.append(clock.now())

    running = asyncio.create_task(run_chores([Chore("count", MINUTE, work)], clock))
    await some_rounds()
    clock.move(30 * DAY)
    await until(lambda: len(done) == 1)
    await some_rounds()
    assert len(done) == 1
    await end(running)


async def test_a_clock_that_is_moved_back_does_not_stop_a_chore() -> None:
    """After a clock was moved back, a chore goes on at its interval by the new time."""
    clock = StandingClock()
    done: list[int] = []

    async def work() -> None:
        done.append(clock.now())

    running = asyncio.create_task(run_chores([Chore("count", MINUTE, work)], clock))
    await some_rounds()
    clock.move(30 * DAY)
    await until(lambda: len(done) == 1)
    clock.move(-30 * DAY)
    await some_rounds()
    before = len(done)
    clock.move(MINUTE)
    await until(lambda: len(done) == before + 1)
    await end(running)


async def test_a_slow_chore_is_not_done_twice_at_once() -> None:
    """While a chore is at work it is not begun again, however long it takes."""
    clock = StandingClock()
    at_work = asyncio.Semaphore(1)
    begun: list[int] = []
    let_go = asyncio.Event()

    async def work() -> None:
        assert not at_work.locked()
        async with at_work:
            begun.append(clock.now())
            await let_go.wait()

    running = asyncio.create_task(run_chores([Chore("slow", MINUTE, work)], clock))
    await some_rounds()
    for _ in range(3):
        clock.move(MINUTE)
        await some_rounds()
    assert len(begun) == 1
    let_go.set()
    await some_rounds()
    clock.move(MINUTE)
    await until(lambda: len(begun) == 2)
    await end(running)


async def test_no_chores_is_fine() -> None:
    """Without chores there is nothing to do."""
    await asyncio.wait_for(run_chores([], StandingClock()), PATIENCE_SECONDS)
