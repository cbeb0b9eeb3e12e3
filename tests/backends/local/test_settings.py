"""What an operator can decide: presets of thresholds, and limits."""

from __future__ import annotations

from random import Random

import pytest

from bot.backends.errors import NoTaskAvailable, RateLimited
from bot.backends.local import LocalBackend, load_secret_key
from bot.errors import StartError
from bot.protocol.moments import MINUTE
from bot.protocol.tasks import RANDOM, TaskType
from bot.protocol.trees import TreeState
from bot.rules.pool_rules import PoolRules
from bot.rules.rate_limits import RateLimit, RateLimits
from bot.rules.thresholds import SMALL_COMMUNITY, Thresholds
from tests.backends.local.conftest import Founded


async def test_three_people_finish_a_tree(founded: Founded) -> None:
    """With the preset for a small community, three people bring every tree that they begin to export."""
    community = await founded(SMALL_COMMUNITY)
    trio = [community.person(number) for number in range(3)]
    await community.write_prompt(trio[0])
    for _ in range(60):
        for person in trio:
            for task_type in (TaskType.LABEL_INITIAL_PROMPT, RANDOM):
                held = await community.try_take(person, task_type)
                if held is None or held.task.type is TaskType.INITIAL_PROMPT:
                    continue
                await community.give(held)
        community.clock.move(MINUTE)
    assert await community.backend.tree_counts() == {TreeState.READY_FOR_EXPORT: 1}


async def test_rate_limits_of_the_original(founded: Founded) -> None:
    """Where they are switched on, 30 packages in 4 minutes and 4 assistant replies in 2 are the most."""
    community = await founded()
    limited = LocalBackend(
        community.database,
        community.clock,
        Random(1),
        PoolRules(
            thresholds=Thresholds(max_prompt_share=1),
            rate_limits=RateLimits(tasks=RateLimit(30, 4 * MINUTE), assistant_replies=RateLimit(4, 2 * MINUTE)),
        ),
        await load_secret_key(community.database),
    )
    for _ in range(5):
        await community.growing_tree()
    community.backend = limited
    hasty, patient = community.person(1), community.person(2)
    for _ in range(4):
        await community.work(hasty, TaskType.ASSISTANT_REPLY)
    with pytest.raises(RateLimited) as caught:
        await community.take(hasty, TaskType.ASSISTANT_REPLY)
    assert caught.value.arguments == {"seconds": 120}
    community.clock.move(2 * MINUTE)
    await community.work(hasty, TaskType.ASSISTANT_REPLY)
    for _ in range(30):
        await community.work(patient, TaskType.INITIAL_PROMPT)
    with pytest.raises(RateLimited):
        await community.take(patient)
    community.clock.move(4 * MINUTE)
    await community.take(patient)


async def test_the_secret_stays(founded: Founded) -> None:
    """The key of fingerprints is made once for a database, and is another for each."""
    community = await founded()
    key = await load_secret_key(community.database)
    assert len(key) == 32
    assert await load_secret_key(community.database) == key


async def test_what_is_wrong_is_said_before_anything_is_done(founded: Founded) -> None:
    """An unknown language is refused for an import, and leads to nothing in a request."""
    community = await founded()
    with pytest.raises(StartError):
        await community.local.import_file(community.database.path, "no such language at all")
    with pytest.raises(NoTaskAvailable) as caught:
        await community.take(community.person(1), TaskType.ASSISTANT_REPLY, "xx-Unknown")
    assert caught.value.arguments["language"]


async def test_other_thresholds_after_a_restart(founded: Founded) -> None:
    """A tree that has all it needs by the new thresholds goes on when the process starts with them."""
    community = await founded(goal_tree_size=3, max_tree_depth=1)
    prompt, _ = await community.ranking_tree(community.person(1), community.person(2))
    await community.work(community.person(3), TaskType.RANK_ASSISTANT_REPLIES)

    async def restart(rankings: int) -> TreeState:
        thresholds = Thresholds(goal_tree_size=3, max_tree_depth=1, num_required_rankings=rankings)
        await LocalBackend.open(community.database, community.clock, Random(1), PoolRules(thresholds=thresholds))
        return await community.state(prompt)

    assert await restart(3) is TreeState.RANKING
    assert await restart(2) is TreeState.RANKING
    assert await restart(1) is TreeState.READY_FOR_EXPORT
