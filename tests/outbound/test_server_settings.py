"""Tests of what a server's managers decide."""

from uuid import uuid4

import pytest

from bot.cards.components import Text
from bot.interactions.click import Click, Place
from bot.outbound import repository
from bot.outbound.server_settings import ServerSettings
from bot.people.person import Person
from bot.policy import NotAllowed, Rights
from bot.store import Database
from bot.texts import Catalogue
from tests.clocks import StandingClock

SAY = Catalogue().sentences("en")
MANAGER = Rights(manages_server=True)


def click(rights: Rights, server_id: int | None = 5) -> Click:
    """A click of somebody with these rights."""
    return Click(Person(uuid4(), 7, "Ann"), Place(server_id, 11), SAY, "en", rights)


async def stored(database: Database, server_id: int = 5) -> str | None:
    """The work channel of a server."""
    return await database.read(
        lambda connection: repository.get_setting(connection, server_id, repository.WORK_CHANNEL)
    )


async def test_the_work_channel_is_set_and_taken_back(database: Database, clock: StandingClock) -> None:
    """A manager sets the channel of their server, and of no other; without one it is taken back. Both are confirmed."""
    settings = ServerSettings(database, clock)
    answer = await settings.set_work_channel(click(MANAGER), 12)
    assert answer.card is not None
    assert [block.content for block in answer.card.blocks if isinstance(block, Text)] == [
        SAY("settings-work-channel", channel="<#12>")
    ]
    assert (await stored(database), await stored(database, 6)) == ("12", None)
    await settings.set_work_channel(click(Rights(is_operator=True)), None)
    assert await stored(database) is None


@pytest.mark.parametrize("forbidden", [click(Rights()), click(Rights(moderates=True)), click(MANAGER, server_id=None)])
async def test_others_may_not(database: Database, clock: StandingClock, forbidden: Click) -> None:
    """Whoever does not manage the server, or is in none, is refused, and nothing changes."""
    with pytest.raises(NotAllowed):
        await ServerSettings(database, clock).set_work_channel(forbidden, 12)
    assert await stored(database) is None
