"""The SQL of what the bot itself keeps about cases: where they are shown, who is at them, what logs were told."""

from collections.abc import Collection
from typing import NamedTuple
from uuid import UUID

from bot.backends.cases import RulingKind
from bot.protocol.moments import Moment
from bot.store import Connection


class CaseCard(NamedTuple):
    """Where a case is shown; `message_id` is None while it is not known whether the card was posted."""

    case_id: UUID
    server_id: int
    channel_id: int
    message_id: int | None
    harm: float
    is_open: bool


class Claim(NamedTuple):
    """Who is at a case, until when."""

    person_id: UUID
    until: Moment


class ToldSoFar(NamedTuple):
    """Up to which entry of the log people were told, and log channels.

    Attributes:
        people: 0 where none was.
        channels: None where there never was anything to tell.
        posting: up to where lines are being posted to channels; after a crash, they may be there already.
    """

    people: int = 0
    channels: int | None = None
    posting: int | None = None


_CARD = "SELECT case_id, server_id, channel_id, message_id, harm, is_open FROM case_card "


def card_of(connection: Connection, case_id: UUID) -> CaseCard | None:
    """Return where a case is shown; None where it is not."""
    row = connection.execute(_CARD + "WHERE case_id = ?", (case_id.bytes,)).fetchone()
    return None if row is None else _card(row)


def open_cards(connection: Connection, server_id: int) -> list[CaseCard]:
    """Return the cards of a server's cases that were open when they were shown last."""
    rows = connection.execute(_CARD + "WHERE server_id = ? AND is_open = 1", (server_id,))
    return [_card(row) for row in rows]


def begin_card(
    connection: Connection, case_id: UUID, server_id: int, channel_id: int, harm: float, now: Moment
) -> None:
    """Note that a card is about to be posted."""
    connection.execute(
        "INSERT INTO case_card (case_id, server_id, channel_id, message_id, harm, is_open, posted_at) "
        "VALUES (?, ?, ?, NULL, ?, 1, ?) ON CONFLICT (case_id) DO NOTHING",
        (case_id.bytes, server_id, channel_id, harm, now),
    )


def note_card(
    connection: Connection,
    case_id: UUID,
    message_id: int,
    *,
    harm: float,
    is_open: bool,
    messages: Collection[UUID],
    people: Collection[UUID],
) -> None:
    """Note where a card is, and what it shows."""
    found = connection.execute(
        "UPDATE case_card SET message_id = ?, harm = ?, is_open = ? WHERE case_id = ?",
        (message_id, harm, int(is_open), case_id.bytes),
    )
    if not found.rowcount:
        return
    for table, column, shown in (
        ("case_card_message", "message_id", messages),
        ("case_card_person", "person_id", people),
    ):
        connection.execute(f"DELETE FROM {table} WHERE case_id = ?", (case_id.bytes,))  # noqa: S608 - constants
        connection.executemany(
            f"INSERT INTO {table} (case_id, {column}) VALUES (?, ?)",  # noqa: S608 - constants
            [(case_id.bytes, each.bytes) for each in set(shown)],
        )


def forget_card(connection: Connection, case_id: UUID) -> None:
    """Forget where a case is shown."""
    connection.execute("DELETE FROM case_card WHERE case_id = ?", (case_id.bytes,))


def cards_showing(connection: Connection, messages: Collection[UUID], person_id: UUID | None) -> list[CaseCard]:
    """Return the cards that show one of some messages, or somebody's name."""
    found: dict[UUID, CaseCard] = {}
    for table, column, things in (
        ("case_card_message", "message_id", messages),
        ("case_card_person", "person_id", () if person_id is None else (person_id,)),
    ):
        for thing in things:
            rows = connection.execute(
                _CARD + f"WHERE case_id IN (SELECT case_id FROM {table} WHERE {column} = ?)",  # noqa: S608 - constants
                (thing.bytes,),
            )
            found |= {card.case_id: card for card in map(_card, rows)}
    return list(found.values())


def claim(connection: Connection, case_id: UUID, person_id: UUID, now: Moment, until: Moment) -> Claim:
    """Let somebody be at a case, unless somebody else is; return who is."""
    connection.execute(
        "INSERT INTO case_claim (case_id, person_id, claimed_until) VALUES (?, ?, ?) "
        "ON CONFLICT (case_id) DO UPDATE SET person_id = excluded.person_id, claimed_until = excluded.claimed_until "
        "WHERE case_claim.claimed_until <= ? OR case_claim.person_id = excluded.person_id",
        (case_id.bytes, person_id.bytes, until, now),
    )
    found = claim_of(connection, case_id, now)
    return Claim(person_id, until) if found is None else found


def claim_of(connection: Connection, case_id: UUID, now: Moment) -> Claim | None:
    """Return who is at a case; None where nobody is, or no longer."""
    row = connection.execute(
        "SELECT person_id, claimed_until FROM case_claim WHERE case_id = ? AND claimed_until > ?", (case_id.bytes, now)
    ).fetchone()
    return None if row is None else Claim(UUID(bytes=row[0]), row[1])


def release(connection: Connection, case_id: UUID, person_id: UUID) -> None:
    """Note that somebody is no longer at a case."""
    connection.execute("DELETE FROM case_claim WHERE case_id = ? AND person_id = ?", (case_id.bytes, person_id.bytes))


def has_lapsed_claims(connection: Connection, now: Moment) -> bool:
    """Say whether there are claims that have lapsed."""
    row = connection.execute("SELECT 1 FROM case_claim WHERE claimed_until <= ? LIMIT 1", (now,)).fetchone()
    return row is not None


def forget_lapsed_claims(connection: Connection, now: Moment) -> None:
    """Forget claims that have lapsed."""
    connection.execute("DELETE FROM case_claim WHERE claimed_until <= ?", (now,))


def claims_of(connection: Connection, person_id: UUID) -> list[tuple[UUID, Moment]]:
    """Return the cases that somebody is at, and until when."""
    rows = connection.execute(
        "SELECT case_id, claimed_until FROM case_claim WHERE person_id = ? ORDER BY claimed_until", (person_id.bytes,)
    )
    return [(UUID(bytes=case_id), until) for case_id, until in rows]


def forget_claims_of(connection: Connection, person_id: UUID) -> None:
    """Forget all claims of somebody."""
    connection.execute("DELETE FROM case_claim WHERE person_id = ?", (person_id.bytes,))


class UnderWay(NamedTuple):
    """What is being decided about somebody by a backend that keeps no log."""

    person_id: UUID
    kind: RulingKind
    begun_at: Moment


def begin_decision(connection: Connection, person_id: UUID, kind: RulingKind, now: Moment) -> None:
    """Note what is about to be decided about somebody; it takes the place of what was begun before."""
    connection.execute(
        "INSERT INTO decision_under_way (person_id, kind, begun_at) SELECT person_id, ?, ? FROM person "
        "WHERE person_id = ? ON CONFLICT (person_id) DO UPDATE SET kind = excluded.kind, begun_at = excluded.begun_at",
        (kind, now, person_id.bytes),
    )


def end_decision(connection: Connection, person_id: UUID) -> bool:
    """Note that it is known what became of what was being decided about somebody; False where it was known before."""
    found = connection.execute("DELETE FROM decision_under_way WHERE person_id = ?", (person_id.bytes,))
    return bool(found.rowcount)


def decisions_under_way(
    connection: Connection, begun_before: Moment | None = None, person_id: UUID | None = None
) -> list[UnderWay]:
    """Return what is being decided, oldest first: since before a moment, and about one person, where they are given."""
    rows = connection.execute(
        "SELECT person_id, kind, begun_at FROM decision_under_way "
        "WHERE (:before IS NULL OR begun_at <= :before) AND (:who IS NULL OR person_id = :who) ORDER BY begun_at",
        {"before": begun_before, "who": None if person_id is None else person_id.bytes},
    )
    return [UnderWay(UUID(bytes=who), RulingKind(kind), begun_at) for who, kind, begun_at in rows]


def told_so_far(connection: Connection) -> ToldSoFar:
    """Return how far of the log was told."""
    row = connection.execute("SELECT people, channels, posting FROM moderation_told").fetchone()
    return ToldSoFar() if row is None else ToldSoFar(*row)


def note_told(connection: Connection, told: ToldSoFar) -> None:
    """Note how far of the log was told."""
    connection.execute(
        "INSERT INTO moderation_told (only_row, people, channels, posting) VALUES (1, ?, ?, ?) ON CONFLICT (only_row) "
        "DO UPDATE SET people = excluded.people, channels = excluded.channels, posting = excluded.posting",
        told,
    )


def forget_server(connection: Connection, server_id: int) -> None:
    """Forget where cases are shown in a server."""
    connection.execute("DELETE FROM case_card WHERE server_id = ?", (server_id,))


def _card(row: tuple[bytes, int, int, int | None, float, int]) -> CaseCard:
    case_id, server_id, channel_id, message_id, harm, is_open = row
    return CaseCard(UUID(bytes=case_id), server_id, channel_id, message_id, harm, bool(is_open))
