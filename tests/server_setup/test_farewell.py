"""Tests of what becomes of a server's settings when the bot was removed from it."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from bot.protocol.moments import DAY
from bot.server_settings.repository import PAUSED
from bot.server_settings.service import ServerSettings
from bot.server_setup import repository
from bot.server_setup.farewell import KEPT, Farewell
from bot.services import SERVER_DATA
from bot.store import Database
from bot.store.migrate import packaged_migrations
from tests.clocks import StandingClock
from tests.store.filled import make_filled
from tests.store.test_sides import TABLES

SERVER, OTHER, THIRD = 5, 6, 7

STAYS = {"consent_event", "session", "outbox", "message_origin", "recent_action"}
"""Tables that say where people contributed: that stays true, or (the last) goes with its limits within minutes."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database in which every table has rows, of servers 1 to 30."""
    path = tmp_path / "bot.sqlite3"
    make_filled(path, len(packaged_migrations()))
    with sqlite3.connect(path) as connection:
        connection.execute("DELETE FROM left_server")
    return path


@pytest.fixture
def database(path: Path, clock: StandingClock) -> Database:
    """It, to be opened."""
    return Database(path, clock)


async def test_nothing_set_for_a_server_is_kept_for_ever(database: Database, clock: StandingClock) -> None:
    """Thirty days after the bot was removed, no table says anything of the server but who contributed there."""
    async with database:
        farewell = Farewell(database, clock, SERVER_DATA, ServerSettings(database, clock))
        await farewell.left(SERVER)
        before = await database.read(tables_with, SERVER)
        clock.move(KEPT)
        await farewell.tidy()
        assert await database.read(tables_with, SERVER) == before
        clock.move(1)
        others = await database.read(tables_with, OTHER)
        await farewell.tidy()
        assert before - {"left_server"} == others
        assert await database.read(tables_with, SERVER) == before & STAYS
        assert await database.read(tables_with, OTHER) == others


async def test_a_bot_that_comes_back_finds_its_settings(database: Database, clock: StandingClock) -> None:
    """Invited again within thirty days, it knows everything as it was, and the days count anew the next time."""
    async with database:
        farewell = Farewell(database, clock, SERVER_DATA, ServerSettings(database, clock))
        before = await database.read(tables_with, SERVER)
        await farewell.left(SERVER)
        clock.move(KEPT)
        await farewell.is_in(SERVER)
        await farewell.left(SERVER)
        clock.move(DAY)
        await farewell.left(SERVER)
        await farewell.tidy()
        assert await database.read(tables_with, SERVER) - {"left_server"} == before


async def test_a_return_while_nobody_listened_is_noticed(database: Database, clock: StandingClock) -> None:
    """At a start, a server that a shard has again is not forgotten, whatever was noted before."""
    async with database:
        farewell = Farewell(database, clock, SERVER_DATA, ServerSettings(database, clock))
        before = await database.read(tables_with, SERVER)
        await farewell.left(SERVER)
        await farewell.is_only_in([SERVER, OTHER], 0, 1)
        clock.move(KEPT + DAY)
        await farewell.tidy()
        assert await database.read(tables_with, SERVER) == before


async def test_what_was_forgotten_does_not_hold_any_more(database: Database, clock: StandingClock) -> None:
    """A bot that comes back after that finds nothing set, even one that remembers what held before."""
    async with database:
        settings = ServerSettings(database, clock)
        await settings.change(SERVER, {PAUSED: "1"})
        assert (await settings.rules(SERVER)).is_paused
        farewell = Farewell(database, clock, SERVER_DATA, settings)
        await farewell.left(SERVER)
        clock.move(KEPT + 1)
        await farewell.tidy()
        assert not (await settings.rules(SERVER)).is_paused


async def test_a_removal_while_nobody_listened_is_noticed(database: Database, clock: StandingClock) -> None:
    """At a start, what a shard does not have any more was left; servers of other shards are not its to judge."""
    of_second_shard = 1 << 22 | SERVER
    async with database:
        await database.write(repository.note_greeted, of_second_shard, 0)
        farewell = Farewell(database, clock, SERVER_DATA, ServerSettings(database, clock))
        known = await database.read(repository.greeted_servers)
        await farewell.is_only_in(known - {OTHER, THIRD, of_second_shard}, 0, 2)
        clock.move(KEPT + 1)
        assert await database.read(repository.left_before, clock.now() - KEPT) == [OTHER, THIRD]


def tables_with(connection: sqlite3.Connection, server_id: int) -> set[str]:
    """The bot's own tables that have a row of a server."""
    found: set[str] = set()
    for table in TABLES["bot"]:
        columns: list[Any] = connection.execute(f"PRAGMA table_info({table})").fetchall()
        if "server_id" not in {column[1] for column in columns}:
            continue
        if connection.execute(f"SELECT 1 FROM {table} WHERE server_id = ?", (server_id,)).fetchone():  # noqa: S608 - constants
            found.add(table)
    return found
