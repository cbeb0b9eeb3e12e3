"""What the votes of each person were worth so far: one row a person, kept up to date as messages are settled."""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import astuple, fields
from typing import Final

from bot.backends.local.ids import Key
from bot.rules.trust import NEWCOMER, TrustRecord
from bot.store import Connection


def records_of(connection: Connection, person_ids: Collection[Key]) -> dict[Key, TrustRecord]:
    """Return the record of each of some people; a newcomer's where nothing of theirs was settled yet."""
    marks = ", ".join("?" * len(person_ids))
    rows = connection.execute(
        f"SELECT person_id, {', '.join(_COUNTS)} FROM trust WHERE person_id IN ({marks})",  # noqa: S608 - names of our own
        tuple(person_ids),
    )
    found = {person_id: TrustRecord(**dict(zip(_COUNTS, counts, strict=True))) for person_id, *counts in rows}
    return {person_id: found.get(person_id, NEWCOMER) for person_id in person_ids}


def settled_reviews_by(connection: Connection, person_id: Key) -> Iterator[tuple[Mapping[str, float], bool]]:
    """Yield the labels of each review by somebody of a message that was accepted or rejected, and whether it was."""
    rows = connection.execute(
        "SELECT review.labels, message.accepted FROM ("
        "SELECT DISTINCT message_id FROM package WHERE person_id = ? AND message_id IS NOT NULL) AS given"
        " JOIN review ON review.message_id = given.message_id AND review.person_id = ?"
        " JOIN message ON message.message_id = given.message_id WHERE message.accepted IS NOT NULL",
        (person_id, person_id),
    )
    for labels, accepted in rows:
        yield json.loads(labels), bool(accepted)


def put(connection: Connection, records: Mapping[Key, TrustRecord]) -> None:
    """Store people's records, in place of those before."""
    connection.executemany(_PUT, [(person_id, *astuple(record)) for person_id, record in records.items()])


_COUNTS: Final = tuple(field.name for field in fields(TrustRecord))
_PUT: Final = (
    f"INSERT INTO trust (person_id, {', '.join(_COUNTS)}) VALUES (?{', ?' * len(_COUNTS)})"  # noqa: S608 - names of our own
    f" ON CONFLICT (person_id) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in _COUNTS)}"
)
