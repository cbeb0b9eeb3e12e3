"""Tests of what a server's managers see and decide on the card of `/settings`."""

from uuid import uuid4

import pytest

from bot.cards.start_panel import start_panel
from bot.discord.base import ServerRole
from bot.discord.permissions import MANAGE_ROLES, MANAGE_WEBHOOKS, WORK_THREADS
from bot.interactions.click import Click, Place
from bot.interactions.components import Card, ChannelSelect, LinkButton, Modal, Select, Text
from bot.interactions.responses import Response
from bot.level_roles.service import LevelRoles
from bot.policy import NotAllowed, Rights
from bot.posted_boards import repository as boards_repository
from bot.posted_boards.posted import BoardSetting
from bot.server_settings import repository
from bot.server_settings.repository import LANGUAGE, START_PANEL, WORK_CHANNEL
from bot.server_settings.service import ServerSettings
from bot.server_setup.service import LevelUnknown, ServerSetup
from bot.state.person import Person
from bot.store import Database
from tests.cards.limits import check_card, check_modal
from tests.catalogue import CATALOGUE
from tests.clocks import StandingClock
from tests.conftest import HERE, THERE
from tests.services.in_memory_discord import InMemoryDiscord

SAY = CATALOGUE.sentences("en")
MANAGER = Rights(manages_server=True)
VIEW, HISTORY, SEND = 1 << 10, 1 << 16, 1 << 11
ALL_NAMES = "**View Channel**, **Read Message History**, **Create Private Threads**, **Send Messages in Threads**"
ROLE = 31


def click(
    *values: str,
    rights: Rights = MANAGER,
    server_id: int | None = 5,
    argument: str | None = None,
    level: str = "",
    locale: str = "en-US",
) -> Click:
    """A choice of somebody with these rights."""
    place = Place(server_id, 11, server_locale=locale)
    fields = {"level": level}
    return Click(Person(uuid4(), 7, "Ann"), place, SAY, "en", rights, "", None, argument, values, fields)


@pytest.fixture
def settings(database: Database, clock: StandingClock) -> ServerSettings:
    """What holds in servers."""
    return ServerSettings(database, clock)


@pytest.fixture
def setup(database: Database, clock: StandingClock, discord: InMemoryDiscord, settings: ServerSettings) -> ServerSetup:
    """The service, for a server with two text channels and a role."""
    discord.roles[ROLE] = ServerRole(ROLE, 3, is_managed=False, has_powers=False)
    level_roles = LevelRoles(database, clock, discord)
    return ServerSetup(database, clock, discord, level_roles, settings, CATALOGUE, lambda: 77)


async def stored(database: Database, name: str = WORK_CHANNEL, server_id: int = 5) -> str | None:
    """A setting of a server."""
    return await database.read(repository.get_setting, server_id, name)


def card_of(answer: Response) -> Card:
    """The card of an answer, which Discord takes."""
    assert answer.card is not None
    check_card(answer.card)
    return answer.card


def words(answer: Response) -> str:
    """What an answer says."""
    return "\n".join(block.content for block in card_of(answer).blocks if isinstance(block, Text))


async def test_a_look_changes_nothing(setup: ServerSetup, database: Database) -> None:
    """Neither /settings nor any button without a choice takes away what is set."""
    await setup.choose_work_channel(click(str(THERE)))
    await setup.choose_language(click("de"))
    await setup.give_role(click(argument=str(ROLE), level="5"))
    for look in (setup.show, setup.ask_for_panel_channel, setup.post_panel, setup.stop_role, setup.choose_language):
        await look(click())
    told = words(await setup.show(click()))
    assert f"open in <#{THERE}>" in told
    assert f"**Level 5** · <@&{ROLE}>" in told
    assert await stored(database, LANGUAGE) == "de"


async def test_the_work_channel_is_set_and_taken_back(setup: ServerSetup, database: Database) -> None:
    """A manager sets the channel of their server, and of no other; choosing none takes it back."""
    card = card_of(await setup.choose_work_channel(click(str(THERE))))
    menu = next(item for item in card.controls() if isinstance(item, ChannelSelect))
    assert (menu.chosen, menu.only_text) == (THERE, True)
    assert (await stored(database), await stored(database, server_id=6)) == (str(THERE), None)
    answer = await setup.choose_work_channel(click(rights=Rights(is_operator=True)))
    assert "whichever text channel" in words(answer)
    assert await stored(database) is None


@pytest.mark.parametrize(
    ("permissions", "named"),
    [
        (WORK_THREADS & ~HISTORY, "**Read Message History**"),
        (VIEW | HISTORY, "**Create Private Threads**, **Send Messages in Threads**"),
        (0, ALL_NAMES),
        (None, ALL_NAMES),
    ],
)
async def test_what_the_bot_lacks_is_named(
    setup: ServerSetup, database: Database, discord: InMemoryDiscord, permissions: int | None, named: str
) -> None:
    """A channel that the bot cannot use, or not even see, is set all the same; the card names what it lacks there."""
    if permissions is None:
        discord.hidden_channels.add(HERE)
    else:
        discord.permissions[HERE] = permissions
    told = words(await setup.choose_work_channel(click(str(HERE))))
    assert f"In <#{HERE}> I need {named}:" in told
    assert await stored(database) == str(HERE)


async def test_what_each_feature_in_use_lacks_is_named(
    setup: ServerSetup, database: Database, discord: InMemoryDiscord
) -> None:
    """Boards and roles that are switched on are looked at too, and the link grants all that this server uses."""
    discord.at_large = discord.permissions[THERE] = WORK_THREADS
    first = card_of(await setup.show(click()))
    assert not [item for item in first.controls() if isinstance(item, LinkButton)]
    setting = BoardSetting(5, THERE, is_on=True)
    await database.write(boards_repository.save_setting, setting)
    await setup.give_role(click(argument=str(ROLE), level="5"))
    answer = await setup.show(click())
    assert f"In <#{THERE}> I need **Manage Webhooks**" in words(answer)
    assert "My role needs **Manage Roles**" in words(answer)
    (link,) = (item for item in card_of(answer).controls() if isinstance(item, LinkButton))
    assert "client_id=77&" in link.url
    assert "guild_id=5" in link.url
    asked = int(link.url.partition("permissions=")[2].partition("&")[0])
    wanted = WORK_THREADS | SEND | MANAGE_WEBHOOKS | MANAGE_ROLES
    assert asked == wanted
    assert await setup.permissions_to_ask_for() == wanted


async def test_where_discord_does_not_tell(setup: ServerSetup, database: Database, discord: InMemoryDiscord) -> None:
    """Where the permissions cannot be looked up, the channel is set, and the card claims nothing of them."""
    discord.is_silent = True
    told = words(await setup.choose_work_channel(click(str(HERE))))
    assert "did not tell me just now" in told
    assert "I need **" not in told
    assert await stored(database) == str(HERE)


async def test_a_channel_that_is_gone_is_told(setup: ServerSetup) -> None:
    """A work channel that was deleted unheard is named as gone."""
    assert "no longer exists" in words(await setup.choose_work_channel(click("99")))


async def test_a_role_is_given_moved_and_stopped(setup: ServerSetup) -> None:
    """A role that is chosen gets a form with its level, then a line; the level can be chosen to stop it."""
    form = await setup.ask_for_level(click(str(ROLE)))
    assert isinstance(form, Modal)
    check_modal(form)
    assert form.inputs[0].value == ""
    assert "From level 5 on" in words(await setup.give_role(click(argument=str(ROLE), level=" 5 ")))
    assert (await setup.ask_for_level(click(str(ROLE)))).inputs[0].value == "5"
    answer = await setup.give_role(click(argument=str(ROLE), level="7"))
    assert "no longer given at level 5" in words(answer)
    menus = [item for item in card_of(answer).controls() if isinstance(item, Select)]
    assert [option.label for option in menus[-1].options] == ["Level 7"]
    told = words(await setup.stop_role(click("7")))
    assert f"<@&{ROLE}> is no longer given at level 7" in told
    assert "None yet" in told


@pytest.mark.parametrize("level", ["", "0", "101", "five", "-3", "٣x"])
async def test_what_is_no_level_changes_nothing(setup: ServerSetup, level: str) -> None:
    """Only whole numbers from 1 to 100 are levels."""
    with pytest.raises(LevelUnknown):
        await setup.give_role(click(argument=str(ROLE), level=level))
    assert "None yet" in words(await setup.show(click()))


async def test_the_start_panel_is_posted_in_the_servers_language(setup: ServerSetup, discord: InMemoryDiscord) -> None:
    """It is in the server's own language until a manager chooses one, which also rewrites the panel that is there."""
    told = words(await setup.post_panel(click(str(THERE), locale="de")))
    assert f"in <#{THERE}>" in told
    assert list(discord.posted[THERE].values()) == [start_panel(CATALOGUE.sentences("de"))]
    await setup.choose_language(click("en", locale="de"))
    assert list(discord.posted[THERE].values()) == [start_panel(SAY)]
    await setup.post_panel(click(str(THERE), locale="de"))
    assert list(discord.posted[THERE].values()) == [start_panel(SAY)], "one in a channel, not two"
    await setup.post_panel(click(str(HERE), locale="de"))
    assert [len(discord.posted[channel]) for channel in (HERE, THERE)] == [1, 1], "another channel keeps its own"
    assert f"in <#{HERE}>" in words(await setup.show(click()))


async def test_a_panel_whose_channel_was_deleted_is_forgotten(setup: ServerSetup, database: Database) -> None:
    """The card no longer links to it; of another channel, or another server, nothing is forgotten."""
    await setup.post_panel(click(str(THERE)))
    for server_id, channel_id in ((5, HERE), (6, THERE), (5, THERE // 10)):
        await setup.channel_gone(server_id, channel_id)
    assert f"in <#{THERE}>" in words(await setup.show(click()))
    await setup.channel_gone(5, THERE)
    assert await stored(database, START_PANEL) is None
    assert "none yet" in words(await setup.show(click()))


async def test_a_panel_that_was_deleted_is_forgotten(
    setup: ServerSetup, database: Database, discord: InMemoryDiscord
) -> None:
    """No event tells that the panel's message was deleted: the next look does, and its card has no dead link."""
    assert "[posted](" in words(await setup.post_panel(click(str(THERE))))
    discord.hidden_channels.add(THERE)
    discord.posted[THERE].clear()
    assert "[posted](" in words(await setup.show(click())), "what cannot be seen may be there"
    discord.hidden_channels.clear()
    assert "none yet" in words(await setup.show(click()))
    assert await stored(database, START_PANEL) is None


async def test_where_the_panel_cannot_be_posted(setup: ServerSetup, discord: InMemoryDiscord) -> None:
    """The manager reads which permissions it takes, or that Discord does not answer, and can choose again."""
    discord.permissions[HERE] = VIEW
    answer = await setup.post_panel(click(str(HERE)))
    assert "I need **View Channel**, **Send Messages** there" in words(answer)
    assert [item for item in card_of(answer).controls() if isinstance(item, ChannelSelect)]
    discord.is_silent = True
    assert "do not know whether" in words(await setup.post_panel(click(str(HERE))))
    assert "none yet" in words(await setup.show(click()))


async def test_all_work_is_paused_and_goes_on(setup: ServerSetup, settings: ServerSettings) -> None:
    """One press pauses, one lets it go on; the card says which."""
    assert "All work is paused" in words(await setup.pause(click()))
    assert (await settings.rules(5)).is_paused
    assert not (await settings.rules(6)).is_paused
    assert "handed out again" in words(await setup.resume(click()))
    assert "All work is paused" not in words(await setup.show(click()))
    assert not (await settings.rules(5)).is_paused


def test_the_panels_custom_ids_never_change() -> None:
    """Panels stand in channels for years: whatever version the bot has, these ids are answered."""
    ids = [getattr(item, "custom_id", "") for item in start_panel(SAY).controls()]
    assert ids == ["start1:work:-", "start1:profile:-", "guide1:show:-"]


@pytest.mark.parametrize(
    "forbidden",
    [
        click("12", rights=Rights(), argument="31", level="5"),
        click("12", rights=Rights(moderates=True), argument="31", level="5"),
        click("12", server_id=None, argument="31", level="5"),
    ],
)
async def test_others_may_not(
    setup: ServerSetup, database: Database, discord: InMemoryDiscord, forbidden: Click
) -> None:
    """Whoever does not manage the server, or is in none, is refused everything, and nothing changes."""
    for step in (
        *(setup.show, setup.choose_work_channel, setup.choose_language, setup.ask_for_level, setup.give_role),
        *(setup.stop_role, setup.ask_for_panel_channel, setup.post_panel, setup.pause, setup.resume),
    ):
        if step == setup.choose_language:
            continue  # what it was given is no language; see below
        with pytest.raises(NotAllowed):
            await step(forbidden)
    for values in (("de",), ()):
        with pytest.raises(NotAllowed):
            await setup.choose_language(click(*values, rights=Rights()))
    assert await stored(database) is None
    assert discord.posted == {HERE: {}, THERE: {}}
