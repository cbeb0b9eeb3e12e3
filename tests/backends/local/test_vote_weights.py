"""What votes weighed is kept with the decision, so that it can be worked out again from the rows alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.protocol.labels import TextLabel
from bot.protocol.tasks import TaskType
from bot.rules.acceptance import Verdict, acceptance
from bot.rules.consensus import Rating, consensus, scores_of
from bot.rules.thresholds import Thresholds
from bot.rules.trust import NEWCOMER, review_weight
from tests.backends.community import labels_for
from tests.backends.local.conftest import Founded, LocalCommunity
from tests.dataset.pools import worked_on

SEEDS = range(2)


async def weights_of(community: LocalCommunity) -> list[tuple[int | None, float | None]]:
    """Whether each review counted, and what it weighed, in the order in which they came."""
    return await community.rows("SELECT counted, weight FROM review ORDER BY created_at, counted DESC")


async def test_nothing_is_kept_before_the_decision(founded: Founded) -> None:
    """A review of an undecided message has no weight; all that decided have one, and one that came late has none."""
    community = await founded()
    prompt = await community.write_prompt(community.person(9))
    late = await community.take_about(prompt, TaskType.LABEL_INITIAL_PROMPT, community.person(1))
    await community.review(prompt, 0, 0)
    assert await weights_of(community) == [(None, None)] * 2
    await community.review(prompt, 0)
    assert await weights_of(community) == [(1, review_weight(NEWCOMER))] * 3
    community.clock.move(1)
    await community.give(late, labels_for(late.label_task))
    assert await weights_of(community) == [(1, review_weight(NEWCOMER))] * 3 + [(0, None)]


async def test_where_votes_are_not_weighed_each_is_one(founded: Founded) -> None:
    """Without weighing, reviews and rankings weigh 1, and ratings of quality take no part in the ranks."""
    community = await founded(
        goal_tree_size=3, max_tree_depth=1, weigh_acceptance=False, weigh_rankings=False, max_extra_reviews=0
    )
    prompt, _ = await community.ranking_tree(community.person(8), community.person(9))
    for number in range(3):
        await community.give(
            await community.take_about(prompt, TaskType.RANK_ASSISTANT_REPLIES, community.person(number))
        )
    assert await community.rows("SELECT DISTINCT counted, weight, rank_weight FROM review") == [(1, 1.0, None)]
    assert await community.rows("SELECT DISTINCT counted, weight FROM ranking") == [(1, 1.0)]


@pytest.mark.parametrize("seed", SEEDS)
async def test_every_decision_follows_from_its_rows(seed: int, tmp_path: Path) -> None:
    """Whoever worked: each acceptance and each rank is what the votes that counted say by their weights."""
    async with worked_on(tmp_path / "bot.sqlite3", seed) as community:
        decided = await accepted_again(community)
        ranked = await ranked_again(community)
    assert decided > 20
    assert ranked > 2


async def accepted_again(community: LocalCommunity) -> int:
    """Compare each decision about a message with what its reviews say; return how many there were."""
    messages = await community.rows(
        "SELECT message_id, parent_id, accepted FROM message WHERE accepted IS NOT NULL AND author_id IS NOT NULL"
    )
    for message_id, parent_id, accepted in messages:
        rows = await community.rows(
            "SELECT labels, weight FROM review WHERE message_id = ? AND counted = 1", message_id
        )
        verdicts = [Verdict.of(json.loads(labels), weight) for labels, weight in rows]
        threshold = Thresholds().acceptance_threshold(is_root=parent_id is None)
        assert (acceptance(verdicts) > threshold) == accepted
    return len(messages)


async def ranked_again(community: LocalCommunity) -> int:
    """Compare the ranks of replies with what rankings and ratings say; return how many messages have some."""
    parents = await community.rows("SELECT DISTINCT parent_id FROM message WHERE rank IS NOT NULL")
    for (parent_id,) in parents:
        replies = await community.rows(
            "SELECT message_id, rank FROM message WHERE parent_id = ? AND rank IS NOT NULL ORDER BY rowid", parent_id
        )
        written = [message_id for message_id, _ in replies]
        rankings = await community.rows(
            "SELECT ranked_ids, weight FROM ranking WHERE parent_id = ? AND counted = 1", parent_id
        )
        ratings = {
            message_id: [
                Rating(json.loads(labels)[TextLabel.QUALITY], weight)
                for labels, weight in await community.rows(
                    "SELECT labels, rank_weight FROM review WHERE message_id = ? AND rank_weight IS NOT NULL",
                    message_id,
                )
            ]
            for message_id in written
        }
        orders = [
            [ids[start : start + 16] for start in range(0, len(ids), 16) if ids[start : start + 16] in written]
            for ids, _ in rankings
        ]
        order = consensus(orders, written, [weight for _, weight in rankings], scores_of(ratings))
        assert dict(replies) == {message_id: rank for rank, message_id in enumerate(order)}
    return len(parents)
