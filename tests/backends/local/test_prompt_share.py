"""The share of a language's places for prompts that one person may take."""

from __future__ import annotations

import pytest

from bot.backends.errors import NoTaskAvailable
from bot.backends.values import Contributor
from bot.protocol.moments import DAY, MINUTE
from bot.protocol.tasks import RANDOM, TaskType
from bot.rules.thresholds import SMALL_COMMUNITY
from tests.backends.local.conftest import Founded, LocalCommunity


async def room(community: LocalCommunity, person: Contributor, language: str = "en") -> int:
    """How many prompts somebody may write, as they are told."""
    return (await community.backend.availability(person, language))[TaskType.INITIAL_PROMPT]


async def test_nobody_takes_all_places(founded: Founded) -> None:
    """In a small community with 13 places one person takes 4, whatever they ask for; the others have theirs."""
    community = await founded(SMALL_COMMUNITY)
    greedy = community.person(1)
    for left in (4, 3, 2, 1):
        assert await room(community, greedy) == left
        await community.write_prompt(greedy)
    assert await room(community, greedy) == 0
    for task_type in (TaskType.INITIAL_PROMPT, RANDOM):
        with pytest.raises(NoTaskAvailable):
            await community.take(greedy, task_type)
    for number in (2, 3):
        for _ in range(4):
            await community.write_prompt(community.person(number))
    assert await room(community, community.person(4)) == 1


async def test_packages_in_hand_take_places(founded: Founded) -> None:
    """Asking for many packages first, and writing afterwards, is no way around it; one that is given back is free."""
    community = await founded(SMALL_COMMUNITY)
    greedy = community.person(1)
    held = []
    for _ in range(4):
        held.append(await community.take(greedy, TaskType.INITIAL_PROMPT))
        community.clock.move(6 * MINUTE)
    with pytest.raises(NoTaskAvailable):
        await community.take(greedy, TaskType.INITIAL_PROMPT)
    await community.backend.skip(greedy, held[0].session, held[0].task, "no idea")
    assert await room(community, greedy) == 1
    community.clock.move(2 * DAY)
    assert await room(community, greedy) == 4, "what has expired is in nobody's hand"


async def test_places_become_free(founded: Founded) -> None:
    """A prompt that grows, or was rejected, takes none of its writer's places any more; one in the lottery does."""
    community = await founded(SMALL_COMMUNITY)
    greedy = community.person(1)
    prompts = [await community.write_prompt(greedy) for _ in range(4)]
    await community.review(prompts[0], 1, 1)
    assert await room(community, greedy) == 1
    for prompt in prompts[1:]:
        await community.review(prompt, 0, 0)
    assert await room(community, greedy) == 4
    for prompt in [await community.write_prompt(greedy) for _ in range(4)]:
        await community.review(prompt, 0, 0)
    assert await room(community, greedy) == 0, "three grow, and four wait for their turn"


async def test_each_language_has_its_own_places(founded: Founded) -> None:
    """Who has used up their share in one language can write in another."""
    community = await founded(SMALL_COMMUNITY)
    for _ in range(4):
        await community.write_prompt(community.person(1))
    assert await room(community, community.person(1), "de") == 4
