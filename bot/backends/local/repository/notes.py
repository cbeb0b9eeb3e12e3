"""What moderators of a server note about people."""

from typing import NamedTuple

from bot.backends.local.ids import Key
from bot.protocol.moments import Moment
from bot.store import Connection


class NoteRow(NamedTuple):
    """A note."""

    note_id: Key
    person_id: Key
    server_id: int
    author_id: Key | None
    text: str
    created_at: Moment


_COLUMNS = ", ".join(NoteRow._fields)


def add(connection: Connection, note: NoteRow) -> None:
    """Add one."""
    connection.execute(
        f"INSERT INTO person_note ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)",  # noqa: S608 - constants
        note,
    )


def about(connection: Connection, person_id: Key, server_id: int) -> list[NoteRow]:
    """Return the notes about somebody in a server, newest first."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM person_note WHERE person_id = ? AND server_id = ? ORDER BY created_at DESC, note_id",  # noqa: S608 - constants
        (person_id, server_id),
    )
    return [NoteRow(*row) for row in rows]


def find(connection: Connection, note_id: Key) -> NoteRow | None:
    """Return a note."""
    row = connection.execute(f"SELECT {_COLUMNS} FROM person_note WHERE note_id = ?", (note_id,)).fetchone()  # noqa: S608 - constants
    return None if row is None else NoteRow(*row)


def remove(connection: Connection, note_id: Key) -> None:
    """Remove one."""
    connection.execute("DELETE FROM person_note WHERE note_id = ?", (note_id,))
