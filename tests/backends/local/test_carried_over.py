"""A database of the version before cases: what was reported and what waited is there afterwards, as cases."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from random import Random
from typing import Final
from uuid import UUID

import pytest

from bot.backends.cases import CaseFilter, CaseState, CaseSubject, MessageKind, Ruling, RulingKind
from bot.backends.local import LocalBackend, load_secret_key
from bot.rules.harm import SignalKind
from bot.rules.pool_rules import PoolRules
from bot.store import Database
from bot.store.migrate import migrate, packaged_migrations
from tests.backends.community import OTHER_SERVER, SERVER, START, MovableClock, contributor

BEFORE: Final = 21
"""So many migrations had that version."""

AUTHOR, FIRST, SECOND = contributor(1), contributor(2), contributor(3)
PROMPT, REPLY, FOLLOW_UP, SEEN_TO = (UUID(int=number) for number in range(1, 5))


def make_old(path: Path) -> None:
    """Make one with four messages: two people reported the first, flags, skips, and one that was seen to."""
    connection = sqlite3.connect(path, isolation_level=None)
    migrate(connection, packaged_migrations()[:BEFORE], 0)
    for person in (AUTHOR, FIRST, SECOND):
        connection.execute(
            "INSERT INTO contributor (person_id, log_mark, discord_id, display_name, created_at)"
            " VALUES (?, ?, ?, ?, ?)",
            (person.person_id.bytes, person.person_id.bytes[::-1], person.discord_id, person.display_name, START),
        )
    connection.execute(
        "INSERT INTO tree VALUES (?, 'growing', 'en', 12, 3, 3, 1, ?, NULL, ?, ?, 1)",
        (PROMPT.bytes, AUTHOR.person_id.bytes, START, START),
    )
    connection.execute("INSERT INTO tree_count VALUES ('en', 'growing', 1)")
    parent: UUID | None = None
    for depth, message_id in enumerate((PROMPT, REPLY, FOLLOW_UP, SEEN_TO)):
        connection.execute(
            "INSERT INTO message (message_id, tree_id, parent_id, author_id, server_id, is_assistant, depth, language,"
            " text, created_at, review_count, accepted) VALUES (?, ?, ?, ?, ?, ?, ?, 'en', 'A text.', ?, 0, 1)",
            (
                message_id.bytes,
                PROMPT.bytes,
                None if parent is None else parent.bytes,
                AUTHOR.person_id.bytes,
                SERVER,
                depth % 2,
                depth,
                START,
            ),
        )
        parent = message_id
    for message_id, opened_at, processed_at in (
        (PROMPT, START + 1, None),
        (REPLY, START + 2, None),
        (FOLLOW_UP, START + 3, None),
        (SEEN_TO, START + 4, START + 9),
    ):
        connection.execute("INSERT INTO flagged_message VALUES (?, ?, ?)", (message_id.bytes, opened_at, processed_at))
    for message_id, person, reason, server_id, reported_at in (
        (PROMPT, FIRST, "rude", OTHER_SERVER, START + 1),
        (PROMPT, SECOND, "spam", None, START + 5),
        (SEEN_TO, FIRST, "very rude", SERVER, START + 4),
    ):
        connection.execute(
            "INSERT INTO report VALUES (?, ?, ?, ?, ?)",
            (message_id.bytes, person.person_id.bytes, reason, server_id, reported_at),
        )
    connection.execute(
        "INSERT INTO reaction VALUES (?, ?, 'red_flag', ?, ?)", (REPLY.bytes, FIRST.person_id.bytes, SERVER, START + 2)
    )
    connection.close()


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """Such a database."""
    path = tmp_path / "bot.sqlite3"
    make_old(path)
    return path


async def test_reported_messages_become_cases(old: Path) -> None:
    """Those that waited wait, oldest first; what was seen to is decided; each says why it is there."""
    clock = MovableClock()
    async with Database(old, clock) as database:
        backend = LocalBackend(database, clock, Random(1), PoolRules(), await load_secret_key(database))
        waiting = await backend.cases()
        assert [(each.message_id, each.opened_at, each.message_kind) for each in waiting] == [
            (PROMPT, START + 1, MessageKind.PROMPT),
            (REPLY, START + 2, MessageKind.ASSISTANT_REPLY),
            (FOLLOW_UP, START + 3, MessageKind.PROMPTER_REPLY),
        ]
        assert {(each.server_id, each.person_id, each.language) for each in waiting} == {
            (SERVER, AUTHOR.person_id, "en")
        }
        assert [each.signals for each in waiting] == [
            (SignalKind.REPORT,),
            (SignalKind.RED_FLAGS,),
            (SignalKind.SKIPS,),
        ]
        signals = (await backend.case(waiting[0].case_id)).signals
        assert [(each.reporter_id, each.reason, each.server_id, each.created_at) for each in signals] == [
            (FIRST.person_id, "rude", OTHER_SERVER, START + 1),
            (SECOND.person_id, "spam", None, START + 5),
        ]
        (seen_to,) = await backend.cases(CaseFilter(state=CaseState.DECIDED))
        assert (seen_to.message_id, seen_to.decided_at) == (SEEN_TO, START + 9)
        assert (await backend.case(seen_to.case_id)).decision is None


async def test_what_was_carried_over_goes_on(old: Path) -> None:
    """A case is decided and opened again; what somebody had reported is said no second time, and is in their export."""
    clock = MovableClock()
    async with Database(old, clock) as database:
        backend = LocalBackend(database, clock, Random(1), PoolRules(), await load_secret_key(database))
        case = CaseSubject((await backend.cases())[0].case_id)
        made = await backend.decide(case, Ruling(kind=RulingKind.KEEP), SECOND, SERVER)
        await backend.report(FIRST, PROMPT, "rude", SERVER)
        assert len(await backend.cases()) == 2
        assert made.decision_id is not None
        await backend.undo(made.decision_id, SECOND, SERVER)
        assert len(await backend.cases()) == 3
        exported = await backend.export_person(FIRST)
        reports = exported["reports"]
        assert isinstance(reports, list)
        assert [each["reason"] for each in reports] == ["rude", "very rude"]  # type: ignore[index,call-overload]  # JSON
