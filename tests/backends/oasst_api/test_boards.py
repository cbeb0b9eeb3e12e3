"""Boards and statistics over the wire: with which key, of whom, and what a backend may lack."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from aiohttp import web

from bot.backends.values import PoolStatistics
from bot.protocol.moments import MINUTE, to_iso
from bot.protocol.scores import TimeFrame
from bot.protocol.trees import TreeState
from tests.backends.oasst_api.conftest import Installation
from tests.backends.oasst_api.served import UNTRUSTED_KEY
from tests.backends.oasst_api.server import failure


async def test_any_key_reads_boards(installation: Installation) -> None:
    """Neighbours, visibility and the pool's counts need no trusted key."""
    community = await installation.community()
    person = community.person(1)
    await community.growing_tree(person)
    backend = await installation.client(UNTRUSTED_KEY)
    rows = await backend.neighbours(person, TimeFrame.DAY)
    assert [row.leader_score for row in rows if row.user_id == person.person_id] == [0]
    assert len(rows) > 1
    assert await backend.is_visible(person) is True
    await community.backend.set_visible(person, visible=False)
    assert await backend.is_visible(person) is False
    pool = await backend.pool_statistics()
    assert (pool.trees[TreeState.GROWING], pool.messages_by_role) == (1, {"prompter": 1})
    told = (pool.open_work, pool.activity, pool.contributors, pool.most_active_share)
    assert told == (None, None, None, None)


async def test_somebody_whom_the_backend_does_not_know(installation: Installation) -> None:
    """Nobody can tell whether an unknown person would be shown, and they have no neighbours."""
    backend = await installation.client()
    stranger = (await installation.community()).person(7)
    assert await backend.is_visible(stranger) is None
    assert await backend.neighbours(stranger, TimeFrame.TOTAL) == ()


async def test_who_hides_has_no_rank(installation: Installation) -> None:
    """The backend ranks only those whom it shows; what the others earned it tells all the same."""
    community = await installation.community()
    person = community.person(1)
    await community.write_prompt(person)
    await community.backend.set_visible(person, visible=False)
    score = await community.backend.stats(person, TimeFrame.TOTAL)
    assert (score.rank, score.prompts) == (None, 1)
    assert await community.backend.neighbours(person, TimeFrame.TOTAL) == ()


@pytest.mark.parametrize("becomes", ["null", "500"])
async def test_rows_around_somebody_that_do_not_come(installation: Installation, becomes: str) -> None:
    """Who was ranked when the tables were made, and hides since, has no window: their score is told all the same."""
    community = await installation.community()
    person = community.person(1)
    await community.write_prompt(person)

    async def without(request: web.Request) -> web.Response | None:
        if not request.path.endswith("/window"):
            return None
        return failure() if becomes == "500" else web.json_response(None)

    installation.server.before = without
    assert (await community.backend.stats(person, TimeFrame.TOTAL)).rank == 1
    if becomes == "null":
        assert await community.backend.neighbours(person, TimeFrame.TOTAL) == ()


async def test_who_has_a_name_of_digits(installation: Installation) -> None:
    """Users of other frontends may be called by any number, however long: they are none of ours, and shown."""
    community = await installation.community()
    names = ["9" * 25, "9" * 5_000, str(2**63), "0" * 30 + "7"]
    rows = [
        {"user_id": str(uuid4()), "username": name, "auth_method": "discord", "display_name": "Eve", "leader_score": 5}
        for name in names
    ]

    async def named(_: web.Request) -> web.Response:
        board = {"time_frame": "total", "last_updated": to_iso(installation.clock.now()), "leaderboard": rows}
        return web.json_response(board)

    installation.server.before = named
    shown = (await community.backend.leaderboard(TimeFrame.TOTAL)).leaderboard
    assert [str(row.user_id) for row in shown] == [row["user_id"] for row in rows]


async def test_a_board_that_was_made_anew(installation: Installation) -> None:
    """Who has left the board between two calls keeps the rank that the first one told, and has no neighbours."""
    community = await installation.community()
    person, other = community.person(1), community.person(2)
    for author in (person, other):
        await community.write_prompt(author)

    async def without_them(request: web.Request) -> web.Response | None:
        if not request.path.endswith("/window"):
            return None
        empty = {"time_frame": "total", "last_updated": to_iso(installation.clock.now()), "leaderboard": []}
        return web.json_response(empty)

    installation.server.before = without_them
    ranks = {(await community.backend.stats(each, TimeFrame.TOTAL)).rank for each in (person, other)}
    assert ranks == {1, 2}
    assert await community.backend.neighbours(person, TimeFrame.TOTAL) == ()


async def test_a_score_without_its_rank_is_one_call(installation: Installation) -> None:
    """Whoever does not ask for the rank does not wait for the rows around it."""
    community = await installation.community()
    person = community.person(1)
    await community.write_prompt(person)
    calls: list[str] = []

    async def noted(request: web.Request) -> web.Response | None:
        calls.append(request.path)
        return None

    installation.server.before = noted
    assert (await community.backend.stats(person, TimeFrame.TOTAL, with_rank=False)).prompts == 1
    assert [path for path in calls if path.endswith("/window")] == []
    await community.backend.stats(person, TimeFrame.TOTAL)
    assert len([path for path in calls if path.endswith("/window")]) == 1


async def test_only_as_many_neighbours_as_the_backend_gives(installation: Installation) -> None:
    """A board is read around somebody in the middle of it, 50 rows on either side at most; ties have one rank."""
    community = await installation.community()
    person = community.person(1)
    await community.write_prompt(person)
    user = installation.server.state.users[str(person.discord_id)]
    rows: list[dict[str, Any]] = [
        {
            "rank": rank,
            "user_id": str(user.user_id if rank == 90 else uuid4()),
            "username": str(person.discord_id if rank == 90 else rank),
            "auth_method": "discord",
            "display_name": f"number {rank}",
            "leader_score": 300 - 3 * (rank // 3),
        }
        for rank in range(1, 200)
    ]

    async def around(request: web.Request) -> web.Response | None:
        if request.path.endswith("/stats"):
            return web.json_response({"total": rows[89]})
        if not request.path.endswith("/window"):
            return None
        first = max(0, 90 - int(request.query["window_size"]) // 2)
        shown = [row for row in rows if first <= row["rank"] <= first + int(request.query["window_size"])]
        board = {"time_frame": "total", "last_updated": to_iso(installation.clock.now()), "leaderboard": shown}
        return web.json_response(board)

    installation.server.before = around
    for reach, expected in ((0, 1), (2, 5), (50, 101), (80, 101)):
        found = await community.backend.neighbours(person, TimeFrame.TOTAL, reach=reach)
        assert len(found) == expected
        middle = found[len(found) // 2]
        assert (middle.user_id, middle.rank, middle.leader_score) == (person.person_id, 90, 210)
    assert [row.rank for row in await community.backend.neighbours(person, TimeFrame.TOTAL)] == [87, 87, 90, 90, 90]


async def test_tables_that_are_not_ready(installation: Installation) -> None:
    """What a backend does not have ready is not counted; all that is told is as old as the oldest of it."""
    backend = await installation.client()
    now = installation.clock.now()
    assert await _told(installation, backend.pool_statistics, {}) == PoolStatistics(
        as_of=now, trees={}, messages_by_language={}, messages_by_role={}
    )
    tables: dict[str, dict[str, Any]] = {
        "message_trees_by_state": {"growing": 3, "a_state_of_the_future": 1},
        "human_messages_by_lang": {"en": 2},
        "a_table_of_the_future": {"rows": [[]]},
    }
    cached = {
        name: {"name": name, "last_updated": to_iso(now - place * MINUTE), "stats": stats}
        for place, (name, stats) in enumerate(tables.items(), start=1)
    }
    pool = await _told(installation, backend.pool_statistics, cached)
    assert pool == PoolStatistics(
        as_of=now - 2 * MINUTE,
        trees={TreeState.GROWING: 3},
        messages_by_language={"en": 2},
        messages_by_role={},
    )


async def _told(installation: Installation, ask: Any, tables: dict[str, Any]) -> PoolStatistics:
    """What is made of these tables."""

    async def answer(_: web.Request) -> web.Response:
        return web.json_response({"stats_by_name": tables})

    installation.server.before = answer
    told = await ask()
    assert isinstance(told, PoolStatistics)
    return told
