"""Reading messages, trees and one's own contributions; reactions and reports."""

from __future__ import annotations

from collections import Counter

import pytest

from bot.backends.base import Capability
from bot.backends.cases import CaseState
from bot.backends.errors import MessageNotFound
from bot.backends.values import ContributionState, TextAnswer
from bot.protocol.messages import EmojiCode, EmojiOp, Role
from bot.protocol.moments import MINUTE
from bot.protocol.tasks import TaskType
from bot.protocol.trees import TreeState
from tests.backends import rulings
from tests.backends.community import SERVER, Law
from tests.backends.conformance.conftest import Found


async def test_a_message_and_its_conversation(found: Found) -> None:
    """A message knows its place, its author and its review; the conversation leads from the prompt down to it."""
    community = await found()
    author = community.person(1)
    prompt = await community.growing_tree(author)
    reply = await community.accepted_reply(prompt, TaskType.ASSISTANT_REPLY)
    below = await community.reply_to(reply, TaskType.PROMPTER_REPLY)
    message = await community.backend.message(prompt, author)
    assert (message.role, message.parent_id, message.message_tree_id) == (Role.PROMPTER, None, prompt)
    assert (message.review_count, message.review_result, message.user_is_author) == (3, True, True)
    assert message.created_date is not None
    assert community.clock.is_now(message.created_date)
    undecided = await community.backend.message(below, author)
    assert (undecided.review_count, undecided.review_result, undecided.user_is_author) == (0, None, False)
    conversation = await community.backend.conversation(below)
    assert [each.id for each in conversation.messages] == [prompt, reply, below]
    assert [each.role for each in conversation.messages] == [Role.PROMPTER, Role.ASSISTANT, Role.PROMPTER]
    tree = await community.backend.tree(below)
    assert (tree.id, {each.id for each in tree.messages}) == (prompt, {prompt, reply, below})
    state = await community.backend.tree_state(below)
    assert (state.message_tree_id, state.state, state.active) == (prompt, TreeState.GROWING, True)
    assert (state.goal_tree_size, state.max_depth, state.max_children_count) == (12, 3, 3)


async def test_a_package_shows_its_conversation(found: Found) -> None:
    """A reply package shows the way from the prompt to the message to be answered, as it was written."""
    community = await found()
    held = await community.take(community.person(1), TaskType.INITIAL_PROMPT)
    receipt = await community.give(held, TextAnswer(text="Line one.\n\nLine two: <b>äöü</b>", language="en"))
    assert receipt.message_id is not None
    await community.review(receipt.message_id, 0, 0, 0)
    reply = await community.take(community.person(2), TaskType.ASSISTANT_REPLY)
    shown = reply.reply_task.conversation.messages
    assert [message.text for message in shown] == ["Line one.\n\nLine two: <b>äöü</b>"]
    assert shown[0].user_is_author is False


async def test_own_contributions(found: Found) -> None:
    """One's own messages are listed newest first, in pages, each with what became of it."""
    community = await found(goal_tree_size=3, max_tree_depth=1, max_active_trees=2)
    person = community.person(1)
    prompt = await community.growing_tree()
    community.clock.move(MINUTE)
    ranked = await community.accepted_reply(prompt, TaskType.ASSISTANT_REPLY, person)
    await community.accepted_reply(prompt, TaskType.ASSISTANT_REPLY)
    community.clock.move(MINUTE)
    await community.work_until(lambda state: state is TreeState.READY_FOR_EXPORT, prompt)
    rejected = await community.write_prompt(person)
    await community.review(rejected, 1, 1, 1)
    community.clock.move(MINUTE)
    accepted = await community.growing_tree(person)
    community.clock.move(MINUTE)
    in_review = await community.write_prompt(person)
    contributions = await community.backend.contributions(person, limit=10)
    assert [(each.message.id, each.state) for each in contributions] == [
        (in_review, ContributionState.IN_REVIEW),
        (accepted, ContributionState.ACCEPTED),
        (rejected, ContributionState.REJECTED),
        (ranked, ContributionState.EXPORTED),
    ]
    oldest = contributions[-1]
    assert oldest.tree_id == prompt
    assert oldest.tree_state is TreeState.READY_FOR_EXPORT
    assert (oldest.rank in (0, 1), oldest.siblings) == (True, 2)
    first = await community.backend.contributions(person, limit=2)
    assert first == contributions[:2]
    assert first[-1].message.created_date is not None
    rest = await community.backend.contributions(person, limit=9, before=first[-1].message.created_date)
    assert rest == contributions[2:]
    assert await community.backend.contributions(community.person(55), limit=5) == ()


@pytest.mark.law(Law.ALONE)
async def test_tree_counts(found: Found) -> None:
    """How many trees are in each state is counted over all languages."""
    community = await found()
    await community.growing_tree()
    await community.write_prompt(community.person(1), "de")
    rejected = await community.write_prompt(community.person(2))
    await community.review(rejected, 1, 1, 1)
    counts = Counter(dict(await community.backend.tree_counts()))
    assert +counts == {
        TreeState.GROWING: 1,
        TreeState.INITIAL_PROMPT_REVIEW: 1,
        TreeState.ABORTED_LOW_GRADE: 1,
    }


async def test_reactions(found: Found) -> None:
    """Reactions are toggled, added and removed; thumbs up and down exclude each other; one's own are ignored."""
    community = await found()
    author, person, other = (community.person(number) for number in (1, 2, 3))
    prompt = await community.write_prompt(author)
    react = community.backend.react
    up, down, hundred = EmojiCode.THUMBS_UP, EmojiCode.THUMBS_DOWN, EmojiCode.HUNDRED
    assert await react(person, prompt, up, EmojiOp.TOGGLE, SERVER) == {"+1": 1}
    assert await react(person, prompt, up, EmojiOp.ADD, SERVER) == {"+1": 1}
    assert await react(other, prompt, up, EmojiOp.ADD, SERVER) == {"+1": 2}
    assert await react(person, prompt, down, EmojiOp.TOGGLE, SERVER) == {"+1": 1, "-1": 1}
    assert await react(person, prompt, hundred, EmojiOp.ADD, SERVER) == {"+1": 1, "-1": 1, "100": 1}
    message = await community.backend.message(prompt, person)
    assert message.emojis == {"+1": 1, "-1": 1, "100": 1}
    assert set(message.user_emojis) == {"-1", "100"}
    assert await react(person, prompt, down, EmojiOp.REMOVE, SERVER) == {"+1": 1, "100": 1}
    assert await react(person, prompt, down, EmojiOp.REMOVE, SERVER) == {"+1": 1, "100": 1}
    assert await react(person, prompt, hundred, EmojiOp.TOGGLE, SERVER) == {"+1": 1}
    assert await react(author, prompt, up, EmojiOp.ADD, SERVER) == {"+1": 1}


@pytest.mark.law(Law.ALONE)
async def test_reports(found: Found) -> None:
    """A report is a red flag and puts the message on the moderators' list; a repeat overwrites the reason."""
    community = await found()
    community.needs(Capability.MODERATION)
    person = community.person(2)
    prompt = await community.write_prompt(community.person(1))
    await community.backend.report(person, prompt, "rude", SERVER)
    await community.backend.report(person, prompt, "very rude", SERVER)
    await community.backend.report(community.person(3), prompt, "spam", SERVER)
    assert (await community.backend.message(prompt)).emojis == {"red_flag": 2}
    (flagged,) = await rulings.reported(community.backend, limit=5)
    assert (flagged.message_id, flagged.state) == (prompt, CaseState.OPEN)
    if Capability.CASES in community.capabilities:
        signals = (await community.backend.case(flagged.case_id)).signals
        assert sorted(signal.reason for signal in signals) == ["spam", "very rude"]
    await rulings.keep(community.backend, prompt, community.person(99))
    assert await rulings.reported(community.backend, limit=5) == ()
    assert [each.message_id for each in await rulings.reported(community.backend, limit=5, processed=True)] == [prompt]


@pytest.mark.law(Law.EFFECTS)
async def test_a_deleted_message_can_be_read_and_nothing_else(found: Found) -> None:
    """Deleted messages are still returned, marked as such, but take no reaction and no report."""
    community = await found()
    community.needs(Capability.MODERATION)
    prompt = await community.growing_tree()
    reply = await community.reply_to(prompt, TaskType.ASSISTANT_REPLY)
    await rulings.delete(community.backend, reply, community.person(99))
    assert (await community.backend.message(reply)).deleted
    with pytest.raises(MessageNotFound):
        await community.backend.react(community.person(1), reply, EmojiCode.THUMBS_UP, EmojiOp.ADD, SERVER)
    with pytest.raises(MessageNotFound):
        await community.backend.report(community.person(1), reply, "rude", SERVER)
