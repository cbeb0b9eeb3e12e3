"""Counts of the whole pool: messages by language and role, open work, and what people gave."""

import sqlite3
from typing import Final, NamedTuple

from bot.backends.local.repository.counts import DAILY, TOTAL
from bot.protocol.tasks import TaskType
from bot.rules.points import GIVEN


class MessageCount(NamedTuple):
    """How many messages people wrote in a language and role."""

    language: str
    is_assistant: bool
    messages: int


def messages_of_people(connection: sqlite3.Connection) -> list[MessageCount]:
    """Return how many messages people wrote in each language and role, deleted ones left out."""
    rows = connection.execute(
        "SELECT language, is_assistant, count(*) FROM message"
        " WHERE deleted_at IS NULL AND synthetic = 0 GROUP BY language, is_assistant"
    )
    return [MessageCount(*row) for row in rows]


def open_by_type(connection: sqlite3.Connection) -> dict[TaskType, int]:
    """Return how many items of each type are open, whoever may do them; read from active work alone."""
    rows = connection.execute("SELECT task_type, count(*) FROM open_work GROUP BY task_type")
    return {TaskType(task_type): count for task_type, count in rows}


def given_on_days(connection: sqlite3.Connection, first: int, last: int) -> dict[int, int]:
    """Return how many texts, reviews and rankings each day got, by its number since the epoch; idle ones absent."""
    return dict(connection.execute(_ON_DAYS, {"grain": DAILY, "first": first, "last": last}).fetchall())


def given_by_person(connection: sqlite3.Connection) -> list[int]:
    """Return how many texts, reviews and rankings each person has given who gave any, the most active first."""
    return [row[0] for row in connection.execute(_BY_PERSON, {"grain": TOTAL})]


_GIVEN: Final = " + ".join(GIVEN)
_ON_DAYS: Final = (
    f"SELECT period, sum({_GIVEN}) FROM contribution_count"  # noqa: S608 - names of our own
    " WHERE grain = :grain AND period BETWEEN :first AND :last GROUP BY period"
)
_BY_PERSON: Final = (
    f"SELECT sum({_GIVEN}) AS given FROM contribution_count"  # noqa: S608 - names of our own
    " WHERE grain = :grain AND period = 0 GROUP BY person_id HAVING given > 0 ORDER BY given DESC"
)
