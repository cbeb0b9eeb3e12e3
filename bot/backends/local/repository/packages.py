"""Packages that were handed out."""

from collections.abc import Sequence
from typing import NamedTuple

from bot.backends.local.ids import Key
from bot.protocol.labels import LabelMode
from bot.protocol.moments import Moment
from bot.protocol.tasks import TaskType
from bot.store import Connection

OPEN = "open"
"""Somebody has it."""
COLLECTIVE = "collective"
"""Anybody may join it; each who does gets a package of their own."""
CLOSED = "closed"
"""A collective one that takes no more answers."""
DONE = "done"
SKIPPED = "skipped"


class PackageRow(NamedTuple):
    """A package.

    Attributes:
        package_id: The task's id, and that of the work session, but for the collective package itself.
        collective_id: The collective package that this one is an answerer's share of.
        person_id: Who has it, or who opened the collective one.
        server_id: Where it was asked for.
        task_type: What is asked for.
        language: In which language.
        tree_id: The tree that it is about; None for an initial prompt.
        message_id: The message that it is about.
        shown_ids: The messages to rank one after the other, as they are shown.
        label_mode: How many labels are asked for.
        state: One of the names above.
        created_at: When it was handed out.
        expires_at: Until when it can be answered.
        finished_at: When it was answered, skipped or closed.
        answer_message_id: The message that a text became.
        points: What the answer earned at once.
        check_id: The attention check that it is; None for any other package.
    """

    package_id: Key
    collective_id: Key | None
    person_id: Key
    server_id: int | None
    task_type: TaskType
    language: str
    tree_id: Key | None
    message_id: Key | None
    shown_ids: bytes | None
    label_mode: LabelMode | None
    state: str
    created_at: Moment
    expires_at: Moment
    finished_at: Moment | None = None
    answer_message_id: Key | None = None
    points: int | None = None
    check_id: Key | None = None

    @property
    def is_collective(self) -> bool:
        """Whether this is a collective package itself, to be joined and not to be answered."""
        return self.state in (COLLECTIVE, CLOSED)

    @property
    def shown(self) -> tuple[Key, ...]:
        """The messages to rank, as they are shown."""
        joined = self.shown_ids or b""
        return tuple(joined[start : start + 16] for start in range(0, len(joined), 16))


_COLUMNS = ", ".join(PackageRow._fields)
_ADD = f"INSERT INTO package ({_COLUMNS}) VALUES ({', '.join('?' * len(PackageRow._fields))})"  # noqa: S608 - constants


def add(connection: Connection, package: PackageRow) -> None:
    """Add a package."""
    connection.execute(_ADD, package)


def find(connection: Connection, package_id: Key) -> PackageRow | None:
    """Return the package with an id."""
    row = connection.execute(f"SELECT {_COLUMNS} FROM package WHERE package_id = ?", (package_id,)).fetchone()  # noqa: S608 - constants
    return None if row is None else _row(row)


def count_pending(connection: Connection, person_id: Key, since: Moment) -> int:
    """Return how many packages somebody got since a moment and has neither answered nor given back."""
    row = connection.execute(
        "SELECT count(*) FROM package WHERE person_id = ? AND created_at > ? AND state = 'open'", (person_id, since)
    ).fetchone()
    return int(row[0])


def count_for_prompts(connection: Connection, person_id: Key, language: str, since: Moment) -> int:
    """Return how many packages somebody got since a moment that ask for a prompt in a language, and still has."""
    row = connection.execute(
        "SELECT count(*) FROM package WHERE person_id = ? AND created_at > ? AND state = 'open'"
        " AND message_id IS NULL AND check_id IS NULL AND language = ?",
        (person_id, since, language),
    ).fetchone()
    return int(row[0])


def asked_since(connection: Connection, person_id: Key, since: Moment) -> list[tuple[TaskType, Moment]]:
    """Return what somebody asked for since a moment, and when."""
    rows = connection.execute(
        "SELECT task_type, created_at FROM package WHERE person_id = ? AND created_at > ?", (person_id, since)
    )
    return [(TaskType(task_type), created_at) for task_type, created_at in rows]


def finish(
    connection: Connection,
    package_id: Key,
    state: str,
    finished_at: Moment,
    answer_message_id: Key | None = None,
    points: int | None = None,
) -> None:
    """Note what became of a package."""
    connection.execute(
        "UPDATE package SET state = ?, finished_at = ?, answer_message_id = ?, points = ? WHERE package_id = ?",
        (state, finished_at, answer_message_id, points, package_id),
    )


def expire(connection: Connection, package_id: Key, now: Moment) -> None:
    """Let a package last no longer than until now."""
    connection.execute(
        "UPDATE package SET expires_at = ? WHERE package_id = ? AND expires_at > ?", (now, package_id, now)
    )


def reopen(connection: Connection, package_id: Key, created_at: Moment, expires_at: Moment) -> None:
    """Hand out a package anew that has ended without an answer."""
    connection.execute(
        "UPDATE package SET state = 'open', created_at = ?, expires_at = ?, finished_at = NULL WHERE package_id = ?",
        (created_at, expires_at, package_id),
    )


def set_points(connection: Connection, package_id: Key, points: int) -> None:
    """Note what a changed answer earned."""
    connection.execute("UPDATE package SET points = ? WHERE package_id = ?", (points, package_id))


def is_out(connection: Connection, message_id: Key, now: Moment) -> bool:
    """Return whether somebody has a package about a message that they can still answer."""
    row = connection.execute(
        "SELECT 1 FROM package WHERE message_id = ? AND state = 'open' AND expires_at > ?", (message_id, now)
    ).fetchone()
    return row is not None


def take_back(connection: Connection, message_ids: Sequence[Key], now: Moment, *, showing: Key | None = None) -> None:
    """End the packages about some messages that people have, as if they had given them back.

    Args:
        connection: Of the transaction.
        message_ids: The messages.
        now: The moment.
        showing: End only packages that show this message among those to rank.
    """
    connection.executemany(
        "UPDATE package SET state = 'skipped', finished_at = ? WHERE message_id = ? AND state = 'open'"
        " AND (? IS NULL OR instr(shown_ids, ?) > 0)",
        [(now, message_id, showing, showing) for message_id in message_ids],
    )


def has_share(connection: Connection, collective_id: Key, person_id: Key) -> bool:
    """Return whether somebody has answered a collective package."""
    row = connection.execute(
        "SELECT 1 FROM package WHERE collective_id = ? AND person_id = ? AND state = 'done'",
        (collective_id, person_id),
    ).fetchone()
    return row is not None


def was_closed(connection: Connection, package: PackageRow) -> bool:
    """Return whether a package is a share of a collective one that takes no more answers."""
    if package.collective_id is None:
        return False
    collective = find(connection, package.collective_id)
    return collective is None or collective.state != COLLECTIVE


def end_of_collective(connection: Connection, package: PackageRow) -> Moment | None:
    """Return until when the collective package takes answers of which a package is a share; None where it is none."""
    collective = None if package.collective_id is None else find(connection, package.collective_id)
    return None if collective is None else collective.expires_at


def count_answered_shares(connection: Connection, collective_id: Key) -> int:
    """Return how many people have answered a collective package."""
    row = connection.execute(
        "SELECT count(*) FROM package WHERE collective_id = ? AND state = 'done'", (collective_id,)
    ).fetchone()
    return int(row[0])


def _row(row: tuple[object, ...]) -> PackageRow:
    package = PackageRow._make(row)
    mode = package.label_mode
    return package._replace(task_type=TaskType(package.task_type), label_mode=None if mode is None else LabelMode(mode))
