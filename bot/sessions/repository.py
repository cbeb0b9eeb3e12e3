"""The SQL of work: sessions and the outbox."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from bot.backends.values import ANSWER, Answer, Offer, Receipt, TextAnswer
from bot.protocol.moments import SECOND, Moment, Span
from bot.protocol.tasks import RANDOM, RequestedType, TaskType
from bot.sessions import notices_repository
from bot.state.session import COLLECTIVE_CLOSED, LAPSED, Refusal, SessionState, WorkSession
from bot.store import Connection

OutboxKind = Literal["submit", "change", "skip"]

HEAD_START: Span = 10 * SECOND
"""So long a fresh entry is left to whoever put it into the outbox and will show what becomes of it."""

_SESSION = """
    SELECT session_id, person_id, server_id, language, offer, state, created_at, expires_at, draft, receipt, refusal,
        channel_id, card_id, wished_type, wished_topic, put_aside_at, collective_id
    FROM session
"""


@dataclass(frozen=True, slots=True)
class OutboxEntry:
    """Something to be delivered to the backend for one session; `answer` is None for a skip."""

    sequence: int
    session: WorkSession
    kind: OutboxKind
    answer: Answer | None
    server_id: int | None
    attempts: int
    not_before: Moment = 0
    """The backend asked to be left alone until then."""


@dataclass(frozen=True, slots=True)
class WaitingAnswer:
    """An answer that waits for delivery, as its giver sees it."""

    session_id: UUID
    kind: OutboxKind
    answer: Answer | None
    created_at: Moment


def find(connection: Connection, session_id: UUID) -> WorkSession | None:
    """Find one session."""
    return _session(connection.execute(_SESSION + "WHERE session_id = ?", (session_id.bytes,)).fetchone())


def find_open(connection: Connection, person_id: UUID) -> WorkSession | None:
    """Find the one session that a person has open."""
    row = connection.execute(_SESSION + "WHERE person_id = ? AND state = 'open'", (person_id.bytes,)).fetchone()
    return _session(row)


def add(connection: Connection, session: WorkSession) -> bool:
    """Add an open session; False where the person has another one open."""
    try:
        connection.execute(
            "INSERT INTO session (session_id, person_id, server_id, task_type, language, offer, state, created_at, "
            "expires_at, updated_at, wished_type, wished_topic, collective_id) "
            "VALUES (?, ?, ?, ?, ?, ?, 'open', ?, ?, ?, ?, ?, ?)",
            (
                session.session_id.bytes,
                session.person_id.bytes,
                session.server_id,
                session.task.type,
                session.language,
                session.offer.model_dump_json(),
                session.created_at,
                session.expires_at,
                session.created_at,
                _stored_type(session.wished_type),
                session.wished_topic,
                None if session.collective_id is None else session.collective_id.bytes,
            ),
        )
    except sqlite3.IntegrityError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_CONSTRAINT_UNIQUE:
            return False
        raise
    return True


def set_card(connection: Connection, session_id: UUID, channel_id: int, card_id: int) -> None:
    """Note where the session's card is."""
    connection.execute(
        "UPDATE session SET channel_id = ?, card_id = ? WHERE session_id = ?", (channel_id, card_id, session_id.bytes)
    )


def set_wish(connection: Connection, session_id: UUID, wished_type: RequestedType, wished_topic: str | None) -> None:
    """Note what kind of package and which topic the contributor has asked for meanwhile."""
    connection.execute(
        "UPDATE session SET wished_type = ?, wished_topic = ? WHERE session_id = ?",
        (_stored_type(wished_type), wished_topic, session_id.bytes),
    )


def set_draft(connection: Connection, session_id: UUID, draft: Answer | None, now: Moment) -> None:
    """Keep what the contributor has so far; it replaces the reason why an earlier answer was refused."""
    connection.execute(
        "UPDATE session SET draft = ?, refusal = NULL, updated_at = ? WHERE session_id = ?",
        (ANSWER.dump_json(draft).decode() if draft is not None else None, now, session_id.bytes),
    )


def set_prompt(connection: Connection, session_id: UUID, draft: TextAnswer, now: Moment) -> None:
    """Keep what the writer of a prompt says about it: the session is in the language of its draft."""
    connection.execute(
        "UPDATE session SET language = ?, draft = ?, updated_at = ? WHERE session_id = ?",
        (draft.language, ANSWER.dump_json(draft).decode(), now, session_id.bytes),
    )


def begin_change(connection: Connection, session_id: UUID, draft: Answer | None, now: Moment) -> bool:
    """Open a finished session again, to change its answer; False where it is not, or another one is open."""
    changed = connection.execute(
        "UPDATE session SET state = 'open', draft = ?, refusal = NULL, updated_at = ? WHERE session_id = ? AND "
        "state = 'done' AND NOT EXISTS (SELECT 1 FROM session AS other WHERE other.person_id = session.person_id AND "
        "other.state = 'open')",
        (ANSWER.dump_json(draft).decode() if draft is not None else None, now, session_id.bytes),
    )
    return changed.rowcount == 1


def leave_answer(connection: Connection, session_id: UUID, now: Moment) -> None:
    """End the change of an answer: it stays as it was."""
    connection.execute(
        "UPDATE session SET state = 'done', draft = NULL, refusal = NULL, updated_at = ? WHERE session_id = ? AND "
        "state = 'open' AND receipt IS NOT NULL",
        (now, session_id.bytes),
    )


def end(connection: Connection, session_id: UUID, state: SessionState, now: Moment) -> bool:
    """Take an open session to another state; False where it was not open."""
    changed = connection.execute(
        "UPDATE session SET state = ?, updated_at = ? WHERE session_id = ? AND state = 'open'",
        (state, now, session_id.bytes),
    )
    return changed.rowcount == 1


def finish(connection: Connection, session_id: UUID, receipt: Receipt, now: Moment) -> None:
    """Note that the backend has the answer. The draft goes: the backend keeps the text now."""
    connection.execute(
        "UPDATE session SET state = 'done', receipt = ?, draft = NULL, refusal = NULL, updated_at = ? "
        "WHERE session_id = ?",
        (receipt.model_dump_json(), now, session_id.bytes),
    )


def refuse(connection: Connection, session_id: UUID, refusal: Refusal, *, reopen: bool, now: Moment) -> None:
    """Note that the backend refused the answer, whose draft is kept; reopen where it can be mended.

    A session is not reopened while the person has another one open. Where it was a change, the old answer stands.
    """
    connection.execute(
        "UPDATE session SET refusal = ?, updated_at = ?, state = CASE WHEN ? AND NOT EXISTS (SELECT 1 FROM session AS "
        "other WHERE other.person_id = session.person_id AND other.state = 'open') THEN 'open' "
        "WHEN receipt IS NOT NULL THEN 'done' ELSE 'refused' END "
        "WHERE session_id = ?",
        (refusal.model_dump_json(), now, reopen, session_id.bytes),
    )


def lapse(connection: Connection, now: Moment) -> None:
    """End every open session whose package has expired, with a notice to its contributor."""
    expired = connection.execute(
        "UPDATE session SET state = 'lapsed', updated_at = ? "
        "WHERE state = 'open' AND receipt IS NULL AND expires_at <= ? RETURNING session_id, person_id",
        (now, now),
    ).fetchall()
    for session_id, person_id in expired:
        notices_repository.add(connection, UUID(bytes=person_id), LAPSED, now, UUID(bytes=session_id))


def close_collective(connection: Connection, collective_id: UUID, now: Moment) -> None:
    """End the open sessions with shares of a collective package, with a notice to their contributors."""
    ended = connection.execute(
        "UPDATE session SET state = 'lapsed', refusal = ?, updated_at = ? "
        "WHERE collective_id = ? AND state = 'open' AND receipt IS NULL RETURNING session_id, person_id",
        (COLLECTIVE_CLOSED.model_dump_json(), now, collective_id.bytes),
    ).fetchall()
    for session_id, person_id in ended:
        notices_repository.add(connection, UUID(bytes=person_id), COLLECTIVE_CLOSED, now, UUID(bytes=session_id))


def drop_ended(connection: Connection, older_than: Moment) -> int:
    """Forget sessions that ended long ago, and with them the texts of others that they show; returns how many."""
    return connection.execute(
        "DELETE FROM session WHERE state IN ('done', 'refused', 'skipped', 'lapsed') AND updated_at < ? "
        "AND NOT EXISTS (SELECT 1 FROM outbox WHERE outbox.session_id = session.session_id)",
        (older_than,),
    ).rowcount


def note_submitted_text(connection: Connection, person_id: UUID, fingerprint: bytes) -> None:
    """Remember the keyed hash of a text that a person submitted."""
    connection.execute(
        "INSERT INTO submitted_text (person_id, fingerprint) VALUES (?, ?) ON CONFLICT DO NOTHING",
        (person_id.bytes, fingerprint),
    )


def has_submitted_text(connection: Connection, person_id: UUID, fingerprints: Sequence[bytes]) -> bool:
    """Say whether a person has submitted a text with one of these keyed hashes."""
    marks = ", ".join("?" * len(fingerprints))
    row = connection.execute(
        f"SELECT 1 FROM submitted_text WHERE person_id = ? AND fingerprint IN ({marks})",  # noqa: S608 - marks only
        (person_id.bytes, *fingerprints),
    ).fetchone()
    return row is not None


def put_into_outbox(
    connection: Connection,
    session: WorkSession,
    kind: OutboxKind,
    answer: Answer | None,
    server_id: int | None,
    now: Moment,
) -> None:
    """Store something for delivery; a second entry for a session changes nothing. `server_id`: where it was done."""
    connection.execute(
        "INSERT INTO outbox (session_id, person_id, kind, server_id, answer, created_at, next_attempt_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (session_id) DO NOTHING",
        (
            session.session_id.bytes,
            session.person_id.bytes,
            kind,
            server_id,
            ANSWER.dump_json(answer).decode() if answer is not None else None,
            now,
            now + HEAD_START,
        ),
    )


def next_in_outbox(connection: Connection, person_id: UUID) -> OutboxEntry | None:
    """Return the oldest entry of a person: the only one that may be delivered."""
    row = connection.execute(
        "SELECT sequence, kind, answer, server_id, attempts, not_before, session_id FROM outbox WHERE person_id = ? "
        "ORDER BY sequence LIMIT 1",
        (person_id.bytes,),
    ).fetchone()
    if row is None:
        return None
    sequence, kind, answer, server_id, attempts, not_before, session_id = row
    session = find(connection, UUID(bytes=session_id))
    if session is None:
        raise LookupError(f"the outbox entry {sequence} has no session")
    given = ANSWER.validate_json(answer) if answer else None
    return OutboxEntry(sequence, session, kind, given, server_id, attempts, not_before)


def due_in_outbox(connection: Connection, now: Moment, latest: Moment) -> list[UUID]:
    """Return whose oldest entry may be tried now: it is due, or put off beyond `latest`, by a clock gone wrong."""
    rows = connection.execute(
        "SELECT person_id FROM outbox WHERE (next_attempt_at <= ? OR next_attempt_at > ?) "
        "AND NOT EXISTS (SELECT 1 FROM outbox AS earlier "
        "WHERE earlier.person_id = outbox.person_id AND earlier.sequence < outbox.sequence) "
        "ORDER BY sequence LIMIT 100",
        (now, latest),
    )
    return [UUID(bytes=person_id) for (person_id,) in rows]


def put_off(connection: Connection, sequence: int, next_attempt_at: Moment, not_before: Moment = 0) -> None:
    """Try an entry again later; `not_before` holds even where somebody waits for it, and is no failed attempt."""
    connection.execute(
        "UPDATE outbox SET attempts = attempts + (? = 0), next_attempt_at = max(?, ?), not_before = ? "
        "WHERE sequence = ?",
        (not_before, next_attempt_at, not_before, not_before, sequence),
    )


def remove_from_outbox(connection: Connection, sequence: int) -> None:
    """Remove an entry that has been settled."""
    connection.execute("DELETE FROM outbox WHERE sequence = ?", (sequence,))


def sessions_of(connection: Connection, person_id: UUID) -> list[WorkSession]:
    """Return all sessions of a person, oldest first."""
    rows = connection.execute(_SESSION + "WHERE person_id = ? ORDER BY created_at", (person_id.bytes,))
    return [_required(row) for row in rows]


def messages_of(connection: Connection, person_id: UUID) -> frozenset[UUID]:
    """Return the messages of a person that their sessions know: those that are kept."""
    rows = connection.execute(
        "SELECT receipt FROM session WHERE person_id = ? AND receipt IS NOT NULL", (person_id.bytes,)
    )
    found = (Receipt.model_validate_json(receipt).message_id for (receipt,) in rows)
    return frozenset(message_id for message_id in found if message_id is not None)


def waiting_answers_of(connection: Connection, person_id: UUID) -> list[WaitingAnswer]:
    """Return what a person has waiting for delivery, in order."""
    rows = connection.execute(
        "SELECT session_id, kind, answer, created_at FROM outbox WHERE person_id = ? ORDER BY sequence",
        (person_id.bytes,),
    )
    return [
        WaitingAnswer(UUID(bytes=session_id), kind, ANSWER.validate_json(answer) if answer else None, created_at)
        for session_id, kind, answer, created_at in rows
    ]


def delete_all_of(connection: Connection, person_id: UUID) -> None:
    """Delete everything of a person."""
    for table in ("notice", "outbox", "session", "submitted_text", "recent_action"):
        connection.execute(f"DELETE FROM {table} WHERE person_id = ?", (person_id.bytes,))  # noqa: S608 - constants


def offers_after(connection: Connection, session_id: UUID | None, at_most: int) -> list[tuple[UUID, str]]:
    """Return the packages of some sessions, as they are stored, in the order of their ids.

    Args:
        connection: of the transaction.
        session_id: where to go on; None for the beginning.
        at_most: how many.
    """
    rows = connection.execute(
        "SELECT session_id, offer FROM session WHERE session_id > ? ORDER BY session_id LIMIT ?",
        (b"" if session_id is None else session_id.bytes, at_most),
    )
    return [(UUID(bytes=key), offer) for key, offer in rows]


def replace_offer(connection: Connection, session_id: UUID, offer: str) -> None:
    """Replace what is kept of a session's package, as it is stored."""
    connection.execute("UPDATE session SET offer = ? WHERE session_id = ?", (offer, session_id.bytes))


def withdraw_package(connection: Connection, session_id: UUID, reason: Refusal, now: Moment) -> None:
    """End an open session whose package is no longer there. Where an answer was being changed, it stays as it was."""
    connection.execute(
        "UPDATE session SET state = CASE WHEN receipt IS NULL THEN 'lapsed' ELSE 'done' END, refusal = ?, "
        "updated_at = ? WHERE session_id = ? AND state = 'open'",
        (reason.model_dump_json(), now, session_id.bytes),
    )


def _session(row: tuple[Any, ...] | None) -> WorkSession | None:
    return None if row is None else _required(row)


def _required(row: tuple[Any, ...]) -> WorkSession:
    (
        session_id,
        person_id,
        server_id,
        language,
        offer,
        state,
        created_at,
        expires_at,
        draft,
        receipt,
        refusal,
        channel_id,
        card_id,
        wished_type,
        wished_topic,
        put_aside_at,
        collective_id,
    ) = row  # the columns of _SESSION; the table is STRICT, so each has its type
    return WorkSession(
        session_id=UUID(bytes=session_id),
        person_id=UUID(bytes=person_id),
        server_id=server_id,
        language=str(language),
        offer=Offer.model_validate_json(str(offer)),
        state=SessionState(str(state)),
        created_at=created_at,
        expires_at=expires_at,
        draft=ANSWER.validate_json(str(draft)) if draft is not None else None,
        receipt=Receipt.model_validate_json(str(receipt)) if receipt is not None else None,
        refusal=Refusal.model_validate_json(str(refusal)) if refusal is not None else None,
        channel_id=channel_id,
        card_id=card_id,
        wished_type=RANDOM if wished_type is None else TaskType(wished_type),
        wished_topic=wished_topic,
        is_put_aside=put_aside_at is not None,
        collective_id=None if collective_id is None else UUID(bytes=collective_id),
    )


def _stored_type(wished_type: RequestedType) -> str | None:
    return None if wished_type == RANDOM else wished_type
