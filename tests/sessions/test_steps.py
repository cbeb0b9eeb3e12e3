"""Tests of steps that meet a session in another state than their card showed, and of packages that have no card."""

from uuid import uuid4

import pytest

from bot.backends.errors import AnswerFixed
from bot.protocol.moments import DAY
from bot.protocol.tasks import RankInitialPromptsTask, TaskType, UnknownTask
from bot.rules.thresholds import MAX_RANKED_REPLIES, Thresholds
from bot.sessions.selections import choose_yes_no
from bot.state.person import Person
from bot.state.session import SessionState, WorkSession
from bot.state.session_errors import (
    AnotherOpen,
    AnswerUnusable,
    ConsentMissing,
    NothingToSubmit,
    SessionEnded,
    SessionUnknown,
    TaskTypeUnknown,
    TooManyToRank,
)
from tests.cards.sessions import messages
from tests.services.sessions import SessionServices


async def test_nothing_is_handed_out_before_the_agreement(services: SessionServices) -> None:
    """Whoever has not agreed gets no package, and the backend does not hear of them."""
    ann = await services.person(agreed=False)
    with pytest.raises(ConsentMissing):
        await services.sessions.offer(ann, TaskType.ASSISTANT_REPLY, "en", 7)
    assert await packages(services) == []


async def test_a_task_that_this_version_does_not_know_is_given_back(services: SessionServices) -> None:
    """Whoever asked is told which type it was, and has nothing open; the next request is a fresh one."""
    ann = await services.person()
    services.backend.hands_out = UnknownTask(id=uuid4(), type="sing_a_song")
    with pytest.raises(TaskTypeUnknown) as unknown:
        await services.sessions.offer(ann, TaskType.ASSISTANT_REPLY, "en", 7)
    assert unknown.value.arguments == {"type": "sing_a_song"}
    assert await packages(services) == ["skipped"]
    services.backend.hands_out = None
    assert (await services.sessions.offer(ann, TaskType.ASSISTANT_REPLY, "en", 7))[1]


async def test_a_ranking_that_no_card_can_show_is_given_back(services: SessionServices) -> None:
    """Of more texts than a card has place for nobody is asked to rank the first few."""
    ann = await services.person()
    most = MAX_RANKED_REPLIES
    services.backend.hands_out = RankInitialPromptsTask(id=uuid4(), prompt_messages=messages("Why?", most + 1))
    with pytest.raises(TooManyToRank) as refused:
        await services.sessions.offer(ann, TaskType.ASSISTANT_REPLY, "en", 7)
    assert refused.value.arguments == {"count": most + 1, "limit": most}
    assert await packages(services) == ["skipped"]
    services.backend.hands_out = RankInitialPromptsTask(id=uuid4(), prompt_messages=messages("Why?", most))
    assert (await services.sessions.offer(ann, TaskType.ASSISTANT_REPLY, "en", 7))[1]


async def test_two_devices_at_once_get_one_package(services: SessionServices) -> None:
    """Whoever asks on two devices works on the package that came first, on both."""
    ann = await services.person()
    services.backend.meanwhile = lambda: services.sessions.offer(ann, TaskType.ASSISTANT_REPLY, "en", 7)
    slow, is_new = await services.sessions.offer(ann, TaskType.ASSISTANT_REPLY, "en", 7)
    fast, _ = await services.sessions.offer(ann, TaskType.ASSISTANT_REPLY, "en", 7)
    assert (slow.session_id, is_new) == (fast.session_id, False)


async def test_a_package_of_another_device_that_is_over_already(services: SessionServices) -> None:
    """Where what the faster device got has expired while the slower one waited, it is asked to press again."""
    ann = await services.person()

    async def take_and_let_lapse() -> None:
        await services.sessions.offer(ann, TaskType.ASSISTANT_REPLY, "en", 7)
        services.clock.move(3 * DAY)

    services.backend.meanwhile = take_and_let_lapse
    with pytest.raises(SessionUnknown):
        await services.sessions.offer(ann, TaskType.ASSISTANT_REPLY, "en", 7)
    assert (await services.sessions.offer(ann, TaskType.ASSISTANT_REPLY, "en", 7))[1]


async def test_a_text_for_a_package_that_has_ended_comes_back(services: SessionServices) -> None:
    """A form that is sent too late loses nothing: the error carries the text, to be shown to its writer."""
    ann = await services.person()
    session = await opened(services, ann)
    await services.sessions.skip(ann, session.session_id)
    with pytest.raises(SessionEnded) as ended:
        await services.sessions.write_down(ann, session.session_id, "For counting.")
    assert ended.value.kept_text == "For counting."


async def test_a_text_for_an_expired_package_is_kept_with_it(services: SessionServices) -> None:
    """What was typed while a package expired is on its card afterwards, which takes no answer any more."""
    ann = await services.person()
    session = await opened(services, ann)
    services.clock.move(3 * DAY)
    kept = await services.sessions.write_down(ann, session.session_id, "For counting.")
    assert (kept.state, kept.draft_text) == (SessionState.LAPSED, "For counting.")
    assert (await services.sessions.submit(ann, session.session_id, 7)).state is SessionState.LAPSED


async def test_a_package_that_expires_before_submit_is_not_answered(services: SessionServices) -> None:
    """`Submit` after the end shows that it is over, and keeps the text; the backend gets nothing."""
    ann = await services.person()
    session = await opened(services, ann)
    await services.sessions.write_down(ann, session.session_id, "For counting.")
    services.clock.move(3 * DAY)
    late = await services.sessions.submit(ann, session.session_id, 7)
    assert (late.state, late.draft_text) == (SessionState.LAPSED, "For counting.")
    assert await services.waiting() == 0
    assert await services.stored("For counting.") == 0


async def test_a_review_takes_no_text(services: SessionServices) -> None:
    """A forged form for a package that asks for no text changes nothing."""
    ann, ben = await services.person(), await services.person()
    await submitted(services, ann)
    session, _ = await services.sessions.offer(ben, TaskType.LABEL_ASSISTANT_REPLY, "en", 7)
    with pytest.raises(SessionUnknown):
        await services.sessions.write_down(ben, session.session_id, "For counting.")
    assert (await services.sessions.look(ben, session.session_id)).draft is None


async def test_presses_on_what_has_ended_change_nothing(services: SessionServices) -> None:
    """An old card answers every press with the state as it is."""
    ann = await services.person()
    session = await opened(services, ann)
    await services.sessions.skip(ann, session.session_id)
    sessions, session_id = services.sessions, session.session_id
    for seen in (
        await sessions.choose(ann, session_id, choose_yes_no("spam=1")),
        await sessions.discard(ann, session_id),
        await sessions.begin_change(ann, session_id),
        await sessions.submit(ann, session_id, 7),
        await sessions.skip(ann, session_id),
    ):
        assert (seen.state, seen.draft) == (SessionState.SKIPPED, None)
    assert await services.waiting() == 0


async def test_only_a_usable_answer_is_submitted(services: SessionServices) -> None:
    """Without a draft, or with one that breaks a rule, a forged `Submit` is refused, and the package stays open."""
    ann = await services.person()
    session = await opened(services, ann)
    with pytest.raises(NothingToSubmit):
        await services.sessions.submit(ann, session.session_id, 7)
    for unusable in ("x" * (Thresholds().message_size + 1), "For\0counting."):
        await services.sessions.write_down(ann, session.session_id, unusable)
        with pytest.raises(AnswerUnusable):
            await services.sessions.submit(ann, session.session_id, 7)
    assert (await services.sessions.look(ann, session.session_id)).state is SessionState.OPEN


async def test_an_answer_that_others_have_built_on_stays(services: SessionServices) -> None:
    """Once somebody has reviewed a reply, a forged `Change answer` opens nothing."""
    ann, ben = await services.person(), await services.person()
    session = await submitted(services, ann)
    review, _ = await services.sessions.offer(ben, TaskType.LABEL_ASSISTANT_REPLY, "en", 7)
    for label in getattr(review.task, "mandatory_labels", ()):
        await services.sessions.choose(ben, review.session_id, choose_yes_no(f"{label}=0"))
    assert (await services.sessions.submit(ben, review.session_id, 7)).state is SessionState.DONE
    with pytest.raises(AnswerFixed):
        await services.sessions.begin_change(ann, session.session_id)


async def test_one_thing_is_worked_on_at_a_time(services: SessionServices) -> None:
    """While another package is open an earlier answer cannot be changed; when it is done, it can."""
    ann = await services.person()
    session = await submitted(services, ann)
    other = await opened(services, ann)
    with pytest.raises(AnotherOpen):
        await services.sessions.begin_change(ann, session.session_id)
    await services.sessions.skip(ann, other.session_id)
    assert (await services.sessions.begin_change(ann, session.session_id)).state is SessionState.OPEN


async def opened(services: SessionServices, person: Person) -> WorkSession:
    """A package that asks for a reply."""
    session, is_new = await services.sessions.offer(person, TaskType.ASSISTANT_REPLY, "en", 7)
    assert is_new
    return session


async def submitted(services: SessionServices, person: Person) -> WorkSession:
    """A reply that the backend has."""
    session = await opened(services, person)
    await services.sessions.write_down(person, session.session_id, "For counting.")
    done = await services.sessions.submit(person, session.session_id, 7)
    assert done.state is SessionState.DONE
    return done


async def packages(services: SessionServices) -> list[str]:
    """The states of all packages that the backend has handed out."""
    rows = await services.database.read(
        lambda connection: connection.execute("SELECT state FROM package ORDER BY created_at").fetchall()
    )
    return [state for (state,) in rows]
