"""Whatever moderators decide about whatever trees: taken back, every row of the pool is as it was before."""

from __future__ import annotations

import asyncio
import sqlite3
import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from random import Random
from typing import Any, Final
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.backends.base import Capability
from bot.backends.cases import (
    ABOUT_PEOPLE,
    CaseSubject,
    Decision,
    MessageSubject,
    PersonSubject,
    Ruling,
    RulingKind,
    Subject,
)
from bot.backends.errors import DecisionBuiltUpon, Refused
from bot.backends.local import LocalBackend, load_secret_key, tree_life
from bot.backends.local.repository import standings, trees
from bot.backends.local.step import Step
from bot.protocol.moments import DAY, HOUR, MINUTE
from bot.protocol.tasks import LABEL_TASKS, TaskType
from bot.rules.pool_rules import PoolRules
from bot.rules.thresholds import Thresholds
from bot.store import Database
from tests.backends.community import SERVER, MovableClock, labels_for
from tests.backends.local.conftest import LocalCommunity
from tests.prepared_database import prepared
from tests.store.test_sides import TABLES

OF_DECISIONS: Final = {"event", "decision", "decision_row"}
"""What is added to only: an undone decision stays in it."""
COUNTERS: Final = {"contribution_count", "reception_count", "tree_count", "standing"}
"""A row of zeros says what no row says."""
OF_TODAY: Final = {"standing", "standing_day"}
"""What changes by itself when days go by."""
KEYS: Final = {"grain", "period", "person_id", "server_id", "language", "state"}

PREPARED_BY: Final = {
    RulingKind.RESTORE: RulingKind.DELETE,
    RulingKind.RESUME: RulingKind.HALT,
    RulingKind.UNBAR: RulingKind.BAR,
    RulingKind.ENABLE: RulingKind.DISABLE,
}
"""What has to be decided before."""

MADE_BY_MODERATORS: Final = sorted(set(RulingKind) - {RulingKind.PAUSE})

PACKAGES: Final = {RulingKind.LIFT: 200}
"""How much has to be done before, where it is more: five texts by one person are to be decided."""

MODERATOR = 99
PEOPLE = 6

_THRESHOLDS = Thresholds(
    goal_tree_size=4,
    max_children_count=2,
    max_tree_depth=2,
    num_reviews_initial_prompt=2,
    num_reviews_reply=1,
    num_required_rankings=1,
    # No tree waits for another's place: what others got by a decision stays theirs.
    max_active_trees=1_000,
    max_initial_prompt_review=8,
)

Dump = dict[str, list[tuple[Any, ...]]]


def dump(connection: sqlite3.Connection) -> Dump:
    """Every row of every table of the pool, but those of decisions themselves."""
    found: Dump = {}
    for table in sorted(TABLES["pool"] - OF_DECISIONS):
        cursor = connection.execute(f"SELECT * FROM {table}")  # noqa: S608 - names of our own tables
        names = [column[0] for column in cursor.description]
        rows = cursor.fetchall()
        if table in COUNTERS:
            rows = [
                row for row in rows if any(value for name, value in zip(names, row, strict=True) if name not in KEYS)
            ]
        found[table] = sorted(rows, key=repr)
    return found


def difference(before: Dump, after: Dump, but: set[str] | frozenset[str] = frozenset()) -> dict[str, Any]:
    """What only one of two has, by table."""
    return {
        table: (sorted(set(rows) - set(after[table])), sorted(set(after[table]) - set(rows)))
        for table, rows in before.items()
        if table not in but and rows != after[table]
    }


@asynccontextmanager
async def worked_on(seed: int, packages: int) -> AsyncIterator[tuple[LocalCommunity, Random]]:
    """A community that has done so much, with reports and decisions of moderators in between."""
    with tempfile.TemporaryDirectory() as folder:
        clock, random = MovableClock(), Random(seed)
        async with Database(prepared(Path(folder) / "bot.sqlite3"), clock) as database:
            backend = LocalBackend(
                database, clock, Random(seed), PoolRules(thresholds=_THRESHOLDS), await load_secret_key(database)
            )
            community = LocalCommunity(backend, clock, frozenset(Capability), local=backend, database=database)
            for number in (*range(PEOPLE), MODERATOR):
                await backend.admit(community.person(number))
            await work(community, packages, random)
            for kind in random.choices(MADE_BY_MODERATORS, k=3):
                await decide(community, kind, random)
                await work(community, 5, random)
            yield community, random


async def work(community: LocalCommunity, packages: int, random: Random) -> None:
    """A few people do whatever there is, now and then with an objection or a report; packages stay out.

    What the first of them writes nobody likes.
    """
    for _ in range(packages):
        with suppress(Refused):
            held = await community.take(community.person(random.randrange(PEOPLE)))
            chance = random.random()
            if chance < 0.1:
                await community.backend.skip(held.person, held.session, held.task, "no")
            elif chance < 0.9:
                objects = held.task.type in LABEL_TASKS and (
                    random.random() < 0.2 or await _is_by_the_first(community, held.about)
                )
                await community.give(held, labels_for(held.label_task, spam=1, pii=0.5) if objects else None)
            if chance > 0.7 and held.task.type is not TaskType.INITIAL_PROMPT:
                await community.backend.report(community.person(PEOPLE - 1), held.about, "rude", SERVER)
        community.clock.move(random.choice((0, MINUTE, 7 * HOUR)))


async def subjects(community: LocalCommunity, kind: RulingKind, random: Random) -> list[Subject]:
    """What could be decided about, in a random order."""
    found: list[Subject] = [MessageSubject(UUID(bytes=row[0])) for row in await _messages(community)]
    if kind not in PREPARED_BY:
        found += [CaseSubject(each.case_id) for each in await community.backend.cases(limit=50)]
    if kind in ABOUT_PEOPLE:
        found += [PersonSubject(community.person(number).person_id) for number in range(PEOPLE)]
    random.shuffle(found)
    return found


async def _is_by_the_first(community: LocalCommunity, message_id: UUID) -> bool:
    first = community.person(0).person_id.bytes
    sql = "SELECT 1 FROM message WHERE message_id = ? AND author_id = ?"
    return bool(await community.rows(sql, message_id.bytes, first))


async def _messages(community: LocalCommunity) -> list[Any]:
    return await community.rows("SELECT message_id FROM message ORDER BY message_id")


async def decide(community: LocalCommunity, kind: RulingKind, random: Random) -> Decision | None:
    """Decide about the first subject with which that is possible; None where there is none."""
    for subject in await subjects(community, kind, random):
        try:
            return await _decide(community, kind, subject)
        except Refused:
            continue
    return None


async def _decide(community: LocalCommunity, kind: RulingKind, subject: Subject) -> Decision:
    ruling = Ruling(kind=kind, reason="Because.", text=community.text())
    return await community.backend.decide(subject, ruling, community.person(MODERATOR), SERVER)


async def undo(community: LocalCommunity, decision: Decision) -> None:
    """Take a decision back."""
    assert decision.decision_id is not None
    await community.backend.undo(decision.decision_id, community.person(MODERATOR), SERVER)


async def undone_at_once(seed: int, kind: RulingKind, days: int) -> bool:
    """See that nothing differs after a decision was taken back, so many days later; False where there was none."""
    async with worked_on(seed, PACKAGES.get(kind, 70)) as (community, random):
        if kind in PREPARED_BY:
            await decide(community, PREPARED_BY[kind], random)
        await stand_for_today(community)
        before = await community.database.read(dump)
        made = await decide(community, kind, random)
        if made is None:
            return False
        community.clock.move(days * DAY)
        await undo(community, made)
        after = await community.database.read(dump)
        is_same_day = before["standing_day"] == after["standing_day"]
        assert difference(before, after, frozenset() if is_same_day else OF_TODAY) == {}
        await everything_is_settled(community)
        return True


async def stand_for_today(community: LocalCommunity) -> None:
    """Have the sums of week and month stand for the present day, as the first contribution of a day does."""
    somebody = community.person(MODERATOR).person_id.bytes
    await community.local.write(lambda step: standings.add(step.connection, somebody, step.now, {}, step.now))


async def undone_later(seed: int, kind: RulingKind, packages: int) -> bool | None:
    """See that a decision on which was built stays, with all else; None where there was none, else if it was undone."""
    async with worked_on(seed, PACKAGES.get(kind, 70)) as (community, random):
        if kind in PREPARED_BY:
            await decide(community, PREPARED_BY[kind], random)
        made = await decide(community, kind, random)
        if made is None:
            return None
        await work(community, packages, random)
        before = await community.database.read(dump)
        lost: Mapping[str, str | int | float] | None = None
        try:
            await undo(community, made)
        except DecisionBuiltUpon as refused:
            lost = refused.arguments
        if lost is not None:
            assert sum(int(count) for count in lost.values()) > 0
            assert difference(before, await community.database.read(dump)) == {}
            return False
        # Nobody's work is gone, and what there is to do follows from the trees.
        after = await community.database.read(dump)
        assert {row[0] for row in before["message"]} == {row[0] for row in after["message"]}
        for table in ("review", "ranking"):
            assert {row[:2] for row in before[table]} <= {row[:2] for row in after[table]}
        await everything_is_settled(community)
        return True


async def everything_is_settled(community: LocalCommunity) -> None:
    """See that no tree goes on by being looked at, and its open work is what follows from it."""

    def look(step: Step) -> None:
        for tree_id in trees.all_at_work(step.connection):
            tree_life.advance(step, tree_life.find(step, tree_id))

    before = await community.database.read(dump)
    await community.local.write(look)
    assert difference(before, await community.database.read(dump)) == {}


def test_every_table_of_the_pool_is_compared() -> None:
    """None is left out but what a decision adds to."""
    assert TABLES["pool"] >= OF_DECISIONS | COUNTERS | OF_TODAY


@pytest.mark.slow
@pytest.mark.parametrize("kind", MADE_BY_MODERATORS)
async def test_every_kind_of_decision_can_be_undone(kind: RulingKind) -> None:
    """Taken back, every row of the pool is as it was, and the trees go on as if nothing had been."""
    assert any([await undone_at_once(seed, kind, days=0) for seed in range(2)])


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 10**6), st.sampled_from(MADE_BY_MODERATORS), st.sampled_from([0, 1, 9, 40]))
def test_undoing_is_exact(seed: int, kind: RulingKind, days: int) -> None:
    """In whatever trees, after whatever else was decided: what is undone has left nothing but its entry in the log."""
    asyncio.run(undone_at_once(seed, kind, days))


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 10**6), st.sampled_from(MADE_BY_MODERATORS), st.integers(1, 25))
def test_nothing_is_lost_by_undoing(seed: int, kind: RulingKind, packages: int) -> None:
    """After more work a decision is taken back without a loss, or it is refused and all stays as it is."""
    asyncio.run(undone_later(seed, kind, packages))


@pytest.mark.slow
async def test_later_work_is_in_the_way() -> None:
    """Both happen: work elsewhere lets an edit be undone, reviews of what was edited do not."""
    outcomes: set[bool | None] = set()
    for seed in range(20):
        outcomes.add(await undone_later(seed, RulingKind.EDIT, 25))
        if {True, False} <= outcomes:
            return
    raise AssertionError(outcomes)
