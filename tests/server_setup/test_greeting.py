"""Tests of the hello of a bot that is new in a server."""

import asyncio
import sqlite3
from contextlib import suppress

import hikari
import pytest

from bot.cards.start_panel import hello_card
from bot.server_setup import repository
from bot.server_setup.greeting import Greeting
from bot.store import Database
from bot.store.migrate import migrate, packaged_migrations
from tests.cards.limits import check_card
from tests.catalogue import CATALOGUE
from tests.clocks import StandingClock
from tests.conftest import HERE
from tests.services.in_memory_discord import InMemoryDiscord

SERVER = 5


@pytest.fixture
def greeting(database: Database, clock: StandingClock, discord: InMemoryDiscord) -> Greeting:
    """The service, as it is after a start."""
    discord.system = HERE
    return Greeting(database, clock, discord, CATALOGUE)


async def test_hello_is_said_once(greeting: Greeting, discord: InMemoryDiscord) -> None:
    """Joined, heard of at every start, deleted by a manager: one hello, in the server's language."""
    discord.locale = "de"
    await greeting.greet(SERVER)
    assert list(discord.posted[HERE].values()) == [hello_card(CATALOGUE.sentences("de"))]
    discord.posted[HERE].clear()
    await greeting.greet(SERVER)
    assert discord.posted[HERE] == {}


async def test_a_hello_that_was_not_noted_is_found(
    greeting: Greeting, discord: InMemoryDiscord, database: Database
) -> None:
    """A process that was ended between posting and noting brings no second hello."""
    await greeting.greet(SERVER)
    await database.write(lambda connection: connection.execute("DELETE FROM server_greeting"))
    await greeting.greet(SERVER)
    assert len(discord.posted[HERE]) == 1


@pytest.mark.parametrize("why", ["no channel", "hidden", "may not write", "gone"])
async def test_where_it_cannot_be_said(greeting: Greeting, discord: InMemoryDiscord, why: str) -> None:
    """Where there is no channel for it, or the bot may not write there, nothing is said, then or later."""
    discord.system = {"no channel": None, "gone": 99}.get(why, HERE)
    if why == "hidden":
        discord.hidden_channels.add(HERE)
    if why == "may not write":
        discord.permissions[HERE] = int(hikari.Permissions.VIEW_CHANNEL)
    await greeting.greet(SERVER)
    discord.hidden_channels.clear()
    discord.system = HERE
    discord.permissions[HERE] = int(hikari.Permissions.all_permissions())
    await greeting.greet(SERVER)
    assert discord.posted[HERE] == {}


async def test_those_that_were_never_greeted_are_greeted_soon(greeting: Greeting, database: Database) -> None:
    """At a start the bot hears of all its servers, and greets those that are new."""
    await greeting.greet(SERVER)
    working = asyncio.create_task(greeting.run())
    await greeting.hear_of([SERVER, SERVER + 1, SERVER + 2])
    async with asyncio.timeout(60):
        while await database.read(repository.greeted_servers) != {SERVER, SERVER + 1, SERVER + 2}:  # noqa: ASYNC110 - it is others who do it
            await asyncio.sleep(0.01)
    working.cancel()
    with suppress(asyncio.CancelledError):
        await working


async def test_trouble_of_discord_puts_it_off(greeting: Greeting, discord: InMemoryDiscord) -> None:
    """While Discord does not answer, nothing is noted: the next start says it."""
    discord.is_silent = True
    await greeting.greet(SERVER)
    discord.is_silent = False
    await greeting.greet(SERVER)
    assert len(discord.posted[HERE]) == 1


def test_servers_that_are_in_use_are_not_greeted_after_an_update() -> None:
    """An update notes every server in which something was set or somebody was at work."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    known = packaged_migrations()
    number = next(each.number for each in known if each.title == "bot_server_greeting")
    migrate(connection, known[: number - 1], 0)
    connection.execute("INSERT INTO server_setting (server_id, name, value, changed_at) VALUES (1, 'x', 'y', 0)")
    connection.execute("INSERT INTO level_role (server_id, level, role_id, set_at) VALUES (2, 1, 1, 0)")
    connection.execute(
        "INSERT INTO person (person_id, discord_id, display_name, created_at) VALUES (zeroblob(16), 1, '', 0)"
    )
    for server_id in (3, None):
        connection.execute(
            "INSERT INTO consent_event (person_id, agreement_version, accepted, given_at, server_id) "
            "VALUES (zeroblob(16), '1', 1, 0, ?)",
            (server_id,),
        )
    migrate(connection, known, 0)
    assert sorted(connection.execute("SELECT server_id FROM server_greeting")) == [(1,), (2,), (3,)]
    connection.close()


@pytest.mark.parametrize("language", CATALOGUE.languages)
def test_it_is_a_valid_message(language: str) -> None:
    """It fits in every language."""
    check_card(hello_card(CATALOGUE.sentences(language)))
