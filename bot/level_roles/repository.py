"""The SQL of roles for levels: what servers have set, who has which role, what goes wrong."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from bot.protocol.moments import Moment
from bot.store import Connection


@dataclass(frozen=True, slots=True)
class LevelRole:
    """The role that a server gives to those who have reached a level."""

    level: int
    role_id: int


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody in a server: the role that they should have, the one that the bot has given them, None for none.

    `is_due` says that they are yet to be looked at.
    """

    server_id: int
    person_id: UUID
    wanted: int | None
    held: int | None
    is_due: bool


@dataclass(frozen=True, slots=True)
class RoleTrouble:
    """Why a role cannot be given or taken, since when, and how often it was tried; `has_ended`: it is tried no more."""

    role_id: int
    problem: str
    since: Moment
    attempts: int
    has_ended: bool


_HOLDER = "SELECT server_id, person_id, wanted_role_id, held_role_id, due_at IS NOT NULL FROM level_role_holder "

_DUE = f"""
    {_HOLDER}
    WHERE due_at <= ? AND NOT EXISTS (
        SELECT 1 FROM level_role_trouble AS trouble
        WHERE trouble.server_id = level_role_holder.server_id AND trouble.role_id IN (wanted_role_id, held_role_id)
            AND (trouble.next_attempt_at IS NULL OR trouble.next_attempt_at > ?)
    )
    ORDER BY due_at DESC LIMIT ?
"""  # noqa: S608 - a constant


def all_level_roles(connection: Connection) -> Mapping[int, tuple[LevelRole, ...]]:
    """Return what every server has set, the lowest level first; those that have set nothing are absent."""
    found: dict[int, list[LevelRole]] = defaultdict(list)
    for server_id, level, role_id in connection.execute(
        "SELECT server_id, level, role_id FROM level_role ORDER BY server_id, level"
    ):
        found[server_id].append(LevelRole(level, role_id))
    return {server_id: tuple(roles) for server_id, roles in found.items()}


def level_of_role(connection: Connection, server_id: int, role_id: int) -> int | None:
    """Return for which level a role is set."""
    row = connection.execute(
        "SELECT level FROM level_role WHERE server_id = ? AND role_id = ?", (server_id, role_id)
    ).fetchone()
    return None if row is None else int(row[0])


def set_level_role(connection: Connection, server_id: int, role: LevelRole, now: Moment) -> None:
    """Set the role of a level, which is that of no other level then."""
    connection.execute("DELETE FROM level_role WHERE server_id = ? AND role_id = ?", (server_id, role.role_id))
    connection.execute(
        "INSERT INTO level_role (server_id, level, role_id, set_at) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (server_id, level) DO UPDATE SET role_id = excluded.role_id, set_at = excluded.set_at",
        (server_id, role.level, role.role_id, now),
    )


def remove_level_role(connection: Connection, server_id: int, level: int) -> int | None:
    """Set no role for a level; returns the one that was set, None where none was."""
    removed = connection.execute(
        "DELETE FROM level_role WHERE server_id = ? AND level = ? RETURNING role_id", (server_id, level)
    ).fetchall()
    return removed[0][0] if removed else None


def holder(connection: Connection, server_id: int, person_id: UUID) -> Holder | None:
    """Return what is noted about somebody in a server."""
    row = connection.execute(_HOLDER + "WHERE server_id = ? AND person_id = ?", (server_id, person_id.bytes)).fetchone()
    return None if row is None else _holder(row)


def holders_of(connection: Connection, person_id: UUID) -> list[Holder]:
    """Return what is noted about somebody in all servers."""
    rows = connection.execute(_HOLDER + "WHERE person_id = ? ORDER BY server_id", (person_id.bytes,))
    return [_holder(row) for row in rows]


def people_in(connection: Connection, server_id: int) -> set[UUID]:
    """Return everybody about whom something is noted in a server."""
    rows = connection.execute("SELECT person_id FROM level_role_holder WHERE server_id = ?", (server_id,))
    return {UUID(bytes=person_id) for (person_id,) in rows}


def ask(connection: Connection, server_id: int, person_id: UUID, wanted: int | None, now: Moment) -> None:
    """Note that somebody should have another role than they have."""
    connection.execute(
        "INSERT INTO level_role_holder (server_id, person_id, wanted_role_id, due_at) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (server_id, person_id) DO UPDATE SET wanted_role_id = excluded.wanted_role_id, "
        "due_at = excluded.due_at",
        (server_id, person_id.bytes, wanted, now),
    )


def note_lost(connection: Connection, server_id: int, person_id: UUID, now: Moment) -> None:
    """Note that somebody does not have the role that they were given: they were away, say, and have come back."""
    connection.execute(
        "UPDATE level_role_holder SET held_role_id = NULL, due_at = ? WHERE server_id = ? AND person_id = ?",
        (now, server_id, person_id.bytes),
    )


def look_at_all(connection: Connection, server_id: int, people: Iterable[UUID], now: Moment) -> None:
    """Look at all these people in a server anew."""
    connection.executemany(
        "INSERT INTO level_role_holder (server_id, person_id, due_at) SELECT ?, person_id, ? FROM person "
        "WHERE person_id = ? ON CONFLICT (server_id, person_id) DO UPDATE SET due_at = excluded.due_at",
        [(server_id, now, person_id.bytes) for person_id in people],
    )


def due(connection: Connection, now: Moment, at_most: int) -> list[Holder]:
    """Return who is to be looked at now, and whose role is no trouble just now.

    The newest come first: who has just earned a role need not wait for all whom a change of settings concerns.
    """
    rows = connection.execute(_DUE, (now, now, at_most))
    return [_holder(row) for row in rows]


def put_off(connection: Connection, server_id: int, person_id: UUID, due_at: Moment) -> None:
    """Look at somebody later."""
    connection.execute(
        "UPDATE level_role_holder SET due_at = ? WHERE server_id = ? AND person_id = ?",
        (due_at, server_id, person_id.bytes),
    )


def settle(
    connection: Connection, server_id: int, person_id: UUID, wanted: int | None, held: int | None, *, is_done: bool
) -> bool:
    """Note what somebody should have and has now; False where they were deleted meanwhile.

    Args:
        connection: of the transaction.
        server_id: where.
        person_id: who.
        wanted: the role that they should have.
        held: the one that the bot has given them.
        is_done: whether nothing is left to be done; else they stay due.
    """
    changed = connection.execute(
        "UPDATE level_role_holder SET wanted_role_id = ?, held_role_id = ?, due_at = CASE WHEN ? THEN NULL "
        "ELSE due_at END WHERE server_id = ? AND person_id = ?",
        (wanted, held, is_done, server_id, person_id.bytes),
    )
    if is_done and wanted is None and held is None:
        forget(connection, server_id, person_id)
    return changed.rowcount == 1


def forget(connection: Connection, server_id: int, person_id: UUID) -> None:
    """Forget somebody in a server."""
    connection.execute(
        "DELETE FROM level_role_holder WHERE server_id = ? AND person_id = ?", (server_id, person_id.bytes)
    )


def counts(connection: Connection, server_id: int) -> tuple[Mapping[int, int], int]:
    """Count how many people have each role from the bot, by role; and how many are yet to be looked at."""
    rows = connection.execute(
        "SELECT held_role_id, count(*) FROM level_role_holder WHERE server_id = ? AND held_role_id IS NOT NULL "
        "GROUP BY held_role_id",
        (server_id,),
    )
    waiting = connection.execute(
        "SELECT count(*) FROM level_role_holder WHERE server_id = ? AND due_at IS NOT NULL", (server_id,)
    ).fetchone()
    return dict(rows.fetchall()), int(waiting[0])


def troubles(connection: Connection, server_id: int) -> Mapping[int, RoleTrouble]:
    """Return what goes wrong in a server, by role."""
    rows = connection.execute(
        "SELECT role_id, problem, since, attempts, next_attempt_at IS NULL FROM level_role_trouble WHERE server_id = ?",
        (server_id,),
    )
    return {row[0]: RoleTrouble(row[0], row[1], row[2], row[3], bool(row[4])) for row in rows}


def note_trouble(
    connection: Connection, server_id: int, role_id: int, problem: str, now: Moment, next_attempt_at: Moment | None
) -> None:
    """Note that a role could not be given or taken, and when to try again; None for never."""
    connection.execute(
        "INSERT INTO level_role_trouble (server_id, role_id, problem, since, next_attempt_at) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (server_id, role_id) DO UPDATE SET problem = excluded.problem, attempts = attempts + 1, "
        "next_attempt_at = excluded.next_attempt_at",
        (server_id, role_id, problem, now, next_attempt_at),
    )


def has_to_wait(connection: Connection, server_id: int, role_ids: Iterable[int | None], now: Moment) -> bool:
    """Say whether one of some roles of a server is not to be tried now."""
    return any(
        connection.execute(
            "SELECT 1 FROM level_role_trouble WHERE server_id = ? AND role_id = ? "
            "AND (next_attempt_at IS NULL OR next_attempt_at > ?)",
            (server_id, role_id, now),
        ).fetchone()
        for role_id in role_ids
    )


def end_trouble(connection: Connection, server_id: int, role_id: int) -> None:
    """Note that a role can be given and taken again."""
    connection.execute("DELETE FROM level_role_trouble WHERE server_id = ? AND role_id = ?", (server_id, role_id))


def end_troubles(connection: Connection, server_id: int) -> None:
    """Have all roles of a server tried anew."""
    connection.execute("DELETE FROM level_role_trouble WHERE server_id = ?", (server_id,))


def delete(connection: Connection, person_id: UUID) -> None:
    """Forget somebody in all servers."""
    connection.execute("DELETE FROM level_role_holder WHERE person_id = ?", (person_id.bytes,))


def forget_server(connection: Connection, server_id: int) -> None:
    """Forget which roles a server gives, and to whom."""
    for table in ("level_role", "level_role_holder", "level_role_trouble"):
        connection.execute(f"DELETE FROM {table} WHERE server_id = ?", (server_id,))  # noqa: S608 - constants


def _holder(row: tuple[int, bytes, int | None, int | None, int]) -> Holder:
    server_id, person_id, wanted, held, is_due = row
    return Holder(server_id, UUID(bytes=person_id), wanted, held, bool(is_due))
