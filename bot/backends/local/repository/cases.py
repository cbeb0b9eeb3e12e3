"""Cases for moderators, and the signals that made them."""

import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from bot.backends.local.ids import Key
from bot.protocol.moments import Moment
from bot.store import Connection

OPEN = "open"
DECIDED = "decided"


class CaseRow(NamedTuple):
    """A case. `author_id` is of the message that it is about."""

    case_id: Key
    message_id: Key | None
    person_id: Key | None
    server_id: int | None
    language: str | None
    message_kind: str | None
    state: str
    harm: float
    for_operator: bool
    opened_at: Moment
    decided_at: Moment | None = None
    author_id: Key | None = None


class SignalRow(NamedTuple):
    """A reason for a case; `decision_id` where it is an objection."""

    case_id: Key
    number: int
    kind: str
    person_id: Key | None
    server_id: int | None
    reason: str
    evidence: Mapping[str, object]
    decision_id: Key | None
    created_at: Moment


class Wanted(NamedTuple):
    """Which cases to list; what is None does not matter."""

    state: str
    server_id: int | None
    for_operator: bool | None
    language: str | None
    message_kind: str | None
    signal: str | None
    opened_before: Moment | None
    with_disabled: bool


_STORED = CaseRow._fields[:-1]
_COLUMNS = ", ".join(f"moderation_case.{name}" for name in _STORED) + ", message.author_id"
_FROM = "FROM moderation_case LEFT JOIN message ON message.message_id = moderation_case.message_id"
_SIGNAL_COLUMNS = ", ".join(SignalRow._fields)

_OF_ENABLED = """NOT EXISTS (
    SELECT 1 FROM contributor WHERE contributor.enabled = 0
        AND contributor.person_id = coalesce(moderation_case.person_id, message.author_id)
)"""
_WITH_SIGNAL = """EXISTS (
    SELECT 1 FROM case_signal WHERE case_signal.case_id = moderation_case.case_id AND case_signal.kind = :signal
)"""
_AFTER = {
    OPEN: "harm <= :harm AND (harm < :harm OR opened_at > :opened_at"
    " OR (opened_at = :opened_at AND moderation_case.case_id > :case_id))",
    DECIDED: "decided_at <= :decided_at AND (decided_at < :decided_at OR moderation_case.case_id < :case_id)",
}
_ORDER = {
    OPEN: "harm DESC, opened_at, moderation_case.case_id",
    DECIDED: "decided_at DESC, moderation_case.case_id DESC",
}


def add(connection: Connection, case: CaseRow) -> None:
    """Add a case."""
    marks = ", ".join("?" * len(_STORED))
    connection.execute(
        f"INSERT INTO moderation_case ({', '.join(_STORED)}) VALUES ({marks})",  # noqa: S608 - constants
        case[:-1],
    )


def find(connection: Connection, case_id: Key) -> CaseRow | None:
    """Return the case with an id."""
    row = connection.execute(f"SELECT {_COLUMNS} {_FROM} WHERE case_id = ?", (case_id,)).fetchone()
    return None if row is None else CaseRow(*row)


def open_about_message(connection: Connection, message_id: Key) -> CaseRow | None:
    """Return the open case about a message."""
    row = connection.execute(
        f"SELECT {_COLUMNS} {_FROM} WHERE state = 'open' AND moderation_case.message_id = ?",
        (message_id,),
    ).fetchone()
    return None if row is None else CaseRow(*row)


def open_about_person(connection: Connection, person_id: Key, server_id: int | None) -> CaseRow | None:
    """Return the open case about a person in a server."""
    row = connection.execute(
        f"SELECT {_COLUMNS} {_FROM} WHERE state = 'open' AND person_id = ?"
        " AND coalesce(moderation_case.server_id, 0) = ?",
        (person_id, server_id or 0),
    ).fetchone()
    return None if row is None else CaseRow(*row)


def last_about_message(connection: Connection, message_id: Key) -> CaseRow | None:
    """Return the case about a message that was opened last."""
    row = connection.execute(
        f"SELECT {_COLUMNS} {_FROM} WHERE moderation_case.message_id = ? ORDER BY opened_at DESC, case_id DESC LIMIT 1",
        (message_id,),
    ).fetchone()
    return None if row is None else CaseRow(*row)


def decided_about_person(connection: Connection, person_id: Key, server_id: int | None) -> dict[str, Moment]:
    """Return when cases about a person in a server were last decided, by the kinds of their signals."""
    rows = connection.execute(
        "SELECT case_signal.kind, max(moderation_case.decided_at) FROM moderation_case"
        " JOIN case_signal ON case_signal.case_id = moderation_case.case_id"
        " WHERE moderation_case.person_id = ? AND coalesce(moderation_case.server_id, 0) = ?"
        " AND moderation_case.state = 'decided' GROUP BY case_signal.kind",
        (person_id, server_id or 0),
    )
    return dict(rows.fetchall())


def listed(connection: Connection, wanted: Wanted, after: CaseRow | None, limit: int) -> list[CaseRow]:
    """Return cases: open ones by harm, the worst first, then oldest first; decided ones latest first."""
    conditions = [f"state = '{wanted.state}'"]
    for name in ("server_id", "language", "message_kind"):
        if getattr(wanted, name) is not None:
            conditions.append(f"moderation_case.{name} = :{name}")
    if wanted.for_operator is not None:
        conditions.append("for_operator = :for_operator")
    if wanted.opened_before is not None:
        conditions.append("opened_at < :opened_before")
    if wanted.signal is not None:
        conditions.append(_WITH_SIGNAL)
    if not wanted.with_disabled:
        conditions.append(_OF_ENABLED)
    values: dict[str, object] = {**wanted._asdict(), "limit": limit}
    if wanted.for_operator is not None:
        values["for_operator"] = int(wanted.for_operator)
    if after is not None:
        conditions.append(_AFTER[wanted.state])
        values |= {name: getattr(after, name) for name in ("harm", "opened_at", "decided_at", "case_id")}
    rows = connection.execute(
        f"SELECT {_COLUMNS} {_FROM} WHERE {' AND '.join(conditions)} ORDER BY {_ORDER[wanted.state]} LIMIT :limit",
        values,
    )
    return [CaseRow(*row) for row in rows]


def remove(connection: Connection, case_id: Key) -> None:
    """Delete a case to which nothing refers."""
    connection.execute("DELETE FROM moderation_case WHERE case_id = ?", (case_id,))


def set_state(connection: Connection, case_id: Key, state: str, decided_at: Moment | None) -> None:
    """Note that a case was decided, or is open again."""
    connection.execute(
        "UPDATE moderation_case SET state = ?, decided_at = ? WHERE case_id = ?", (state, decided_at, case_id)
    )


def set_for_operator(connection: Connection, case_id: Key, *, for_operator: bool) -> None:
    """Pass a case on to the operator, or take that back."""
    connection.execute("UPDATE moderation_case SET for_operator = ? WHERE case_id = ?", (int(for_operator), case_id))


def set_harm(connection: Connection, case_id: Key, harm: float) -> None:
    """Note how much harm may be."""
    connection.execute("UPDATE moderation_case SET harm = ? WHERE case_id = ?", (harm, case_id))


def add_signal(connection: Connection, signal: SignalRow) -> None:
    """Add a signal to a case."""
    marks = ", ".join("?" * len(SignalRow._fields))
    connection.execute(
        f"INSERT INTO case_signal ({_SIGNAL_COLUMNS}) VALUES ({marks})",  # noqa: S608 - constants
        signal._replace(evidence=_json(signal.evidence)),  # type: ignore[arg-type]  # as it is stored
    )


def change_signal(connection: Connection, signal: SignalRow) -> None:
    """Replace what a signal says."""
    connection.execute(
        "UPDATE case_signal SET server_id = ?, reason = ?, evidence = ?, created_at = ?"
        " WHERE case_id = ? AND number = ?",
        (signal.server_id, signal.reason, _json(signal.evidence), signal.created_at, signal.case_id, signal.number),
    )


def signals_of(connection: Connection, case_ids: Sequence[Key]) -> dict[Key, list[SignalRow]]:
    """Return the signals of cases, oldest first, by the ids of the cases."""
    if not case_ids:
        return {}
    marks = ", ".join("?" * len(case_ids))
    found: dict[Key, list[SignalRow]] = {case_id: [] for case_id in case_ids}
    for row in connection.execute(
        f"SELECT {_SIGNAL_COLUMNS} FROM case_signal WHERE case_id IN ({marks}) ORDER BY case_id, number",  # noqa: S608 - marks only
        case_ids,
    ):
        signal = SignalRow(*row)
        found[signal.case_id].append(signal._replace(evidence=json.loads(row[6])))
    return found


def has_reported(connection: Connection, message_id: Key, person_id: Key, reason: str) -> bool:
    """Return whether somebody has reported a message with these words, in a case that is open or was decided."""
    row = connection.execute(
        "SELECT 1 FROM case_signal JOIN moderation_case ON moderation_case.case_id = case_signal.case_id"
        " WHERE case_signal.person_id = ? AND case_signal.kind = 'report' AND case_signal.reason = ?"
        " AND moderation_case.message_id = ?",
        (person_id, reason, message_id),
    ).fetchone()
    return row is not None


def objection_to(connection: Connection, decision_id: Key) -> SignalRow | None:
    """Return the objection to a decision."""
    row = connection.execute(
        f"SELECT {_SIGNAL_COLUMNS} FROM case_signal WHERE decision_id = ?",  # noqa: S608 - constants
        (decision_id,),
    ).fetchone()
    return None if row is None else SignalRow(*row)


def _json(values: Mapping[str, object]) -> str:
    return json.dumps(values, separators=(",", ":"))
