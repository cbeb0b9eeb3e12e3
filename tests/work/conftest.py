"""Everything behind `/work`, on a task backend behind a line that can break, and people who work."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.protocol.tasks import TaskType
from tests.services.all_services import AllServices, open_all_services
from tests.services.contributor import Contributor
from tests.services.sessions import Distant

PROMPT = "Which cloud is that over the field?"
"""What Bea has asked, and others may reply to."""


@pytest.fixture
async def all_services(tmp_path: Path) -> AsyncIterator[AllServices]:
    """Services with nothing in them."""
    async with open_all_services(tmp_path, Distant) as opened:
        yield opened


@pytest.fixture
def backend(all_services: AllServices) -> Distant:
    """Their backend."""
    assert isinstance(all_services.backend, Distant)
    return all_services.backend


@pytest.fixture
async def ann(all_services: AllServices) -> Contributor:
    """Somebody who has agreed, in direct messages."""
    return Contributor(all_services, await all_services.join(1, "Ann"))


@pytest.fixture
async def bea(all_services: AllServices) -> Contributor:
    """Somebody else, whose prompt was accepted."""
    bea = Contributor(all_services, await all_services.join(2, "Bea"))
    await all_services.write(bea.person, TaskType.INITIAL_PROMPT, PROMPT)
    await all_services.review(await all_services.join(3, "Cat"), TaskType.LABEL_INITIAL_PROMPT)
    return bea
