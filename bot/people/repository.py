"""The SQL of persons, what they agreed to, the languages that they work in."""

from collections.abc import Collection, Sequence
from typing import NamedTuple
from uuid import UUID

from bot.backends.values import Consent
from bot.protocol.moments import Moment
from bot.state.person import Person
from bot.store import Connection


class Stored(NamedTuple):
    """What is stored about a person beside who they are: when they came, what they answered, their languages.

    Each answer to the agreement has its version, whether it was a yes, the moment and the server. `hidden_at` is None
    for those who may be shown on leaderboards.
    """

    created_at: Moment
    deletion_asked_at: Moment | None
    consents: tuple[tuple[str, bool, Moment, int | None], ...]
    languages: tuple[str, ...]
    hidden_at: Moment | None


_PERSON = """
    SELECT person.person_id, person.discord_id, person.display_name,
        agreement_version, edition, given_at, accepted,
        EXISTS (SELECT 1 FROM consent_event WHERE consent_event.person_id = person.person_id AND accepted = 1)
    FROM person LEFT JOIN consent_event ON event_id = (
        SELECT max(event_id) FROM consent_event WHERE consent_event.person_id = person.person_id
    )
"""


def find_by_discord_id(connection: Connection, discord_id: int) -> Person | None:
    """Return the person with a Discord id."""
    return _person(connection.execute(_PERSON + "WHERE discord_id = ?", (discord_id,)).fetchone())


def find_by_person_id(connection: Connection, person_id: UUID) -> Person | None:
    """Return the person with our own id; None too where they no longer have a Discord id."""
    where = "WHERE person.person_id = ? AND discord_id IS NOT NULL"
    return _person(connection.execute(_PERSON + where, (person_id.bytes,)).fetchone())


def save(connection: Connection, person_id: UUID, discord_id: int, display_name: str, created_at: Moment) -> None:
    """Add a person, or note the new name of one whose Discord id is known."""
    connection.execute(
        "INSERT INTO person (person_id, discord_id, display_name, created_at) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (discord_id) DO UPDATE SET display_name = excluded.display_name",
        (person_id.bytes, discord_id, display_name, created_at),
    )


def add_consent(
    connection: Connection,
    person_id: UUID,
    asked: Consent,
    *,
    accepted: bool,
    server_id: int | None,
) -> None:
    """Note an answer to the agreement: what was asked, when, and whether it was accepted."""
    connection.execute(
        "INSERT INTO consent_event (person_id, agreement_version, edition, accepted, given_at, server_id) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        (person_id.bytes, asked.version, asked.edition, int(accepted), asked.given_at, server_id),
    )


def consents(connection: Connection, person_id: UUID) -> list[tuple[str, bool, Moment]]:
    """Return every answer to the agreement, oldest first: version, accepted, moment."""
    rows = connection.execute(
        "SELECT agreement_version, accepted, given_at FROM consent_event WHERE person_id = ? ORDER BY event_id",
        (person_id.bytes,),
    )
    return [(version, bool(accepted), given_at) for version, accepted, given_at in rows]


def consents_since(connection: Connection, event_id: int, limit: int) -> list[tuple[int, UUID, Consent]]:
    """Return what was accepted after an event, oldest first, at most so much: each with its event and person."""
    rows = connection.execute(
        "SELECT event_id, person_id, agreement_version, edition, given_at FROM consent_event "
        "WHERE event_id > ? AND accepted = 1 ORDER BY event_id LIMIT ?",
        (event_id, limit),
    )
    return [
        (event_id, UUID(bytes=person_id), Consent(version, edition, given_at))
        for event_id, person_id, version, edition, given_at in rows
    ]


def has_ever_agreed(connection: Connection, person_id: UUID) -> bool:
    """Say whether a person has accepted the agreement at least once; or had, who was deleted since."""
    row = connection.execute(
        "SELECT 1 FROM consent_event WHERE person_id = ? AND accepted = 1 "
        "UNION ALL SELECT 1 FROM deletion_rest WHERE person_id = ? LIMIT 1",
        (person_id.bytes, person_id.bytes),
    ).fetchone()
    return row is not None


def count_agreed(connection: Connection) -> int:
    """How many people have accepted the agreement at least once, those who were deleted left out."""
    row = connection.execute("SELECT count(DISTINCT person_id) FROM consent_event WHERE accepted = 1").fetchone()
    return int(row[0])


def languages(connection: Connection, person_id: UUID) -> tuple[str, ...]:
    """Return the languages that a person has chosen, in their order."""
    rows = connection.execute(
        "SELECT language FROM person_language WHERE person_id = ? ORDER BY place", (person_id.bytes,)
    )
    return tuple(language for (language,) in rows)


def set_languages(connection: Connection, person_id: UUID, chosen: Sequence[str]) -> None:
    """Replace the languages that a person has chosen; each at most once."""
    connection.execute("DELETE FROM person_language WHERE person_id = ?", (person_id.bytes,))
    connection.executemany(
        "INSERT INTO person_language (person_id, place, language) VALUES (?, ?, ?)",
        [(person_id.bytes, place, language) for place, language in enumerate(chosen)],
    )


def people_by_language(connection: Connection) -> dict[str, int]:
    """Return how many people have chosen each language; those that nobody chose are absent."""
    return dict(connection.execute("SELECT language, count(*) FROM person_language GROUP BY language").fetchall())


def stored_about(connection: Connection, person_id: UUID) -> Stored | None:
    """Return all that is stored here about a person, but for who they are; None where there is nobody."""
    row = connection.execute(
        "SELECT created_at, (SELECT asked_at FROM deletion WHERE deletion.person_id = person.person_id), "
        "(SELECT hidden_at FROM hidden_person WHERE hidden_person.person_id = person.person_id) "
        "FROM person WHERE person_id = ?",
        (person_id.bytes,),
    ).fetchone()
    if row is None:
        return None
    rows = connection.execute(
        "SELECT agreement_version, accepted, given_at, server_id FROM consent_event WHERE person_id = ? "
        "ORDER BY event_id",
        (person_id.bytes,),
    )
    consents = tuple((version, bool(accepted), given_at, server_id) for version, accepted, given_at, server_id in rows)
    return Stored(row[0], row[1], consents, languages(connection, person_id), row[2])


def hide(connection: Connection, person_id: UUID, hidden_at: Moment) -> None:
    """Note that a person is not to be shown on leaderboards; a repeat changes nothing."""
    connection.execute(
        "INSERT INTO hidden_person (person_id, hidden_at) VALUES (?, ?) ON CONFLICT DO NOTHING",
        (person_id.bytes, hidden_at),
    )


def unhide(connection: Connection, person_id: UUID) -> None:
    """Note that a person may be shown on leaderboards."""
    connection.execute("DELETE FROM hidden_person WHERE person_id = ?", (person_id.bytes,))


def hidden_people(connection: Connection) -> frozenset[UUID]:
    """Return everybody who is not to be shown on leaderboards."""
    return frozenset(
        UUID(bytes=person_id) for (person_id,) in connection.execute("SELECT person_id FROM hidden_person")
    )


def ask_for_deletion(
    connection: Connection, person_id: UUID, asked_at: Moment, *, purged_by: UUID | None = None
) -> None:
    """Note that a person is to be deleted, and by which operator, if not by themselves; a repeat changes nothing."""
    connection.execute(
        "INSERT INTO deletion (person_id, asked_at, purged_by) SELECT person_id, ?, ? FROM person WHERE person_id = ? "
        "ON CONFLICT DO NOTHING",
        (asked_at, None if purged_by is None else purged_by.bytes, person_id.bytes),
    )


def purger_of(connection: Connection, person_id: UUID) -> Person | None:
    """Return the operator who has a person deleted; None where they asked themselves, or are not to be deleted."""
    row = connection.execute("SELECT purged_by FROM deletion WHERE person_id = ?", (person_id.bytes,)).fetchone()
    return None if row is None or row[0] is None else find_by_person_id(connection, UUID(bytes=row[0]))


def purges_by(connection: Connection, person_id: UUID) -> list[Moment]:
    """Return when an operator began the purges that are not done yet."""
    rows = connection.execute("SELECT asked_at FROM deletion WHERE purged_by = ? ORDER BY asked_at", (person_id.bytes,))
    return [asked_at for (asked_at,) in rows]


def messages_to_forget(connection: Connection, person_id: UUID) -> frozenset[UUID]:
    """Return the messages of a person who is to be deleted, as far as they were noted."""
    row = connection.execute("SELECT message_ids FROM deletion WHERE person_id = ?", (person_id.bytes,)).fetchone()
    joined = b"" if row is None else bytes(row[0])
    return frozenset(UUID(bytes=joined[start : start + 16]) for start in range(0, len(joined), 16))


def note_messages_to_forget(connection: Connection, person_id: UUID, message_ids: Collection[UUID]) -> None:
    """Note the messages of a person who is to be deleted: afterwards nothing says whose they were."""
    joined = b"".join(message_id.bytes for message_id in message_ids)
    connection.execute("UPDATE deletion SET message_ids = ? WHERE person_id = ?", (joined, person_id.bytes))


def to_be_deleted(connection: Connection) -> list[UUID]:
    """Return everybody who asked to be deleted and is not yet, in the order of asking."""
    rows = connection.execute("SELECT person_id FROM deletion ORDER BY asked_at")
    return [UUID(bytes=person_id) for (person_id,) in rows]


def is_to_be_deleted(connection: Connection, person_id: UUID) -> bool:
    """Say whether a person asked to be deleted and is not yet."""
    row = connection.execute("SELECT 1 FROM deletion WHERE person_id = ?", (person_id.bytes,)).fetchone()
    return row is not None


class DeletionRest(NamedTuple):
    """A person who is deleted here, and of whom the backend is yet to be asked."""

    person_id: UUID
    discord_id: int
    asked_at: Moment


def leave_rest(connection: Connection, person_id: UUID) -> None:
    """Note that the backend is yet to be asked of a person who is being deleted; a repeat changes nothing."""
    connection.execute(
        "INSERT INTO deletion_rest (person_id, discord_id, asked_at) SELECT person.person_id, discord_id, asked_at "
        "FROM deletion JOIN person ON person.person_id = deletion.person_id WHERE deletion.person_id = ? "
        "AND discord_id IS NOT NULL ON CONFLICT DO NOTHING",
        (person_id.bytes,),
    )


def deletion_rests(connection: Connection, discord_id: int | None = None) -> list[DeletionRest]:
    """Of whom the backend is yet to be asked, in the order of asking; only of those with a Discord id, where given."""
    rows = connection.execute(
        "SELECT person_id, discord_id, asked_at FROM deletion_rest WHERE ? IS NULL OR discord_id = ? ORDER BY asked_at",
        (discord_id, discord_id),
    )
    return [DeletionRest(UUID(bytes=person_id), owner, asked_at) for person_id, owner, asked_at in rows]


def end_rest(connection: Connection, person_id: UUID, now: Moment) -> None:
    """Note that the backend was asked of a person who is deleted; the file wants to be rewritten after it."""
    connection.execute("DELETE FROM deletion_rest WHERE person_id = ?", (person_id.bytes,))
    _want_rewrite(connection, now)


def people_who_answered_in(connection: Connection, server_id: int) -> set[UUID]:
    """Return everybody who answered the agreement in a server."""
    rows = connection.execute("SELECT DISTINCT person_id FROM consent_event WHERE server_id = ?", (server_id,))
    return {UUID(bytes=person_id) for (person_id,) in rows}


def delete(connection: Connection, person_id: UUID, now: Moment) -> None:
    """Delete a person, whom no row of another feature may name any more; the file wants to be rewritten after it."""
    connection.execute("UPDATE deletion SET purged_by = NULL WHERE purged_by = ?", (person_id.bytes,))
    for table in ("deletion", "hidden_person", "person_language", "consent_event", "person"):
        connection.execute(f"DELETE FROM {table} WHERE person_id = ?", (person_id.bytes,))  # noqa: S608 - constants
    _want_rewrite(connection, now)


def rewrite_wanted_since(connection: Connection) -> Moment | None:
    """Return since when somebody's data may be left in unused parts of the file; None once it was rewritten."""
    row = connection.execute("SELECT since FROM rewrite_wanted").fetchone()
    return None if row is None else int(row[0])


def note_rewrite(connection: Connection) -> None:
    """Note that the file was rewritten."""
    connection.execute("DELETE FROM rewrite_wanted")


def _want_rewrite(connection: Connection, now: Moment) -> None:
    connection.execute(
        "INSERT INTO rewrite_wanted (since) SELECT ? WHERE NOT EXISTS (SELECT 1 FROM rewrite_wanted)", (now,)
    )


def _person(row: tuple[bytes, int, str, str, int, Moment, int | None, int] | None) -> Person | None:
    if row is None:
        return None
    person_id, discord_id, display_name, version, edition, given_at, accepted, has_ever_agreed = row
    consent = Consent(version, edition, given_at) if accepted else None
    return Person(UUID(bytes=person_id), discord_id, display_name, consent, bool(has_ever_agreed))
