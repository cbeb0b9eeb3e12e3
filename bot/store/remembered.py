"""A value of the database that is remembered until somebody changes it: it is asked for often, and changes seldom."""

from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Remembered(Generic[Value]):
    """Reads a value at its first use, and again after `forget`. The database has the truth."""

    def __init__(self, read: Callable[[], Awaitable[Value]]) -> None:
        self._read = read
        self._known: tuple[Value] | None = None
        self._changes = 0

    async def get(self) -> Value:
        """Return the value as it is stored."""
        if self._known is not None:
            return self._known[0]
        changes = self._changes
        value = await self._read()
        if changes == self._changes:  # else it was changed while it was read, and may be the one of before
            self._known = (value,)
        return value

    def forget(self) -> None:
        """Note that the value was changed in the database."""
        self._changes += 1
        self._known = None
