"""Tests of what stands ready for boards, and of boards with points worked out by hand."""

from __future__ import annotations

import sqlite3
from random import Random
from typing import Any
from uuid import UUID

import pytest

from bot.backends.local import people
from bot.backends.local.crediting import credit
from bot.backends.local.repository.boards import counts_in, period_of
from bot.backends.local.step import Step
from bot.backends.values import Contributor
from bot.protocol.moments import DAY, Moment
from bot.protocol.scores import TimeFrame
from bot.protocol.tasks import TaskType
from bot.rules.points import COUNTS, EARNED, SCORE, TENTHS, ContributionCounts, Scoring
from bot.rules.pool_rules import PoolRules
from bot.store.migrate import packaged_migrations, split_statements
from tests.backends import rulings
from tests.backends.community import OTHER_SERVER, SERVER
from tests.backends.local.conftest import Founded, LocalCommunity

EXAMPLE = {
    1: ({"labels_full": 64, "replies_prompter": 3}, 131),
    2: ({"replies_assistant": 12, "accepted_replies_assistant": 12}, 96),
    3: ({"reply_ranked_1": 10, "prompts": 25}, 92),
    4: ({"labels_simple": 50, "rankings_total": 21, "rankings_good": 21}, 92),
    5: ({"reply_ranked_2": 20, "reply_ranked_3": 20, "accepted_prompts": 19}, 81),
}
"""People of a documented board: what they did, and its points as worked out by hand."""


async def give(
    community: LocalCommunity,
    person: Contributor,
    changes: dict[str, int],
    at: Moment | None = None,
    server: int = SERVER,
) -> None:
    """Credit somebody with contributions, and with as many tenths of a point as they are worth by the formula."""
    tenths = {name: 1 if number > 1 else points * TENTHS for name, (points, number) in SCORE.items()}
    earned = sum(tenths[name] * count for name, count in changes.items())

    def work(connection: sqlite3.Connection) -> None:
        step = Step(connection, community.clock.now(), Random(1), PoolRules(), b"")
        people.ensure_known(step, person)
        credit(step, person.person_id.bytes, server, {**changes, EARNED: earned}, counted_at=at)

    await community.database.write(work)


async def board(community: LocalCommunity, time_frame: TimeFrame) -> list[tuple[str, int | None, int]]:
    """Names, ranks and points of a board."""
    rows = (await community.backend.leaderboard(time_frame)).leaderboard
    return [(row.display_name, row.rank, row.leader_score) for row in rows]


@pytest.mark.parametrize("scoring", Scoring)
async def test_the_example_board(founded: Founded, scoring: Scoring) -> None:
    """131, 96, 92, 92 and 81 points are ranks 1, 2, 3, 3 and 5 in every period, in all and in their server."""
    community = await founded(scoring=scoring)
    for number, (changes, points) in EXAMPLE.items():
        await give(community, community.person(number), changes)
        assert ContributionCounts(**changes).points == points
    for time_frame in TimeFrame:
        for server in (None, SERVER):
            rows = (await community.backend.leaderboard(time_frame, server_id=server)).leaderboard
            assert [(row.rank, row.leader_score) for row in rows] == [(1, 131), (2, 96), (3, 92), (3, 92), (5, 81)]
            for number in EXAMPLE:
                stats = await community.backend.stats(community.person(number), time_frame, server_id=server)
                assert stats.rank == {row.user_id: row.rank for row in rows}[community.person(number).person_id]
        assert (await community.backend.leaderboard(time_frame, server_id=OTHER_SERVER)).leaderboard == ()


async def test_245_points(founded: Founded) -> None:
    """By the formula 245 points, from both servers and of every kind, are level 18; six more make level 19."""
    community = await founded(scoring=Scoring.ORIGINAL)
    person = community.person(1)
    # One point for 19 prompts, though 9 and 10 of them came from different servers.
    await give(community, person, {"prompts": 9, "labels_full": 30, "reply_ranked_1": 6, "reply_ranked_2": 4})
    await give(
        community,
        person,
        {
            "prompts": 10,
            "replies_assistant": 10,
            "replies_prompter": 7,
            "labels_simple": 5,
            "rankings_total": 12,
            "rankings_good": 8,
            "accepted_prompts": 11,
            "accepted_replies_assistant": 9,
            "accepted_replies_prompter": 6,
            "reply_ranked_3": 3,
        },
        server=OTHER_SERVER,
    )
    for expected in ((245, 18), (251, 19)):
        for time_frame in TimeFrame:
            (row,) = (await community.backend.leaderboard(time_frame)).leaderboard
            stats = await community.backend.stats(person, time_frame)
            assert (row.leader_score, row.level) == (stats.leader_score, stats.level) == expected
        await give(community, person, {"labels_simple": 6})


@pytest.mark.parametrize("scoring", Scoring)
async def test_ranks_of_those_who_are_not_shown(founded: Founded, scoring: Scoring) -> None:
    """Who hides has the rank at which they would be shown; the others are ranked as if they were not there."""
    community = await founded(scoring=scoring)
    for number, (changes, _) in EXAMPLE.items():
        await give(community, community.person(number), changes)
    await community.backend.set_visible(community.person(3), visible=False)
    await rulings.enable(community.backend, community.person(1).person_id, community.person(99), enabled=False)
    for time_frame in TimeFrame:
        assert await board(community, time_frame) == [("person 2", 1, 96), ("person 4", 2, 92), ("person 5", 3, 81)]
        ranks = [(await community.backend.stats(community.person(number), time_frame)).rank for number in EXAMPLE]
        assert ranks == [1, 1, 2, 2, 3]


@pytest.mark.parametrize("scoring", Scoring)
@pytest.mark.parametrize("days", [1, 7, 8, 30, 31, 45, 400, -3])
async def test_periods_turn(founded: Founded, days: int, scoring: Scoring) -> None:
    """Boards are the same whether the day has turned by a contribution or not, also when the clock is put back."""
    community = await founded(scoring=scoring)
    start = community.clock.now()
    first, second, third = (community.person(number) for number in (1, 2, 3))
    for day in range(40):
        await give(community, first, {"labels_full": 1, "prompts": 1})
        if day % 9 == 0:
            await give(community, second, {"replies_assistant": day + 1, "accepted_prompts": 3})
        community.clock.move(DAY)
    community.clock.move(days * DAY)
    before = {time_frame: await board(community, time_frame) for time_frame in TimeFrame}
    # What turns the day may itself count for a day that is over.
    await give(community, second, {"labels_simple": 2}, at=start + 35 * DAY)
    await give(community, third, {"rankings_total": 1})
    await give(community, second, {"labels_simple": -2}, at=start + 35 * DAY)
    for time_frame in TimeFrame:
        after = await board(community, time_frame)
        assert [row for row in after if row[0] != "person 3"] == before[time_frame]
        # What was counted before the clock was put back is in the future now, where nobody's own counts are looked for.
        for person in (first, second, third) if days > 0 else ():
            stats = await community.backend.stats(person, time_frame)
            counts, earned = await counted(community, person, time_frame)
            assert stats.leader_score == (counts.points if scoring is Scoring.ORIGINAL else earned // TENTHS)
            assert (person.display_name, stats.rank, stats.leader_score) in after or stats.rank is None


async def counted(
    community: LocalCommunity, person: Contributor, time_frame: TimeFrame
) -> tuple[ContributionCounts, int]:
    """What somebody's counters say of a period, and what it earned, in tenths of a point."""
    period = period_of(time_frame, community.clock.now())
    key = person.person_id.bytes
    *counts, earned = (await community.database.read(counts_in, period, [key]))[key]
    return ContributionCounts(**dict(zip(COUNTS, counts, strict=True))), earned


async def test_a_database_of_before(founded: Founded) -> None:
    """The migration gives a database that has counters already the sums that it would have had."""
    community = await founded()
    for day in range(35):
        for number, (changes, _) in EXAMPLE.items():
            if day % number == 0:
                await give(community, community.person(number), changes, server=SERVER + day % 2)
        community.clock.move(DAY)
    await give(community, community.person(1), {"prompts": 7})
    by_title = {each.title: [*split_statements(each.sql)] for each in packaged_migrations()}
    earned = [statement for statement in by_title["pool_earned"] if " standing" in statement.partition("\n")[0]]

    def again(connection: sqlite3.Connection) -> tuple[list[Any], list[Any]]:
        found = []
        for _ in range(2):
            rows = connection.execute("SELECT * FROM standing, standing_day ORDER BY person_id").fetchall()
            found.append([(UUID(bytes=row[0]), *row[1:]) for row in rows])
            for statement in ("DROP TABLE standing", "DROP TABLE standing_day", "DROP INDEX message_of_people"):
                connection.execute(statement)
            for statement in (*by_title["standings"], *earned):
                connection.execute(statement)
        return found[0], found[1]

    before, after = await community.database.write(again)
    assert len(before) == len(EXAMPLE)
    assert after == before


async def test_who_is_paid_today_for_an_earlier_review_is_on_the_board_of_today(founded: Founded) -> None:
    """What was done on an earlier day and is settled on this one counts on this one, on boards and around oneself."""
    community = await founded()
    prompt = await community.write_prompt(community.person(1))
    early, *late = [community.person(number) for number in range(2, 9)]
    held = await community.take_about(prompt, TaskType.LABEL_INITIAL_PROMPT, early)
    await community.give(held)
    community.clock.move(3 * DAY)
    for person in late:
        if (await community.messages(prompt))[prompt].review_result is None:
            await community.give(await community.take_about(prompt, TaskType.LABEL_INITIAL_PROMPT, person))
    (row,) = await community.rows(
        f"SELECT {EARNED}, {' + '.join(COUNTS)} FROM contribution_count WHERE person_id = ? AND grain = 1"  # noqa: S608 - names of our own
        " AND period = ?",
        early.person_id.bytes,
        community.clock.now() // DAY,
    )
    assert row[0] > 0
    assert row[1] == 0
    for server_id in (None, SERVER):
        board = await community.backend.leaderboard(TimeFrame.DAY, server_id=server_id)
        assert early.person_id in {each.user_id for each in board.leaderboard}
        around = await community.backend.neighbours(early, TimeFrame.DAY, server_id=server_id)
        assert early.person_id in {each.user_id for each in around}
