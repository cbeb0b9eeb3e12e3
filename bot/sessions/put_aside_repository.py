"""The SQL of sessions that were put aside: they have lapsed, with their drafts, until they are taken up again."""

from uuid import UUID

from bot.backends.values import Offer
from bot.protocol.moments import Moment
from bot.protocol.tasks import RANDOM, RequestedType
from bot.rules.topics import key_of_topic
from bot.sessions import notices_repository, repository
from bot.state.session import NOT_TAKEN_UP, WorkSession
from bot.store import Connection


def put_aside(connection: Connection, session: WorkSession, now: Moment) -> None:
    """End an open session for another one, keeping its draft; the backend is told through the outbox.

    Where an answer was being changed, it stays as it was, and what was typed for the change is there at the next one.
    """
    if session.is_change:
        connection.execute(
            "UPDATE session SET state = 'done', updated_at = ? WHERE session_id = ? AND state = 'open'",
            (now, session.session_id.bytes),
        )
        return
    connection.execute(
        "UPDATE session SET state = 'lapsed', put_aside_at = ?, updated_at = ? WHERE session_id = ? AND state = 'open'",
        (now, now, session.session_id.bytes),
    )
    repository.put_into_outbox(connection, session, "skip", None, session.server_id, now)


def find_with_draft(
    connection: Connection,
    person_id: UUID,
    task_type: RequestedType,
    language: str,
    topic: str | None,
    collective_id: UUID | None = None,
) -> WorkSession | None:
    """Find what somebody put aside last with something in it.

    It is of a kind, in a language, and of a topic, if one is named; or a share of a collective package, if one is.

    The backend has heard that it was put aside: what is under way would end a package that was taken up meanwhile.
    """
    rows = connection.execute(
        "SELECT session_id FROM session WHERE person_id = ? AND put_aside_at IS NOT NULL AND draft IS NOT NULL "
        "AND (collective_id = ? OR (? AND language = ? AND (? OR task_type = ?))) AND NOT EXISTS "
        "(SELECT 1 FROM outbox WHERE outbox.session_id = session.session_id) ORDER BY put_aside_at DESC",
        (
            person_id.bytes,
            None if collective_id is None else collective_id.bytes,
            collective_id is None,
            language,
            task_type == RANDOM,
            task_type,
        ),
    ).fetchall()
    for (session_id,) in rows:
        session = repository.find(connection, UUID(bytes=session_id))
        if session is not None and (topic is None or _is_of(session, topic)):
            return session
    return None


def take_up(
    connection: Connection,
    session_id: UUID,
    offer: Offer,
    wished_type: RequestedType,
    wished_topic: str | None,
    now: Moment,
) -> WorkSession | None:
    """Open a session that was put aside again, with its package as it is now.

    Returns:
        It; None where it is not put aside any more, or its person has another one open.
    """
    changed = connection.execute(
        "UPDATE session SET state = 'open', put_aside_at = NULL, offer = ?, expires_at = ?, updated_at = ? "
        "WHERE session_id = ? AND state = 'lapsed' AND put_aside_at IS NOT NULL "
        "AND NOT EXISTS (SELECT 1 FROM session AS other WHERE other.person_id = session.person_id "
        "AND other.state = 'open')",
        (offer.model_dump_json(), offer.expires_at, now, session_id.bytes),
    )
    if changed.rowcount == 0:
        return None
    repository.set_wish(connection, session_id, wished_type, wished_topic)
    return repository.find(connection, session_id)


def give_up(connection: Connection, session: WorkSession, now: Moment) -> None:
    """Note that a session cannot be taken up again: its person is told so once, with the text that it keeps."""
    changed = connection.execute(
        "UPDATE session SET put_aside_at = NULL WHERE session_id = ? AND put_aside_at IS NOT NULL",
        (session.session_id.bytes,),
    )
    if changed.rowcount and session.draft_text:
        notices_repository.add(connection, session.person_id, NOT_TAKEN_UP, now, session.session_id)


def _is_of(session: WorkSession, topic: str) -> bool:
    return session.topic is not None and key_of_topic(session.topic) == key_of_topic(topic)
