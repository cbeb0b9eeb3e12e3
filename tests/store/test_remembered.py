"""Tests of values that are remembered."""

import asyncio

from bot.store.remembered import Remembered


async def test_a_value_is_read_once_until_it_changes() -> None:
    """It is read at its first use, and again after somebody changed it."""
    stored = [1]
    reads = []

    async def read() -> int:
        reads.append(stored[0])
        return stored[0]

    remembered = Remembered(read)
    assert [await remembered.get(), await remembered.get()] == [1, 1]
    stored[0] = 2
    remembered.forget()
    assert [await remembered.get(), await remembered.get()] == [2, 2]
    assert reads == [1, 2]


async def test_what_was_changed_while_it_was_read_is_not_remembered() -> None:
    """A reading that may have seen the value of before is used once, and the next one reads again."""
    stored = ["before"]
    may_go_on = asyncio.Event()

    async def read() -> str:
        found = stored[0]
        await may_go_on.wait()
        return found

    remembered = Remembered(read)
    reading = asyncio.create_task(remembered.get())
    await asyncio.sleep(0)
    stored[0] = "after"
    remembered.forget()
    may_go_on.set()
    assert await reading == "before"
    assert await remembered.get() == "after"
