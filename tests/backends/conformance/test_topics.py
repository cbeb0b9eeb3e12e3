"""Topics: what trees are about, and packages of one topic."""

from __future__ import annotations

from contextlib import suppress
from uuid import UUID

import pytest

from bot.backends.base import Capability
from bot.backends.errors import AnswerDoesNotFit, NoTaskAvailable, NotSupported
from bot.backends.values import TextAnswer
from bot.protocol.tasks import RANDOM, TaskType
from bot.rules.topics import key_of_topic
from tests.backends.community import SERVER, Community, Held
from tests.backends.conformance.conftest import Found

COOKING, HEALTH = key_of_topic("cooking"), key_of_topic("health")
REVIEW = TaskType.LABEL_INITIAL_PROMPT


async def take(community: Community, task_type: TaskType | None, topic: str | None, language: str = "en") -> Held:
    """Have a newcomer ask for a package of a topic."""
    person, session = community.newcomer(), community.new_session()
    offer = await community.backend.request(person, session, task_type or RANDOM, language, SERVER, topic)
    return Held(person, session, offer)


async def write(community: Community, topic: str | None) -> UUID:
    """Have a newcomer write a prompt about something."""
    held = await community.take(community.newcomer(), TaskType.INITIAL_PROMPT)
    receipt = await community.give(held, TextAnswer(text=community.text(), language="en", topic=topic))
    assert receipt.message_id is not None
    return receipt.message_id


async def test_a_backend_without_topics_says_so(found: Found) -> None:
    """One that lacks the capability refuses to look for a topic, and hands out nothing for it."""
    community = await found()
    if Capability.TOPICS in community.capabilities:
        pytest.skip("this backend knows topics")
    with pytest.raises(NotSupported):
        await take(community, TaskType.INITIAL_PROMPT, COOKING)
    with pytest.raises(NotSupported):
        await community.backend.topics(community.person(1), "en")


async def test_packages_are_of_the_topic_that_is_asked_for(found: Found) -> None:
    """Only trees of the topic are handed out, by whatever name it is called; each says what it is about."""
    community = await found()
    community.needs(Capability.TOPICS)
    cooking = {await write(community, name) for name in ("Cooking", "cooking")}
    health, other = await write(community, "health"), await write(community, None)
    shown = set()
    for _ in range(4):
        held = await take(community, REVIEW, COOKING)
        shown.add(held.about)
        assert (held.offer.topic or "").lower() == "cooking"
    assert shown <= cooking
    assert (await take(community, REVIEW, HEALTH)).about == health
    topics = {(held.about, held.offer.topic) for held in [await take(community, REVIEW, None) for _ in range(30)]}
    assert (other, None) in topics, "who asks for no topic gets what has none, too"
    with pytest.raises(NoTaskAvailable):
        await take(community, REVIEW, key_of_topic("sports"))
    with pytest.raises(NoTaskAvailable):
        await take(community, REVIEW, COOKING, "de")


async def test_replies_stay_with_the_topic(found: Found) -> None:
    """What a tree asks for while it grows and is ranked is of its topic."""
    community = await found(goal_tree_size=3, max_children_count=2, max_tree_depth=1)
    community.needs(Capability.TOPICS)
    prompt = await write(community, "cooking")
    types = set()
    for _ in range(60):
        with suppress(NoTaskAvailable):
            held = await take(community, None, COOKING)
            if held.task.type is TaskType.INITIAL_PROMPT:
                continue
            types.add(held.task.type)
            assert held.offer.topic == "cooking"
            await community.give(held)
    assert {REVIEW, TaskType.ASSISTANT_REPLY, TaskType.LABEL_ASSISTANT_REPLY, TaskType.RANK_ASSISTANT_REPLIES} <= types
    assert len(await community.messages(prompt)) == 3


async def test_topics_are_counted_for_a_person(found: Found) -> None:
    """What somebody could get is counted by topic: not what is their own, or has none."""
    community = await found()
    community.needs(Capability.TOPICS)
    writer = await community.take(community.person(1), TaskType.INITIAL_PROMPT)
    await community.give(writer, TextAnswer(text="My own.", language="en", topic="Cooking"))
    await write(community, "cooking")
    await write(community, "health")
    await write(community, None)
    assert await community.backend.topics(community.person(1), "en") == {COOKING: 1, HEALTH: 1}
    assert await community.backend.topics(community.newcomer(), "en") == {COOKING: 2, HEALTH: 1}
    assert await community.backend.topics(community.newcomer(), "de") == {}
    assert await community.backend.topics(community.newcomer(), "en", {TaskType.ASSISTANT_REPLY}) == {}
    assert await community.backend.topics(community.newcomer(), "en", {REVIEW}) == {COOKING: 2, HEALTH: 1}


async def test_the_topic_of_a_prompt_is_changed_with_it(found: Found) -> None:
    """Who changes their prompt may give it another topic, or none."""
    community = await found()
    community.needs(Capability.TOPICS)
    held = await community.take(community.person(1), TaskType.INITIAL_PROMPT)
    await community.give(held, TextAnswer(text="How long?", language="en", topic="cooking"))
    for topic, counted in (("health", {HEALTH: 1}), (None, {}), ("cooking", {COOKING: 1})):
        answer = TextAnswer(text="How long?", language="en", topic=topic)
        await community.backend.change_answer(held.person, held.session, held.task, answer, SERVER)
        assert await community.backend.topics(community.newcomer(), "en") == counted


async def test_a_name_that_is_none_is_not_stored(found: Found) -> None:
    """A topic that no operator could list is refused with its text."""
    community = await found()
    community.needs(Capability.TOPICS)
    held = await community.take(community.person(1), TaskType.INITIAL_PROMPT)
    with pytest.raises(AnswerDoesNotFit):
        await community.give(held, TextAnswer(text="How?", language="en", topic="x" * 31))
