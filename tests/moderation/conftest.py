"""A community in which somebody was reported, and its moderators."""

from collections.abc import AsyncIterator
from pathlib import Path
from uuid import UUID

import pytest

from bot.protocol.tasks import TaskType
from bot.state.person import Person
from tests.services.all_services import OWNERS, AllServices, open_all_services
from tests.services.contributor import Contributor
from tests.services.moderator import HOME, Moderator

PROMPT = "Which cloud is that over the field?"
BAD = "Buy this wonderful product, friends."
WHY = "This is an advertisement."


@pytest.fixture
async def services(tmp_path: Path) -> AsyncIterator[AllServices]:
    """Services with nothing in them."""
    async with open_all_services(tmp_path) as opened:
        yield opened


@pytest.fixture
async def ann(services: AllServices) -> Contributor:
    """Whose reply was reported."""
    return Contributor(services, await services.join(1, "Ann"))


@pytest.fixture
async def bea(services: AllServices) -> Contributor:
    """Who reported it."""
    return Contributor(services, await services.join(2, "Bea"))


@pytest.fixture
async def reply(services: AllServices, ann: Contributor, bea: Contributor) -> UUID:
    """Ann's reply to somebody's prompt, which Bea has reported."""
    return await reported_reply(services, ann.person, bea.person)


@pytest.fixture
async def mona(services: AllServices) -> Moderator:
    """A moderator of the server in which all of them write."""
    return Moderator(services, await services.join(11, "Mona"))


@pytest.fixture
async def moe(services: AllServices) -> Moderator:
    """Another one."""
    return Moderator(services, await services.join(12, "Moe"))


@pytest.fixture
async def operator(services: AllServices) -> Moderator:
    """Who runs the bot, and moderates nothing by Discord's permissions."""
    return Moderator(services, await services.join(min(OWNERS), "Olga"), moderates=False)


async def reported_reply(services: AllServices, author: Person, reporter: Person) -> UUID:
    """Somebody's reply to another's prompt, which a third has reported."""
    await services.write(await services.join(3, "Cas"), TaskType.INITIAL_PROMPT, PROMPT)
    await services.review(await services.join(4, "Dan"), TaskType.LABEL_INITIAL_PROMPT)
    reply = await services.write(author, TaskType.ASSISTANT_REPLY, BAD)
    await services.backend.report(reporter.contributor, reply, WHY, HOME)
    return reply
