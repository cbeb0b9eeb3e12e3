"""What moderators decided, and the rows that this changed."""

import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from bot.backends.local.ids import Key
from bot.protocol.moments import Moment
from bot.store import Connection


class DecisionRow(NamedTuple):
    """A decision; `evidence` is JSON."""

    decision_id: Key
    case_id: Key | None
    kind: str
    message_id: Key | None
    person_id: Key | None
    actor_id: Key | None
    server_id: int | None
    reason: str
    evidence: Mapping[str, object]
    tree_state: str | None
    decided_at: Moment
    undone_at: Moment | None = None
    undone_by: Key | None = None
    final_since: Moment | None = None


class ImageRow(NamedTuple):
    """A row that a decision changed.

    Attributes:
        table_name: Its table.
        row_key: The values of its primary key, by column.
        person_id: Whom it names.
        before: The columns that differ as they were; None where there was no such row.
        after: The same columns as they are since; None where there is no such row.
    """

    table_name: str
    row_key: Mapping[str, object]
    person_id: Key | None
    before: Mapping[str, object] | None
    after: Mapping[str, object] | None


_COLUMNS = ", ".join(DecisionRow._fields)


def add(connection: Connection, decision: DecisionRow) -> None:
    """Add a decision."""
    marks = ", ".join("?" * len(DecisionRow._fields))
    connection.execute(
        f"INSERT INTO decision ({_COLUMNS}) VALUES ({marks})",  # noqa: S608 - constants
        decision._replace(evidence=json.dumps(decision.evidence, separators=(",", ":"))),  # type: ignore[arg-type]  # as it is stored
    )


def find(connection: Connection, decision_id: Key) -> DecisionRow | None:
    """Return the decision with an id."""
    row = connection.execute(f"SELECT {_COLUMNS} FROM decision WHERE decision_id = ?", (decision_id,)).fetchone()  # noqa: S608 - constants
    return None if row is None else _row(row)


def that_settled(connection: Connection, case_id: Key) -> DecisionRow | None:
    """Return the decision that settled a case and stands."""
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM decision WHERE case_id = ? AND undone_at IS NULL"  # noqa: S608 - constants
        " AND kind NOT IN ('to_operator', 'pause') ORDER BY decided_at DESC, decision_id DESC LIMIT 1",
        (case_id,),
    ).fetchone()
    return None if row is None else _row(row)


def about_message(connection: Connection, message_id: Key) -> list[DecisionRow]:
    """Return all decisions about a message, newest first."""
    return _several(connection, "message_id = ? ORDER BY decided_at DESC, decision_id DESC", message_id)


def unopposed(connection: Connection, message_ids: Sequence[Key], person_id: Key) -> list[DecisionRow]:
    """Return decisions about messages of somebody that stand and to which they have not objected, oldest first."""
    marks = ", ".join("?" * len(message_ids))
    return _several(
        connection,
        f"message_id IN ({marks}) AND person_id = ? AND undone_at IS NULL"  # noqa: S608 - marks only
        " AND NOT EXISTS (SELECT 1 FROM case_signal WHERE case_signal.decision_id = decision.decision_id)"
        " ORDER BY decided_at, decision_id",
        *message_ids,
        person_id,
    )


def about_person(connection: Connection, person_id: Key, server_id: int | None, limit: int) -> list[DecisionRow]:
    """Return decisions about a person and their messages, of one server where one is given, newest first."""
    return _several(
        connection,
        "person_id = ? AND (? IS NULL OR server_id = ?) ORDER BY decided_at DESC, decision_id DESC LIMIT ?",
        person_id,
        server_id,
        server_id,
        limit,
    )


def last_standing(connection: Connection, person_id: Key, kind: str) -> DecisionRow | None:
    """Return the newest decision of a kind about a person that was not taken back."""
    found = _several(
        connection,
        "person_id = ? AND kind = ? AND undone_at IS NULL ORDER BY decided_at DESC, decision_id DESC LIMIT 1",
        person_id,
        kind,
    )
    return found[0] if found else None


def set_undone(connection: Connection, decision_id: Key, undone_at: Moment, undone_by: Key) -> None:
    """Note that a decision was taken back."""
    connection.execute(
        "UPDATE decision SET undone_at = ?, undone_by = ? WHERE decision_id = ?", (undone_at, undone_by, decision_id)
    )


def leave_case(connection: Connection, case_id: Key) -> None:
    """Take decisions out of a case that there should not have been."""
    connection.execute("UPDATE decision SET case_id = NULL WHERE case_id = ?", (case_id,))


def add_images(connection: Connection, decision_id: Key, images: Sequence[ImageRow]) -> None:
    """Store the rows that a decision changed."""
    connection.executemany(
        "INSERT INTO decision_row (decision_id, number, table_name, row_key, person_id, before, after)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (
                decision_id,
                number,
                image.table_name,
                _written(image.row_key),
                image.person_id,
                None if image.before is None else _written(image.before),
                None if image.after is None else _written(image.after),
            )
            for number, image in enumerate(images)
        ],
    )


def images_of(connection: Connection, decision_id: Key) -> list[ImageRow]:
    """Return the rows that a decision changed, in the order in which they were stored."""
    rows = connection.execute(
        "SELECT table_name, row_key, person_id, before, after FROM decision_row WHERE decision_id = ? ORDER BY number",
        (decision_id,),
    )
    return [
        ImageRow(
            table,
            _read(key),
            person_id,
            None if before is None else _read(before),
            None if after is None else _read(after),
        )
        for table, key, person_id, before, after in rows
    ]


def make_final_older(connection: Connection, decided_before: Moment, now: Moment) -> int:
    """Forget what the texts were before old decisions, which can no longer be undone; return how many they are."""
    old = "SELECT decision_id FROM decision WHERE final_since IS NULL AND kind IN ('delete', 'edit') AND decided_at < ?"
    connection.execute(f"DELETE FROM decision_row WHERE decision_id IN ({old})", (decided_before,))  # noqa: S608 - a constant
    cursor = connection.execute(
        "UPDATE decision SET final_since = ?"
        " WHERE final_since IS NULL AND kind IN ('delete', 'edit') AND decided_at < ?",
        (now, decided_before),
    )
    return cursor.rowcount


def _several(connection: Connection, condition: str, *values: object) -> list[DecisionRow]:
    rows = connection.execute(f"SELECT {_COLUMNS} FROM decision WHERE {condition}", values)  # noqa: S608 - constants
    return [_row(row) for row in rows]


def _row(row: Sequence[object]) -> DecisionRow:
    decision = DecisionRow._make(row)
    return decision._replace(evidence=json.loads(str(row[8])))


def _written(values: Mapping[str, object]) -> str:
    return json.dumps(
        {name: {"hex": value.hex()} if isinstance(value, bytes) else value for name, value in values.items()},
        separators=(",", ":"),
        ensure_ascii=False,
    )


def _read(written: str) -> dict[str, object]:
    return {
        name: bytes.fromhex(value["hex"]) if isinstance(value, dict) and value.keys() == {"hex"} else value
        for name, value in json.loads(written).items()
    }
