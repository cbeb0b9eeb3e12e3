"""The SQL of good news: who wants to be told, what people know, and what was shown to them."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from bot.good_news.news import Happening, Piece, Told
from bot.protocol.moments import Moment
from bot.store import Connection


@dataclass(frozen=True, slots=True)
class Listener:
    """Somebody who has something to hear of, and whether they want good news: since when; None where they do not.

    Attributes:
        person_id: our id of them.
        since: from when on they want good news.
        locale: that of their client when they said so.
        told: what they know.
        told_at: the moment of their last news.
        offered_in: the session on whose card they were offered good news.
        next_look_at: when their messages are looked at again.
        known_since: from when on they are told what they reach; None: not before their next look.
        shown_in: the session on whose card moments were shown last.
        shown: those moments.
    """

    person_id: UUID
    since: Moment | None
    locale: str
    told: Told
    told_at: Moment | None
    offered_in: UUID | None
    next_look_at: Moment
    known_since: Moment | None
    shown_in: UUID | None
    shown: tuple[Piece, ...]


def find(connection: Connection, person_id: UUID) -> Listener | None:
    """Find somebody who was offered good news, or has asked for it."""
    row = connection.execute(
        "SELECT since, locale, told_at, offered_in, next_look_at, known_since, shown_in, shown,"
        " level, streak, warned_after, first_accepted, first_tree FROM good_news WHERE person_id = ?",
        (person_id.bytes,),
    ).fetchone()
    if row is None:
        return None
    since, locale, told_at, offered_in, next_look_at, known_since, shown_in, shown, *told = row
    level, streak, warned_after, first_accepted, first_tree = told
    messages = connection.execute(
        "SELECT kind, message_id FROM good_news_told WHERE person_id = ?", (person_id.bytes,)
    ).fetchall()
    known = frozenset((Happening(kind), UUID(bytes=message_id)) for kind, message_id in messages)
    return Listener(
        person_id=person_id,
        since=since,
        locale=locale,
        told=Told(level, streak, warned_after, known, bool(first_accepted), bool(first_tree)),
        told_at=told_at,
        offered_in=_id(offered_in),
        next_look_at=next_look_at,
        known_since=known_since,
        shown_in=_id(shown_in),
        shown=tuple(Piece(sentence, arguments) for sentence, arguments in json.loads(shown)),
    )


def add_offer(connection: Connection, person_id: UUID, session_id: UUID, locale: str, now: Moment) -> None:
    """Note that somebody is offered good news on the card of a session; a repeat changes nothing."""
    connection.execute(
        "INSERT INTO good_news (person_id, offered_in, locale, next_look_at, known_since) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (person_id) DO NOTHING",
        (person_id.bytes, session_id.bytes, locale, now, now),
    )


def begin(connection: Connection, person_id: UUID, locale: str, known: Told, now: Moment, next_look_at: Moment) -> None:
    """Note that somebody wants good news from now on; who does already goes on, in the language of now."""
    connection.execute(
        "INSERT INTO good_news (person_id, locale, next_look_at) VALUES (?, ?, ?) "
        "ON CONFLICT (person_id) DO UPDATE SET locale = excluded.locale",
        (person_id.bytes, locale, next_look_at),
    )
    begun = connection.execute(
        "UPDATE good_news SET since = ?, known_since = ? WHERE person_id = ? AND since IS NULL",
        (now, now, person_id.bytes),
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
        "UPDATE good_news SET level = ?, streak = ?, warned_after = ?, first_accepted = ?, first_tree = ?,"
        " next_look_at = ? WHERE person_id = ?",
        (
            *(known.level, known.streak, known.warned_after, known.first_accepted, known.first_tree),
            *(next_look_at, person_id.bytes),
        ),
    )
    if saved.rowcount:
        _replace_messages(connection, person_id, known.messages)


def note_shown(connection: Connection, person_id: UUID, session_id: UUID, shown: Sequence[Piece]) -> None:
    """Note which moments the card of a session shows."""
    pieces = json.dumps([[piece.sentence, piece.arguments] for piece in shown])
    connection.execute(
        "UPDATE good_news SET shown_in = ?, shown = ? WHERE person_id = ?",
        (session_id.bytes, pieces, person_id.bytes),
    )


def note_known(connection: Connection, person_id: UUID, now: Moment) -> None:
    """Note that from now on somebody is told what they reach."""
    connection.execute(
        "UPDATE good_news SET known_since = ? WHERE person_id = ? AND known_since IS NULL", (now, person_id.bytes)
    )


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


def _id(stored: bytes | None) -> UUID | None:
    return None if stored is None else UUID(bytes=stored)
