"""Tests of who somebody is, and whether they have agreed."""

import asyncio
from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from bot.backends.local import LocalBackend
from bot.people import service
from bot.people.agreement import EDITION
from bot.people.service import People
from bot.protocol.moments import MINUTE
from bot.store import Connection, Database
from tests.catalogue import CATALOGUE
from tests.clocks import StandingClock
from tests.people.conftest import AGREEMENT


async def test_a_person_keeps_their_id(people: People) -> None:
    """The same Discord user is the same person, whatever they call themselves."""
    first = await people.identify(7, "Ann")
    again = await people.identify(7, "Ann")
    renamed = await people.identify(7, "Anna")
    assert first == again
    assert renamed == replace(first, display_name="Anna")
    assert await people.by_id(first.person_id) == renamed


async def test_two_users_are_two_persons(people: People) -> None:
    """Each Discord user has an id of ours of their own, which does not show the Discord id."""
    one, other = await people.identify(7, "Ann"), await people.identify(8, "Ann")
    assert one.person_id != other.person_id
    assert one.contributor.person_id == one.person_id
    assert (one.contributor.discord_id, one.contributor.display_name) == (7, "Ann")


async def test_clicks_at_the_same_time_make_one_person(people: People, database: Database) -> None:
    """Whoever presses several times before they are known is made known once."""
    found = await asyncio.gather(*(people.identify(7, "Ann") for _ in range(20)))
    assert len({person.person_id for person in found}) == 1
    assert await database.read(lambda connection: connection.execute("SELECT count(*) FROM person").fetchone()) == (1,)


async def test_who_is_unknown_is_nobody(people: People) -> None:
    """An id that we never gave is nobody's."""
    assert await people.by_id(uuid4()) is None


async def test_nobody_has_agreed_unasked(people: People) -> None:
    """A person who was not asked has not agreed, and no answer is on record."""
    person = await people.identify(7, "Ann")
    assert not people.has_agreed(person)
    assert await people.consents(person) == []


async def test_answers_are_recorded(people: People, clock: StandingClock) -> None:
    """Each answer is kept with the version and the time; the last one counts."""
    person = await people.identify(7, "Ann")
    start = clock.now()
    agreed = await people.answer_agreement(person, accepted=True, server_id=5)
    assert people.has_agreed(agreed)
    assert people.has_agreed(await people.identify(7, "Ann"))
    clock.move(MINUTE)
    declined = await people.answer_agreement(agreed, accepted=False, server_id=None)
    assert not people.has_agreed(declined)
    assert not people.has_agreed(await people.identify(7, "Ann"))
    version = people.agreement_version
    assert await people.consents(person) == [(version, True, start), (version, False, start + MINUTE)]


async def test_the_backend_gets_to_know_those_who_agree(people: People, backend: LocalBackend) -> None:
    """With a yes, and not before, the person can be given work."""
    person = await people.identify(7, "Ann")
    await people.answer_agreement(person, accepted=True, server_id=5)
    offer = await backend.request(person.contributor, uuid4(), "random", "en", 5)
    assert offer.task.type == "initial_prompt"


async def test_what_is_known_survives_a_restart(
    people: People, database: Database, clock: StandingClock, backend: LocalBackend
) -> None:
    """After a restart a person is the same and has still agreed."""
    person = await people.answer_agreement(await people.identify(7, "Ann"), accepted=True, server_id=5)
    restarted = People(database, clock, backend, AGREEMENT, CATALOGUE)
    assert await restarted.identify(7, "Ann") == person
    assert restarted.has_agreed(await restarted.identify(7, "Ann"))


async def test_a_new_agreement_asks_anew(
    people: People, database: Database, clock: StandingClock, backend: LocalBackend
) -> None:
    """Whoever accepted an earlier wording has not accepted the present one."""
    await people.answer_agreement(await people.identify(7, "Ann"), accepted=True, server_id=5)
    renewed = People(database, clock, backend, replace(AGREEMENT, licence="CC0 1.0"), CATALOGUE)
    person = await renewed.identify(7, "Ann")
    assert not renewed.has_agreed(person)
    assert renewed.has_agreed(await renewed.answer_agreement(person, accepted=True, server_id=5))


async def test_the_text_can_be_read(people: People) -> None:
    """The agreement is given in the reader's language."""
    assert people.agreement_text(CATALOGUE.sentences("de"))[0].startswith("**")


async def test_whoever_agreed_is_counted_once(people: People) -> None:
    """However often somebody agrees, and whether they took it back since, they are one of those who have agreed."""
    ann, bea = await people.identify(7, "Ann"), await people.identify(8, "Bea")
    await people.answer_agreement(bea, accepted=False, server_id=5)
    assert await people.count_agreed() == 0
    for accepted in (True, True, False):
        await people.answer_agreement(ann, accepted=accepted, server_id=5)
    assert await people.count_agreed() == 1


async def test_whoever_is_not_remembered_is_looked_up(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many come by, each is the same person with the same answer the next time."""
    monkeypatch.setattr(service, "_MOST_REMEMBERED", 2)
    ann = await people.answer_agreement(await people.identify(7, "Ann"), accepted=True, server_id=5)
    for number in range(3):
        await people.identify(100 + number, "Passing by")
    assert await people.identify(7, "Ann") == ann
    assert people.has_agreed(ann)


async def test_whoever_is_deleted_while_they_press(people: People, database: Database) -> None:
    """A press that arrives while its person is being deleted makes nobody known again behind the deletion's back."""
    await database.write(
        lambda connection: connection.execute(
            "CREATE TEMP TRIGGER gone AFTER INSERT ON person BEGIN DELETE FROM person; END"
        )
    )
    with pytest.raises(LookupError):
        await people.identify(7, "Ann")
    assert await people.by_discord_id(7) is None


async def test_what_was_accepted_before_is_told(people: People, database: Database, backend: LocalBackend) -> None:
    """The pool learns what people accepted before it kept that, though they never come again; and nobody new."""
    ann, bob, newcomer = [await people.identify(number, name) for number, name in ((7, "Ann"), (8, "Bob"), (9, "Cy"))]
    for person in (ann, bob):
        await people.answer_agreement(person, accepted=person is ann, server_id=5)
    for person in (ann, bob):
        await backend.admit(replace(person.contributor, consent=None))
    await people.answer_agreement(newcomer, accepted=True, server_id=5)
    await database.write(forget_consents, newcomer.person_id)
    for _ in range(2):
        await people.tell_consents()
        assert await database.read(consents_in_pool) == [(ann.person_id, people.agreement_version, EDITION)]


def forget_consents(connection: Connection, unknown: UUID) -> None:
    """Have the pool as it was before it kept what people accept; one it does not know at all."""
    connection.execute("DELETE FROM consent")
    connection.execute("UPDATE contributor SET agreement_version = NULL")
    connection.execute("DELETE FROM contributor WHERE person_id = ?", (unknown.bytes,))


def consents_in_pool(connection: Connection) -> list[tuple[UUID, str, int]]:
    """What the pool knows of it."""
    rows = connection.execute("SELECT person_id, version, edition FROM consent")
    return [(UUID(bytes=person_id), version, edition) for person_id, version, edition in rows]
