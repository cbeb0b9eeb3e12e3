"""Limits on what somebody does in bulk, and on what is done in one server, which survive a restart.

Whoever reads and writes never comes near them, nor does a server full of such people.
"""

from collections.abc import Mapping
from typing import Final, Literal
from uuid import UUID

from bot.backends.errors import RateLimited
from bot.protocol.moments import MINUTE, Moment
from bot.rules.rate_limits import RateLimit
from bot.sessions import recent_actions_repository as repository
from bot.state.session_errors import ServerTooBusy
from bot.store import Connection

ActionKind = Literal["draft", "skip"]

LIMITS: Final[Mapping[ActionKind, RateLimit]] = {"draft": RateLimit(30, MINUTE), "skip": RateLimit(30, 2 * MINUTE)}
"""By kind: a form that was sent with a text, a task that was given back."""

PEOPLE_OF_A_SERVER: Final = 100
"""As much as by so many people at their limit may be done in one server: that stops a raid, not thousands who work."""


def check(connection: Connection, person_id: UUID, kind: ActionKind, now: Moment, server_id: int | None = None) -> None:
    """See that a person may do something now, where they are.

    Raises:
        RateLimited: They have done it too often.
        ServerTooBusy: All in their server together have.
    """
    limit = LIMITS[kind]
    since = now - limit.span
    wait = limit.wait(repository.moments_since(connection, person_id, kind, since, now), now)
    if wait > 0:
        raise RateLimited(seconds=wait)
    if server_id is None:
        return
    most = limit.count * PEOPLE_OF_A_SERVER
    oldest_that_counts = repository.latest_but(connection, server_id, kind, since, now, most - 1)
    if oldest_that_counts is not None:
        raise ServerTooBusy(seconds=RateLimit(1, limit.span).wait((oldest_that_counts,), now))


def note(connection: Connection, person_id: UUID, kind: ActionKind, now: Moment, server_id: int | None = None) -> None:
    """Note that a person does something now, where they are.

    Raises:
        RateLimited: As `check`; nothing is noted.
    """
    check(connection, person_id, kind, now, server_id)
    repository.add(connection, person_id, kind, now, server_id)


def forget_old(connection: Connection, now: Moment) -> None:
    """Forget what no limit looks back to."""
    repository.forget_until(connection, now - max(limit.span for limit in LIMITS.values()))
