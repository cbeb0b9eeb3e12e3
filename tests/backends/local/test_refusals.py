"""Tests of what the local backend refuses though no card leads there: forged steps, and what changed meanwhile."""

from uuid import uuid4

import pytest

from bot.backends.errors import (
    AnswerDoesNotFit,
    NotYourTask,
    TaskAlreadyDone,
    TaskNotFound,
    TreeClosed,
)
from bot.backends.values import TextAnswer
from bot.protocol.tasks import RANDOM, TaskType
from tests.backends import rulings
from tests.backends.community import SERVER
from tests.backends.local.conftest import Founded


async def test_a_session_belongs_to_whoever_asked_with_it(founded: Founded) -> None:
    """Asked again with the same session the same package comes; another person's session gives nothing of it."""
    community = await founded()
    held = await community.take(community.person(1), TaskType.INITIAL_PROMPT)
    again = await community.backend.request(held.person, held.session, RANDOM, "en", SERVER)
    assert again == held.offer
    with pytest.raises(NotYourTask):
        await community.backend.request(community.person(2), held.session, RANDOM, "en", SERVER)
    task_id = (await community.backend.open_collective(held.person, TaskType.INITIAL_PROMPT, "en", SERVER)).task.id
    with pytest.raises(NotYourTask):
        await community.backend.join_collective(community.person(2), held.session, task_id, SERVER)


async def test_a_session_answers_its_own_task_only(founded: Founded) -> None:
    """Neither a first answer nor a change of it is taken for a task that the session did not get."""
    community = await founded()
    held = await community.take(community.person(1), TaskType.INITIAL_PROMPT)
    forged = held.task.model_copy(update={"id": uuid4()})
    answer = TextAnswer(text=community.text(), language="en")
    with pytest.raises(TaskNotFound):
        await community.backend.submit(held.person, held.session, forged, answer, SERVER)
    await community.give(held, answer)
    with pytest.raises(TaskNotFound):
        await community.backend.change_answer(held.person, held.session, forged, answer, SERVER)


async def test_what_is_answered_cannot_be_skipped(founded: Founded) -> None:
    """A skip that comes after the answer leaves the answer; a second skip is no fault."""
    community = await founded()
    done = await community.take(community.person(1), TaskType.INITIAL_PROMPT)
    receipt = await community.give(done)
    with pytest.raises(TaskAlreadyDone):
        await community.backend.skip(done.person, done.session, done.task, "skipped")
    assert await community.give(done) == receipt
    skipped = await community.take(community.person(1), TaskType.INITIAL_PROMPT)
    for _ in range(2):
        await community.backend.skip(skipped.person, skipped.session, skipped.task, "skipped")


async def test_a_text_has_no_nul(founded: Founded) -> None:
    """A character that no database and no reader takes is refused, and the package can still be answered."""
    community = await founded()
    held = await community.take(community.person(1), TaskType.INITIAL_PROMPT)
    with pytest.raises(AnswerDoesNotFit):
        await community.give(held, TextAnswer(text="For\0counting.", language="en"))
    await community.give(held)


async def test_only_a_collective_package_can_be_closed(founded: Founded) -> None:
    """Closing what nobody opened, or one person's own package, is refused."""
    community = await founded()
    held = await community.take(community.person(1), TaskType.INITIAL_PROMPT)
    for task_id in (uuid4(), held.task.id):
        with pytest.raises(TaskNotFound):
            await community.backend.close_collective(task_id)
    await community.give(held)


async def test_a_collective_package_about_a_deleted_message(founded: Founded) -> None:
    """Once the message is deleted nobody can join the package that asks about it."""
    community = await founded()
    prompt = await community.growing_tree()
    opener, moderator = community.newcomer(), community.newcomer()
    offer = await community.backend.open_collective(opener, TaskType.ASSISTANT_REPLY, "en", SERVER)
    await rulings.delete(community.backend, prompt, moderator)
    with pytest.raises(TaskNotFound):
        await community.backend.join_collective(community.newcomer(), uuid4(), offer.task.id, SERVER)


async def test_nobody_ranks_in_a_halted_tree(founded: Founded) -> None:
    """A ranking that arrives after a moderator halted its tree is refused, as are reviews and replies."""
    community = await founded(goal_tree_size=3, max_children_count=2, max_tree_depth=1)
    prompt, _ = await community.ranking_tree(community.newcomer(), community.newcomer())
    held = await community.take(community.newcomer(), TaskType.RANK_ASSISTANT_REPLIES)
    await rulings.halt(community.backend, prompt, community.newcomer(), halted=True)
    with pytest.raises(TreeClosed):
        await community.give(held)


async def test_a_review_of_what_a_forgotten_person_wrote(founded: Founded) -> None:
    """A review of a text whose writer was deleted meanwhile is refused, and nothing of it is stored."""
    community = await founded()
    author = community.newcomer()
    prompt = await community.write_prompt(author)
    held = await community.take_about(prompt, TaskType.LABEL_INITIAL_PROMPT)
    await community.backend.forget(author.person_id)
    with pytest.raises(TreeClosed):
        await community.give(held)
    assert await community.rows("SELECT count(*) FROM review") == [(0,)]
