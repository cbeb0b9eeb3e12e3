"""Tests of packages that are put aside for another one: nothing typed is lost, nothing is counted twice."""

from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import pytest

from bot.backends.base import Capability
from bot.backends.errors import NoTaskAvailable, RateLimited
from bot.protocol.moments import SECOND
from bot.protocol.tasks import RANDOM, AssistantReplyTask, RequestedType, TaskType
from bot.sessions.recent_actions import LIMITS
from bot.sessions.repository import HEAD_START
from bot.state.person import Person
from bot.state.session import SessionState, WorkSession
from tests.backends import rulings
from tests.services.sessions import SessionServices, open_session_services

REPLY, PROMPT = TaskType.ASSISTANT_REPLY, TaskType.INITIAL_PROMPT


@pytest.fixture
async def services(tmp_path: Path) -> AsyncIterator[SessionServices]:
    """Services with one prompt that wants replies."""
    async with open_session_services(tmp_path) as opened:
        await opened.prompts("What are numbers for?")
        yield opened


async def test_what_nothing_was_typed_for_is_open_to_all(services: SessionServices) -> None:
    """The other package opens, the first is open to others and to the same person, and it was no skip."""
    ann, bob = await services.person(), await services.person()
    reply = await offered(services, ann, REPLY)
    prompt = await instead(services, ann, reply, PROMPT)
    assert (prompt.state, prompt.task.type, prompt.wished_type) == (SessionState.OPEN, PROMPT, PROMPT)
    left = await services.sessions.look(ann, reply.session_id)
    assert (left.state, left.is_put_aside) == (SessionState.LAPSED, True)
    assert await services.waiting() == 0
    assert await skips(services) == 0
    assert (await offered(services, bob, REPLY)).task.type is REPLY
    again = await instead(services, ann, prompt, RANDOM)
    assert again.session_id not in {reply.session_id, prompt.session_id}


@pytest.mark.parametrize("wanted", [REPLY, RANDOM])
async def test_a_draft_is_offered_again(services: SessionServices, wanted: RequestedType) -> None:
    """The same package comes with its draft when its kind is asked for, or anything; submitted, it counts once."""
    ann = await services.person()
    reply = await written(services, ann, "For counting.")
    prompt = await instead(services, ann, reply, PROMPT)
    await services.sessions.write_down(ann, prompt.session_id, "Why is the sky blue?")
    await services.sessions.submit(ann, prompt.session_id, 7)
    again, is_new = await services.sessions.offer(ann, wanted, "en", 7)
    assert (again.session_id, again.draft_text, is_new) == (reply.session_id, "For counting.", True)
    assert (again.state, again.is_put_aside, again.wished_type) == (SessionState.OPEN, False, wanted)
    assert (await services.sessions.submit(ann, again.session_id, 7)).state is SessionState.DONE
    assert await services.stored("For counting.") == 1
    assert await services.waiting() == 0


async def test_a_draft_waits_for_its_kind_and_language(services: SessionServices) -> None:
    """Another kind, or another language, brings a new package; the draft stays."""
    ann = await services.person()
    reply = await written(services, ann, "For counting.")
    prompt = await instead(services, ann, reply, PROMPT)
    other, _ = await services.sessions.offer(ann, RANDOM, "de", 7, instead_of=prompt.session_id)
    assert other.session_id != reply.session_id
    assert (await services.sessions.look(ann, reply.session_id)).draft_text == "For counting."


async def test_two_drafts_can_be_put_aside_for_each_other(services: SessionServices) -> None:
    """Going back and forth between two begun packages keeps both drafts."""
    ann = await services.person()
    reply = await written(services, ann, "For counting.")
    prompt = await instead(services, ann, reply, PROMPT)
    await services.sessions.write_down(ann, prompt.session_id, "Why is the sky blue?")
    for _ in range(3):
        back = await instead(services, ann, await opened(services, ann), REPLY)
        assert (back.session_id, back.draft_text) == (reply.session_id, "For counting.")
        back = await instead(services, ann, back, PROMPT)
        assert (back.session_id, back.draft_text) == (prompt.session_id, "Why is the sky blue?")


async def test_without_what_was_asked_for_the_open_package_stays(services: SessionServices) -> None:
    """Where there is none of the kind, nothing ends."""
    ann = await services.person()
    reply = await written(services, ann, "For counting.")
    with pytest.raises(NoTaskAvailable):
        await services.sessions.offer(ann, TaskType.RANK_ASSISTANT_REPLIES, "en", 7, instead_of=reply.session_id)
    assert (await opened(services, ann)).draft_text == "For counting."


async def test_a_draft_whose_item_is_gone_is_shown_once(services: SessionServices) -> None:
    """Where the item wants no answer any more, the writer is told so with the text, and gets another package."""
    ann = await services.person()
    reply = await written(services, ann, "For counting.")
    assert isinstance(reply.task, AssistantReplyTask)
    await instead(services, ann, reply, PROMPT)
    root = reply.task.conversation.messages[0]
    await rulings.delete(services.backend, root.id, ann.contributor)
    await services.prompts("What are letters for?")
    other = await instead(services, ann, await opened(services, ann), REPLY)
    assert other.session_id != reply.session_id
    (notice,) = await services.sessions.notices(ann)
    assert (notice.sentence, notice.session_id) == ("put-aside-gone", reply.session_id)
    await services.sessions.told([notice])
    await services.sessions.skip(ann, other.session_id)
    await services.sessions.offer(ann, RANDOM, "en", 7)
    assert await services.sessions.notices(ann) == []
    assert (await services.sessions.look(ann, reply.session_id)).draft_text == "For counting."


async def test_a_backend_that_cannot_counts_a_skip(services: SessionServices) -> None:
    """There the package is skipped, and the text is shown when its kind is asked for again."""
    services.backend.lacks = frozenset({Capability.PUT_ASIDE})
    ann = await services.person()
    reply = await written(services, ann, "For counting.")
    await services.prompts("What are letters for?")
    prompt = await instead(services, ann, reply, PROMPT)
    assert (await skips(services), await services.waiting()) == (1, 0)
    other = await instead(services, ann, prompt, REPLY)
    assert other.session_id != reply.session_id
    (notice,) = await services.sessions.notices(ann)
    assert (notice.sentence, notice.session_id) == ("put-aside-gone", reply.session_id)


async def test_a_change_that_is_put_aside_leaves_the_answer(services: SessionServices) -> None:
    """The answer stays as it was, and what was typed is there when it is changed again."""
    ann = await services.person()
    reply = await written(services, ann, "For counting.")
    await services.sessions.submit(ann, reply.session_id, 7)
    await services.sessions.begin_change(ann, reply.session_id)
    await services.sessions.write_down(ann, reply.session_id, "For measuring.")
    prompt = await instead(services, ann, await opened(services, ann), PROMPT)
    assert (await services.sessions.look(ann, reply.session_id)).state is SessionState.DONE
    assert (await services.stored("For counting."), await services.waiting(), await skips(services)) == (1, 0, 0)
    await services.sessions.skip(ann, prompt.session_id)
    assert (await services.sessions.begin_change(ann, reply.session_id)).draft_text == "For measuring."


async def test_killed_before_the_other_package_opens(services: SessionServices, tmp_path: Path) -> None:
    """A package that was handed out for a session that never was changes nothing: the open one is still there."""
    ann = await services.person()
    reply = await written(services, ann, "For counting.")
    await services.backend.request(ann.contributor, reply.person_id, PROMPT, "en", 7)
    async with open_session_services(tmp_path, services.clock) as restarted:
        assert (await opened(restarted, ann)).draft_text == "For counting."
        assert (await instead(restarted, ann, reply, PROMPT)).task.type is PROMPT


async def test_killed_before_the_backend_hears_of_it(services: SessionServices, tmp_path: Path) -> None:
    """What was put aside is told to the backend after a restart; meanwhile it is not taken up, nor lost."""
    ann, bob = await services.person(), await services.person()
    reply = await written(services, ann, "For counting.")
    services.backend.breaks_before = True
    prompt = await instead(services, ann, reply, PROMPT)
    assert await services.waiting() == 1
    async with open_session_services(tmp_path, services.clock) as restarted:
        restarted.clock.move(HEAD_START + SECOND)
        await restarted.outbox.deliver(ann.person_id)
        assert (await restarted.waiting(), await skips(restarted)) == (0, 0)
        assert (await offered(restarted, bob, REPLY)).task.type is REPLY
        back = await instead(restarted, ann, prompt, REPLY)
        assert (back.session_id, back.draft_text) == (reply.session_id, "For counting.")


async def test_killed_while_it_is_taken_up(services: SessionServices) -> None:
    """A package that the backend has handed out again, unheard, is handed out once more and answered once."""
    ann = await services.person()
    reply = await written(services, ann, "For counting.")
    prompt = await instead(services, ann, reply, PROMPT)
    await services.backend.take_up(ann.contributor, reply.session_id)
    back = await instead(services, ann, prompt, REPLY)
    assert (back.session_id, back.draft_text) == (reply.session_id, "For counting.")
    await services.sessions.submit(ann, back.session_id, 7)
    assert await services.stored("For counting.") == 1


async def test_a_form_that_comes_after_its_package_was_put_aside_is_kept(services: SessionServices) -> None:
    """What another device sends for it then is a draft like any other, and offered again."""
    ann = await services.person()
    reply = await offered(services, ann, REPLY)
    prompt = await instead(services, ann, reply, PROMPT)
    await services.sessions.write_down(ann, reply.session_id, "For counting.")
    assert (await instead(services, ann, prompt, REPLY)).draft_text == "For counting."


async def test_a_second_press_puts_nothing_else_aside(services: SessionServices) -> None:
    """Pressed again, the button finds the other package open and leaves it so."""
    ann = await services.person()
    reply = await offered(services, ann, REPLY)
    prompt = await instead(services, ann, reply, PROMPT)
    again, is_new = await services.sessions.offer(ann, PROMPT, "en", 7, instead_of=reply.session_id)
    assert (again.session_id, is_new) == (prompt.session_id, False)


async def test_putting_aside_in_bulk_is_limited(services: SessionServices) -> None:
    """As with skips, nobody goes through package after package; what is open then stays, and nothing is handed out."""
    ann = await services.person()
    current = await offered(services, ann, REPLY)
    for number in range(LIMITS["skip"].count):
        current = await instead(services, ann, current, PROMPT if number % 2 == 0 else REPLY)
    handed_out = await packages(services)
    with pytest.raises(RateLimited):
        await instead(services, ann, current, PROMPT)
    assert (await opened(services, ann)).session_id == current.session_id
    assert await packages(services) == handed_out


async def test_what_the_backend_has_not_heard_of_is_not_taken_up(services: SessionServices) -> None:
    """While the backend fails at a package that was put aside, it is not offered, and what is open then stays open."""
    ann = await services.person()
    reply = await written(services, ann, "For counting.")
    services.backend.breaks_before = True
    prompt = await instead(services, ann, reply, PROMPT)
    while not await services.outbox.is_stuck(ann.person_id):
        services.clock.move(HEAD_START + SECOND)
        await services.outbox.deliver(ann.person_id)
    with suppress(NoTaskAvailable):
        while True:  # others take all the places for a reply
            await offered(services, await services.person(), REPLY)
    with pytest.raises(NoTaskAvailable):
        await instead(services, ann, prompt, REPLY)
    assert (await opened(services, ann)).session_id == prompt.session_id


async def test_the_kind_that_was_asked_for_is_remembered(services: SessionServices, tmp_path: Path) -> None:
    """It is there after a restart; asked for while it is open by chance, it counts as asked for from then on."""
    ann = await services.person()
    by_chance, _ = await services.sessions.offer(ann, RANDOM, "en", 7)
    assert by_chance.wished_type == RANDOM
    kind = TaskType(by_chance.task.type)
    assert (await services.sessions.offer(ann, kind, "en", 7))[0].wished_type is kind
    assert (await services.sessions.offer(ann, RANDOM, "en", 7))[0].wished_type is kind
    async with open_session_services(tmp_path, services.clock) as restarted:
        assert (await opened(restarted, ann)).wished_type is kind


async def offered(services: SessionServices, person: Person, task_type: TaskType) -> WorkSession:
    """A new package of a kind."""
    session, is_new = await services.sessions.offer(person, task_type, "en", 7)
    assert is_new
    return session


async def written(services: SessionServices, person: Person, text: str) -> WorkSession:
    """A reply that is not submitted."""
    session = await offered(services, person, REPLY)
    return await services.sessions.write_down(person, session.session_id, text)


async def instead(
    services: SessionServices, person: Person, session: WorkSession, wished: RequestedType
) -> WorkSession:
    """Another package, for which the open one is put aside."""
    other, is_new = await services.sessions.offer(person, wished, "en", 7, instead_of=session.session_id)
    assert is_new
    return other


async def opened(services: SessionServices, person: Person) -> WorkSession:
    """The package that somebody has open."""
    session = await services.sessions.open_session(person)
    assert session is not None
    return session


async def skips(services: SessionServices) -> int:
    """How many skips are noted."""
    row = await services.database.read(lambda connection: connection.execute("SELECT count(*) FROM skip").fetchone())
    return int(row[0])


async def packages(services: SessionServices) -> int:
    """How many packages the backend has ever handed out."""
    row = await services.database.read(lambda connection: connection.execute("SELECT count(*) FROM package").fetchone())
    return int(row[0])
