"""Tests of work sessions: what becomes of what people typed when a package, a change or an agreement ends."""

import hashlib
from pathlib import Path
from uuid import UUID

import pytest

from bot.backends.errors import RateLimited
from bot.protocol.moments import DAY, MINUTE, SECOND
from bot.protocol.tasks import AssistantReplyTask, TaskType
from bot.sessions import recent_actions, repository
from bot.state.person import Person
from bot.state.session import Refusal, SessionState, WorkSession
from bot.state.session_errors import ConsentMissing, ServerTooBusy, SessionUnknown
from bot.store import Connection
from bot.store.secrets import keep_secret
from tests.clocks import StandingClock
from tests.services.sessions import SessionServices, open_session_services


async def test_who_declined_contributes_nothing(services: SessionServices) -> None:
    """After "No thanks" nothing of an open package is taken any more; agreeing again goes on where it was."""
    ann = await services.person()
    session = await written(services, ann, "For counting.")
    declined = await services.people.answer_agreement(ann, accepted=False, server_id=7)
    with pytest.raises(ConsentMissing):
        await services.sessions.submit(declined, session.session_id, 7)
    with pytest.raises(ConsentMissing):
        await services.sessions.write_down(declined, session.session_id, "For measuring.")
    assert await services.waiting() == 0
    again = await services.people.answer_agreement(declined, accepted=True, server_id=7)
    assert (await services.sessions.submit(again, session.session_id, 7)).state is SessionState.DONE
    assert await services.stored("For counting.") == 1


@pytest.mark.parametrize("by_chore", [True, False])
async def test_a_lapse_is_told_at_the_next_package(services: SessionServices, by_chore: bool) -> None:
    """Whoever comes back after their package expired is told so once, and which it was; the text is kept."""
    ann = await services.person()
    session = await written(services, ann, "For counting.")
    services.clock.move(3 * DAY)
    if by_chore:
        await services.sessions.tidy()
    fresh, is_new = await services.sessions.offer(ann, TaskType.ASSISTANT_REPLY, "en", 7)
    assert is_new
    (notice,) = await services.sessions.notices(ann)
    assert (notice.sentence, notice.session_id) == ("lapsed-notice", session.session_id)
    lapsed = await services.sessions.look(ann, session.session_id)
    assert (lapsed.state, lapsed.draft_text) == (SessionState.LAPSED, "For counting.")
    assert fresh.session_id != session.session_id


async def test_a_refused_change_comes_back_with_its_text(services: SessionServices) -> None:
    """A change that can be mended is open again, although the package itself expired long ago."""
    ann = await services.person()
    first = await submitted(services, ann, "For counting.")
    services.clock.move(3 * DAY)
    await submitted(services, ann, "For measuring.")
    await services.sessions.begin_change(ann, first.session_id)
    await services.sessions.write_down(ann, first.session_id, "For measuring.")
    refused = await services.sessions.submit(ann, first.session_id, 7)
    assert refused.state is SessionState.OPEN
    assert refused.refusal is not None
    assert refused.draft_text == "For measuring."


async def test_a_change_goes_on_with_what_was_typed_before(services: SessionServices) -> None:
    """Where a refused change could not be opened again at once, what was typed for it is there when it is."""
    ann = await services.person()
    session = await submitted(services, ann, "For counting.")
    await services.sessions.begin_change(ann, session.session_id)
    await services.sessions.write_down(ann, session.session_id, "For measuring.")
    refusal, now = Refusal(sentence="refused-duplicate-text"), services.clock.now()
    await services.database.write(repository.refuse, session.session_id, refusal, reopen=False, now=now)
    assert (await services.sessions.look(ann, session.session_id)).state is SessionState.DONE
    assert (await services.sessions.begin_change(ann, session.session_id)).draft_text == "For measuring."


async def test_skip_on_an_old_card_leaves_the_answer_that_is_being_changed(services: SessionServices) -> None:
    """A Skip that is pressed on another device while an answer is being changed gives nothing back."""
    ann = await services.person()
    session = await submitted(services, ann, "For counting.")
    await services.sessions.begin_change(ann, session.session_id)
    assert (await services.sessions.skip(ann, session.session_id)).state is SessionState.DONE
    assert await services.waiting() == 0


async def written(services: SessionServices, person: Person, text: str) -> WorkSession:
    """A package with a text that is not submitted."""
    session, _ = await services.sessions.offer(person, TaskType.ASSISTANT_REPLY, "en", 7)
    return await services.sessions.write_down(person, session.session_id, text)


async def submitted(services: SessionServices, person: Person, text: str) -> WorkSession:
    """A package whose text the backend has."""
    done = await services.sessions.submit(person, (await written(services, person, text)).session_id, 7)
    assert done.state is SessionState.DONE
    return done


async def test_an_answer_belongs_to_the_server_where_it_was_submitted(services: SessionServices) -> None:
    """Begun in one server and submitted in another, a text is the other's: its moderators answer for it."""
    ann = await services.person()
    session = await written(services, ann, "For counting.")
    await services.sessions.submit(ann, session.session_id, 8)
    row = await services.database.read(
        lambda connection: connection.execute("SELECT server_id FROM message WHERE text = 'For counting.'").fetchone()
    )
    assert row == (8,)


async def test_a_repeat_of_ones_own_text_is_known_for_ever(services: SessionServices) -> None:
    """Long after the window in which it is refused, the writer can be told; others cannot, nor of another text."""
    ann, ben = await services.person(), await services.person()
    first = await written(services, ann, "For counting.")
    await services.sessions.submit(ann, first.session_id, 7)
    services.clock.move(40 * DAY)
    await services.sessions.tidy()
    again = await written(services, ann, "For counting.")
    assert await services.sessions.is_repeat(ann, await services.sessions.look(ann, again.session_id))
    foreign = await written(services, ben, "For counting.")
    assert not await services.sessions.is_repeat(ben, await services.sessions.look(ben, foreign.session_id))


async def test_a_repeat_that_an_earlier_version_noted_is_known(services: SessionServices) -> None:
    """What was stored with the key and the hash of earlier versions is still recognised."""
    ann = await services.person()
    former_key = bytes(range(32))
    former = hashlib.blake2b(b"For  counting.", key=former_key, digest_size=16).digest()

    def as_before(connection: Connection) -> None:
        keep_secret(connection, "repeats", former_key)
        repository.note_submitted_text(connection, ann.person_id, former)

    await services.database.write(as_before)
    session = await written(services, ann, "For  counting.")
    assert await services.sessions.is_repeat(ann, session)
    assert not await services.sessions.is_repeat(
        ann, await services.sessions.write_down(ann, session.session_id, "No.")
    )


async def test_a_repeat_is_known_by_what_its_readers_see(services: SessionServices) -> None:
    """Blanks and invisible characters make no new text; the database keeps one key for all fingerprints."""
    ann = await services.person()
    await submitted(services, ann, "For counting.")
    again = await written(services, ann, "For\u00a0 counting.\u200b")
    assert await services.sessions.is_repeat(ann, again)
    names = await services.database.read(lambda connection: connection.execute("SELECT name FROM secret").fetchall())
    assert names == [("fingerprint",)]


async def test_skipping_in_bulk_has_a_limit(tmp_path: Path) -> None:
    """Of 40 skips in 12 seconds the last ten are refused, after a restart too, and the task stays open for later."""
    clock = StandingClock()
    async with open_session_services(tmp_path, clock) as services:
        ann = await services.person()
        for _ in range(30):
            session, _ = await services.sessions.offer(ann, TaskType.INITIAL_PROMPT, "en", 7)
            clock.move(12 * SECOND // 40)
            assert (await services.sessions.skip(ann, session.session_id)).state is SessionState.SKIPPED
    async with open_session_services(tmp_path, clock) as services:
        session, _ = await services.sessions.offer(ann, TaskType.INITIAL_PROMPT, "en", 7)
        for _ in range(10):
            with pytest.raises(RateLimited) as caught:
                await services.sessions.skip(ann, session.session_id)
        assert (await services.sessions.look(ann, session.session_id)).state is SessionState.OPEN
        assert await services.waiting() == 0
        clock.move(int(caught.value.arguments["seconds"]) * SECOND)
        assert (await services.sessions.skip(ann, session.session_id)).state is SessionState.SKIPPED


async def test_writing_in_bulk_has_a_limit(tmp_path: Path) -> None:
    """Of 40 texts in 12 seconds the last ten are refused, after a restart too; what was kept before stays."""
    clock = StandingClock()
    async with open_session_services(tmp_path, clock) as services:
        ann, ben = await services.person(), await services.person()
        session, _ = await services.sessions.offer(ann, TaskType.INITIAL_PROMPT, "en", 7)
        for number in range(30):
            clock.move(12 * SECOND // 40)
            await services.sessions.write_down(ann, session.session_id, f"Text {number}")
    async with open_session_services(tmp_path, clock) as services:
        for number in range(30, 40):
            with pytest.raises(RateLimited):
                await services.sessions.write_down(ann, session.session_id, f"Text {number}")
        assert (await services.sessions.look(ann, session.session_id)).draft_text == "Text 29"
        other, _ = await services.sessions.offer(ben, TaskType.INITIAL_PROMPT, "en", 7)
        assert (await services.sessions.write_down(ben, other.session_id, "Mine")).draft_text == "Mine"
        clock.move(MINUTE)
        assert (await services.sessions.write_down(ann, session.session_id, "Later")).draft_text == "Later"


async def test_what_is_done_in_one_server_has_a_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many accounts do it, after a restart too; another server, and direct messages, go on."""
    monkeypatch.setattr(recent_actions, "PEOPLE_OF_A_SERVER", 2)
    clock = StandingClock()
    async with open_session_services(tmp_path, clock) as services:
        for _ in range(4):
            raider = await services.person()
            session, _ = await services.sessions.offer(raider, TaskType.INITIAL_PROMPT, "en", 7)
            for number in range(15):
                clock.move(SECOND // 10)
                await services.sessions.write_down(raider, session.session_id, f"Text {number}")
    async with open_session_services(tmp_path, clock) as services:
        people = [(await services.person(), server_id) for server_id in (7, 8, None)]
        for person, server_id in people:
            session, _ = await services.sessions.offer(person, TaskType.INITIAL_PROMPT, "en", server_id)
            if server_id != 7:
                await services.sessions.write_down(person, session.session_id, "Mine")
                continue
            with pytest.raises(ServerTooBusy) as caught:
                await services.sessions.write_down(person, session.session_id, "Mine")
            clock.move(int(caught.value.arguments["seconds"]) * SECOND)
            await services.sessions.write_down(person, session.session_id, "Mine")


async def test_a_day_of_reading_and_writing_meets_no_limit(services: SessionServices) -> None:
    """Whoever gives back a task every five seconds, and sends two texts meanwhile, is never told to wait."""
    ann = await services.person()
    for _ in range(100):
        session, _ = await services.sessions.offer(ann, TaskType.INITIAL_PROMPT, "en", 7)
        for number in range(2):
            services.clock.move(5 * SECOND // 2)
            await services.sessions.write_down(ann, session.session_id, f"Text {number}")
        await services.sessions.skip(ann, session.session_id)


async def test_what_limits_look_at_is_forgotten(services: SessionServices) -> None:
    """Nothing of when somebody wrote or skipped is kept once no limit looks back to it."""
    ann = await services.person()
    session, _ = await services.sessions.offer(ann, TaskType.INITIAL_PROMPT, "en", 7)
    await services.sessions.write_down(ann, session.session_id, "Text")
    await services.sessions.skip(ann, session.session_id)
    for left in (2, 0):
        await services.sessions.tidy()
        rows = await services.database.read(
            lambda connection: connection.execute("SELECT count(*) FROM recent_action").fetchone()
        )
        assert rows == (left,)
        services.clock.move(2 * MINUTE)


async def test_a_reply_that_somebody_else_gave_comes_back_with_its_text(services: SessionServices) -> None:
    """The second writer of the same reply is told so; the text is still there, and can be said otherwise at once."""
    ann, ben = await services.person(), await services.person()
    about = last_message(await submitted(services, ann, "For counting."))
    services.clock.move(6 * MINUTE)
    while last_message(session := (await services.sessions.offer(ben, TaskType.ASSISTANT_REPLY, "en", 7))[0]) != about:
        await services.sessions.skip(ben, session.session_id)
    await services.sessions.write_down(ben, session.session_id, "For  counting.")
    refused = await services.sessions.submit(ben, session.session_id, 7)
    assert (refused.state, refused.draft_text) == (SessionState.OPEN, "For  counting.")
    assert refused.refusal == Refusal(sentence="refused-same-reply")
    assert not await services.sessions.is_repeat(ben, refused), "that they sent it before is no news to them"
    assert await services.stored("For  counting.") == 0
    await services.sessions.write_down(ben, session.session_id, "To count things.")
    assert (await services.sessions.submit(ben, session.session_id, 7)).state is SessionState.DONE


def last_message(session: WorkSession) -> UUID:
    """The message that a package asks to reply to."""
    assert isinstance(session.task, AssistantReplyTask)
    last = session.task.conversation.last
    assert last is not None
    return last.id


async def test_sessions_that_ended_long_ago_are_forgotten(services: SessionServices) -> None:
    """After 30 days nothing keeps the texts of others that a package showed; an open session stays."""
    ann = await services.person()
    done = await written(services, ann, "For counting.")
    await services.sessions.submit(ann, done.session_id, 7)
    services.clock.move(31 * DAY)
    await services.sessions.tidy()
    with pytest.raises(SessionUnknown):
        await services.sessions.look(ann, done.session_id)
    fresh = await written(services, ann, "For measuring.")
    await services.sessions.tidy()
    assert (await services.sessions.look(ann, fresh.session_id)).draft_text == "For measuring."
