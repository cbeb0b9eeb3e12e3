"""Tests of what is stored about Discord."""

import sqlite3
from uuid import uuid4

import pytest

from bot.state.person import Person
from bot.store import Database
from bot.work_threads import repository
from bot.work_threads.repository import WorkThread


async def test_a_person_has_one_thread_in_each_server(database: Database, ann: Person) -> None:
    """A new thread takes the place of the one before; in another server there is another."""

    def store(connection: sqlite3.Connection) -> list[WorkThread | None]:
        repository.save_thread(connection, 1, ann.person_id, WorkThread(11, 100), 5)
        repository.save_thread(connection, 1, ann.person_id, WorkThread(12, 101), 6)
        repository.save_thread(connection, 2, ann.person_id, WorkThread(21, 200), 7)
        return [repository.find_thread(connection, server_id, ann.person_id) for server_id in (1, 2, 3)]

    assert await database.write(store) == [WorkThread(12, 101), WorkThread(21, 200), None]


async def test_the_servers_of_fresh_threads(database: Database, ann: Person) -> None:
    """The servers in which a thread was opened since a moment, that moment included."""

    def store(connection: sqlite3.Connection) -> list[list[int]]:
        repository.save_thread(connection, 1, ann.person_id, WorkThread(11, 100), 5)
        repository.save_thread(connection, 2, ann.person_id, WorkThread(21, 200), 7)
        return [sorted(repository.servers_opened_since(connection, moment)) for moment in (5, 6, 7, 8)]

    assert await database.write(store) == [[1, 2], [2], [2], []]


async def test_a_thread_belongs_to_somebody(database: Database) -> None:
    """A thread of an unknown person is not stored."""
    with pytest.raises(sqlite3.IntegrityError):
        await database.write(repository.save_thread, 1, uuid4(), WorkThread(11, 100), 5)
