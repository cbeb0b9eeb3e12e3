"""The SQL of collective packages in public threads."""

from typing import Any
from uuid import UUID

from bot.protocol.moments import Moment
from bot.state.posted_task import Ending, PostedTask
from bot.store import Connection

_COLUMNS = (
    "collective_id, server_id, channel_id, person_id, message, locale, opened_at, closes_at, most_answers, thread_id, "
    "card_id, ending, closed_at, digest, shown_at"
)


def add(connection: Connection, posted: PostedTask) -> None:
    """Add one that is about to be shown; it is looked at as soon as it is due."""
    connection.execute(
        "INSERT INTO posted_task (collective_id, server_id, channel_id, person_id, message, locale, opened_at, "
        "closes_at, most_answers, shown_at, next_look_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            posted.collective_id.bytes,
            posted.server_id,
            posted.channel_id,
            None if posted.person_id is None else posted.person_id.bytes,
            posted.message,
            posted.locale,
            posted.opened_at,
            posted.closes_at,
            posted.most_answers,
            posted.shown_at,
            posted.opened_at,
        ),
    )


def find(connection: Connection, collective_id: UUID) -> PostedTask | None:
    """Return the one of a collective package."""
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM posted_task WHERE collective_id = ?",  # noqa: S608 - constants
        (collective_id.bytes,),
    ).fetchone()
    return None if row is None else _posted(row)


def due(connection: Connection, now: Moment, at_most: int) -> list[UUID]:
    """Return those that are to be looked at now."""
    rows = connection.execute(
        "SELECT collective_id FROM posted_task WHERE next_look_at <= ? ORDER BY next_look_at LIMIT ?", (now, at_most)
    )
    return [UUID(bytes=collective_id) for (collective_id,) in rows]


def count_open(connection: Connection, server_id: int) -> int:
    """Return how many take answers in a server."""
    row = connection.execute(
        "SELECT count(*) FROM posted_task WHERE server_id = ? AND ending IS NULL", (server_id,)
    ).fetchone()
    return int(row[0])


def channels_in_use(connection: Connection) -> dict[int, tuple[int, ...]]:
    """Return the channels in whose threads some take answers, by server."""
    rows = connection.execute(
        "SELECT DISTINCT server_id, channel_id FROM posted_task WHERE ending IS NULL ORDER BY server_id, channel_id"
    )
    channels: dict[int, tuple[int, ...]] = {}
    for server_id, channel_id in rows:
        channels[server_id] = (*channels.get(server_id, ()), channel_id)
    return channels


def known_threads(connection: Connection, channel_id: int) -> set[int]:
    """Return the threads in a channel in which one is."""
    rows = connection.execute("SELECT thread_id FROM posted_task WHERE channel_id = ?", (channel_id,))
    return {thread_id for (thread_id,) in rows if thread_id is not None}


def set_thread(connection: Connection, collective_id: UUID, thread_id: int) -> None:
    """Note in which thread one is."""
    connection.execute("UPDATE posted_task SET thread_id = ? WHERE collective_id = ?", (thread_id, collective_id.bytes))


def set_shown(connection: Connection, collective_id: UUID, card_id: int, digest: bytes, now: Moment) -> None:
    """Note which message shows one, and what that shows now."""
    connection.execute(
        "UPDATE posted_task SET card_id = ?, digest = ?, shown_at = ? WHERE collective_id = ?",
        (card_id, digest, now, collective_id.bytes),
    )


def end(connection: Connection, collective_id: UUID, ending: Ending, now: Moment) -> None:
    """Note that one takes no more answers; of two endings the first one counts."""
    connection.execute(
        "UPDATE posted_task SET ending = ?, closed_at = ?, next_look_at = ? WHERE collective_id = ? AND ending IS NULL",
        (ending, now, now, collective_id.bytes),
    )


def look_again(connection: Connection, collective_id: UUID, next_look_at: Moment) -> None:
    """Note when one is to be looked at again."""
    connection.execute(
        "UPDATE posted_task SET next_look_at = ? WHERE collective_id = ?", (next_look_at, collective_id.bytes)
    )


def look_at_all(connection: Connection, now: Moment) -> None:
    """Have all of them looked at as soon as can be: what some show may be gone."""
    connection.execute("UPDATE posted_task SET next_look_at = ? WHERE next_look_at > ?", (now, now))


def remove(connection: Connection, collective_id: UUID) -> None:
    """Forget one, which is no longer to be changed."""
    connection.execute("DELETE FROM posted_task WHERE collective_id = ?", (collective_id.bytes,))


def forget_server(connection: Connection, server_id: int) -> None:
    """Forget all that are in a server."""
    connection.execute("DELETE FROM posted_task WHERE server_id = ?", (server_id,))


def posted_by(connection: Connection, person_id: UUID) -> list[PostedTask]:
    """Return those that a person has posted, oldest first."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM posted_task WHERE person_id = ? ORDER BY opened_at",  # noqa: S608 - constants
        (person_id.bytes,),
    )
    return [_posted(row) for row in rows]


def forget_person(connection: Connection, person_id: UUID, now: Moment) -> None:
    """Forget who posted some, and what they said."""
    connection.execute(
        "UPDATE posted_task SET person_id = NULL, message = '', next_look_at = ? WHERE person_id = ?",
        (now, person_id.bytes),
    )


def _posted(row: tuple[Any, ...]) -> PostedTask:
    (
        collective_id,
        server_id,
        channel_id,
        person_id,
        message,
        locale,
        opened_at,
        closes_at,
        most_answers,
        thread_id,
        card_id,
        ending,
        closed_at,
        digest,
        shown_at,
    ) = row  # the columns; the table is STRICT, so each has its type
    return PostedTask(
        collective_id=UUID(bytes=collective_id),
        server_id=server_id,
        channel_id=channel_id,
        person_id=None if person_id is None else UUID(bytes=person_id),
        message=message,
        locale=locale,
        opened_at=opened_at,
        closes_at=closes_at,
        most_answers=most_answers,
        thread_id=thread_id,
        card_id=card_id,
        ending=None if ending is None else Ending(ending),
        closed_at=closed_at,
        digest=digest,
        shown_at=shown_at,
    )
