"""A house of its own for each test."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.people.household import Household, open_household


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[Household]:
    """A house with every room, on the local backend and a Discord in memory."""
    async with open_household(tmp_path) as opened:
        yield opened
