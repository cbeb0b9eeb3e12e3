"""Tests of what is stored about people."""

import sqlite3
from uuid import uuid4

import pytest

from bot.backends.values import Consent
from bot.people import repository
from bot.state.person import Person
from bot.store import Database

ANN, BOB = uuid4(), uuid4()


async def test_the_first_id_stays(database: Database) -> None:
    """A second save with another id of ours changes the name only."""

    def store(connection: sqlite3.Connection) -> Person | None:
        repository.save(connection, ANN, 7, "Ann", 1)
        repository.save(connection, BOB, 7, "Anna", 2)
        return repository.find_by_discord_id(connection, 7)

    assert await database.write(store) == Person(ANN, 7, "Anna")


async def test_the_last_answer_counts(database: Database) -> None:
    """A person has agreed to what they accepted last, unless they took it back."""
    found = []

    def answer(connection: sqlite3.Connection) -> None:
        repository.save(connection, ANN, 7, "Ann", 1)
        for moment, (version, accepted) in enumerate([("one", True), ("two", True), ("two", False), ("three", True)]):
            asked = Consent(version, 2, moment)
            repository.add_consent(connection, ANN, asked, accepted=accepted, server_id=None)
            person = repository.find_by_person_id(connection, ANN)
            assert person is not None
            found.append(person.consent)

    await database.write(answer)
    assert found == [Consent("one", 2, 0), Consent("two", 2, 1), None, Consent("three", 2, 3)]


async def test_answers_belong_to_their_person(database: Database) -> None:
    """The answers of one person are not those of another."""

    def store(connection: sqlite3.Connection) -> None:
        for person_id, discord_id in ((ANN, 7), (BOB, 8)):
            repository.save(connection, person_id, discord_id, "x", 1)
        repository.add_consent(connection, ANN, Consent("one", 2, 5), accepted=True, server_id=3)

    await database.write(store)
    assert await database.read(repository.consents, ANN) == [("one", True, 5)]
    assert await database.read(repository.consents, BOB) == []


async def test_a_person_without_a_discord_id_cannot_be_found(database: Database) -> None:
    """Somebody whose Discord id was taken off is nobody's click any more."""

    def store(connection: sqlite3.Connection) -> Person | None:
        repository.save(connection, ANN, 7, "Ann", 1)
        connection.execute("UPDATE person SET discord_id = NULL")
        return repository.find_by_person_id(connection, ANN) or repository.find_by_discord_id(connection, 7)

    assert await database.write(store) is None


async def test_nobody_answers_without_being_known(database: Database) -> None:
    """An answer of an unknown person is not stored."""
    with pytest.raises(sqlite3.IntegrityError):
        await database.write(repository.add_consent, ANN, Consent("one", 2, 5), accepted=True, server_id=None)
