"""Tests of order: each person's clicks are answered in turn, and nobody waits for somebody else."""

import asyncio

import pytest

from bot.order import Order


async def test_one_key_keeps_its_order() -> None:
    """What came first with a key is finished before the next begins, whatever it waits for."""
    order = Order()
    seen: list[tuple[str, int]] = []

    async def work(number: int) -> None:
        async with order.turn("a"):
            seen.append(("begin", number))
            for _ in range(20 - number):
                await asyncio.sleep(0)
            seen.append(("end", number))

    await asyncio.gather(*(work(number) for number in range(20)))
    assert seen == [(step, number) for number in range(20) for step in ("begin", "end")]
    assert len(order) == 0


async def test_keys_do_not_wait_for_each_other() -> None:
    """While one key is busy, another has its turn."""
    order = Order()
    async with order.turn("a"), order.turn("b"):
        assert len(order) == 2
    assert len(order) == 0


async def test_an_error_gives_the_turn_on() -> None:
    """After an error the next has its turn, and no queue is left."""
    order = Order()
    with pytest.raises(LookupError):
        async with order.turn(1):
            raise LookupError
    async with order.turn(1):
        assert len(order) == 1
    assert len(order) == 0


async def test_one_who_gives_up_does_not_hold_up_the_others() -> None:
    """Whoever is cancelled while waiting, or at work, leaves the queue; those behind have their turn."""
    order = Order()
    seen: list[int] = []

    async def work(number: int) -> None:
        async with order.turn("a"):
            seen.append(number)
            await asyncio.sleep(0)

    async with order.turn("a"):
        waiting = [asyncio.create_task(work(number)) for number in range(6)]
        await asyncio.sleep(0)
        waiting[0].cancel()
        waiting[3].cancel()
        await asyncio.sleep(0)
    await asyncio.gather(*waiting, return_exceptions=True)
    assert seen == [1, 2, 4, 5]
    assert len(order) == 0


async def test_one_who_comes_late_does_not_overtake() -> None:
    """Somebody who comes just when a turn ends is behind those who wait already."""
    order = Order()
    seen: list[str] = []

    async def work(name: str) -> None:
        async with order.turn("a"):
            seen.append(name)

    async with order.turn("a"):
        waiting = asyncio.create_task(work("waiting"))
        await asyncio.sleep(0)
    late = asyncio.create_task(work("late"))
    await asyncio.gather(waiting, late)
    assert seen == ["waiting", "late"]


async def test_no_queue_is_left_behind() -> None:
    """After many keys, many waiters and many cancellations nothing is remembered."""
    order = Order()

    async def work(key: int) -> None:
        async with order.turn(key):
            await asyncio.sleep(0)

    tasks = [asyncio.create_task(work(number % 50)) for number in range(1_000)]
    await asyncio.sleep(0)
    for task in tasks[::3]:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert len(order) == 0
