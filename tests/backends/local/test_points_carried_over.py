"""A database of the version before points by quality: at the update nobody loses points, level or place."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from random import Random
from typing import Final
from uuid import UUID

import pytest

from bot.backends.local import LocalBackend, load_secret_key
from bot.backends.values import Contributor
from bot.protocol.moments import DAY, HOUR
from bot.protocol.scores import TimeFrame, UserScore
from bot.protocol.tasks import TaskType
from bot.rules.levels import level_of
from bot.rules.points import COUNTS, SCORE, ContributionCounts, Scoring
from bot.rules.pool_rules import PoolRules
from bot.rules.thresholds import Thresholds
from bot.store import Database
from bot.store.migrate import migrate, packaged_migrations
from tests.backends.community import SERVER, START, MovableClock, contributor, labels_for

pytestmark = pytest.mark.slow  # months of work, stored three times over

BEFORE: Final = [migration.title for migration in packaged_migrations()].index("pool_earned")
"""So many migrations had that version."""

PEOPLE: Final = [contributor(number) for number in range(1, 7)]
PROMPT, IN_REVIEW = UUID(int=1), UUID(int=2)


def make_old(path: Path) -> dict[tuple[UUID, TimeFrame], int]:
    """Make one in which people of every kind have worked for 40 days; the points that its boards showed."""
    connection = sqlite3.connect(path, isolation_level=None)
    migrate(connection, packaged_migrations()[:BEFORE], 0)
    random, done = Random(1), {}
    today = START // DAY
    for person in PEOPLE:
        connection.execute(
            "INSERT INTO contributor (person_id, log_mark, discord_id, display_name, created_at)"
            " VALUES (?, ?, ?, ?, ?)",
            (person.person_id.bytes, person.person_id.bytes[::-1], person.discord_id, person.display_name, START),
        )
        counts = {day: [random.randrange(4) for _ in COUNTS] for day in range(today - 40, today + 1)}
        for day, count in counts.items():
            for grain, period in ((2, day * (DAY // HOUR)), (1, day), (0, 0)):
                _count(connection, grain, period, person, count)
        first = {TimeFrame.WEEK: today - 7, TimeFrame.MONTH: today - 30, TimeFrame.TOTAL: 0}
        for frame, since in first.items():
            total = [
                sum(column) for column in zip(*(each for day, each in counts.items() if day >= since), strict=True)
            ]
            done[person.person_id, frame] = ContributionCounts(**dict(zip(COUNTS, total, strict=True))).points
            _stand(connection, person, frame, total)
    connection.execute("UPDATE standing_day SET day = ?", (today,))
    author = PEOPLE[0].person_id.bytes
    connection.execute(
        "INSERT INTO tree (tree_id, state, language, goal_tree_size, max_tree_depth, max_children_count,"
        " num_prompter_replies, author_id, created_at, touched_at, won_lottery)"
        " VALUES (?, 'growing', 'en', 12, 3, 3, 1, ?, ?, ?, 1)",
        (PROMPT.bytes, author, START, START),
    )
    connection.execute("INSERT INTO tree_count VALUES ('en', 'growing', 1)")
    # By other thresholds than those of the test, so that what the tree asks for is written down at the start.
    connection.execute("INSERT INTO open_work_basis (thresholds) VALUES ('')")
    connection.executemany(
        "INSERT INTO message (message_id, tree_id, parent_id, author_id, server_id, is_assistant, depth, language,"
        " text, created_at, review_count, accepted) VALUES (?, ?, ?, ?, ?, ?, ?, 'en', 'A text.', ?, ?, ?)",
        [
            (PROMPT.bytes, PROMPT.bytes, None, PEOPLE[5].person_id.bytes, SERVER, 0, 0, START, 3, 1),
            (IN_REVIEW.bytes, PROMPT.bytes, PROMPT.bytes, author, SERVER, 1, 1, START, 0, None),
        ],
    )
    connection.close()
    return done


def _count(connection: sqlite3.Connection, grain: int, period: int, person: Contributor, counts: list[int]) -> None:
    marks = ", ".join("?" * len(COUNTS))
    added = ", ".join(f"{name} = {name} + excluded.{name}" for name in COUNTS)
    connection.execute(
        f"INSERT INTO contribution_count (grain, period, person_id, server_id, {', '.join(COUNTS)})"  # noqa: S608 - names of our own
        f" VALUES (?, ?, ?, ?, {marks}) ON CONFLICT (grain, period, person_id, server_id) DO UPDATE SET {added}",
        (grain, period, person.person_id.bytes, SERVER, *counts),
    )


def _stand(connection: sqlite3.Connection, person: Contributor, frame: TimeFrame, counts: list[int]) -> None:
    by_name = dict(zip(COUNTS, counts, strict=True))
    whole = sum(points * by_name[name] for name, (points, number) in SCORE.items() if number == 1)
    connection.execute("INSERT INTO standing (person_id) VALUES (?) ON CONFLICT DO NOTHING", (person.person_id.bytes,))
    connection.execute(
        f"UPDATE standing SET {frame}_whole = ?, {frame}_prompts = ?, {frame}_accepted_prompts = ?"  # noqa: S608 - names of our own
        " WHERE person_id = ?",
        (whole, by_name["prompts"], by_name["accepted_prompts"], person.person_id.bytes),
    )


def rows_of(board: tuple[UserScore, ...]) -> dict[UUID, UserScore]:
    """The rows of a board by whose they are."""
    return {row.user_id: row for row in board}


@pytest.mark.parametrize("server", [None, SERVER])
async def test_nobody_loses_points_at_the_update(tmp_path: Path, server: int | None) -> None:
    """On every board everybody has at least the points and the level of before, and at most one point more."""
    before = make_old(tmp_path / "bot.sqlite3")
    clock = MovableClock()
    async with Database(tmp_path / "bot.sqlite3", clock) as database:
        key = await load_secret_key(database)
        boards = {
            scoring: LocalBackend(database, clock, Random(1), PoolRules(scoring=scoring), key) for scoring in Scoring
        }
        for frame in TimeFrame:
            formula, quality = [
                rows_of((await boards[scoring].leaderboard(frame, server_id=server)).leaderboard) for scoring in Scoring
            ]
            assert formula.keys() == quality.keys() == {person.person_id for person in PEOPLE}
            for person_id, row in quality.items():
                points = before.get((person_id, frame), formula[person_id].leader_score)
                assert formula[person_id].leader_score == points
                assert points <= row.leader_score <= points + 1
                assert row.level == level_of(row.leader_score).number >= level_of(points).number


async def test_a_text_of_before_is_paid_the_rest(tmp_path: Path) -> None:
    """A reply that was paid four points as it was submitted gets the other four when it is found perfect."""
    make_old(tmp_path / "bot.sqlite3")
    clock = MovableClock()
    async with Database(tmp_path / "bot.sqlite3", clock) as database:
        thresholds = Thresholds(num_reviews_reply=2, max_extra_reviews=0)
        backend = await LocalBackend.open(database, clock, Random(1), PoolRules(thresholds=thresholds))
        author = PEOPLE[0]
        points = (await backend.stats(author, TimeFrame.TOTAL)).leader_score
        for number, person in enumerate(PEOPLE[1:3]):
            offer = await backend.request(person, UUID(int=100 + number), TaskType.LABEL_ASSISTANT_REPLY, "en", SERVER)
            perfect = labels_for(offer.task, quality=1.0)  # type: ignore[arg-type]  # it is what was asked for
            await backend.submit(person, UUID(int=100 + number), offer.task, perfect, SERVER)
        (mine,) = [each for each in await backend.contributions(author, limit=5) if each.message.id == IN_REVIEW]
        assert (mine.points, mine.quality) == (8, 1.0)
        assert (await backend.stats(author, TimeFrame.TOTAL)).leader_score - points == 4
