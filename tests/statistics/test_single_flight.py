"""Tests of doing once what many ask for."""

import asyncio

import pytest

from bot.statistics.single_flight import SingleFlight


async def test_work_is_done_once_at_a_time() -> None:
    """Those who ask at the same time share one result; who asks later gets new work; others have their own."""
    flights: SingleFlight[str, int] = SingleFlight()
    begun: list[str] = []

    async def work(name: str) -> int:
        begun.append(name)
        await asyncio.sleep(0)
        return len(begun)

    assert await asyncio.gather(*(flights.join("a", lambda: work("a")) for _ in range(9))) == [1] * 9
    assert await flights.join("a", lambda: work("a")) == 2
    await asyncio.gather(flights.join("a", lambda: work("a")), flights.join("b", lambda: work("b")))
    assert begun == ["a", "a", "a", "b"]


async def test_a_failure_is_everybodys() -> None:
    """What the work raises, all get who wait for it; the next who asks tries again."""
    flights: SingleFlight[str, int] = SingleFlight()

    async def fail() -> int:
        await asyncio.sleep(0)
        raise LookupError("no")

    async def succeed() -> int:
        return 1

    answers = await asyncio.gather(*(flights.join("a", fail) for _ in range(3)), return_exceptions=True)
    assert [type(answer) for answer in answers] == [LookupError] * 3
    assert await flights.join("a", succeed) == 1


async def test_closing_breaks_off() -> None:
    """After closing, nothing is under way."""
    flights: SingleFlight[str, None] = SingleFlight()

    async def last() -> None:
        await asyncio.Event().wait()

    waiting = asyncio.create_task(flights.join("a", last))
    await asyncio.sleep(0)
    await flights.close()
    with pytest.raises(asyncio.CancelledError):
        await waiting
