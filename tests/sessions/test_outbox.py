import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.backends.errors import Unavailable
from bot.protocol.moments import DAY, HOUR, MINUTE, SECOND
from bot.protocol.tasks import TaskType
from bot.sessions import repository
from bot.sessions.outbox import Outbox
from bot.state.person import Person
from bot.state.session import DELIVERED, DELIVERED_UNUSED, SessionState, WorkSession
from bot.store import Connection
from tests.services.sessions import SessionServices, open_session_services

PATIENCE_SECONDS = 60.0
"""Only a machine that stands still takes so long."""


async def write(services: SessionServices, person: Person, text: str) -> WorkSession:
    session, _ = await services.sessions.offer(person, TaskType.ASSISTANT_REPLY, "en", 7)
    await services.sessions.write_down(person, session.session_id, text)
    return session


async def deliver_what_is_due(services: SessionServices) -> None:
    """Let the background delivery make its round."""
    async with in_background(services.outbox):
        await until_waiting(services, 0)


async def test_an_answer_is_delivered_at_once(services: SessionServices) -> None:
    """Where the backend answers, the package is done when `submit` returns, and nothing waits."""
    ann = await services.person()
    session = await write(services, ann, "For counting.")
    done = await services.sessions.submit(ann, session.session_id, 7)
    assert done.state is SessionState.DONE
    assert await services.stored("For counting.") == 1
    assert await services.waiting() == 0


async def test_an_answer_survives_a_backend_that_is_down_and_a_restart(tmp_path: Path) -> None:
    """What could not be delivered is stored, delivered by the next process, once, and the session is done then."""
    async with open_session_services(tmp_path) as before:
        await before.prompts("What is a number good for?")
        ann = await before.person()
        session = await write(before, ann, "For counting.")
        before.backend.breaks_before = True
        saved = await before.sessions.submit(ann, session.session_id, 7)
        assert saved.state is SessionState.SUBMITTED
        assert await before.stored("For counting.") == 0
        moment = before.clock.moment
    async with open_session_services(tmp_path) as after:
        after.clock.moment = moment + 10 * MINUTE
        await deliver_what_is_due(after)
        assert await after.stored("For counting.") == 1
        assert (await after.sessions.look(ann, session.session_id)).state is SessionState.DONE


async def test_who_was_promised_a_delivery_hears_of_it(services: SessionServices) -> None:
    """Two answers that were to be delivered later were: their writer is told so, once; who saw it at once is not."""
    ann, ben = await services.person(), await services.person()
    services.backend.breaks_before = True
    for text in ("For counting.", "For measuring."):
        session = await write(services, ann, text)
        assert (await services.sessions.submit(ann, session.session_id, 7)).state is SessionState.SUBMITTED
        services.clock.move(10 * MINUTE)
        await fail_until_stuck(services, ann)
    assert await services.sessions.notices(ann) == []
    services.backend.breaks_before = False
    services.clock.move(10 * MINUTE)
    await deliver_what_is_due(services)
    assert [notice.sentence for notice in await services.sessions.notices(ann)] == [DELIVERED.sentence]
    seen = await write(services, ben, "For weighing.")
    assert (await services.sessions.submit(ben, seen.session_id, 7)).state is SessionState.DONE
    assert await services.sessions.notices(ben) == []


async def test_a_promised_delivery_of_what_is_no_longer_used(services: SessionServices) -> None:
    """Whose text was delivered late into a conversation that was deleted is told that nobody will review it."""
    ann = await services.person()
    session = await write(services, ann, "For counting.")
    services.backend.breaks_before = True
    await services.sessions.submit(ann, session.session_id, 7)
    services.backend.breaks_before = False
    services.backend.stores_deleted = True
    services.clock.move(10 * MINUTE)
    await deliver_what_is_due(services)
    assert [notice.sentence for notice in await services.sessions.notices(ann)] == [DELIVERED_UNUSED.sentence]


async def fail_until_stuck(services: SessionServices, person: Person) -> None:
    """Let the delivery of what somebody has waiting fail so often that they may go on to other packages."""
    while not await services.outbox.is_stuck(person.person_id):
        assert not await services.outbox.deliver(person.person_id)


async def test_a_delivery_of_unknown_outcome_is_not_counted_twice(services: SessionServices) -> None:
    """When the line breaks after the backend stored the answer, the repeat stores nothing and gives the receipt."""
    ann = await services.person()
    session = await write(services, ann, "For counting.")
    services.backend.breaks_after = True
    assert (await services.sessions.submit(ann, session.session_id, 7)).state is SessionState.SUBMITTED
    services.backend.breaks_after = False
    services.clock.move(5 * SECOND)
    await deliver_what_is_due(services)
    assert await services.stored("For counting.") == 1
    done = await services.sessions.look(ann, session.session_id)
    assert done.state is SessionState.DONE
    assert done.receipt is not None
    assert done.receipt.message_id is not None
    assert len(services.backend.calls) == 2


async def test_a_defect_neither_loses_the_answer_nor_stops_others(services: SessionServices) -> None:
    """An unforeseen failure puts the entry off; somebody else's answer is delivered meanwhile."""
    ann, ben = await services.person(), await services.person()
    first = await write(services, ann, "For counting.")
    services.backend.defect = True
    assert (await services.sessions.submit(ann, first.session_id, 7)).state is SessionState.SUBMITTED
    services.backend.defect = False
    second = await write(services, ben, "For measuring.")
    assert (await services.sessions.submit(ben, second.session_id, 7)).state is SessionState.DONE
    services.clock.move(10 * SECOND)
    await deliver_what_is_due(services)
    assert await services.stored("For counting.") == 1


async def test_one_person_is_delivered_in_order(services: SessionServices) -> None:
    """While an answer waits, nothing newer of the same person goes before it: not even a new package."""
    ann = await services.person()
    session = await write(services, ann, "For counting.")
    services.backend.breaks_before = True
    await services.sessions.submit(ann, session.session_id, 7)
    services.backend.breaks_before = False
    fresh, is_new = await services.sessions.offer(ann, TaskType.ASSISTANT_REPLY, "en", 7)
    assert is_new
    await services.sessions.write_down(ann, fresh.session_id, "For measuring.")
    await services.sessions.submit(ann, fresh.session_id, 7)
    assert [session_id for _, session_id in services.backend.calls] == [session.session_id, fresh.session_id]


async def test_a_slow_backend_does_not_hold_the_contributor(services: SessionServices) -> None:
    """Whoever has waited long enough is told that it is saved; the delivery goes on by itself."""
    ann = await services.person()
    session = await write(services, ann, "For counting.")
    services.backend.held_up = asyncio.Event()
    submitting = asyncio.create_task(services.sessions.submit(ann, session.session_id, 7))
    await until_waiting(services, 1)
    assert not await services.outbox.deliver(ann.person_id, patience=0.05)
    assert await services.stored("For counting.") == 0
    services.backend.held_up.set()
    assert (await submitting).state is SessionState.DONE
    assert await services.stored("For counting.") == 1


async def test_pressing_submit_many_times_at_once_stores_one_answer(services: SessionServices) -> None:
    """However often and from however many devices, one answer is stored and everybody sees it done."""
    ann = await services.person()
    session = await write(services, ann, "For counting.")
    seen = await asyncio.gather(*(services.sessions.submit(ann, session.session_id, 7) for _ in range(8)))
    assert {each.state for each in seen} <= {SessionState.DONE, SessionState.SUBMITTED}
    assert await services.stored("For counting.") == 1
    assert await services.waiting() == 0


async def test_a_repeated_text_comes_back_with_the_draft(services: SessionServices) -> None:
    """A refusal that can be mended opens the session again, with the reason and the text intact."""
    ann = await services.person()
    first = await write(services, ann, "The same as ever.")
    await services.sessions.submit(ann, first.session_id, 7)
    second = await write(services, ann, "The same as ever.")
    refused = await services.sessions.submit(ann, second.session_id, 7)
    assert refused.state is SessionState.OPEN
    assert refused.refusal is not None
    assert refused.refusal.sentence == "refused-duplicate-text"
    assert refused.draft_text == "The same as ever."
    mended = await services.sessions.write_down(ann, second.session_id, "Something else.")
    assert mended.refusal is None
    assert (await services.sessions.submit(ann, second.session_id, 7)).state is SessionState.DONE


async def test_a_refusal_in_the_background_is_told_later(services: SessionServices) -> None:
    """What the backend refuses when nobody waits becomes a notice, which is told once; the text is kept."""
    ann = await services.person()
    session = await write(services, ann, "Too late.")
    services.backend.breaks_before = True
    await services.sessions.submit(ann, session.session_id, 7)
    services.backend.breaks_before = False
    services.clock.move(3 * 24 * 60 * MINUTE)
    await deliver_what_is_due(services)
    notices = await services.sessions.notices(ann)
    assert [notice.sentence for notice in notices] == ["refused-task-expired"]
    await services.sessions.told(notices)
    assert await services.sessions.notices(ann) == []
    kept = await services.sessions.look(ann, session.session_id)
    assert kept.state is SessionState.REFUSED
    assert kept.draft_text == "Too late."


async def test_an_entry_that_cannot_be_read_does_not_stop_others(services: SessionServices) -> None:
    """The background goes on after a fault with one person's entry, and delivers what others wrote."""
    ann, ben = await services.person(), await services.person()
    services.backend.breaks_before = True
    for person, text in ((ann, "For counting."), (ben, "For measuring.")):
        await services.sessions.submit(person, (await write(services, person, text)).session_id, 7)
    services.backend.breaks_before = False
    await services.database.write(
        lambda connection: connection.execute(
            "UPDATE outbox SET answer = '{}' WHERE person_id = ?", (ann.person_id.bytes,)
        )
    )
    async with in_background(services.outbox) as running:
        await until_stored(services, "For measuring.")
        await until_waiting(services, 1)
        assert not running.done()
    assert not await services.outbox.deliver(ann.person_id)


async def test_a_person_whose_delivery_hangs_does_not_hold_up_others(services: SessionServices) -> None:
    """While the backend says nothing about one answer, the answers of others are delivered by the background."""
    ann, ben = await services.person(), await services.person()
    services.backend.breaks_before = True
    await services.sessions.submit(ann, (await write(services, ann, "For counting.")).session_id, 7)
    services.backend.breaks_before = False
    services.backend.silent_for = ann.person_id
    async with in_background(services.outbox):
        services.backend.breaks_before = True
        await services.sessions.submit(ben, (await write(services, ben, "For measuring.")).session_id, 7)
        services.backend.breaks_before = False
        services.clock.move(5 * SECOND)
        await until_stored(services, "For measuring.")
        await until_waiting(services, 1)  # that it was stored is noted a moment later
    assert await services.stored("For counting.") == 0


async def test_a_refusal_after_the_contributor_was_told_saved_becomes_a_notice(services: SessionServices) -> None:
    """Whoever was told "saved" learns later, at their next interaction, that the backend refused after all."""
    ann = await services.person()
    await services.sessions.submit(ann, (await write(services, ann, "The same as ever.")).session_id, 7)
    again = await write(services, ann, "The same as ever.")
    services.backend.breaks_before = True
    await services.sessions.submit(ann, again.session_id, 7)
    services.backend.breaks_before = False
    services.backend.held_up = asyncio.Event()
    assert not await services.outbox.deliver(ann.person_id, shown=again.session_id, patience=0.05)
    services.backend.held_up.set()
    assert await services.outbox.deliver(ann.person_id)
    (notice,) = await services.sessions.notices(ann)
    assert notice.sentence == "refused-duplicate-text"
    assert notice.session_id == again.session_id


async def test_a_refusal_of_an_earlier_answer_is_told_at_the_next_package(services: SessionServices) -> None:
    """What is refused on the way to a new package is nowhere on that package's card: it becomes a notice."""
    ann = await services.person()
    session = await write(services, ann, "Too late.")
    services.backend.breaks_before = True
    await services.sessions.submit(ann, session.session_id, 7)
    services.backend.breaks_before = False
    services.clock.move(3 * DAY)
    await services.sessions.offer(ann, TaskType.ASSISTANT_REPLY, "en", 7)
    (notice,) = await services.sessions.notices(ann)
    assert (notice.sentence, notice.session_id) == ("refused-task-expired", session.session_id)


async def test_one_answer_that_is_never_taken(services: SessionServices) -> None:
    """It keeps its writer neither from other packages nor, once it has expired, from having those delivered.

    It comes back with its text, and says that nobody knows whether it arrived.
    """
    ann = await services.person()
    services.backend.breaks_at = "For counting."
    poison = await write(services, ann, "For counting.")
    await services.sessions.submit(ann, poison.session_id, 7)
    with pytest.raises(Unavailable):
        await services.sessions.offer(ann, TaskType.ASSISTANT_REPLY, "en", 7)
    for _ in range(5):
        await services.outbox.deliver(ann.person_id)
    services.clock.move(MINUTE)
    behind = await write(services, ann, "For measuring.")
    assert (await services.sessions.submit(ann, behind.session_id, 7)).state is SessionState.SUBMITTED
    services.clock.move(poison.expires_at - services.clock.now())
    await deliver_what_is_due(services)
    assert (await services.sessions.look(ann, behind.session_id)).state is SessionState.DONE
    kept = await services.sessions.look(ann, poison.session_id)
    assert (kept.state, kept.draft_text) == (SessionState.REFUSED, "For counting.")
    notice, delivered = await services.sessions.notices(ann)
    assert (notice.sentence, notice.session_id) == ("refused-outcome-unknown", poison.session_id)
    assert delivered.sentence == DELIVERED.sentence


async def test_an_outage_that_outlasts_a_package(services: SessionServices) -> None:
    """While the backend answers nobody, an answer waits beyond its validity: it may have been stored long ago."""
    ann = await services.person()
    session = await write(services, ann, "For counting.")
    services.backend.breaks_after = True
    await services.sessions.submit(ann, session.session_id, 7)
    services.backend.breaks_after, services.backend.breaks_before = False, True
    services.clock.move(3 * DAY)
    assert not await services.outbox.deliver(ann.person_id)
    with pytest.raises(Unavailable):
        await services.sessions.offer(ann, TaskType.ASSISTANT_REPLY, "en", 7)
    services.backend.breaks_before = False
    assert await services.outbox.deliver(ann.person_id)
    assert (await services.sessions.look(ann, session.session_id)).state is SessionState.DONE


@pytest.mark.parametrize("tries", [0, 1])
async def test_too_late_after_an_unknown_outcome(services: SessionServices, tries: int) -> None:
    """An expired package says nothing about an earlier delivery whose outcome nobody heard; a first one it refuses."""
    ann = await services.person()
    session = await write(services, ann, "For counting.")
    services.backend.breaks_before = bool(tries)
    services.backend.expires_first = True
    services.backend.calls.append((ann.person_id, session.session_id))
    await services.sessions.submit(ann, session.session_id, 7)
    services.backend.breaks_before = False
    await services.outbox.deliver(ann.person_id, shown=session.session_id)
    refusal = (await services.sessions.look(ann, session.session_id)).refusal
    assert refusal is not None
    assert refusal.sentence == ("refused-outcome-unknown" if tries else "refused-task-expired")


async def test_a_hold_that_was_noted_by_a_wrong_clock(services: SessionServices) -> None:
    """An answer that is held back goes out though the clock was set back by hours since, by itself too."""
    ann = await services.person()
    services.backend.breaks_before = True
    session = await write(services, ann, "For counting.")
    await services.sessions.submit(ann, session.session_id, 7)
    services.backend.breaks_before = False
    hold = services.clock.now() + 95 * SECOND

    def put_off(connection: Connection) -> None:
        entry = repository.next_in_outbox(connection, ann.person_id)
        assert entry is not None
        repository.put_off(connection, entry.sequence, hold, hold)

    await services.database.write(put_off)
    assert await services.outbox.held_until(ann.person_id) == hold
    assert not await services.outbox.deliver(ann.person_id)
    services.clock.move(-6 * HOUR)
    assert await services.outbox.held_until(ann.person_id) is None
    await deliver_what_is_due(services)
    assert await services.stored("For counting.") == 1


async def test_a_fresh_entry_is_left_to_whoever_submits(services: SessionServices) -> None:
    """The background does not take away an answer whose outcome is about to be shown."""
    ann = await services.person()
    session = await write(services, ann, "For counting.")
    now = services.clock.now()

    def due(connection: Connection) -> list[bool]:
        repository.put_into_outbox(connection, session, "skip", None, 7, now)
        return [
            bool(repository.due_in_outbox(connection, moment, moment + HOUR))
            for moment in (now, now + repository.HEAD_START - 1, now + repository.HEAD_START)
        ]

    assert await services.database.write(due) == [False, False, True]


@contextlib.asynccontextmanager
async def in_background(outbox: Outbox) -> AsyncIterator[asyncio.Task[None]]:
    """The background delivery, at work until the block ends."""
    running = asyncio.create_task(outbox.run())
    await asyncio.sleep(0)
    try:
        yield running
    finally:
        running.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await running


async def until_stored(services: SessionServices, text: str) -> None:
    """Wait until a text has arrived."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not await services.stored(text):  # noqa: ASYNC110 - what is waited for is in the database
            await asyncio.sleep(0.02)


async def until_waiting(services: SessionServices, count: int) -> None:
    """Wait until so many answers are left in the outbox."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while await services.waiting() != count:  # noqa: ASYNC110 - what is waited for is in the database
            await asyncio.sleep(0.02)
