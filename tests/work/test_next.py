"""Tests of `Next task`: the next card comes as a message of its own, and the old one loses its buttons."""

from contextlib import suppress
from dataclasses import replace

import pytest

from bot.backends.errors import NoTaskAvailable
from bot.interactions.components import Card, Text
from bot.interactions.custom_id import CustomId
from bot.protocol.moments import MINUTE
from bot.protocol.tasks import TaskType
from bot.sessions import notices_repository
from bot.state.session import DELIVERED, SessionState
from tests.services.all_services import SERVER, AllServices
from tests.services.contributor import DIRECT_MESSAGES, Contributor
from tests.services.sessions import Distant


@pytest.fixture
async def done(ann: Contributor) -> CustomId:
    """Ann has submitted a prompt; gives the `Next task` on the card of that."""
    await ann.work(TaskType.INITIAL_PROMPT)
    await ann.write("What are clouds?")
    await ann.press("submit")
    return CustomId("work", "next", ann.session_id)


async def test_the_next_card_takes_over(all_services: AllServices, ann: Contributor, done: CustomId) -> None:
    """The next card is a message of its own, whose place is noted; the old card keeps its words, without buttons."""
    response = await all_services.work.next(replace(ann.click, action="next", id=done.id))
    assert response.leaves_message, "the next one is posted before the old one changes"
    assert response.card is not None
    assert list(response.card.controls()) == []
    (following,) = response.follow_ups
    assert following.posted is not None
    await following.posted(DIRECT_MESSAGES.channel_id, 77)
    assert all_services.say("work-continued") in await ann.work()
    following_session = await all_services.sessions.look(ann.person, ann.session_id)
    assert following_session.session_id != done.id
    assert following_session.state is SessionState.OPEN
    assert (following_session.channel_id, following_session.card_id) == (DIRECT_MESSAGES.channel_id, 77)


async def test_a_task_that_is_open_is_shown_instead(all_services: AllServices, ann: Contributor) -> None:
    """`Next task` on the card of a task that is open again changes nothing but the card."""
    await ann.work(TaskType.INITIAL_PROMPT)
    await ann.write("What are clouds?")
    await ann.press("submit")
    following = CustomId("work", "next", ann.session_id)
    await ann.press("change")
    assert all_services.say("preview-change") in await ann.send(following)


async def test_pressed_on_two_devices_it_gives_one_task(
    all_services: AllServices, ann: Contributor, done: CustomId
) -> None:
    """The second press says where the card is, and posts no other one."""
    await ann.send(done)
    session_id = ann.session_id
    all_services.discord.posted[DIRECT_MESSAGES.channel_id] = {1: ann.card}
    await ann.send(done)
    assert f"https://discord.com/channels/@me/{DIRECT_MESSAGES.channel_id}/1" in ann.told_words()
    session = await all_services.sessions.look(ann.person, session_id)
    assert session.card_id == 1


async def test_a_next_card_that_was_deleted_comes_again(
    all_services: AllServices, ann: Contributor, done: CustomId
) -> None:
    """A second press on `Next task` leads to no card that is not there any more: it brings the card anew."""
    thread_id = await all_services.discord.create_private_thread(11, "Ann")
    ann.place = replace(DIRECT_MESSAGES, server_id=SERVER, channel_id=thread_id)
    session = await all_services.take(ann.person, TaskType.INITIAL_PROMPT)
    card_id = await all_services.discord.post(thread_id, Card((Text("The next card"),)))
    await all_services.sessions.card_posted(session.session_id, thread_id, card_id)
    await ann.send(done)
    assert f"/{thread_id}/{card_id}" in ann.told_words()
    await all_services.discord.delete(thread_id, card_id)
    await ann.send(done)
    assert ann.session_id == session.session_id
    assert all_services.say("instruction-initial-prompt") in ann.words()


async def test_a_card_that_a_dead_process_posted_is_taken_away(
    all_services: AllServices, ann: Contributor, done: CustomId
) -> None:
    """Where the next card may be there already, without anybody knowing where, it is looked for and replaced."""
    session = await all_services.take(ann.person, TaskType.INITIAL_PROMPT)
    thread_id = await all_services.discord.create_private_thread(11, "Ann")
    ann.place = replace(DIRECT_MESSAGES, server_id=SERVER, channel_id=thread_id)
    await ann.send(CustomId("work", "show", session.session_id))
    lost = await all_services.discord.post(thread_id, ann.card)
    await ann.send(done)
    assert lost not in all_services.discord.threads[thread_id].messages
    assert ann.session_id == session.session_id


async def test_where_only_one_reader_sees_the_card_the_next_is_theirs_too(
    all_services: AllServices, ann: Contributor, done: CustomId
) -> None:
    """Beside a card that only its reader sees, the next one is shown to them only; there is no message to note."""
    ann.place = replace(DIRECT_MESSAGES, is_ephemeral=True)
    response = await all_services.work.next(replace(ann.click, action="next", id=done.id))
    (following,) = response.follow_ups
    assert following.ephemeral
    assert following.posted is None


async def test_a_failing_server_leaves_the_card_as_it_is(
    all_services: AllServices, ann: Contributor, done: CustomId, backend: Distant
) -> None:
    """Where the server fails, that is said beside the card, which keeps its `Next task`."""
    card = ann.words()
    backend.requests_break = True
    assert await ann.send(done) == card
    assert ann.told_words() == all_services.say("backend-unavailable")
    assert "next" in ann.controls()
    backend.requests_break = False
    assert await ann.press("next") != card


async def test_where_nothing_is_left_it_is_said_beside_the_card(
    all_services: AllServices, ann: Contributor, done: CustomId
) -> None:
    """Where there is no task any more, the card stays, and beside it is said why, with what happened meanwhile."""
    with suppress(NoTaskAvailable):
        for number in range(100):
            all_services.clock.move(MINUTE)
            await all_services.write(ann.person, TaskType.INITIAL_PROMPT, f"What is the number {number} good for?")
    await all_services.database.write(notices_repository.add, ann.person.person_id, DELIVERED, 0)
    card = ann.words()
    assert await ann.send(done) == card
    title = all_services.say("nothing-of-type-title", task=all_services.say("task-initial-prompt"), language="English")
    assert title in ann.told_words()
    assert ann.told_words().startswith(all_services.say(DELIVERED.sentence))
    assert "next" in ann.controls()
    await ann.send(done)
    assert all_services.say(DELIVERED.sentence) not in ann.told_words(), "it was told"
