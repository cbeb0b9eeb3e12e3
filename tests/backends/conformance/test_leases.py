"""Who gets which package, for how long, and never again."""

from __future__ import annotations

import pytest

from bot.backends.errors import NoTaskAvailable
from bot.backends.values import TextAnswer
from bot.protocol.moments import DAY, MINUTE, SECOND
from bot.protocol.tasks import TaskType
from bot.protocol.trees import TreeState
from tests.backends.community import SERVER
from tests.backends.conformance.conftest import Found


async def test_a_session_has_one_package(found: Found) -> None:
    """Asking again with the same session gives the same package, before the answer and after it."""
    community = await found()
    await community.growing_tree()
    held = await community.take(community.person(1), TaskType.ASSISTANT_REPLY)
    request = community.backend.request
    assert await request(held.person, held.session, TaskType.ASSISTANT_REPLY, "en", SERVER) == held.offer
    await community.give(held)
    assert (await request(held.person, held.session, TaskType.ASSISTANT_REPLY, "en", SERVER)).task == held.task


async def test_a_session_has_one_answer(found: Found) -> None:
    """Submitting again gives the first receipt, whatever the second answer is, and stores nothing."""
    community = await found()
    held = await community.take(community.person(1), TaskType.INITIAL_PROMPT)
    first = await community.give(held, TextAnswer(text="First.", language="en"))
    assert await community.give(held, TextAnswer(text="First.", language="en")) == first
    community.clock.move(3 * DAY)
    assert await community.give(held, TextAnswer(text="Second.", language="de")) == first
    assert first.message_id is not None
    assert (await community.backend.message(first.message_id)).text == "First."
    written = await community.backend.contributions(held.person, limit=5)
    assert [each.message.text for each in written] == ["First."]


async def test_an_answer_by_another_than_the_first_message(found: Found) -> None:
    """The text is stored as it was given, in the language that it was given in, whatever was asked for."""
    community = await found()
    held = await community.take(community.person(1), TaskType.INITIAL_PROMPT, "en")
    receipt = await community.give(held, TextAnswer(text="Wie geht das?", language="de"))
    assert receipt.message_id is not None
    message = await community.backend.message(receipt.message_id)
    assert (message.text, message.lang) == ("Wie geht das?", "de")


async def test_a_reply_keeps_its_parent_from_others(found: Found) -> None:
    """While somebody is asked to reply to a message, others are not, for five minutes; then they are."""
    community = await found()
    await community.growing_tree()
    await community.take(community.person(1), TaskType.ASSISTANT_REPLY)
    with pytest.raises(NoTaskAvailable):
        await community.take(community.person(2), TaskType.ASSISTANT_REPLY)
    assert (await community.backend.availability(community.person(2), "en")).get(TaskType.ASSISTANT_REPLY, 0) == 0
    community.clock.move(5 * MINUTE + SECOND)
    await community.take(community.person(2), TaskType.ASSISTANT_REPLY)


async def test_giving_back_frees_the_parent(found: Found) -> None:
    """A message is open to others as soon as its package is skipped or answered."""
    community = await found()
    await community.growing_tree()
    skipped = await community.take(community.person(1), TaskType.ASSISTANT_REPLY)
    await community.backend.skip(skipped.person, skipped.session, skipped.task, "no idea")
    answered = await community.take(community.person(2), TaskType.ASSISTANT_REPLY)
    await community.give(answered)
    await community.take(community.person(3), TaskType.ASSISTANT_REPLY)


async def test_what_was_skipped_is_not_offered_again(found: Found) -> None:
    """Whoever skips an item of whatever type never sees it again; others do. Skipping twice is once."""
    community = await found(goal_tree_size=3, max_tree_depth=1)
    person = community.person(1)
    prompt = await community.write_prompt(community.person(2))

    async def skip(task_type: TaskType) -> None:
        held = await community.take(person, task_type)
        await community.backend.skip(person, held.session, held.task, "no")
        await community.backend.skip(person, held.session, held.task, "no")
        community.clock.move(3 * DAY)
        with pytest.raises(NoTaskAvailable):
            await community.take(person, task_type)
        assert (await community.backend.availability(person, "en")).get(task_type, 0) == 0
        await community.take(community.newcomer(), task_type)
        community.clock.move(3 * DAY)

    await skip(TaskType.LABEL_INITIAL_PROMPT)
    await community.review(prompt, 0, 0, 0)
    await skip(TaskType.ASSISTANT_REPLY)
    for _ in range(2):
        await community.accepted_reply(prompt, TaskType.ASSISTANT_REPLY)
    assert await community.state(prompt) is TreeState.RANKING
    await skip(TaskType.RANK_ASSISTANT_REPLIES)


async def test_a_package_that_lapses_is_no_skip(found: Found) -> None:
    """What somebody let lapse is offered to them again, though not while they still have it."""
    community = await found()
    person = community.person(1)
    await community.write_prompt(community.person(2))
    first = await community.take(person, TaskType.LABEL_INITIAL_PROMPT)
    community.clock.move(1 * DAY)
    with pytest.raises(NoTaskAvailable):
        await community.take(person, TaskType.LABEL_INITIAL_PROMPT)
    community.clock.move(1 * DAY)
    second = await community.take(person, TaskType.LABEL_INITIAL_PROMPT)
    assert second.about == first.about
    assert second.session != first.session


async def test_nobody_replies_to_themselves(found: Found) -> None:
    """The author of a message is not asked to reply to it, nor anybody who has replied."""
    community = await found()
    author, replier = community.person(1), community.person(2)
    prompt = await community.growing_tree(author)
    await community.reply_to(prompt, TaskType.ASSISTANT_REPLY, replier)
    for person in (author, replier):
        with pytest.raises(NoTaskAvailable):
            await community.take(person, TaskType.ASSISTANT_REPLY)


async def test_nobody_ranks_themselves_or_twice(found: Found) -> None:
    """The author of a reply is not asked to rank it, the prompt's author is; each person once."""
    community = await found(goal_tree_size=3, max_tree_depth=1)
    author, replier = community.person(1), community.person(2)
    prompt = await community.growing_tree(author)
    await community.accepted_reply(prompt, TaskType.ASSISTANT_REPLY, replier)
    await community.accepted_reply(prompt, TaskType.ASSISTANT_REPLY)
    with pytest.raises(NoTaskAvailable):
        await community.take(replier, TaskType.RANK_ASSISTANT_REPLIES)
    await community.work(author, TaskType.RANK_ASSISTANT_REPLIES)
    with pytest.raises(NoTaskAvailable):
        await community.take(author, TaskType.RANK_ASSISTANT_REPLIES)


async def test_reviewers_are_spread(found: Found) -> None:
    """While as many people are at a message as are needed, others are asked about another one."""
    community = await found()
    first = await community.write_prompt(community.person(1))
    for number in range(10, 13):
        await community.take(community.person(number), TaskType.LABEL_INITIAL_PROMPT)
    second = await community.write_prompt(community.person(2))
    for number in range(13, 16):
        held = await community.take(community.person(number), TaskType.LABEL_INITIAL_PROMPT)
        assert held.about == second
    surplus = await community.take(community.person(16), TaskType.LABEL_INITIAL_PROMPT)
    assert surplus.about in (first, second)


async def test_lonely_replies_are_preferred(found: Found) -> None:
    """Of two prompts, the one that has a single reply is asked about most of the time."""
    community = await found()
    lonely = await community.growing_tree()
    await community.growing_tree()
    await community.reply_to(lonely, TaskType.ASSISTANT_REPLY)
    chosen = 0
    for _ in range(40):
        held = await community.take(community.newcomer(), TaskType.ASSISTANT_REPLY)
        chosen += held.about == lonely
        await community.backend.skip(held.person, held.session, held.task, "next")
        if await community.state(lonely) is not TreeState.GROWING:
            break
    assert chosen > 12


async def test_availability_says_what_there_is(found: Found) -> None:
    """Availability counts what this person could be given, by type."""
    community = await found()
    author = community.person(1)
    prompt = await community.write_prompt(author)
    mine = await community.backend.availability(author, "en")
    others = await community.backend.availability(community.person(2), "en")
    assert mine.get(TaskType.LABEL_INITIAL_PROMPT, 0) == 0
    assert others[TaskType.LABEL_INITIAL_PROMPT] == 1
    assert others[TaskType.INITIAL_PROMPT] > 0
    await community.review(prompt, 0, 0, 0)
    assert (await community.backend.availability(community.person(2), "en"))[TaskType.ASSISTANT_REPLY] == 1


async def test_why_there_is_nothing_to_do(found: Found) -> None:
    """What a language's messages wait for is counted: reviewers, rankings, prompts in the lottery."""
    community = await found(max_active_trees=1, goal_tree_size=3, max_tree_depth=1)
    if await community.backend.waiting("en") is None:
        pytest.skip("this backend cannot tell")
    await community.ranking_tree(community.person(1), community.person(2))
    await community.growing_tree()
    waiting = await community.write_prompt(community.person(3))
    await community.review(waiting, 0, 0, 0)
    reviewed = await community.write_prompt(community.person(4))
    await community.review(reviewed, 0)
    found_waiting = await community.backend.waiting("en")
    assert found_waiting is not None
    assert found_waiting.messages_in_review == 1
    assert found_waiting.reviews_missing == 2
    assert (found_waiting.trees_in_ranking, found_waiting.rankings_missing) == (1, 3)
    assert found_waiting.prompts_in_lottery == 1
