"""Tests of deliveries that do not succeed for long: what becomes of the answer, and of its writer's other work."""

import asyncio

import pytest

from bot.backends.errors import RateLimited
from bot.protocol.moments import DAY, HOUR, MINUTE, SECOND
from bot.protocol.tasks import TaskType
from bot.sessions import outbox, repository
from bot.state.person import Person
from bot.state.session import SessionState, WorkSession
from bot.store import Connection
from tests.backends import rulings
from tests.services.sessions import SessionServices
from tests.sessions.test_outbox import in_background, until_stored, write


@pytest.mark.slow
async def test_a_defect_that_stays_gives_the_text_back(services: SessionServices) -> None:
    """After twenty failures by a fault of ours the text is its writer's again, and they read that it was not taken."""
    ann = await services.person()
    session = await write(services, ann, "For counting.")
    services.backend.defect = True
    await services.sessions.submit(ann, session.session_id, 7)
    for _ in range(20):
        assert (await services.sessions.look(ann, session.session_id)).state is SessionState.SUBMITTED
        await services.outbox.deliver(ann.person_id)
    kept = await services.sessions.look(ann, session.session_id)
    assert kept.draft_text == "For counting."
    assert kept.refusal is not None
    assert kept.refusal.sentence == "refused-other"


async def test_whoever_is_asked_to_wait_is_told_how_long(services: SessionServices) -> None:
    """Where the backend has had too much, the answer waits, and a request for more names the pause; then both go on."""
    ann = await services.person()
    session = await write(services, ann, "For counting.")
    services.backend.holds_for = 90
    assert (await services.sessions.submit(ann, session.session_id, 7)).state is SessionState.SUBMITTED
    services.backend.holds_for = None
    services.clock.move(30 * SECOND)
    with pytest.raises(RateLimited) as limited:
        await services.sessions.offer(ann, TaskType.ASSISTANT_REPLY, "en", 7)
    assert limited.value.arguments == {"seconds": 60}
    assert await services.stored("For counting.") == 0
    services.clock.move(60 * SECOND)
    assert (await services.sessions.offer(ann, TaskType.ASSISTANT_REPLY, "en", 7))[1]
    assert await services.stored("For counting.") == 1


async def test_a_pause_that_is_much_too_long_is_not_kept(services: SessionServices) -> None:
    """A backend that asks for a pause of a week is tried again after an hour all the same."""
    ann = await services.person()
    session = await write(services, ann, "For counting.")
    services.backend.holds_for = 7 * DAY // SECOND
    await services.sessions.submit(ann, session.session_id, 7)
    services.backend.holds_for = None
    services.clock.move(HOUR)
    assert await services.outbox.deliver(ann.person_id)
    assert await services.stored("For counting.") == 1


async def test_what_a_deleted_person_had_waiting_is_dropped(services: SessionServices) -> None:
    """An answer whose writer is gone meanwhile is delivered to nobody, and holds nothing up."""
    ann = await services.person()
    await submitted_in_vain(services, ann)
    await services.database.write(
        lambda connection: connection.execute(
            "UPDATE person SET discord_id = NULL WHERE person_id = ?", (ann.person_id.bytes,)
        )
    )
    assert await services.outbox.deliver(ann.person_id)
    assert await services.waiting() == 0
    assert await services.stored("For counting.") == 0


async def test_a_refusal_to_say_what_is_open_is_an_answer_too(services: SessionServices) -> None:
    """Of a backend that no longer serves somebody, and breaks at their expired answer, nothing more is to be hoped."""
    ann, moderator = await services.person(), await services.person()
    services.backend.breaks_at = "For counting."
    session = await write(services, ann, "For counting.")
    await services.sessions.submit(ann, session.session_id, 7)
    await rulings.enable(services.backend, ann.person_id, moderator.contributor, enabled=False)
    services.clock.move(3 * DAY)
    assert await services.outbox.deliver(ann.person_id)
    kept = await services.sessions.look(ann, session.session_id)
    assert (kept.state, kept.draft_text) == (SessionState.REFUSED, "For counting.")
    assert kept.refusal is not None
    assert kept.refusal.sentence == "refused-outcome-unknown"


async def test_a_refused_skip_is_no_news(services: SessionServices) -> None:
    """Where the backend does not take a package back, whoever skipped it is not told: for them it is over."""
    ann, moderator = await services.person(), await services.person()
    session, _ = await services.sessions.offer(ann, TaskType.ASSISTANT_REPLY, "en", 7)
    await rulings.enable(services.backend, ann.person_id, moderator.contributor, enabled=False)
    assert (await services.sessions.skip(ann, session.session_id)).state is SessionState.SKIPPED
    assert await services.waiting() == 0
    assert await services.sessions.notices(ann) == []


async def test_a_package_that_is_gone_needs_no_giving_back(services: SessionServices) -> None:
    """A skip that was carried out before, without anybody hearing of it, is settled."""
    ann = await services.person()
    session, _ = await services.sessions.offer(ann, TaskType.ASSISTANT_REPLY, "en", 7)
    await services.database.write(lambda connection: connection.execute("UPDATE package SET state = 'done'"))
    assert (await services.sessions.skip(ann, session.session_id)).state is SessionState.SKIPPED
    assert await services.waiting() == 0


async def test_an_answer_is_tried_once_more_when_its_package_expires(services: SessionServices) -> None:
    """However long the pauses have grown, none of them reaches beyond the moment at which a package expires."""
    ann = await services.person()
    session = await submitted_in_vain(services, ann)
    services.backend.breaks_before = True
    for _ in range(9):
        await services.outbox.deliver(ann.person_id)
    services.clock.move(session.expires_at - services.clock.now() - 2 * MINUTE)
    await services.outbox.deliver(ann.person_id)

    def due(connection: Connection) -> list[bool]:
        moments = (session.expires_at - 1, session.expires_at)
        return [bool(repository.due_in_outbox(connection, moment, moment + HOUR)) for moment in moments]

    assert await services.database.write(due) == [False, True]


async def test_the_background_survives_a_fault_of_the_disk(
    services: SessionServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where what waits cannot even be read, the background goes on looking, and delivers once it can."""
    monkeypatch.setattr(outbox, "_POLL_SECONDS", 0.01)
    monkeypatch.setattr(outbox, "_REST_AFTER_FAULT_SECONDS", 0)
    ann = await services.person()
    await submitted_in_vain(services, ann)
    await services.database.write(lambda connection: connection.execute("ALTER TABLE outbox RENAME TO lost"))
    async with in_background(services.outbox) as running:
        await asyncio.sleep(0.05)
        assert not running.done()
        services.clock.move(MINUTE)
        await services.database.write(lambda connection: connection.execute("ALTER TABLE lost RENAME TO outbox"))
        await until_stored(services, "For counting.")


async def submitted_in_vain(services: SessionServices, person: Person) -> WorkSession:
    """An answer that waits, since the backend was out of reach when it was submitted."""
    session = await write(services, person, "For counting.")
    services.backend.breaks_before = True
    assert (await services.sessions.submit(person, session.session_id, 7)).state is SessionState.SUBMITTED
    services.backend.breaks_before = False
    return session
