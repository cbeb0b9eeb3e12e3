"""A memory of the most recent entries."""

from typing import Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class Recent(Generic[Key, Value]):
    """Remembers so many entries; what was put in first goes first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._entries: dict[Key, Value] = {}

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, key: Key) -> Value | None:
        """Return the value of a key; None where there is none (any more)."""
        return self._entries.get(key)

    def put(self, key: Key, value: Value) -> None:
        """Remember a value."""
        self._entries.pop(key, None)
        while len(self._entries) >= self._most:
            self._entries.pop(next(iter(self._entries)))
        self._entries[key] = value

    def drop(self, key: Key) -> None:
        """Forget a value."""
        self._entries.pop(key, None)
