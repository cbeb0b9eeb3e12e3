"""What is told about the pool as a whole."""

from __future__ import annotations

import pytest

from bot.backends.base import Capability
from bot.backends.values import ACTIVITY_DAYS
from bot.protocol.moments import DAY, HOUR
from bot.protocol.tasks import TaskType
from bot.protocol.trees import TreeState
from tests.backends import rulings
from tests.backends.community import Community, Law
from tests.backends.conformance.conftest import Found

pytestmark = pytest.mark.law(Law.ALONE)


async def test_an_empty_pool(found: Found) -> None:
    """Nothing is counted, and nobody has a share of it."""
    community = await found()
    pool = await community.backend.pool_statistics()
    assert pool.as_of == community.clock.now()
    assert not any(pool.trees.values())
    assert pool.messages_by_language == {}
    assert not any(pool.messages_by_role.values())
    assert not pool.open_work
    assert not pool.contributors
    assert pool.most_active_share is None
    if Capability.LIVE_BOARDS in community.capabilities:
        assert pool.activity == (0,) * ACTIVITY_DAYS


async def test_trees_and_messages(found: Found) -> None:
    """Trees are counted by state, accepted messages by language and by role, and both sums are the same."""
    community = await found(goal_tree_size=3, max_tree_depth=1)
    prompt, _ = await community.ranking_tree(community.person(1), community.person(2))
    german = await community.write_prompt(community.person(3), "de")
    while await community.state(german) is TreeState.INITIAL_PROMPT_REVIEW:
        await community.give(await community.take(community.newcomer(), TaskType.LABEL_INITIAL_PROMPT, "de"))
    pool = await community.backend.pool_statistics()
    assert {state: count for state, count in pool.trees.items() if count} == {
        TreeState.RANKING: 1,
        TreeState.GROWING: 1,
    }
    assert pool.trees.keys() <= set(TreeState)
    assert pool.messages_by_language == {"en": 3, "de": 1}
    assert pool.messages_by_role == {"prompter": 2, "assistant": 2}
    await community.work_until(lambda state: state is TreeState.READY_FOR_EXPORT, prompt)
    assert (await community.backend.pool_statistics()).trees[TreeState.READY_FOR_EXPORT] == 1


async def test_deleted_messages_are_not_counted(found: Found) -> None:
    """A message that a moderator deleted is no longer among those of its language and role."""
    community = await found()
    community.needs(Capability.MODERATION)
    kept, gone = await community.growing_tree(), await community.growing_tree()
    assert kept != gone
    await rulings.delete(community.backend, gone, community.person(99))
    pool = await community.backend.pool_statistics()
    assert pool.messages_by_language == {"en": 1}
    assert {role: count for role, count in pool.messages_by_role.items() if count} == {"prompter": 1}


async def test_open_work(found: Found) -> None:
    """Open packages are counted by type, whoever may get them; as many as by language."""
    community = await counting(found)
    prompt = await community.write_prompt(community.person(1))
    await community.growing_tree()
    pool = await community.backend.pool_statistics()
    assert pool.open_work == {TaskType.LABEL_INITIAL_PROMPT: 1, TaskType.ASSISTANT_REPLY: 1}
    assert sum(pool.open_work.values()) == sum((await community.backend.languages() or {}).values())
    await rulings.halt(community.backend, prompt, community.person(99), halted=True)
    assert (await community.backend.pool_statistics()).open_work == {TaskType.ASSISTANT_REPLY: 1}


async def test_activity(found: Found) -> None:
    """Each of the last 30 days has what was given on it, today last; what is older is over."""
    community = await counting(found)
    community.clock.move(DAY - community.clock.now() % DAY)
    await community.write_prompt(community.person(1))
    await community.work(community.person(2), TaskType.LABEL_INITIAL_PROMPT)
    community.clock.move(DAY + HOUR)
    await community.write_prompt(community.person(1))
    assert (await community.backend.pool_statistics()).activity == (0,) * 28 + (2, 1)
    community.clock.move(29 * DAY)
    assert (await community.backend.pool_statistics()).activity == (1,) + (0,) * 29
    community.clock.move(DAY)
    assert (await community.backend.pool_statistics()).activity == (0,) * 30


async def test_the_most_active(found: Found) -> None:
    """People are counted once they contributed, hidden ones too; ten of them are the most active ones."""
    community = await counting(found)
    for number in range(1, 12):
        await community.write_prompt(community.person(number))
    await community.write_prompt(community.person(1))
    await community.backend.set_visible(community.person(2), visible=False)
    await community.backend.admit(community.person(50))
    pool = await community.backend.pool_statistics()
    assert pool.contributors == 11
    assert pool.most_active_share == 11 / 12
    await community.backend.forget(community.person(1).person_id)
    pool = await community.backend.pool_statistics()
    assert (pool.contributors, pool.most_active_share) == (10, 1.0)
    assert pool.messages_by_language == {"en": 10}


async def counting(found: Found) -> Community:
    """A community whose backend counts what is open, when people contributed, and how much each."""
    community = await found()
    community.needs(Capability.LIVE_BOARDS)
    return community
