"""What moderators and operators do."""

from __future__ import annotations

from contextlib import suppress
from uuid import UUID, uuid4

import pytest

from bot.backends.base import Capability
from bot.backends.cases import PersonSubject, Ruling, RulingKind
from bot.backends.errors import (
    AnswerDoesNotFit,
    MessageNotFound,
    NoTaskAvailable,
    NotSupported,
    RulingDoesNotFit,
    TextTooLong,
)
from bot.backends.values import ContributionState
from bot.protocol.messages import EmojiCode, EmojiOp
from bot.protocol.moments import DAY, MINUTE
from bot.protocol.scores import TimeFrame
from bot.protocol.tasks import TaskType
from bot.protocol.trees import TreeState
from tests.backends import rulings
from tests.backends.community import OTHER_SERVER, SERVER, Community, Law, labels_for
from tests.backends.conformance.conftest import Found


@pytest.fixture
async def community(found: Found) -> Community:
    """A community whose backend lets moderators work."""
    community = await found(goal_tree_size=4)
    community.needs(Capability.MODERATION)
    return community


@pytest.mark.law(Law.EFFECTS)
async def test_deleting_a_reply(community: Community) -> None:
    """A deleted reply goes with what hangs below it, and the tree asks for others in their place."""
    author = community.person(1)
    prompt = await community.growing_tree()
    reply = await community.accepted_reply(prompt, TaskType.ASSISTANT_REPLY, author)
    below = await community.accepted_reply(reply, TaskType.PROMPTER_REPLY)
    await rulings.delete(community.backend, reply, community.person(99))
    messages = await community.messages(prompt)
    assert messages[reply].deleted
    assert messages[below].deleted
    assert not messages[prompt].deleted
    with pytest.raises(NoTaskAvailable):
        await community.take(community.newcomer(), TaskType.PROMPTER_REPLY)
    with pytest.raises(NoTaskAvailable):
        await community.take(author, TaskType.ASSISTANT_REPLY)
    assert (await community.backend.contributions(author, limit=1))[0].state is ContributionState.DELETED
    with pytest.raises(MessageNotFound):
        await rulings.delete(community.backend, reply, community.person(99))
    await community.work_until(lambda state: state is TreeState.READY_FOR_EXPORT, prompt)


async def test_what_was_deleted_is_out(community: Community) -> None:
    """A deleted reply is marked, and so is what hangs below it; nobody is asked about it, whatever the tree is."""
    author = community.person(1)
    prompt = await community.growing_tree()
    reply = await community.accepted_reply(prompt, TaskType.ASSISTANT_REPLY, author)
    below = await community.reply_to(reply, TaskType.PROMPTER_REPLY)
    await rulings.delete(community.backend, reply, community.person(99))
    messages = await community.messages(prompt)
    assert [messages[each].deleted for each in (prompt, reply, below)] == [False, True, True]
    for task_type in (TaskType.PROMPTER_REPLY, TaskType.LABEL_PROMPTER_REPLY):
        with pytest.raises(NoTaskAvailable):
            await community.take(community.newcomer(), task_type)
    assert (await community.backend.contributions(author, limit=1))[0].state is ContributionState.DELETED


@pytest.mark.law(Law.EFFECTS)
async def test_deleting_a_prompt(community: Community) -> None:
    """A deleted prompt takes its tree out of work for good, whatever its state."""
    growing = await community.growing_tree()
    await rulings.delete(community.backend, growing, community.person(99))
    assert await community.state(growing) is TreeState.ABORTED_LOW_GRADE
    halted = await community.growing_tree()
    await rulings.halt(community.backend, halted, community.person(99), halted=True)
    await rulings.delete(community.backend, halted, community.person(99))
    await halt(community, halted, halted=False)
    assert await community.state(halted) in (TreeState.HALTED_BY_MODERATOR, TreeState.ABORTED_LOW_GRADE)
    finished = await community.growing_tree()
    await community.work_until(lambda state: state is TreeState.READY_FOR_EXPORT, finished)
    await rulings.delete(community.backend, finished, community.person(99))
    assert await community.state(finished) is TreeState.ABORTED_LOW_GRADE
    with pytest.raises(NoTaskAvailable):
        await community.take(community.newcomer(), TaskType.ASSISTANT_REPLY)


@pytest.mark.law(Law.EFFECTS)
async def test_deleting_what_is_being_ranked(community: Community) -> None:
    """When one of two replies to be ranked is deleted there is nothing to rank, and the tree is finished."""
    prompt = await community.growing_tree()
    while await community.state(prompt) is TreeState.GROWING:
        held = await community.take(community.newcomer())
        await community.give(held)
    assert await community.state(prompt) is TreeState.RANKING
    messages = await community.messages(prompt)
    for message in messages.values():
        siblings = [each for each in messages.values() if each.parent_id == message.parent_id and each.id != message.id]
        if message.parent_id is not None and siblings:
            for sibling in siblings:
                await rulings.delete(community.backend, sibling.id, community.person(99))
            break
    await community.work_until(lambda state: state is TreeState.READY_FOR_EXPORT, prompt)


async def test_editing(community: Community) -> None:
    """An edited message shows its new text and that it was edited; the rules for it are those for all texts."""
    prompt = await community.write_prompt(community.person(1))
    edited = " \r\n  What moderators\u2028made of it.\r\n "
    await rulings.edit(community.backend, prompt, edited, community.person(99))
    message = await community.backend.message(prompt)
    assert (message.text, message.edited) == ("  What moderators\nmade of it.", True)
    with pytest.raises(AnswerDoesNotFit):
        await rulings.edit(community.backend, prompt, "\u200b \u3164", community.person(99))
    with pytest.raises(TextTooLong):
        await rulings.edit(community.backend, prompt, "x" * 2001, community.person(99))
    with pytest.raises(MessageNotFound):
        await rulings.edit(community.backend, uuid4(), "text", community.person(99))


async def test_halting_twice_and_letting_go_on(community: Community) -> None:
    """A second halt changes nothing; a tree goes on in the state that its reviews allow."""
    in_review = await community.write_prompt(community.person(1))
    for _ in range(2):
        assert await halt(community, in_review, halted=True) is TreeState.HALTED_BY_MODERATOR
    for _ in range(2):
        assert await halt(community, in_review, halted=False) is TreeState.INITIAL_PROMPT_REVIEW
    await community.review(in_review, 0, 0, 0)
    assert await community.state(in_review) is TreeState.GROWING
    with pytest.raises(MessageNotFound):
        await rulings.halt(community.backend, uuid4(), community.person(99), halted=True)


@pytest.mark.law(Law.EFFECTS)
async def test_a_rejected_prompt_stays_rejected(community: Community) -> None:
    """Halting a tree and letting it go on does not bring back a prompt that its reviewers rejected."""
    rejected = await community.write_prompt(community.person(1))
    await community.review(rejected, 1, 1, 1)
    for halted in (True, False):
        await halt(community, rejected, halted=halted)
    assert await community.state(rejected) is TreeState.ABORTED_LOW_GRADE


async def test_a_finished_tree_that_was_halted_can_be_finished_again(community: Community) -> None:
    """A finished tree that is halted and let go on is finished again, and nothing is counted twice."""
    author = community.person(1)
    prompt = await community.growing_tree()
    await community.accepted_reply(prompt, TaskType.ASSISTANT_REPLY, author)
    await community.accepted_reply(prompt, TaskType.ASSISTANT_REPLY)
    await community.work_until(lambda state: state is TreeState.READY_FOR_EXPORT, prompt)
    before = await community.backend.stats(author, TimeFrame.TOTAL)
    ranks = {message.id: message.rank for message in (await community.messages(prompt)).values()}
    await rulings.halt(community.backend, prompt, community.person(99), halted=True)
    await rulings.halt(community.backend, prompt, community.person(99), halted=False)
    await community.work_until(lambda state: state is TreeState.READY_FOR_EXPORT, prompt)
    assert (await community.backend.stats(author, TimeFrame.TOTAL)).leader_score == before.leader_score
    assert {message.id: message.rank for message in (await community.messages(prompt)).values()} == ranks


@pytest.mark.law(Law.ALONE)
async def test_the_trollboard(community: Community) -> None:
    """Those whose messages others object to come first, with what was said of them; of the period asked for."""
    troll, decent = community.person(1), community.person(2)
    bad, good = await community.write_prompt(troll), await community.write_prompt(decent)
    for number in range(10, 13):
        for prompt, spam, quality in ((bad, 1, 0.25), (good, 0, 0.75)):
            held = await community.take_about(
                prompt, TaskType.LABEL_INITIAL_PROMPT, community.person(number + spam * 10)
            )
            await community.give(held, labels_for(held.label_task, spam=spam, pii=spam, quality=quality))
    await community.backend.report(community.person(10), bad, "spam", SERVER)
    await community.backend.react(community.person(10), good, EmojiCode.THUMBS_UP, EmojiOp.ADD, SERVER)
    rows = (await community.backend.trollboard(TimeFrame.WEEK)).trollboard
    first, last = rows[0], rows[-1]
    assert first.user_id == troll.person_id
    assert (first.red_flags, first.spam, first.pii, first.spam_prompts, first.quality) == (1, 3, 3, 1, 0.25)
    assert first.troll_score == 3 + 3 + 1
    assert (last.user_id, last.upvotes, last.troll_score, last.quality) == (decent.person_id, 1, -1, 0.75)
    await rulings.enable(community.backend, troll.person_id, community.person(99), enabled=False)
    for enabled, person in ((False, troll), (True, decent)):
        (only,) = (await community.backend.trollboard(TimeFrame.WEEK, limit=1, enabled=enabled)).trollboard
        assert (only.user_id, only.enabled) == (person.person_id, enabled)
    community.clock.move(9 * DAY)
    assert (await community.backend.trollboard(TimeFrame.WEEK)).trollboard == ()
    assert len((await community.backend.trollboard(TimeFrame.TOTAL, limit=1)).trollboard) == 1


@pytest.mark.law(Law.ALONE)
async def test_the_trollboard_of_a_server(community: Community) -> None:
    """It counts what anybody said of messages that were written there; whoever is barred there counts as disabled."""
    if Capability.LIVE_BOARDS not in community.capabilities:
        with pytest.raises(NotSupported):
            await community.backend.trollboard(TimeFrame.WEEK, server_id=SERVER)
        return
    both, other = community.person(1), community.person(2)
    here = [await community.write_prompt(both), await community.write_prompt(other)]
    held = await community.take(both, TaskType.INITIAL_PROMPT, server=OTHER_SERVER)
    there = (await community.give(held, server=OTHER_SERVER)).message_id
    assert there is not None
    for prompt, reporters in ((here[0], 1), (here[1], 2), (there, 3)):
        for number in range(10, 10 + reporters):
            await community.backend.report(community.person(number), prompt, "spam", OTHER_SERVER)

    async def flags(server: int | None, enabled: bool | None = None) -> list[tuple[UUID, int, bool]]:
        board = await community.backend.trollboard(TimeFrame.DAY, server_id=server, enabled=enabled)
        return [(row.user_id, row.red_flags, row.enabled) for row in board.trollboard]

    assert await flags(SERVER) == [(other.person_id, 2, True), (both.person_id, 1, True)]
    assert await flags(OTHER_SERVER) == [(both.person_id, 3, True)]
    assert await flags(None) == [(both.person_id, 4, True), (other.person_id, 2, True)]
    bar = Ruling(kind=RulingKind.BAR)
    await community.backend.decide(PersonSubject(both.person_id), bar, community.person(99), OTHER_SERVER)
    assert await flags(OTHER_SERVER, enabled=False) == [(both.person_id, 3, False)]
    assert await flags(OTHER_SERVER, enabled=True) == []
    assert await flags(SERVER, enabled=False) == []


@pytest.mark.law(Law.ALONE)
async def test_the_list_of_reported_messages(community: Community) -> None:
    """Reported messages are listed oldest first until they are seen to; a new report brings one back."""
    prompts = []
    for number in (1, 2, 3):
        prompts.append(await community.write_prompt(community.person(number)))
        await community.backend.report(community.person(10), prompts[-1], "rude", SERVER)
        community.clock.move(MINUTE)
    await rulings.keep(community.backend, prompts[1], community.person(99))
    assert await flagged(community) == [prompts[0], prompts[2]]
    assert [each.message_id for each in await rulings.reported(community.backend, limit=1)] == prompts[:1]
    await community.backend.report(community.person(11), prompts[1], "rude", SERVER)
    assert sorted(await flagged(community)) == sorted(prompts)
    with pytest.raises(MessageNotFound):
        await rulings.keep(community.backend, uuid4(), community.person(99))


async def halt(community: Community, message_id: UUID, *, halted: bool) -> TreeState:
    """Halt a tree or let it go on, where that is not so already; the state that it is in then."""
    with suppress(RulingDoesNotFit):
        await rulings.halt(community.backend, message_id, community.person(99), halted=halted)
    return await community.state(message_id)


async def flagged(community: Community) -> list[UUID]:
    """The messages that wait to be seen to."""
    found = await rulings.reported(community.backend, limit=10)
    return [each.message_id for each in found if each.message_id is not None]


async def test_where_messages_come_from_that_hang_together(community: Community) -> None:
    """Nothing hangs below a leaf; of a prompt the replies count, from wherever they are; what is not there is told."""
    prompt = await community.growing_tree()
    reply = await community.reply_to(prompt, TaskType.ASSISTANT_REPLY)
    whole, leaf = await community.backend.reach(prompt), await community.backend.reach(reply)
    assert leaf.below == frozenset()
    assert len(whole.below) == 1
    assert whole.below | {whole.server_id, whole.root_server_id} <= {SERVER, None}
    assert whole.root_server_id == leaf.root_server_id
    with pytest.raises(MessageNotFound):
        await community.backend.reach(uuid4())


async def test_whether_somebody_is_enabled_can_be_asked(found: Found) -> None:
    """After each decision; whoever is not known may work. Which decision it was is known where decisions are kept."""
    community = await found()
    community.needs(Capability.MODERATION)
    backend, person, operator = community.backend, community.person(1), community.person(99)
    assert await backend.is_enabled(community.person(98))
    await backend.admit(person)
    for enabled in (False, True):
        await rulings.enable(backend, person.person_id, operator, enabled=enabled)
        assert await backend.is_enabled(person) is enabled
        is_known = await backend.disabling_of(person) is not None
        assert is_known is (not enabled and Capability.CASES in community.capabilities)
