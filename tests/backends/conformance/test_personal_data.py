"""What a backend says that it stores about somebody."""

import json

from bot.backends.base import Capability
from bot.protocol.tasks import TaskType
from tests.backends.conformance.conftest import Found


async def test_an_unknown_person_has_nothing(found: Found) -> None:
    """Nothing is listed about somebody who was never there."""
    community = await found()
    assert await community.backend.export_person(community.newcomer()) == {}


async def test_somebody_finds_their_texts_and_no_others(found: Found) -> None:
    """Everybody's list has what they wrote, and nothing that others wrote; it can be written as JSON."""
    community = await found()
    author, other = community.person(1), community.person(2)
    await community.write_prompt(author)
    await community.write_prompt(other)
    own, others = [json.dumps(await community.backend.export_person(person)) for person in (author, other)]
    assert "Text number 1." in own
    assert "Text number 2." not in own
    assert "Text number 2." in others
    assert str(other.person_id) not in own


async def test_a_forgotten_person_has_nothing(found: Found) -> None:
    """After a deletion nothing is listed any more."""
    community = await found()
    community.needs(Capability.FORGET)
    author = community.person(1)
    await community.work(author, TaskType.INITIAL_PROMPT)
    assert await community.backend.export_person(author)
    await community.backend.forget(author.person_id)
    assert await community.backend.export_person(author) == {}
