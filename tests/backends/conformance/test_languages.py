"""What is open, by language."""

from __future__ import annotations

import pytest

from bot.protocol.tasks import TaskType
from tests.backends.conformance.conftest import Found


async def test_open_work_is_counted_by_language(found: Found) -> None:
    """Languages are named with how many packages about messages are open in them; where there are none, not at all."""
    community = await found()
    if await community.backend.languages() is None:
        pytest.skip("this backend cannot tell")
    assert await community.backend.languages() == {}
    author = community.person(1)
    for language in ("de", "de", "sv"):
        await community.write_prompt(author, language)
    assert await community.backend.languages() == {"de": 2, "sv": 1}


async def test_open_work_is_no_more_once_it_is_done(found: Found) -> None:
    """A prompt that was rejected is no open work, and no reason to call its language one in which there is some."""
    community = await found()
    if await community.backend.languages() is None:
        pytest.skip("this backend cannot tell")
    prompt = await community.write_prompt(community.person(1))
    await community.review(prompt, 1, 1, 1, task_type=TaskType.LABEL_INITIAL_PROMPT)
    assert await community.backend.languages() == {}
