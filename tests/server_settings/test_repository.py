"""Tests of what is stored of managers' settings."""

import sqlite3

from bot.server_settings import repository
from bot.server_settings.repository import WORK_CHANNEL
from bot.store import Database


async def test_settings_are_set_changed_and_taken_back(database: Database) -> None:
    """A setting holds for its server alone, until it is changed or taken back."""

    def store(connection: sqlite3.Connection) -> list[str | None]:
        found = [repository.get_setting(connection, 1, WORK_CHANNEL)]
        for value in ("11", "12", None):
            repository.set_setting(connection, 1, WORK_CHANNEL, value, 5)
            repository.set_setting(connection, 2, WORK_CHANNEL, "99", 5)
            found.append(repository.get_setting(connection, 1, WORK_CHANNEL))
        return [*found, repository.get_setting(connection, 2, WORK_CHANNEL)]

    assert await database.write(store) == [None, "11", "12", None, "99"]
