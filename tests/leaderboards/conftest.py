from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.services.boards import House, open_house, open_house_of_task_server


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    """A house with trees of its own."""
    async with open_house(tmp_path) as opened:
        yield opened


@pytest.fixture
async def distant(tmp_path: Path) -> AsyncIterator[House]:
    """A house whose trees are kept by a task server, with a key that is not trusted."""
    async with open_house_of_task_server(tmp_path) as opened:
        yield opened
