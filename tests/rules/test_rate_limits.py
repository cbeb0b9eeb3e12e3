"""Tests of the rate limits."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.protocol.moments import MINUTE, SECOND
from bot.protocol.tasks import TaskType
from bot.rules.rate_limits import NO_LIMITS, RateLimit, RateLimits


def test_so_many_in_so_long() -> None:
    """The count is allowed, one more has to wait until the oldest of them is over."""
    limit = RateLimit(2, MINUTE)
    assert limit.wait([], 100_000) == 0
    assert limit.wait([90_000], 100_000) == 0
    assert limit.wait([70_000, 90_000], 100_000) == 30
    assert limit.wait([70_000, 90_000, 95_000], 100_000) == 50
    assert limit.wait([70_000, 90_000], 130_000) == 0


@given(st.lists(st.integers(0, 500_000), max_size=20), st.integers(1, 5))
def test_waiting_is_enough(moments: list[int], count: int) -> None:
    """Whoever waits as long as they are told need not wait any longer."""
    limit, now = RateLimit(count, MINUTE), 500_000
    wait = limit.wait(moments, now)
    assert limit.wait(moments, now + wait * SECOND) == 0
    assert wait == 0 or limit.wait(moments, now + (wait - 1) * SECOND) > 0


def test_which_types_are_limited() -> None:
    """Replies have limits of their own; by default nothing is limited."""
    limits = RateLimits(
        tasks=RateLimit(30, 4 * MINUTE),
        assistant_replies=RateLimit(4, 2 * MINUTE),
        prompter_replies=RateLimit(8, 2 * MINUTE),
    )
    assert limits.of(TaskType.ASSISTANT_REPLY) == RateLimit(4, 2 * MINUTE)
    assert limits.of(TaskType.PROMPTER_REPLY) == RateLimit(8, 2 * MINUTE)
    assert limits.of(TaskType.INITIAL_PROMPT) is None
    assert limits.longest_span == 4 * MINUTE
    assert NO_LIMITS.longest_span == 0
