"""Who may begin to work in a server: by the age of their account, the time that they are there, a role.

Discord's Developer Policy forbids profiling of its users: these three decide here and now who may begin. They are
neither stored nor a signal of anything.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from bot.protocol.moments import DAY, Moment

DISCORD_EPOCH: Final[Moment] = 1_420_070_400_000
"""The moment from which snowflakes count (https://discord.com/developers/docs/reference#snowflakes)."""

MOST_DAYS: Final = 3_650
"""The longest that a server's managers may ask for, of an account and of the time in the server."""


@dataclass(frozen=True, slots=True)
class Requirements:
    """What a server asks of those who begin there.

    Attributes:
        account_days: So old the account is at least, 0..3,650 days.
        member_days: So long they are in the server at least, 0..3,650 days.
        role_id: The role that they have; None where it does not matter.
    """

    account_days: int = 0
    member_days: int = 0
    role_id: int | None = None


@dataclass(frozen=True, slots=True)
class TooYoung:
    """The account has not the age that is asked for, until a moment."""

    days: int
    until: Moment


@dataclass(frozen=True, slots=True)
class TooNew:
    """They are not in the server for long enough, until a moment; None where it is not known since when they are."""

    days: int
    until: Moment | None


@dataclass(frozen=True, slots=True)
class RoleLacking:
    """They have not the role that is asked for."""

    role_id: int


Obstacle = TooYoung | TooNew | RoleLacking
"""What keeps somebody from beginning."""


def created_at(snowflake: int) -> Moment:
    """Return when an account was made, from its id."""
    return (snowflake >> 22) + DISCORD_EPOCH


def find_obstacle(
    requirements: Requirements, *, discord_id: int, joined_at: Moment | None, role_ids: Collection[int], now: Moment
) -> Obstacle | None:
    """Say what keeps somebody from beginning in a server; None where nothing does.

    Args:
        requirements: What the server asks for.
        discord_id: The account's snowflake.
        joined_at: When they came into the server; None where Discord does not say.
        role_ids: Their roles there.
        now: The present moment.
    """
    if requirements.role_id is not None and requirements.role_id not in role_ids:
        return RoleLacking(requirements.role_id)
    grown = created_at(discord_id) + requirements.account_days * DAY
    if requirements.account_days and now < grown:
        return TooYoung(requirements.account_days, grown)
    if requirements.member_days:
        until = None if joined_at is None else joined_at + requirements.member_days * DAY
        if until is None or now < until:
            return TooNew(requirements.member_days, until)
    return None
