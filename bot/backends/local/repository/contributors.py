"""Contributors, as the local backend knows them."""

from collections.abc import Sequence
from typing import NamedTuple

from bot.backends.local.ids import Key
from bot.backends.values import Consent
from bot.protocol.moments import Moment
from bot.store import Connection


class ContributorRow(NamedTuple):
    """A contributor; `discord_id` is None once they were forgotten."""

    person_id: Key
    discord_id: int | None
    display_name: str
    enabled: bool
    visible: bool
    created_at: Moment
    streak_days: int | None
    last_contribution_at: Moment | None
    agreement_version: str | None = None
    """What they accepted last, as far as is known."""


_COLUMNS = (
    "person_id, discord_id, display_name, enabled, visible, created_at, streak_days, last_contribution_at, "
    "agreement_version"
)


def find(connection: Connection, person_id: Key) -> ContributorRow | None:
    """Return the contributor with an id."""
    row = connection.execute(f"SELECT {_COLUMNS} FROM contributor WHERE person_id = ?", (person_id,)).fetchone()  # noqa: S608 - a constant
    return None if row is None else ContributorRow(*row)


def with_marks(connection: Connection, marks: Sequence[bytes]) -> list[Key]:
    """Return those whom the log names by certain marks, in that order; without those who were deleted since."""
    if not marks:
        return []
    sql = f"SELECT log_mark, person_id FROM contributor WHERE log_mark IN ({', '.join('?' * len(marks))})"  # noqa: S608 - marks only
    known = dict(connection.execute(sql, marks).fetchall())
    return [known[mark] for mark in marks if mark in known]


def log_mark(connection: Connection, person_id: Key) -> bytes | None:
    """Return how the log names a contributor; None where they are not known."""
    row = connection.execute("SELECT log_mark FROM contributor WHERE person_id = ?", (person_id,)).fetchone()
    return None if row is None else bytes(row[0])


def add(
    connection: Connection,
    person_id: Key,
    discord_id: int,
    display_name: str,
    created_at: Moment,
    log_mark: bytes,
    *,
    enabled: bool,
) -> ContributorRow:
    """Add a contributor."""
    connection.execute(
        "INSERT INTO contributor (person_id, discord_id, display_name, enabled, created_at, log_mark)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (person_id, discord_id, display_name, enabled, created_at, log_mark),
    )
    return ContributorRow(person_id, discord_id, display_name, enabled, True, created_at, None, None)


def rename(connection: Connection, person_id: Key, discord_id: int, display_name: str) -> None:
    """Note the name, and the Discord id, that a contributor has now."""
    connection.execute(
        "UPDATE contributor SET discord_id = ?, display_name = ? WHERE person_id = ?",
        (discord_id, display_name, person_id),
    )


def note_consent(connection: Connection, person_id: Key, consent: Consent) -> None:
    """Note what a contributor has accepted."""
    connection.execute(
        "INSERT INTO consent (person_id, given_at, version, edition) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (person_id, consent.given_at, consent.version, consent.edition),
    )
    connection.execute("UPDATE contributor SET agreement_version = ? WHERE person_id = ?", (consent.version, person_id))


def learn_consent(connection: Connection, person_id: Key, consent: Consent) -> None:
    """Note what a contributor has accepted at some time, who need not be known; what is noted already stays."""
    connection.execute(
        "INSERT INTO consent (person_id, given_at, version, edition)"
        " SELECT person_id, ?, ?, ? FROM contributor WHERE person_id = ? ON CONFLICT DO NOTHING",
        (consent.given_at, consent.version, consent.edition, person_id),
    )


def edition_at(connection: Connection, person_id: Key, moment: Moment) -> int | None:
    """Return the edition of the agreement that a contributor had accepted at a moment; None where none is known."""
    row = connection.execute(
        "SELECT edition FROM consent WHERE person_id = ? AND given_at <= ? ORDER BY given_at DESC LIMIT 1",
        (person_id, moment),
    ).fetchone()
    return None if row is None else int(row[0])


def set_streak(connection: Connection, person_id: Key, days: int, last_contribution_at: Moment) -> None:
    """Note a contribution's effect on the streak."""
    connection.execute(
        "UPDATE contributor SET streak_days = ?, last_contribution_at = ? WHERE person_id = ?",
        (days, last_contribution_at, person_id),
    )


def set_visible(connection: Connection, person_id: Key, *, visible: bool) -> None:
    """Show a contributor on boards, or hide them."""
    connection.execute("UPDATE contributor SET visible = ? WHERE person_id = ?", (visible, person_id))


def set_enabled(connection: Connection, person_id: Key, *, enabled: bool) -> None:
    """Let a contributor work, or not."""
    connection.execute("UPDATE contributor SET enabled = ? WHERE person_id = ?", (enabled, person_id))


def is_banned(connection: Connection, fingerprint: bytes) -> bool:
    """Return whether somebody with this Discord id, hashed, was disabled and then deleted."""
    return connection.execute("SELECT 1 FROM ban WHERE fingerprint = ?", (fingerprint,)).fetchone() is not None


def banned_since(connection: Connection, fingerprint: bytes) -> Moment | None:
    """Return since when a hashed Discord id is remembered; None where it is not."""
    row = connection.execute("SELECT banned_at FROM ban WHERE fingerprint = ?", (fingerprint,)).fetchone()
    return None if row is None else int(row[0])


def unban(connection: Connection, fingerprint: bytes) -> None:
    """Forget a hashed Discord id."""
    connection.execute("DELETE FROM ban WHERE fingerprint = ?", (fingerprint,))


def ban(connection: Connection, fingerprint: bytes, banned_at: Moment) -> None:
    """Remember a hashed Discord id."""
    connection.execute(
        "INSERT INTO ban (fingerprint, banned_at) VALUES (?, ?) ON CONFLICT DO NOTHING", (fingerprint, banned_at)
    )
