from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.services.boards import BoardServices, open_board_services, open_board_services_of_task_server


@pytest.fixture
async def services(tmp_path: Path) -> AsyncIterator[BoardServices]:
    """Services with trees of its own."""
    async with open_board_services(tmp_path) as opened:
        yield opened


@pytest.fixture
async def distant(tmp_path: Path) -> AsyncIterator[BoardServices]:
    """Services whose trees are kept by a task server, with a key that is not trusted."""
    async with open_board_services_of_task_server(tmp_path) as opened:
        yield opened
