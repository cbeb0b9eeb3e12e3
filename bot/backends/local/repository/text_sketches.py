"""Sketches of texts, and the bands by which those that are alike are found. Nothing can be read from them."""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from bot.backends.local.ids import Key
from bot.rules.minhash import bands_of
from bot.store import Connection

_OF_ONE_BAND: Final = 10
"""The newest so many of a band are compared: a text that was pasted a thousand times needs no thousand looks."""


class SketchRow(NamedTuple):
    """The sketch of a message's text, and whose it is."""

    message_id: Key
    author_id: Key | None
    sketch: bytes


def put(connection: Connection, message_id: Key, sketch: bytes | None) -> None:
    """Keep the sketch of a message's text in place of that of an earlier one; None for a text too short for one."""
    remove(connection, [message_id])
    if sketch is None:
        return
    add_all(connection, [(message_id, sketch)])


def add_all(connection: Connection, sketches: Sequence[tuple[Key, bytes]]) -> None:
    """Keep the sketches of messages that have none yet."""
    connection.executemany("INSERT INTO text_sketch (message_id, sketch) VALUES (?, ?)", sketches)
    connection.executemany(
        "INSERT INTO text_band (band, message_id) VALUES (?, ?)",
        [(band, message_id) for message_id, sketch in sketches for band in bands_of(sketch)],
    )


def remove(connection: Connection, message_ids: Iterable[Key]) -> None:
    """Delete the sketches of messages."""
    for message_id in message_ids:
        row = connection.execute("SELECT sketch FROM text_sketch WHERE message_id = ?", (message_id,)).fetchone()
        if row is not None:
            connection.executemany(
                "DELETE FROM text_band WHERE band = ? AND message_id = ?",
                [(band, message_id) for band in bands_of(row[0])],
            )
            connection.execute("DELETE FROM text_sketch WHERE message_id = ?", (message_id,))


def to_be_made(connection: Connection, at_most: int) -> list[Key]:
    """Return messages of which a sketch is still to be made, because they were there before sketches were."""
    rows = connection.execute("SELECT message_id FROM text_without_sketch ORDER BY message_id LIMIT ?", (at_most,))
    return [message_id for (message_id,) in rows]


def made(connection: Connection, message_ids: Iterable[Key]) -> None:
    """Note that these messages have a sketch now, or need none."""
    connection.executemany(
        "DELETE FROM text_without_sketch WHERE message_id = ?", [(message_id,) for message_id in message_ids]
    )


def alike(connection: Connection, sketch: bytes) -> list[SketchRow]:
    """Return the sketches that have a band in common with one, the newest of each band."""
    found: dict[Key, None] = {}
    for band in bands_of(sketch):
        rows = connection.execute(
            "SELECT message_id FROM text_band WHERE band = ? ORDER BY message_id DESC LIMIT ?", (band, _OF_ONE_BAND)
        )
        found.update((row[0], None) for row in rows)
    if not found:
        return []
    marks = ", ".join("?" * len(found))
    return [
        SketchRow(*row)
        for row in connection.execute(
            "SELECT text_sketch.message_id, message.author_id, text_sketch.sketch FROM text_sketch"  # noqa: S608 - marks only
            f" JOIN message ON message.message_id = text_sketch.message_id WHERE text_sketch.message_id IN ({marks})",
            tuple(found),
        )
    ]
