"""Tests, by way of Discord, of a bot that is removed from a server, and comes back."""

import sqlite3
from contextlib import closing

import pytest

from playground.guild import Guild
from tests.end_to_end.running_bot import RunningBot

pytestmark = pytest.mark.asyncio(loop_scope="package")

_DAY = 86_400


async def test_a_server_left_long_ago_is_forgotten(running: RunningBot) -> None:
    """A server that invites the bot again within thirty days is known; after that nothing is left of it but the hello.

    Removed while the bot was there to hear it the first time, and while it was not the second time.
    """
    guild = await running.playground.create_guild("Leaving", text_channels=["system"], system_channel="system")
    server_id = guild.id
    await running.until(lambda: _is_greeted(guild))
    await guild.kick_bot()
    await running.until(lambda: _is(running, "left_server", server_id, stored=True))
    await running.playground.advance(seconds=29 * _DAY)
    await guild.invite_bot()
    await running.until(lambda: _is(running, "left_server", server_id, stored=False))
    await running.bot.kill()
    await guild.kick_bot()
    await running.bot.start()
    await running.until(lambda: _is(running, "left_server", server_id, stored=True))
    await running.playground.advance(seconds=31 * _DAY)
    await running.until(lambda: _is(running, "server_greeting", server_id, stored=False))
    await guild.invite_bot()
    await running.until(lambda: _is(running, "server_greeting", server_id, stored=True))
    assert await _is_greeted(guild)


async def _is_greeted(guild: Guild) -> bool:
    return len([each for each in await guild.messages(guild.channel("system")) if each.has_button("Settings")]) == 1


async def _is(running: RunningBot, table: str, server_id: int, *, stored: bool) -> bool:
    with closing(sqlite3.connect(running.bot.database)) as connection:
        found = connection.execute(f"SELECT 1 FROM {table} WHERE server_id = ?", (server_id,)).fetchone()  # noqa: S608 - constants
    return (found is not None) is stored
