"""Limits on what somebody does in bulk, which survive a restart. Whoever reads and writes never comes near them."""

from collections.abc import Mapping
from typing import Final, Literal
from uuid import UUID

from bot.backends.errors import RateLimited
from bot.protocol.moments import MINUTE, Moment
from bot.rules.rate_limits import RateLimit
from bot.sessions import recent_actions_repository as repository
from bot.store import Connection

ActionKind = Literal["draft", "skip"]

LIMITS: Final[Mapping[ActionKind, RateLimit]] = {"draft": RateLimit(30, MINUTE), "skip": RateLimit(30, 2 * MINUTE)}
"""By kind: a form that was sent with a text, a task that was given back."""


def check(connection: Connection, person_id: UUID, kind: ActionKind, now: Moment) -> None:
    """See that a person may do something now.

    Raises:
        RateLimited: They have done it too often.
    """
    limit = LIMITS[kind]
    wait = limit.wait(repository.moments_since(connection, person_id, kind, now - limit.span, now), now)
    if wait > 0:
        raise RateLimited(seconds=wait)


def note(connection: Connection, person_id: UUID, kind: ActionKind, now: Moment) -> None:
    """Note that a person does something now.

    Raises:
        RateLimited: They have done it too often; nothing is noted.
    """
    check(connection, person_id, kind, now)
    repository.add(connection, person_id, kind, now)


def forget_old(connection: Connection, now: Moment) -> None:
    """Forget what no limit looks back to."""
    repository.forget_until(connection, now - max(limit.span for limit in LIMITS.values()))
