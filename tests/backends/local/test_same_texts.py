"""Texts that are the same: one's own again, and somebody else's reply to the same message."""

from __future__ import annotations

import sqlite3

import pytest

from bot.backends.errors import DuplicateText, SameReply
from bot.backends.local import load_secret_key
from bot.backends.values import TextAnswer
from bot.protocol.moments import MINUTE
from bot.protocol.tasks import TaskType
from bot.rules.fingerprints import fingerprint
from tests.backends import rulings
from tests.backends.community import SERVER
from tests.backends.local.conftest import Founded


async def test_a_text_is_the_same_to_its_readers(founded: Founded) -> None:
    """A blank more, or a character that nobody sees, does not let somebody submit a text again."""
    community = await founded()
    person = community.person(1)
    await community.work(person, TaskType.INITIAL_PROMPT, TextAnswer(text="Why is the sky blue?", language="en"))
    held = await community.take(person, TaskType.INITIAL_PROMPT)
    for again in ("Why is the sky  blue?", "Why\u00a0is the sky blue?", "Why is the sky blue?\u200b"):
        with pytest.raises(DuplicateText):
            await community.give(held, TextAnswer(text=again, language="en"))


async def test_what_an_earlier_version_noted_is_a_repeat(founded: Founded) -> None:
    """A text that was submitted a short while ago, before an update, is known after it."""
    community = await founded()
    held = await community.take(community.person(1), TaskType.INITIAL_PROMPT)
    former = fingerprint(await load_secret_key(community.database), "text", "Why is the sky  blue?")

    def as_before(connection: sqlite3.Connection) -> None:
        connection.execute(
            "INSERT INTO recent_text (person_id, fingerprint, submitted_at) VALUES (?, ?, ?)",
            (held.person.person_id.bytes, former, community.clock.now()),
        )

    await community.database.write(as_before)
    with pytest.raises(DuplicateText):
        await community.give(held, TextAnswer(text="Why is the sky  blue?", language="en"))


async def test_two_replies_that_say_the_same_are_one(founded: Founded) -> None:
    """The second writer of a reply is told, can say it otherwise, and nothing of theirs is stored or counted before."""
    community = await founded()
    prompt = await community.growing_tree()
    first = await community.take_about(prompt, TaskType.ASSISTANT_REPLY)
    await community.give(first, TextAnswer(text="Because of the air.", language="en"))
    second = await community.take_about(prompt, TaskType.ASSISTANT_REPLY)
    for copy in ("Because of the air.", "Because  of the air.\u200b"):
        with pytest.raises(SameReply):
            await community.give(second, TextAnswer(text=copy, language="en"))
    assert len(await community.messages(prompt)) == 2
    await community.give(second, TextAnswer(text="The air scatters blue light.", language="en"))
    with pytest.raises(SameReply):
        await community.backend.change_answer(
            second.person, second.session, second.task, TextAnswer(text="Because of the air. ", language="en"), SERVER
        )
    texts = {message.text for message in (await community.messages(prompt)).values() if message.parent_id}
    assert texts == {"Because of the air.", "The air scatters blue light."}


async def test_the_same_reply_elsewhere_or_in_place_of_a_deleted_one(founded: Founded) -> None:
    """What is said to another message may be said here, and so may what was deleted here."""
    community = await founded()
    reply = TextAnswer(text="Yes.", language="en")
    one, other = await community.growing_tree(), await community.growing_tree()
    for prompt in (one, other):
        community.clock.move(6 * MINUTE)
        await community.give(await community.take_about(prompt, TaskType.ASSISTANT_REPLY), reply)
    community.clock.move(6 * MINUTE)
    held = await community.take_about(one, TaskType.ASSISTANT_REPLY)
    (stored,) = (each for each in (await community.messages(one)).values() if each.parent_id)
    await rulings.delete(community.backend, stored.id, community.person(99))
    await community.give(held, reply)
