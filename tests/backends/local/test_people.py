"""Tests of what the local backend knows about people, and what they accepted."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from bot.backends.values import Consent
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
        expected[await community.write_prompt(replace(stranger, consent=given))] = consent is SECOND
    assert {message_id: await may_be_named(community, message_id) for message_id in expected} == expected


async def test_a_text_without_an_author_names_nobody(founded: Founded) -> None:
    """Where the author was deleted, there is nobody to be named."""
    community = await founded()
    author = replace(community.person(1), consent=SECOND)
    message_id = await community.write_prompt(author)
    assert await may_be_named(community, message_id)
    await community.backend.forget(author.person_id)
    entry = await community.backend.case_of(message_id)
    assert entry is None or not (await community.backend.case(entry.case_id)).may_name_author
    assert await community.rows("SELECT * FROM consent") == []


async def test_a_consent_is_noted_once(founded: Founded) -> None:
    """However often somebody comes back with the same version, there is one row of it, with its first moment."""
    community = await founded()
    for given_at in (7, 7, 9):
        await community.backend.admit(replace(community.person(1), consent=replace(SECOND, given_at=given_at)))
    assert await community.rows("SELECT given_at, version, edition FROM consent") == [(7, "second", 2)]


async def may_be_named(community: LocalCommunity, message_id: UUID) -> bool:
    """Report a message, and ask whether the case may name its author."""
    await community.backend.report(community.newcomer(), message_id, "Look at this.", None)
    entry = await community.backend.case_of(message_id)
    assert entry is not None
    return (await community.backend.case(entry.case_id)).may_name_author
