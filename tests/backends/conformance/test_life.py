"""The life of a tree, from the prompt to export."""

from __future__ import annotations

from collections import Counter

import pytest

from bot.backends.base import Capability
from bot.backends.errors import NoTaskAvailable
from bot.backends.values import RankingAnswer
from bot.protocol.messages import EmojiCode, EmojiOp
from bot.protocol.moments import MINUTE
from bot.protocol.tasks import OBTAINABLE, TaskType
from bot.protocol.trees import TreeState
from tests.backends import rulings
from tests.backends.community import SERVER, Law, labels_for
from tests.backends.conformance.conftest import Found


async def test_a_prompt_becomes_a_finished_tree(found: Found) -> None:
    """With the documented thresholds newcomers take a prompt to export in 3 reviews and about 53 packages."""
    community = await found()
    prompt = await community.write_prompt(community.person(1))
    types: Counter[str] = Counter()
    while await community.state(prompt) is not TreeState.READY_FOR_EXPORT:
        held = await community.take(community.newcomer())
        types[held.task.type] += 1
        await community.give(held)
    assert types.pop(TaskType.LABEL_INITIAL_PROMPT) == 3
    assert types[TaskType.ASSISTANT_REPLY] + types[TaskType.PROMPTER_REPLY] == 11
    assert types[TaskType.LABEL_ASSISTANT_REPLY] + types[TaskType.LABEL_PROMPTER_REPLY] == 33
    assert types[TaskType.RANK_ASSISTANT_REPLIES] % 3 == 0
    assert 50 <= sum(types.values()) <= 53
    messages = await community.messages(prompt)
    assert len(messages) == 12
    assert all(message.review_result for message in messages.values())
    for parent in messages:
        replies = [each for each in messages.values() if each.parent_id == parent]
        ranks = sorted(each.rank for each in replies if each.rank is not None)
        assert ranks == (list(range(len(replies))) if len(replies) > 1 else [])


async def test_replies_of_the_prompter_are_ranked_where_configured(found: Found) -> None:
    """With rank_prompter_replies on, and more than one of them, they are handed out for ranking."""
    community = await found(
        rank_prompter_replies=True, num_prompter_replies=2, goal_tree_size=4, max_children_count=1, max_tree_depth=2
    )
    prompt = await community.growing_tree()
    reply = await community.accepted_reply(prompt, TaskType.ASSISTANT_REPLY)
    for _ in range(2):
        await community.accepted_reply(reply, TaskType.PROMPTER_REPLY)
    for _ in range(3):
        held = await community.take(community.newcomer(), TaskType.RANK_PROMPTER_REPLIES)
        assert held.rank_task.ranking_parent_id == reply
        await community.give(held)
    assert await community.state(prompt) is TreeState.READY_FOR_EXPORT


@pytest.mark.parametrize("task_type", sorted(frozenset(TaskType) - OBTAINABLE))
async def test_what_is_never_handed_out(found: Found, task_type: TaskType) -> None:
    """Types that exist on the wire only are answered with: nothing to do."""
    community = await found()
    await community.growing_tree()
    with pytest.raises(NoTaskAvailable):
        await community.take(community.newcomer(), task_type)


@pytest.mark.parametrize(
    ("spam", "state"),
    [
        ((0, 0, 0), TreeState.GROWING),
        ((1, 0, 0), TreeState.GROWING),
        ((1, 1, 0), TreeState.ABORTED_LOW_GRADE),
        ((1, 1, 1), TreeState.ABORTED_LOW_GRADE),
    ],
)
async def test_three_reviews_decide_about_a_prompt(found: Found, spam: tuple[float, ...], state: TreeState) -> None:
    """One voice of spam among three is not enough to reject a prompt, two are; before the third nothing is decided."""
    community = await found()
    prompt = await community.write_prompt(community.person(1))
    await community.review(prompt, *spam[:2])
    assert await community.state(prompt) is TreeState.INITIAL_PROMPT_REVIEW
    await community.review(prompt, spam[2])
    assert await community.state(prompt) is state
    message = await community.backend.message(prompt)
    assert message.review_result is (state is TreeState.GROWING)
    assert message.review_count == 3


async def test_the_wrong_language_counts_like_spam(found: Found) -> None:
    """A prompt that two of three reviewers find to be in another language is rejected."""
    community = await found()
    prompt = await community.write_prompt(community.person(1))
    for wrong in (1, 1, 0):
        held = await community.take(community.newcomer(), TaskType.LABEL_INITIAL_PROMPT)
        await community.give(held, labels_for(held.label_task, lang_mismatch=wrong))
    assert await community.state(prompt) is TreeState.ABORTED_LOW_GRADE


async def test_a_rejected_reply_makes_room_for_another(found: Found) -> None:
    """A rejected reply is not replied to, and somebody else is asked in its place; its author is not asked again."""
    community = await found(goal_tree_size=2, max_children_count=1)
    prompt = await community.growing_tree()
    author = community.person(2)
    reply = await community.reply_to(prompt, TaskType.ASSISTANT_REPLY, author)
    with pytest.raises(NoTaskAvailable):
        await community.take(community.newcomer(), TaskType.ASSISTANT_REPLY)
    await community.review(reply, 1, 1, 1, task_type=TaskType.LABEL_ASSISTANT_REPLY)
    assert (await community.backend.message(reply)).review_result is False
    with pytest.raises(NoTaskAvailable):
        await community.take(author, TaskType.ASSISTANT_REPLY)
    with pytest.raises(NoTaskAvailable):
        await community.take(community.newcomer(), TaskType.PROMPTER_REPLY)
    await community.accepted_reply(prompt, TaskType.ASSISTANT_REPLY)
    assert await community.state(prompt) is TreeState.READY_FOR_EXPORT


async def test_only_so_many_trees_of_a_language_grow(found: Found) -> None:
    """Accepted prompts beyond max_active_trees wait for the lottery, and follow when a tree leaves growing."""
    community = await found(max_active_trees=2, goal_tree_size=2, num_reviews_initial_prompt=1, num_reviews_reply=1)
    prompts = [await community.write_prompt(community.person(number)) for number in range(4)]
    for prompt in prompts:
        await community.review(prompt, 0)
    states = [await community.state(prompt) for prompt in prompts]
    assert Counter(states) == {TreeState.GROWING: 2, TreeState.PROMPT_LOTTERY_WAITING: 2}
    growing = prompts[states.index(TreeState.GROWING)]
    await community.accepted_reply(growing, TaskType.ASSISTANT_REPLY)
    states = [await community.state(prompt) for prompt in prompts]
    assert Counter(states) == {
        TreeState.READY_FOR_EXPORT: 1,
        TreeState.GROWING: 2,
        TreeState.PROMPT_LOTTERY_WAITING: 1,
    }


async def test_languages_do_not_compete(found: Found) -> None:
    """Each language has its own places, packages and prompts."""
    community = await found(max_active_trees=1, num_reviews_initial_prompt=1)
    english = await community.growing_tree()
    german = await community.write_prompt(community.person(1), "de")
    held = await community.take(community.person(2), TaskType.LABEL_INITIAL_PROMPT, "de")
    await community.give(held)
    assert await community.state(english) is TreeState.GROWING
    assert await community.state(german) is TreeState.GROWING
    reply = await community.take(community.person(3), TaskType.ASSISTANT_REPLY, "de")
    assert reply.about == german
    assert (await community.backend.message(german)).lang == "de"


async def test_prompts_are_asked_for_only_while_there_is_room(found: Found) -> None:
    """When enough prompts are in review, and enough trees grow, no initial prompt is asked for."""
    community = await found(max_active_trees=1, max_initial_prompt_review=2)
    for number in range(3):
        await community.write_prompt(community.person(number))
    with pytest.raises(NoTaskAvailable):
        await community.take(community.person(9), TaskType.INITIAL_PROMPT)
    await community.take(community.person(9), TaskType.INITIAL_PROMPT, "de")


async def test_the_consensus_decides_the_ranks(found: Found) -> None:
    """The reply that most rankings put first is first, and replies that were ranked carry their place."""
    community = await found(goal_tree_size=4, max_tree_depth=1)
    authors = [community.person(number) for number in range(3)]
    prompt, replies = await community.ranking_tree(*authors)
    for order in ((2, 0, 1), (2, 1, 0), (0, 2, 1)):
        held = await community.take(community.newcomer(), TaskType.RANK_ASSISTANT_REPLIES)
        shown = [message.id for message in held.rank_task.ranked_messages]
        assert sorted(shown) == sorted(replies)
        await community.give(held, RankingAnswer(ranking=tuple(shown.index(replies[place]) for place in order)))
    assert await community.state(prompt) is TreeState.READY_FOR_EXPORT
    messages = await community.messages(prompt)
    assert [messages[reply].rank for reply in replies] == [1, 2, 0]
    assert all(messages[reply].ranking_count == 3 for reply in replies)


async def test_rankings_are_shuffled(found: Found) -> None:
    """The replies are shown in an order of their own in each task."""
    community = await found(goal_tree_size=4, max_tree_depth=1, num_required_rankings=12)
    await community.ranking_tree(*(community.person(number) for number in range(3)))
    orders = set()
    for _ in range(12):
        held = await community.take(community.newcomer(), TaskType.RANK_ASSISTANT_REPLIES)
        orders.add(tuple(message.id for message in held.rank_task.ranked_messages))
    assert len(orders) > 1


async def test_an_answer_that_comes_late_is_still_stored(found: Found) -> None:
    """A reply to a tree that has gone on to be ranked meanwhile is kept."""
    community = await found(goal_tree_size=3, max_tree_depth=1)
    prompt = await community.growing_tree()
    late = await community.take(community.person(1), TaskType.ASSISTANT_REPLY)
    community.clock.move(6 * MINUTE)
    for _ in range(2):
        await community.accepted_reply(prompt, TaskType.ASSISTANT_REPLY)
    assert await community.state(prompt) is TreeState.RANKING
    receipt = await community.give(late)
    assert receipt.message_id in await community.messages(prompt)
    assert await community.state(prompt) is TreeState.RANKING


async def test_red_flags_delete_a_reply(found: Found) -> None:
    """A reply in review that four people flag who have taken part is deleted; the tree asks for others."""
    community = await found()
    await community.have_taken_part(*map(community.person, range(4)))
    prompt = await community.growing_tree()
    reply = await community.reply_to(prompt, TaskType.ASSISTANT_REPLY)
    for number in range(4):
        assert not (await community.backend.message(reply)).deleted
        await community.backend.report(community.person(number), reply, "rude", SERVER)
    await community.catch_up()
    assert (await community.messages(prompt))[reply].deleted
    assert await community.state(prompt) is TreeState.GROWING
    with pytest.raises(NoTaskAvailable):
        await community.take(community.newcomer(), TaskType.LABEL_ASSISTANT_REPLY)


async def test_red_flags_abort_the_tree_of_a_prompt(found: Found) -> None:
    """A prompt in review that four people flag who have taken part takes its tree out of work."""
    community = await found()
    await community.have_taken_part(*map(community.person, range(4)))
    prompt = await community.write_prompt(community.person(9))
    for number in range(4):
        await community.backend.react(community.person(number), prompt, EmojiCode.RED_FLAG, EmojiOp.ADD, SERVER)
    assert await community.state(prompt) is TreeState.ABORTED_LOW_GRADE
    with pytest.raises(NoTaskAvailable):
        await community.take(community.newcomer(), TaskType.LABEL_INITIAL_PROMPT)


@pytest.mark.law(Law.FLAGS)
async def test_red_flags_take_away_nothing_that_was_accepted(found: Found) -> None:
    """What reviewers accepted stays, whoever flags it: the flags wait for a moderator."""
    community = await found(auto_mod_red_flags=2)
    community.needs(Capability.MODERATION)
    prompt = await community.growing_tree()
    reply = await community.accepted_reply(prompt, TaskType.ASSISTANT_REPLY)
    below = await community.reply_to(reply, TaskType.PROMPTER_REPLY)
    for number in range(6):
        for message in (prompt, reply):
            await community.backend.report(community.person(number), message, "rude", SERVER)
    assert await community.state(prompt) is TreeState.GROWING
    messages = await community.messages(prompt)
    assert not any(messages[each].deleted for each in (prompt, reply, below))
    flagged = await rulings.reported(community.backend, limit=10)
    assert {each.message_id for each in flagged} == {prompt, reply}


@pytest.mark.law(Law.FLAGS)
async def test_a_finished_tree_stays_finished(found: Found) -> None:
    """Neither flags nor skips, through old packages for example, take anything out of a tree that is finished."""
    community = await found(goal_tree_size=3, max_tree_depth=1, auto_mod_red_flags=2, auto_mod_max_skip_reply=1)
    prompt = await community.growing_tree()
    late = []
    for number in (1, 2):
        late.append(await community.take(community.person(number), TaskType.ASSISTANT_REPLY))
        community.clock.move(6 * MINUTE)
    await community.work_until(lambda state: state is TreeState.READY_FOR_EXPORT, prompt)
    before = await community.messages(prompt)
    added = (await community.give(late[0])).message_id
    await community.backend.skip(late[1].person, late[1].session, late[1].task, "no idea")
    for message in (*before, added):
        assert message is not None
        for number in range(3, 9):
            await community.backend.report(community.person(number), message, "rude", SERVER)
            await community.backend.react(community.person(number), message, EmojiCode.RED_FLAG, EmojiOp.ADD, SERVER)
    assert await community.state(prompt) is TreeState.READY_FOR_EXPORT
    after = await community.messages(prompt)
    assert after.keys() == before.keys() | {added}
    assert not any(message.deleted for message in after.values())
    assert {each: after[each].rank for each in before} == {each: before[each].rank for each in before}


@pytest.mark.law(Law.FLAGS)
async def test_a_message_that_many_skip_is_put_before_a_moderator(found: Found) -> None:
    """When so many people have skipped replying to a message, it is on the list of moderators; its tree goes on."""
    community = await found(auto_mod_max_skip_reply=3)
    community.needs(Capability.MODERATION)
    prompt = await community.growing_tree()
    for number in range(3):
        assert await rulings.reported(community.backend, limit=10) == ()
        held = await community.take(community.person(number), TaskType.ASSISTANT_REPLY)
        await community.backend.skip(held.person, held.session, held.task, "no idea")
    assert [each.message_id for each in await rulings.reported(community.backend, limit=10)] == [prompt]
    assert await community.state(prompt) is TreeState.GROWING
    await community.reply_to(prompt, TaskType.ASSISTANT_REPLY)


async def test_a_halted_tree_rests_and_goes_on(found: Found) -> None:
    """Nobody is asked about a halted tree; once let go on it is where it was, and can be finished."""
    community = await found(goal_tree_size=3, max_tree_depth=1)
    community.needs(Capability.MODERATION)
    prompt = await community.growing_tree()
    await community.reply_to(prompt, TaskType.ASSISTANT_REPLY)
    moderator = community.person(99)
    assert await rulings.halt(community.backend, prompt, moderator, halted=True) is TreeState.HALTED_BY_MODERATOR
    for task_type in (TaskType.ASSISTANT_REPLY, TaskType.LABEL_ASSISTANT_REPLY):
        with pytest.raises(NoTaskAvailable):
            await community.take(community.newcomer(), task_type)
    assert await rulings.halt(community.backend, prompt, moderator, halted=False) is TreeState.GROWING
    await community.work_until(lambda state: state is TreeState.READY_FOR_EXPORT, prompt)
