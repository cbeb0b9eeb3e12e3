"""Tests of what the local backend knows about people, and what they accepted."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from random import Random
from uuid import UUID

from bot.backends.local import people
from bot.backends.local.repository import messages
from bot.backends.local.step import Step
from bot.backends.values import Consent
from bot.rules.thresholds import Thresholds
from tests.backends.local.conftest import Founded, LocalCommunity

FIRST, SECOND = Consent("first", 1, 0), Consent("second", 2, 0)


async def test_an_author_is_named_from_the_edition_on_that_says_so(founded: Founded) -> None:
    """What was written under the first edition, or before any was known, is not shown with its author's name."""
    community = await founded()
    stranger = community.person(1)
    expected: dict[UUID, bool] = {}
    for consent in (None, FIRST, SECOND, FIRST):
        community.clock.move(1)
        given = None if consent is None else replace(consent, given_at=community.clock.now())
        author = replace(stranger, consent=given)
        expected[await community.write_prompt(author)] = consent is SECOND
    assert {message_id: await may_be_named(community, message_id) for message_id in expected} == expected


async def test_a_text_without_an_author_names_nobody(founded: Founded) -> None:
    """Where the author was deleted, there is nobody to be named."""
    community = await founded()
    author = replace(community.person(1), consent=SECOND)
    message_id = await community.write_prompt(author)
    await community.backend.forget(author.person_id)
    assert not await may_be_named(community, message_id)
    assert await community.rows("SELECT * FROM consent") == []


async def test_a_consent_is_noted_once(founded: Founded) -> None:
    """However often somebody comes back with the same version, there is one row of it, with its first moment."""
    community = await founded()
    for given_at in (7, 7, 9):
        await community.backend.admit(replace(community.person(1), consent=replace(SECOND, given_at=given_at)))
    assert await community.rows("SELECT given_at, version, edition FROM consent") == [(7, "second", 2)]


async def may_be_named(community: LocalCommunity, message_id: UUID) -> bool:
    """Ask what cards of moderators ask."""

    def ask(connection: sqlite3.Connection) -> bool:
        step = Step(connection, community.clock.now(), Random(1), Thresholds(), b"")
        message = messages.find(connection, message_id.bytes)
        assert message is not None
        return people.may_be_named(step, message)

    return await community.database.read(ask)
