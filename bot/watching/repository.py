"""The SQL of what is watched. Each statement reads an index, or a table that stays small."""

from typing import NamedTuple

from bot.protocol.moments import Moment
from bot.store import Connection


class Waiting(NamedTuple):
    """What waits in the bot's own tables: submissions for the backend, and since when; sessions for their person."""

    submissions: int
    oldest_submission_at: Moment | None
    open_sessions: int


def waiting(connection: Connection) -> Waiting:
    """Return what waits."""
    submissions, oldest = connection.execute("SELECT count(*), min(created_at) FROM outbox").fetchone()
    (sessions,) = connection.execute("SELECT count(*) FROM session WHERE state = 'open'").fetchone()
    return Waiting(submissions, oldest, sessions)
