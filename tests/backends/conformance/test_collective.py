"""Collective packages: of every kind, once per person, closable."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from bot.backends.base import Capability
from bot.backends.errors import (
    CollectiveClosed,
    NoTaskAvailable,
    OwnMessage,
    TaskAlreadyDone,
    TaskExpired,
    TaskNotFound,
)
from bot.backends.values import Contributor, RankingAnswer
from bot.protocol.moments import DAY, HOUR
from bot.protocol.scores import TimeFrame
from bot.protocol.tasks import TaskType
from bot.protocol.trees import TreeState
from tests.backends.community import OTHER_SERVER, SERVER, Community, Held
from tests.backends.conformance.conftest import Found


async def join(community: Community, person: Contributor, task_id: UUID) -> Held:
    """Have somebody join a collective package."""
    session = community.new_session()
    return Held(person, session, await community.backend.join_collective(person, session, task_id, SERVER))


async def opened(community: Community, task_type: TaskType) -> UUID:
    """Have somebody open a collective package, and return its id."""
    community.needs(Capability.COLLECTIVE)
    offer = await community.backend.open_collective(community.person(99), task_type, "en", SERVER)
    assert offer.task.type is task_type
    return offer.task.id


async def test_prompts_in_company(found: Found) -> None:
    """Each who joins writes a prompt of their own, once; a repeated join with one session is one."""
    community = await found()
    task_id = await opened(community, TaskType.INITIAL_PROMPT)
    prompts = set()
    for number in range(3):
        held = await join(community, community.person(number), task_id)
        again = await community.backend.join_collective(held.person, held.session, task_id, SERVER)
        assert again == held.offer
        receipt = await community.give(held)
        assert await community.give(held) == receipt
        prompts.add(receipt.message_id)
        with pytest.raises(TaskAlreadyDone):
            await join(community, held.person, task_id)
    assert len(prompts) == 3


async def test_replies_in_company(found: Found) -> None:
    """Several people reply to one message, its author excepted."""
    community = await found()
    author = community.person(1)
    prompt = await community.growing_tree(author)
    task_id = await opened(community, TaskType.ASSISTANT_REPLY)
    with pytest.raises(OwnMessage):
        await join(community, author, task_id)
    for number in range(10, 13):
        held = await join(community, community.person(number), task_id)
        assert held.about == prompt
        await community.give(held)
    replies = [message for message in (await community.messages(prompt)).values() if message.parent_id == prompt]
    assert len(replies) == 3


async def test_reviews_in_company(found: Found) -> None:
    """The reviews of a collective package decide like any others, and who has reviewed cannot join."""
    community = await found()
    prompt = await community.write_prompt(community.person(1))
    await community.work(community.person(2), TaskType.LABEL_INITIAL_PROMPT)
    task_id = await opened(community, TaskType.LABEL_INITIAL_PROMPT)
    with pytest.raises(TaskAlreadyDone):
        await join(community, community.person(2), task_id)
    for number in range(10, 14):
        await community.give(await join(community, community.person(number), task_id))
    message = await community.backend.message(prompt)
    assert (message.review_count, message.review_result) == (5, True)


async def test_a_public_ranking(found: Found) -> None:
    """All who join see the replies in one order; the tree is finished by their rankings; repliers cannot join."""
    community = await found(goal_tree_size=3, max_tree_depth=1)
    replier = community.person(1)
    prompt, _ = await community.ranking_tree(replier, community.person(2))
    task_id = await opened(community, TaskType.RANK_ASSISTANT_REPLIES)
    with pytest.raises(OwnMessage):
        await join(community, replier, task_id)
    shares = [await join(community, community.person(number), task_id) for number in range(10, 13)]
    assert len({tuple(reply.id for reply in share.rank_task.ranked_messages) for share in shares}) == 1
    for share in shares:
        await community.give(share)
    assert await community.state(prompt) is TreeState.READY_FOR_EXPORT


async def test_a_closed_package_takes_no_more(found: Found) -> None:
    """After closing nobody can join, and who has joined cannot answer; closing twice is closing once."""
    community = await found()
    task_id = await opened(community, TaskType.INITIAL_PROMPT)
    first = await join(community, community.person(1), task_id)
    receipt = await community.give(first)
    second = await join(community, community.person(2), task_id)
    for _ in range(2):
        await community.backend.close_collective(task_id)
    with pytest.raises(TaskNotFound):
        await join(community, community.person(3), task_id)
    with pytest.raises(CollectiveClosed):
        await community.give(second)
    assert await community.give(first) == receipt


async def test_who_has_begun_may_finish(found: Found) -> None:
    """Where it is closed so, nobody can join any more, and who has joined answers in the time that it was to last."""
    community = await found()
    task_id = await opened(community, TaskType.INITIAL_PROMPT)
    shares = [await join(community, community.person(number), task_id) for number in (1, 2)]
    community.clock.move(HOUR)
    for _ in range(2):
        await community.backend.close_collective(task_id, begun_may_finish=True)
    assert not (await community.backend.look_at_collective(task_id)).is_open
    with pytest.raises(TaskExpired):
        await join(community, community.person(3), task_id)
    community.clock.move(DAY)
    await community.give(shares[0])
    assert (await community.backend.look_at_collective(task_id)).answers == 1
    community.clock.move(DAY)
    with pytest.raises(TaskExpired):
        await community.give(shares[1])


async def test_a_collective_package_expires(found: Found) -> None:
    """After two days nobody can join any more, and there must be one in the first place."""
    community = await found()
    task_id = await opened(community, TaskType.INITIAL_PROMPT)
    with pytest.raises(TaskNotFound):
        await join(community, community.person(1), uuid4())
    community.clock.move(2 * DAY)
    with pytest.raises(TaskExpired):
        await join(community, community.person(1), task_id)


async def test_each_answer_counts_where_it_was_given(found: Found) -> None:
    """A contribution belongs to the server in which it was made, not to where the package was opened."""
    community = await found()
    task_id = await opened(community, TaskType.INITIAL_PROMPT)
    community.needs(Capability.LIVE_BOARDS)
    held = await join(community, community.person(1), task_id)
    await community.give(held, server=OTHER_SERVER)
    board = await community.backend.leaderboard(TimeFrame.TOTAL, server_id=OTHER_SERVER)
    assert [row.user_id for row in board.leaderboard] == [held.person.person_id]
    assert (await community.backend.leaderboard(TimeFrame.TOTAL, server_id=SERVER)).leaderboard == ()


async def test_a_collective_package_lasts_as_long_as_was_said(found: Found) -> None:
    """It takes answers for a time that its opener says, longer or shorter than that of other packages."""
    community = await found()
    community.needs(Capability.COLLECTIVE)
    for validity in (HOUR, 7 * DAY):
        person = community.person(int(validity // HOUR))
        opening = await community.backend.open_collective(person, TaskType.INITIAL_PROMPT, "en", SERVER, validity)
        assert opening.expires_at == community.clock.now() + validity
        community.clock.move(validity - 1)
        share = await join(community, person, opening.task.id)
        assert share.offer.expires_at == opening.expires_at
        community.clock.move(1)
        assert not (await community.backend.look_at_collective(opening.task.id)).is_open
        with pytest.raises(TaskExpired):
            await join(community, community.person(50), opening.task.id)


async def test_looking_at_a_collective_package(found: Found) -> None:
    """What it shows is told, how many have answered, and what they ranked, in the places in which it shows them."""
    community = await found(goal_tree_size=3, max_tree_depth=1)
    await community.ranking_tree(community.person(1), community.person(2))
    task_id = await opened(community, TaskType.RANK_ASSISTANT_REPLIES)
    look = community.backend.look_at_collective
    fresh = await look(task_id)
    assert (fresh.is_open, fresh.answers, fresh.rankings) == (True, 0, ())
    for number, ranking in ((10, (0, 1)), (11, (1, 0)), (12, (1, 0)), (13, (1, 0))):
        await community.give(await join(community, community.person(number), task_id), RankingAnswer(ranking=ranking))
    await join(community, community.person(14), task_id)
    now = await look(task_id)
    assert now.offer == fresh.offer
    assert sorted(answer.ranking for answer in now.rankings) == [(0, 1), (1, 0), (1, 0), (1, 0)]
    assert now.answers == 4
    await community.backend.forget(community.person(11).person_id)
    assert sorted(answer.ranking for answer in (await look(task_id)).rankings) == [(0, 1), (1, 0), (1, 0)]
    await community.backend.close_collective(task_id)
    assert not (await look(task_id)).is_open
    with pytest.raises(TaskNotFound):
        await look(uuid4())


async def test_a_collective_package_ends_with_what_it_shows(found: Found) -> None:
    """Where a reply that is to be ranked is deleted, it takes no more answers; its text is gone from it."""
    community = await found(goal_tree_size=3, max_tree_depth=1)
    await community.ranking_tree(community.person(1), community.person(2))
    task_id = await opened(community, TaskType.RANK_ASSISTANT_REPLIES)
    share = await join(community, community.person(10), task_id)
    await community.backend.forget(community.person(1).person_id)
    now = await community.backend.look_at_collective(task_id)
    assert not now.is_open
    texts = [reply.text for reply in Held(share.person, share.session, now.offer).rank_task.ranked_messages]
    assert texts.count("") == 1


async def test_a_share_that_was_put_aside(found: Found) -> None:
    """It can be taken up while the collective package takes answers, for no longer than that does."""
    community = await found()
    community.needs(Capability.PUT_ASIDE)
    task_id = await opened(community, TaskType.INITIAL_PROMPT)
    share = await join(community, community.person(1), task_id)
    community.clock.move(HOUR)
    await community.backend.put_aside(share.person, share.session)
    again = await community.backend.take_up(share.person, share.session)
    assert again.expires_at == share.offer.expires_at
    await community.backend.put_aside(share.person, share.session)
    await community.backend.close_collective(task_id)
    with pytest.raises(NoTaskAvailable):
        await community.backend.take_up(share.person, share.session)
