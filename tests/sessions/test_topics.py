"""Tests of the topic of a prompt on its way, and of one that was asked for."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.backends.values import TextAnswer
from bot.protocol.tasks import RANDOM, TaskType
from bot.sessions.repository import HEAD_START
from bot.state.person import Person
from bot.state.session import SessionState, WorkSession
from tests.services.sessions import SessionServices, open_session_services

PROMPT, REPLY, REVIEW = TaskType.INITIAL_PROMPT, TaskType.ASSISTANT_REPLY, TaskType.LABEL_INITIAL_PROMPT


@pytest.fixture
async def services(tmp_path: Path) -> AsyncIterator[SessionServices]:
    """Services with one prompt that wants replies, of no topic."""
    async with open_session_services(tmp_path) as opened:
        await opened.prompts("What are numbers for?")
        yield opened


async def topics(services: SessionServices, text: str) -> list[str | None]:
    """The topics of the trees whose prompt is a text."""
    rows = await services.database.read(
        lambda connection: connection.execute(
            "SELECT topic FROM tree JOIN message ON message_id = tree.tree_id WHERE text = ?", (text,)
        ).fetchall()
    )
    return [row[0] for row in rows]


async def written(services: SessionServices, person: Person, text: str, topic: str | None = None) -> WorkSession:
    """The session of a prompt that somebody has written and not submitted, after asking for a topic or none."""
    session, _ = await services.sessions.offer(person, PROMPT, "en", 7, topic=topic)
    return await services.sessions.write_down(person, session.session_id, text)


async def test_a_topic_is_kept_across_edits(services: SessionServices) -> None:
    """What was chosen stays when the text is written anew or is in another language, until it is taken back."""
    ann = await services.person()
    session = await written(services, ann, "How long do eggs take?")
    assert session.topic is None
    await services.sessions.set_topic(ann, session.session_id, "Cooking")
    await services.sessions.write_down(ann, session.session_id, "Wie lange brauchen Eier?")
    session = await services.sessions.set_language(ann, session.session_id, "de")
    assert session.draft == TextAnswer(text="Wie lange brauchen Eier?", language="de", topic="Cooking")
    assert (await services.sessions.set_topic(ann, session.session_id, None)).topic is None


async def test_a_topic_survives_and_is_delivered_with_the_text(tmp_path: Path) -> None:
    """After an end of the process before and after `Submit`, with a backend out of reach, the tree has the topic."""
    async with open_session_services(tmp_path) as services:
        ann = await services.person()
        session = await written(services, ann, "How long do eggs take?")
        await services.sessions.set_topic(ann, session.session_id, "Cooking")
        clock = services.clock
    async with open_session_services(tmp_path, clock) as services:
        assert (await services.sessions.look(ann, session.session_id)).topic == "Cooking"
        services.backend.breaks_before = True
        assert (await services.sessions.submit(ann, session.session_id, 7)).state is SessionState.SUBMITTED
    clock.move(HEAD_START)
    async with open_session_services(tmp_path, clock) as services:
        assert await services.outbox.deliver(ann.person_id)
        assert await topics(services, "How long do eggs take?") == ["Cooking"]


async def test_a_changed_answer_begins_with_its_topic(services: SessionServices) -> None:
    """`Change answer` shows what the tree has; a change that is left changes nothing, one that is submitted does."""
    ann = await services.person()
    session = await written(services, ann, "How long do eggs take?")
    await services.sessions.set_topic(ann, session.session_id, "Cooking")
    done = await services.sessions.submit(ann, session.session_id, 7)
    assert (done.state, done.topic) == (SessionState.DONE, "Cooking")
    assert (await services.sessions.begin_change(ann, session.session_id)).topic == "Cooking"
    await services.sessions.set_topic(ann, session.session_id, "Health")
    await services.sessions.discard(ann, session.session_id)
    assert (await services.sessions.begin_change(ann, session.session_id)).topic == "Cooking"
    await services.sessions.set_topic(ann, session.session_id, "Health")
    assert (await services.sessions.submit(ann, session.session_id, 7)).topic == "Health"
    assert (await services.sessions.look(ann, session.session_id)).topic == "Health"
    assert await topics(services, "How long do eggs take?") == ["Health"]


async def test_only_a_prompt_has_a_topic_of_its_own(services: SessionServices) -> None:
    """A reply, and a prompt of which nothing is written, take none."""
    ann, bea = await services.person(), await services.person()
    reply, _ = await services.sessions.offer(ann, REPLY, "en", 7)
    reply = await services.sessions.write_down(ann, reply.session_id, "For counting.")
    assert await services.sessions.set_topic(ann, reply.session_id, "Cooking") == reply
    prompt, _ = await services.sessions.offer(bea, PROMPT, "en", 7)
    assert await services.sessions.set_topic(bea, prompt.session_id, "Cooking") == prompt


async def test_what_was_asked_for_is_noted(services: SessionServices) -> None:
    """A prompt is taken to be about it; a package of it says so; asking for the open one's topic is noted as well."""
    ann, bea = await services.person(), await services.person()
    session = await written(services, ann, "How long do eggs take?", "Cooking")
    assert (session.wished_topic, session.topic) == ("Cooking", "Cooking")
    await services.sessions.submit(ann, session.session_id, 7)
    assert await topics(services, "How long do eggs take?") == ["Cooking"]
    review, _ = await services.sessions.offer(bea, REVIEW, "en", 7)
    assert (review.topic, review.wished_topic) == ("Cooking", None)
    for wished, noted in (("Health", None), ("cooking", "cooking"), (None, "cooking")):
        session, is_new = await services.sessions.offer(bea, RANDOM, "en", 7, topic=wished)
        assert (session.wished_topic, session.wished_type, is_new) == (noted, REVIEW, False)
        assert (await services.sessions.look(bea, review.session_id)).wished_topic == noted


async def test_a_draft_waits_for_its_topic(services: SessionServices) -> None:
    """What was put aside comes back with its topic when that is asked for, or anything, and not for another one."""
    ann = await services.person()
    session = await written(services, ann, "How long do eggs take?")
    await services.sessions.set_topic(ann, session.session_id, "Cooking")
    kept = session.session_id
    other, _ = await services.sessions.offer(ann, PROMPT, "en", 7, topic="Health", instead_of=kept)
    assert (other.session_id != kept, other.topic) == (True, "Health")
    back, _ = await services.sessions.offer(ann, PROMPT, "en", 7, topic="cooking", instead_of=other.session_id)
    assert (back.session_id, back.topic, back.wished_topic) == (kept, "Cooking", "cooking")
    other, _ = await services.sessions.offer(ann, REPLY, "en", 7, instead_of=kept)
    back, _ = await services.sessions.offer(ann, PROMPT, "en", 7, instead_of=other.session_id)
    assert (back.session_id, back.topic, back.wished_topic) == (kept, "Cooking", None)
