"""The SQL of notices: sentences that people are to read at their next interaction."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from bot.protocol.moments import Moment
from bot.state.session import Refusal
from bot.store import Connection

_ABOUT = "session"
"""Among the arguments of a notice: the session that it is about."""
_DECISION = "decision"
"""Likewise: the decision of a moderator that it is about."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence that a person is to read at their next interaction.

    `session_id` is the session, `decision_id` the decision of a moderator that it is about.
    """

    notice_id: int
    sentence: str
    arguments: dict[str, str | int | float]
    session_id: UUID | None = None
    decision_id: UUID | None = None


def add(
    connection: Connection,
    person_id: UUID,
    notice: Refusal,
    now: Moment,
    session_id: UUID | None = None,
    *,
    decision_id: UUID | None = None,
) -> None:
    """Keep a sentence for a person's next interaction, with the session or the decision that it is about."""
    about = {} if session_id is None else {_ABOUT: str(session_id)}
    if decision_id is not None:
        about[_DECISION] = str(decision_id)
    connection.execute(
        "INSERT INTO notice (person_id, sentence, arguments, created_at) VALUES (?, ?, ?, ?)",
        (person_id.bytes, notice.sentence, json.dumps({**notice.arguments, **about}), now),
    )


def add_once(connection: Connection, person_id: UUID, notice: Refusal, now: Moment) -> None:
    """Keep a sentence for a person's next interaction, unless it is there already."""
    kept = connection.execute(
        "SELECT 1 FROM notice WHERE person_id = ? AND sentence = ?", (person_id.bytes, notice.sentence)
    ).fetchone()
    if kept is None:
        add(connection, person_id, notice, now)


def count(connection: Connection, person_id: UUID, sentence: str) -> int:
    """Return how many notices with a sentence wait for a person."""
    row = connection.execute(
        "SELECT count(*) FROM notice WHERE person_id = ? AND sentence = ?", (person_id.bytes, sentence)
    ).fetchone()
    return int(row[0])


def waiting(connection: Connection, person_id: UUID, at_most: int = 5) -> list[Notice]:
    """Return what a person is to be told, oldest first."""
    rows = connection.execute(
        "SELECT notice_id, sentence, arguments FROM notice WHERE person_id = ? ORDER BY notice_id LIMIT ?",
        (person_id.bytes, at_most),
    )
    return [_notice(*row) for row in rows]


def remove(connection: Connection, told: Sequence[Notice]) -> None:
    """Remove what the person has been told."""
    connection.executemany("DELETE FROM notice WHERE notice_id = ?", [(notice.notice_id,) for notice in told])


def _notice(notice_id: int, sentence: str, arguments: str) -> Notice:
    named: dict[str, str | int | float] = json.loads(arguments)
    about, decision = (named.pop(name, None) for name in (_ABOUT, _DECISION))
    return Notice(
        notice_id,
        sentence,
        named,
        session_id=None if about is None else UUID(str(about)),
        decision_id=None if decision is None else UUID(str(decision)),
    )
