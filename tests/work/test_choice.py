"""Tests of what somebody asks for with another package open, and of the kind that `Next task` keeps."""

import pytest

from bot.backends.base import Capability
from bot.protocol.tasks import RANDOM, RequestedType, TaskType
from bot.state.session import SessionState
from tests.services.all_services import AllServices
from tests.services.card_user import words_of
from tests.services.contributor import Contributor
from tests.services.sessions import Distant

pytestmark = pytest.mark.usefixtures("bea")

REPLY, PROMPT = TaskType.ASSISTANT_REPLY, TaskType.INITIAL_PROMPT


async def test_both_are_offered(all_services: AllServices, ann: Contributor) -> None:
    """Asking for another kind, or language, or both, names what is open and what was asked for, and ends nothing."""
    say = all_services.say
    await ann.work(REPLY)
    reply = await all_services.sessions.look(ann.person, ann.session_id)
    wishes: dict[tuple[RequestedType, str | None], str] = {
        (PROMPT, None): "initial_prompt/",
        (RANDOM, "de"): "random/de",
        (PROMPT, "de"): "initial_prompt/de",
    }
    for (task, language), wish in wishes.items():
        offered = await ann.work(task, language)
        assert say("choice-open", task=say("task-assistant-reply"), language="English") in offered
        assert {(each.action, each.argument) for each in ann.usable()} == {("go-on", None), ("aside", wish)}
    assert say("instruction-assistant-reply") in await ann.press("go-on")
    assert ann.session_id == reply.session_id


async def test_one_press_brings_what_was_asked_for(all_services: AllServices, ann: Contributor) -> None:
    """The card of what was asked for comes in place of the question; the other one says that it was put aside."""
    await ann.work(REPLY)
    left = ann.session_id
    await ann.work(PROMPT)
    assert all_services.say("instruction-initial-prompt") in await ann.press("aside")
    session = await all_services.sessions.look(ann.person, left)
    assert (session.state, session.is_put_aside) == (SessionState.LAPSED, True)


async def test_the_card_in_the_thread_is_put_aside(all_services: AllServices, ann: Contributor) -> None:
    """In a server the old card stays in the thread with its text and no button; taken up again, it moves."""
    ann.place = all_services.click(ann.person).place
    await ann.work(REPLY)
    session = await all_services.sessions.open_session(ann.person)
    assert session is not None
    await all_services.sessions.write_down(ann.person, session.session_id, "A cumulus.")
    await ann.work(PROMPT)
    await ann.press("aside")
    (thread,) = all_services.discord.threads.values()
    left = thread.messages[session.card_id or 0]
    assert all_services.say("put-aside-title") in words_of(left)
    assert list(left.controls()) == []
    await ann.work(REPLY)
    await ann.press("aside")
    assert session.card_id not in thread.messages
    assert any("A cumulus." in words_of(message) for message in thread.messages.values())


async def test_where_there_is_none_of_it_the_open_package_stays(all_services: AllServices, ann: Contributor) -> None:
    """That is said, with how to come back; the draft is as it was."""
    await ann.work(PROMPT)
    await ann.write("What are clouds?")
    await ann.work(TaskType.RANK_ASSISTANT_REPLIES)
    told = await ann.press("aside")
    assert told.startswith(all_services.say("choice-nothing"))
    assert "What are clouds?" in await ann.work()


async def test_an_old_question_puts_nothing_else_aside(all_services: AllServices, ann: Contributor) -> None:
    """Pressed after its package has ended, it serves the wish, or asks again where another package is open."""
    await ann.work(REPLY)
    await ann.work(PROMPT)
    old = next(each for each in ann.usable() if each.action == "aside")
    go_on = next(each for each in ann.usable() if each.action == "go-on")
    await ann.press("aside")
    prompt = ann.session_id
    assert all_services.say("work-continued") in await ann.send(old)
    assert ann.session_id == prompt
    assert all_services.say("put-aside-title") in await ann.send(go_on)
    await ann.work()
    await ann.press("skip")
    await ann.work(REPLY)
    assert all_services.say("choice-title") in await ann.send(old)


async def test_what_a_task_server_counts_is_said_before(
    all_services: AllServices, ann: Contributor, backend: Distant
) -> None:
    """There the question says that it is a skip; the text comes to be copied when the kind is asked for again."""
    backend.lacks = frozenset({Capability.PUT_ASIDE})
    await ann.work(REPLY)
    await ann.write("A cumulus.")
    offered = await ann.work(PROMPT)
    assert all_services.say("choice-skips") in offered
    await ann.press("aside")
    await ann.press("skip")
    await ann.work(REPLY)
    assert all_services.say("put-aside-gone") in ann.words() + ann.told_words()


async def test_next_task_keeps_the_kind(all_services: AllServices, ann: Contributor) -> None:
    """The card says what was asked for; `Next task` brings it again, `Anything else` whatever there is."""
    asked = all_services.say("asked-for", task=all_services.say("task-initial-prompt"))
    await ann.work(PROMPT)
    for text in ("What are clouds?", "What is rain?"):
        await ann.write(text)
        assert asked in await ann.press("submit")
        assert all_services.say("instruction-initial-prompt") in await ann.press("next")
    assert asked in await ann.press("skip")
    await ann.press("next", RANDOM)
    session = await all_services.sessions.open_session(ann.person)
    assert session is not None
    assert session.wished_type == RANDOM
    ended = await ann.press("skip")
    assert all_services.say("button-anything-else") not in ended
    assert [each.argument for each in ann.usable() if each.action == "next"] == [None]
