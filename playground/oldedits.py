"""Edits of old messages, which Discord limits without saying how far."""

from collections import deque
from collections.abc import Callable

from playground.refusal import Refusal


class OldEdits:
    """Counts edits of messages older than an hour, which Discord limits (30046).

    Args:
        limit: Edits of one message within an hour of the playground's clock.
    """

    def __init__(self, now_seconds: Callable[[], float], limit: int = 10) -> None:
        self._now = now_seconds
        self._limit = limit
        self._edits: dict[int, deque[float]] = {}

    def check(self, message_id: int) -> None:
        """Count one edit.

        Raises:
            Refusal: 30046.
        """
        now = self._now()
        written = ((message_id >> 22) + 1_420_070_400_000) / 1000
        if now - written < 3_600:
            return
        edits = self._edits.setdefault(message_id, deque())
        while edits and now - edits[0] >= 3_600:
            edits.popleft()
        if len(edits) >= self._limit:
            raise Refusal(429, 30046, "Maximum number of edits to messages older than 1 hour reached. Try again later")
        edits.append(now)
