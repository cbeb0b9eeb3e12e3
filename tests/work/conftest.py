from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.services.sessions import House, open_house


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    """A house with a few prompts to reply to."""
    async with open_house(tmp_path) as opened:
        await opened.prompts(*(f"What is the number {number} good for?" for number in range(10)))
        yield opened
