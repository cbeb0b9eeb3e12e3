"""Tests of what somebody may do in a channel."""

import pytest

from bot.discord.permissions import permission_names, permissions_in_channel

SERVER, ROLE, OTHER_ROLE, BOT = 1, 2, 3, 4
ADMINISTRATOR, VIEW, SEND = 1 << 3, 1 << 10, 1 << 11
THREADS = 1 << 36


@pytest.mark.parametrize(
    ("at_large", "overwrites", "expected"),
    [
        (VIEW, {}, VIEW),
        (VIEW | SEND, {SERVER: (0, SEND)}, VIEW),
        (VIEW, {SERVER: (SEND, 0)}, VIEW | SEND),
        (VIEW, {SERVER: (0, SEND), ROLE: (SEND, 0)}, VIEW | SEND),
        (VIEW, {ROLE: (0, SEND), OTHER_ROLE: (SEND, 0)}, VIEW | SEND),
        (VIEW | SEND, {ROLE: (SEND, 0), BOT: (0, SEND)}, VIEW),
        (VIEW, {ROLE: (0, SEND), BOT: (SEND, 0)}, VIEW | SEND),
        (VIEW, {99: (SEND, 0)}, VIEW),
        (VIEW | SEND, {SERVER: (0, VIEW)}, 0),
        (SEND, {BOT: (VIEW, 0)}, VIEW | SEND),
    ],
)
def test_what_may_be_done_in_a_channel(at_large: int, overwrites: dict[int, tuple[int, int]], expected: int) -> None:
    """Everyone's overwrite, then those of all roles together, then the member's own; who sees nothing may nothing."""
    assert permissions_in_channel(at_large, overwrites, SERVER, [ROLE, OTHER_ROLE], BOT) == expected


def test_administrators_may_do_everything() -> None:
    """No overwrite takes anything from an administrator."""
    everything = permissions_in_channel(ADMINISTRATOR, {SERVER: (0, VIEW | SEND)}, SERVER, [], BOT)
    assert everything & (VIEW | SEND | THREADS) == VIEW | SEND | THREADS


def test_permissions_have_names() -> None:
    """They read much like in Discord, and the most basic comes first."""
    assert permission_names(VIEW | 1 << 38) == ("View Channel", "Send Messages in Threads")
    assert permission_names(0) == ()
