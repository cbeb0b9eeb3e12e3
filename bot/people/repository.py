"""The SQL of this room: persons and what they agreed to."""

import sqlite3
from uuid import UUID

from bot.people.person import Person
from bot.protocol.moments import Moment

_PERSON = """
    SELECT person.person_id, person.discord_id, person.display_name,
        (SELECT CASE WHEN accepted = 1 THEN agreement_version END FROM consent_event
         WHERE consent_event.person_id = person.person_id ORDER BY event_id DESC LIMIT 1)
    FROM person
"""


def find_by_discord_id(connection: sqlite3.Connection, discord_id: int) -> Person | None:
    """The person with a Discord id."""
    return _person(connection.execute(_PERSON + "WHERE discord_id = ?", (discord_id,)).fetchone())


def find_by_person_id(connection: sqlite3.Connection, person_id: UUID) -> Person | None:
    """The person with our own id; None too where they no longer have a Discord id."""
    row = connection.execute(_PERSON + "WHERE person_id = ? AND discord_id IS NOT NULL", (person_id.bytes,)).fetchone()
    return _person(row)


def save(
    connection: sqlite3.Connection, person_id: UUID, discord_id: int, display_name: str, created_at: Moment
) -> None:
    """Add a person, or note the new name of one whose Discord id is known."""
    connection.execute(
        "INSERT INTO person (person_id, discord_id, display_name, created_at) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (discord_id) DO UPDATE SET display_name = excluded.display_name",
        (person_id.bytes, discord_id, display_name, created_at),
    )


def add_consent(
    connection: sqlite3.Connection,
    person_id: UUID,
    agreement_version: str,
    *,
    accepted: bool,
    given_at: Moment,
    server_id: int | None,
) -> None:
    """Note an answer to the agreement."""
    connection.execute(
        "INSERT INTO consent_event (person_id, agreement_version, accepted, given_at, server_id) "
        "VALUES (?, ?, ?, ?, ?)",
        (person_id.bytes, agreement_version, int(accepted), given_at, server_id),
    )


def consents(connection: sqlite3.Connection, person_id: UUID) -> list[tuple[str, bool, Moment]]:
    """Every answer to the agreement, oldest first: version, accepted, moment."""
    rows = connection.execute(
        "SELECT agreement_version, accepted, given_at FROM consent_event WHERE person_id = ? ORDER BY event_id",
        (person_id.bytes,),
    )
    return [(version, bool(accepted), given_at) for version, accepted, given_at in rows]


def _person(row: tuple[bytes, int, str, str | None] | None) -> Person | None:
    if row is None:
        return None
    person_id, discord_id, display_name, agreed_to = row
    return Person(UUID(bytes=person_id), discord_id, display_name, agreed_to)
