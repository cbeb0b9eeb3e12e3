"""The small server is late where the original is: in its lottery, its auto-moderation, and after a deletion."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.backends.errors import NoTaskAvailable
from bot.protocol.messages import EmojiCode, EmojiOp
from bot.protocol.tasks import TaskType
from bot.protocol.trees import TreeState
from tests.backends import rulings
from tests.backends.community import SERVER
from tests.backends.oasst_api.conftest import Installation


@pytest.mark.parametrize("by_request", [True, False])
async def test_a_prompt_waits_for_the_lottery(installation: Installation, by_request: bool) -> None:
    """An accepted prompt waits until somebody asks for a package, or what is open."""
    community = await installation.community()
    prompt = await community.write_prompt(community.person(1))
    await community.review(prompt, 0, 0, 0)
    trees = installation.server.trees
    assert (await trees.tree_state(prompt)).state is TreeState.PROMPT_LOTTERY_WAITING
    if by_request:
        await community.catch_up()
    else:
        await community.backend.availability(community.person(2), "en")
    assert (await trees.tree_state(prompt)).state is TreeState.GROWING


async def test_what_several_people_flag_goes_at_the_next_request(installation: Installation) -> None:
    """Even an accepted reply, with what hangs below it; until then it stays, also when somebody asks what is open."""
    community = await installation.community()
    prompt = await community.growing_tree()
    reply = await community.accepted_reply(prompt, TaskType.ASSISTANT_REPLY)
    below = await community.reply_to(reply, TaskType.PROMPTER_REPLY)
    for number in range(4):
        await community.backend.admit(community.person(number))
        await community.backend.react(community.person(number), reply, EmojiCode.RED_FLAG, EmojiOp.ADD, SERVER)
    await community.backend.availability(community.person(9), "en")
    assert not (await community.backend.message(reply)).deleted
    await community.catch_up()
    messages = await community.messages(prompt)
    assert [messages[each].deleted for each in (prompt, reply, below)] == [False, True, True]


async def test_what_many_skip_is_halted_at_the_next_request(installation: Installation) -> None:
    """A tree whose message so many people do not want to reply to is halted."""
    trees = installation.server.trees
    trees.rules = replace(trees.rules, thresholds=replace(trees.rules.thresholds, auto_mod_max_skip_reply=2))
    community = await installation.community()
    prompt = await community.growing_tree()
    for number in (1, 2):
        held = await community.take(community.person(number), TaskType.ASSISTANT_REPLY)
        await community.backend.skip(held.person, held.session, held.task, "no idea")
    assert (await trees.tree_state(prompt)).state is TreeState.GROWING
    assert await community.state(prompt) is TreeState.HALTED_BY_MODERATOR


async def test_what_does_not_follow_from_a_deletion_or_a_halt(installation: Installation) -> None:
    """A tree without its prompt goes on growing, though nobody gets work; a rejected prompt is in review again."""
    community = await installation.community()
    moderator = community.person(99)
    growing = await community.growing_tree()
    for _ in range(2):
        await rulings.delete(community.backend, growing, moderator)
    assert await community.state(growing) is TreeState.GROWING
    with pytest.raises(NoTaskAvailable):
        await community.take(community.newcomer(), TaskType.ASSISTANT_REPLY)
    await community.backend.admit(community.person(1))
    assert await community.backend.react(community.person(1), growing, EmojiCode.THUMBS_UP, EmojiOp.ADD, SERVER) == {}
    rejected = await community.write_prompt(community.person(1))
    await community.review(rejected, 1, 1, 1)
    for halted in (True, False):
        after = await rulings.halt(community.backend, rejected, moderator, halted=halted)
    assert after is TreeState.INITIAL_PROMPT_REVIEW
