"""Tests of what is said of Discord's gateway."""

import pytest

from bot.discord.access import GatewayState, in_words


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.6, "1 second"), (90, "90 seconds"), (120, "2 minutes"), (7_200, "2 hours")]
)
def test_a_span_of_time(seconds: float, words: str) -> None:
    """A span is told in its largest unit, and one second is no “1 seconds”."""
    assert in_words(seconds) == words


@pytest.mark.parametrize(("left", "words"), [(1, "1 of 1000 sessions is left"), (0, "0 of 1000 sessions are left")])
def test_sessions_that_are_left(left: int, words: str) -> None:
    """One session is left, all other numbers are."""
    assert GatewayState("wss://gateway", left, 1_000, 60.0, 1).left_in_words == words
