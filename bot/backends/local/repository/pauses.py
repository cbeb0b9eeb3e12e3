"""Pauses, which are decisions of the bot with the case that belongs to each; and the texts that call for one."""

import json
from collections.abc import Mapping
from typing import NamedTuple

from bot.backends.local.ids import Key
from bot.protocol.moments import Moment
from bot.rules.pausing import EarlierPause
from bot.store import Connection


class PauseRow(NamedTuple):
    """A pause; `server_id` is where its case lies, `looked_at` when a moderator settled that, or took it back."""

    decision_id: Key
    case_id: Key
    server_id: int | None
    began_at: Moment
    evidence: Mapping[str, object]
    looked_at: Moment | None

    @property
    def to_rules(self) -> EarlierPause:
        """What rules ask of it."""
        return EarlierPause(self.began_at, self.looked_at)


class Verdicts(NamedTuple):
    """How many texts of somebody's from one server reviews have decided about, and how many of these they rejected."""

    server_id: int | None
    decided: int
    rejected: int


def last_of(connection: Connection, person_id: Key) -> PauseRow | None:
    """Return somebody's last pause."""
    row = connection.execute(
        "SELECT decision.decision_id, decision.case_id, decision.server_id, decision.decided_at, decision.evidence,"
        " coalesce(decision.undone_at, moderation_case.decided_at)"
        " FROM decision JOIN moderation_case ON moderation_case.case_id = decision.case_id"
        " WHERE decision.person_id = ? AND decision.kind = 'pause'"
        " ORDER BY decision.decided_at DESC, decision.decision_id DESC LIMIT 1",
        (person_id,),
    ).fetchone()
    return None if row is None else PauseRow(row[0], row[1], row[2], row[3], json.loads(row[4]), row[5])


def count_of(connection: Connection, person_id: Key, server_id: int | None) -> tuple[int, int]:
    """Return how many pauses somebody had, in whose server the case is where one is given, and how many were lifted."""
    row = connection.execute(
        "SELECT count(*), coalesce(sum(CASE WHEN decision.undone_at IS NOT NULL OR EXISTS ("
        " SELECT 1 FROM decision AS later WHERE later.case_id = decision.case_id"
        " AND later.kind = 'lift' AND later.undone_at IS NULL) THEN 1 ELSE 0 END), 0)"
        " FROM decision WHERE person_id = ? AND kind = 'pause' AND coalesce(?, server_id, 0) = coalesce(server_id, 0)",
        (person_id, server_id),
    ).fetchone()
    return row[0], row[1]


def verdicts_on(connection: Connection, author_id: Key, written_after: Moment) -> list[Verdicts]:
    """Return what reviews decided about the texts that somebody wrote after a moment, by server."""
    rows = connection.execute(
        "SELECT server_id, count(*), sum(1 - accepted) FROM message"
        " WHERE author_id = ? AND created_at > ? AND accepted IS NOT NULL GROUP BY server_id",
        (author_id, written_after),
    )
    return [Verdicts(*row) for row in rows]


def reviews_of_rejected(connection: Connection, author_id: Key, written_after: Moment) -> list[Mapping[str, float]]:
    """Return the labels of each review of the rejected texts that somebody wrote after a moment."""
    rows = connection.execute(
        "SELECT review.labels FROM message JOIN review ON review.message_id = message.message_id"
        " WHERE message.author_id = ? AND message.created_at > ? AND message.accepted = 0",
        (author_id, written_after),
    )
    return [json.loads(labels) for (labels,) in rows]
