"""Tests of what a server's managers decide."""

from uuid import uuid4

import pytest

from bot.app import LEAST_PERMISSIONS
from bot.interactions.click import Click, Place
from bot.interactions.components import Text
from bot.interactions.responses import Response
from bot.policy import NotAllowed, Rights
from bot.server_settings import repository
from bot.server_settings.service import ServerSettings
from bot.state.person import Person
from bot.store import Database
from bot.texts import Catalogue
from tests.clocks import StandingClock
from tests.conftest import HERE, THERE
from tests.services.in_memory_discord import InMemoryDiscord

SAY = Catalogue().sentences("en")
MANAGER = Rights(manages_server=True)
NEEDED = int(LEAST_PERMISSIONS)
VIEW, HISTORY = 1 << 10, 1 << 16
ALL_NAMES = "**View Channel**, **Read Message History**, **Create Private Threads**, **Send Messages in Threads**"


def click(rights: Rights, server_id: int | None = 5) -> Click:
    """A click of somebody with these rights."""
    return Click(Person(uuid4(), 7, "Ann"), Place(server_id, 11), SAY, "en", rights)


@pytest.fixture
def settings(database: Database, clock: StandingClock, discord: InMemoryDiscord) -> ServerSettings:
    """The service, for a server with two text channels."""
    return ServerSettings(database, clock, discord, NEEDED)


async def stored(database: Database, server_id: int = 5) -> str | None:
    """The work channel of a server."""
    return await database.read(repository.get_setting, server_id, repository.WORK_CHANNEL)


def words(answer: Response) -> str:
    """What an answer says."""
    assert answer.card is not None
    return "\n".join(block.content for block in answer.card.blocks if isinstance(block, Text))


async def test_the_work_channel_is_set_and_taken_back(settings: ServerSettings, database: Database) -> None:
    """A manager sets the channel of their server, and of no other; without one it is taken back. Both are confirmed."""
    answer = await settings.set_work_channel(click(MANAGER), THERE)
    assert words(answer) == SAY("settings-work-channel", channel=f"<#{THERE}>")
    assert (await stored(database), await stored(database, 6)) == (str(THERE), None)
    await settings.set_work_channel(click(Rights(is_operator=True)), None)
    assert await stored(database) is None


@pytest.mark.parametrize(
    ("permissions", "named"),
    [
        (NEEDED & ~HISTORY, "**Read Message History**"),
        (VIEW | HISTORY, "**Create Private Threads**, **Send Messages in Threads**"),
        (0, ALL_NAMES),
        (None, ALL_NAMES),
    ],
)
async def test_what_the_bot_lacks_is_named(
    settings: ServerSettings, database: Database, discord: InMemoryDiscord, permissions: int | None, named: str
) -> None:
    """A channel that the bot cannot use, or not even see, is set all the same; the answer names what it lacks there."""
    if permissions is None:
        discord.hidden_channels.add(HERE)
    else:
        discord.permissions[HERE] = permissions
    answer = await settings.set_work_channel(click(MANAGER), HERE)
    assert words(answer) == SAY("settings-work-channel-lacking", channel=f"<#{HERE}>", permissions=named)
    assert await stored(database) == str(HERE)


async def test_where_discord_does_not_tell(
    settings: ServerSettings, database: Database, discord: InMemoryDiscord
) -> None:
    """Where the permissions cannot be looked up, the channel is set, and the answer claims nothing of them."""
    discord.is_silent = True
    told = words(await settings.set_work_channel(click(MANAGER), HERE))
    assert told == SAY("settings-work-channel-unchecked", channel=f"<#{HERE}>", permissions=ALL_NAMES)
    assert await stored(database) == str(HERE)


async def test_a_channel_that_is_gone_is_not_set(settings: ServerSettings, database: Database) -> None:
    """A channel that was deleted while the command was typed changes nothing."""
    await settings.set_work_channel(click(MANAGER), HERE)
    assert "no longer exists" in words(await settings.set_work_channel(click(MANAGER), 99))
    assert await stored(database) == str(HERE)


@pytest.mark.parametrize("forbidden", [click(Rights()), click(Rights(moderates=True)), click(MANAGER, server_id=None)])
async def test_others_may_not(settings: ServerSettings, database: Database, forbidden: Click) -> None:
    """Whoever does not manage the server, or is in none, is refused, and nothing changes."""
    with pytest.raises(NotAllowed):
        await settings.set_work_channel(forbidden, THERE)
    assert await stored(database) is None
