"""The SQL of good news: who wants to be told, and what they know."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from bot.good_news.news import Happening, Told
from bot.protocol.moments import Moment
from bot.store import Connection


@dataclass(frozen=True, slots=True)
class Listener:
    """Somebody who was offered good news, and whether they want it: since when; None where they do not.

    `locale` is that of their client when they said so, `told_at` the moment of their last news.
    """

    person_id: UUID
    since: Moment | None
    locale: str
    told: Told
    told_at: Moment | None


def find(connection: Connection, person_id: UUID) -> Listener | None:
    """Find somebody who was offered good news."""
    row = connection.execute(
        "SELECT since, locale, level, streak, warned_after, told_at FROM good_news WHERE person_id = ?",
        (person_id.bytes,),
    ).fetchone()
    if row is None:
        return None
    since, locale, level, streak, warned_after, told_at = row
    messages = connection.execute(
        "SELECT kind, message_id FROM good_news_told WHERE person_id = ?", (person_id.bytes,)
    ).fetchall()
    known = frozenset((Happening(kind), UUID(bytes=message_id)) for kind, message_id in messages)
    return Listener(person_id, since, locale, Told(level, streak, warned_after, known), told_at)


def offered_in(connection: Connection, person_id: UUID) -> tuple[UUID | None, bool] | None:
    """Return in which session somebody was offered good news, and whether they want it; None where never."""
    row = connection.execute(
        "SELECT offered_in, since IS NOT NULL FROM good_news WHERE person_id = ?", (person_id.bytes,)
    ).fetchone()
    return None if row is None else (UUID(bytes=row[0]) if row[0] is not None else None, bool(row[1]))


def add_offer(connection: Connection, person_id: UUID, session_id: UUID, locale: str, now: Moment) -> None:
    """Note that somebody is offered good news on the card of a session; a repeat changes nothing."""
    connection.execute(
        "INSERT INTO good_news (person_id, offered_in, locale, next_look_at) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (person_id) DO NOTHING",
        (person_id.bytes, session_id.bytes, locale, now),
    )


def begin(connection: Connection, person_id: UUID, locale: str, known: Told, now: Moment, next_look_at: Moment) -> None:
    """Note that somebody wants good news from now on; who does already goes on, in the language of now."""
    connection.execute(
        "INSERT INTO good_news (person_id, locale, next_look_at) VALUES (?, ?, ?) "
        "ON CONFLICT (person_id) DO UPDATE SET locale = excluded.locale",
        (person_id.bytes, locale, next_look_at),
    )
    begun = connection.execute(
        "UPDATE good_news SET since = ? WHERE person_id = ? AND since IS NULL", (now, person_id.bytes)
    )
    if begun.rowcount:
        save(connection, person_id, known, next_look_at)


def end(connection: Connection, person_id: UUID) -> None:
    """Note that somebody wants no more news.

    When they were told last is kept: there is at most one message a day.
    """
    connection.execute("UPDATE good_news SET since = NULL WHERE person_id = ?", (person_id.bytes,))
    connection.execute("DELETE FROM good_news_told WHERE person_id = ?", (person_id.bytes,))


def due(connection: Connection, now: Moment, at_most: int) -> list[UUID]:
    """Return whose work is to be looked at now, those who wait longest first."""
    rows = connection.execute(
        "SELECT person_id FROM good_news WHERE since IS NOT NULL AND next_look_at <= ? ORDER BY next_look_at LIMIT ?",
        (now, at_most),
    )
    return [UUID(bytes=person_id) for (person_id,) in rows]


def look_again(connection: Connection, person_id: UUID, next_look_at: Moment) -> None:
    """Look at somebody's work at another time."""
    connection.execute("UPDATE good_news SET next_look_at = ? WHERE person_id = ?", (next_look_at, person_id.bytes))


def save(connection: Connection, person_id: UUID, known: Told, next_look_at: Moment) -> None:
    """Note what somebody knows, and when to look again; nothing where they were deleted meanwhile."""
    saved = connection.execute(
        "UPDATE good_news SET level = ?, streak = ?, warned_after = ?, next_look_at = ? WHERE person_id = ?",
        (known.level, known.streak, known.warned_after, next_look_at, person_id.bytes),
    )
    if saved.rowcount:
        _replace_messages(connection, person_id, known.messages)


def note_told(connection: Connection, person_id: UUID, now: Moment) -> None:
    """Note that somebody is told something now."""
    connection.execute("UPDATE good_news SET told_at = ? WHERE person_id = ?", (now, person_id.bytes))


def delete(connection: Connection, person_id: UUID) -> None:
    """Forget that somebody was ever offered good news."""
    connection.execute("DELETE FROM good_news_told WHERE person_id = ?", (person_id.bytes,))
    connection.execute("DELETE FROM good_news WHERE person_id = ?", (person_id.bytes,))


def _replace_messages(connection: Connection, person_id: UUID, known: Iterable[tuple[Happening, UUID]]) -> None:
    connection.execute("DELETE FROM good_news_told WHERE person_id = ?", (person_id.bytes,))
    connection.executemany(
        "INSERT INTO good_news_told (person_id, kind, message_id) VALUES (?, ?, ?)",
        [(person_id.bytes, happening, message_id.bytes) for happening, message_id in known],
    )
