"""How often somebody may ask for packages. Off by default: people who work fast are welcome."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from bot.protocol.moments import SECOND, Moment, Span
from bot.protocol.tasks import TaskType


@dataclass(frozen=True, slots=True)
class RateLimit:
    """At most `count` packages in any `span` of milliseconds."""

    count: int
    span: Span

    def wait(self, moments: Iterable[Moment], now: Moment) -> int:
        """Return for how many seconds somebody has to wait who asked at these moments; 0 if they need not."""
        recent = sorted(moment for moment in moments if moment > now - self.span)
        if len(recent) < self.count:
            return 0
        free_at = recent[len(recent) - self.count] + self.span
        return -((now - free_at) // SECOND)


@dataclass(frozen=True, slots=True, kw_only=True)
class RateLimits:
    """The limits of a backend; None is no limit.

    Attributes:
        tasks: Of all packages together.
        assistant_replies: Of replies as the assistant.
        prompter_replies: Of replies as the prompter.
    """

    tasks: RateLimit | None = None
    assistant_replies: RateLimit | None = None
    prompter_replies: RateLimit | None = None

    @property
    def longest_span(self) -> Span:
        """How far back one has to look; 0 where nothing is limited."""
        return max((limit.span for limit in self._all() if limit is not None), default=0)

    def of(self, task_type: TaskType) -> RateLimit | None:
        """Return the limit of a type of its own."""
        if task_type is TaskType.ASSISTANT_REPLY:
            return self.assistant_replies
        return self.prompter_replies if task_type is TaskType.PROMPTER_REPLY else None

    def _all(self) -> tuple[RateLimit | None, ...]:
        return self.tasks, self.assistant_replies, self.prompter_replies


NO_LIMITS: Final = RateLimits()
