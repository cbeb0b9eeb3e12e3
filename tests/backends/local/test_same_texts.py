"""Texts that are the same: one's own again, and somebody else's reply to the same message."""

from __future__ import annotations

import sqlite3

import pytest

from bot.backends.errors import DuplicateText
from bot.backends.local import load_secret_key
from bot.backends.values import TextAnswer
from bot.protocol.tasks import TaskType
from bot.rules.fingerprints import fingerprint
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
