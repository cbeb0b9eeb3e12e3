"""Where a backend hands out no attention checks, leave to do so changes nothing."""

from __future__ import annotations

import pytest

from bot.backends.base import Capability
from bot.protocol.tasks import TaskType
from tests.backends.community import SERVER, Held, Law
from tests.backends.conformance.conftest import Found


@pytest.mark.law(Law.ALONE)
async def test_without_the_capability_every_package_is_an_ordinary_one(found: Found) -> None:
    """It is about a message that waits for reviews, counts as one, and no receipt speaks of a check."""
    community = await found()
    assert Capability.CHECKS not in community.capabilities
    prompt = await community.write_prompt(community.person(1))
    person, session = community.person(2), community.new_session()
    offer = await community.backend.request(
        person, session, TaskType.LABEL_INITIAL_PROMPT, "en", SERVER, may_be_check=True
    )
    held = Held(person, session, offer)
    assert held.about == prompt
    assert (await community.give(held)).check is None
    assert (await community.backend.message(prompt)).review_count == 1
