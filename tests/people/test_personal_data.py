"""Tests of what is exported about who somebody is."""

from typing import Any

from bot.people.languages import Languages
from bot.people.personal_data import PeopleData
from bot.people.service import People
from bot.store import Database
from tests.clocks import StandingClock


async def test_who_somebody_is_can_be_exported(people: People, database: Database, clock: StandingClock) -> None:
    """Their ids, name, answers to the agreement and languages are in it, numbers of Discord as text."""
    ann = await people.identify(912_345_678_901_234_567, "Ann")
    ann = await people.answer_agreement(ann, accepted=True, server_id=None)
    await Languages(database, "en").add(ann, ("de",))
    section: dict[str, Any] = dict(await PeopleData(database, clock, people).export(ann))
    identity, (answer,) = section["identity"], section["answers_to_the_agreement"]
    assert identity["discord_id"] == "912345678901234567"
    assert identity["display_name"] == "Ann"
    assert (answer["accepted"], answer["server_id"]) == (True, None)
    assert section["languages"] == ["de"]


async def test_of_nobody_there_is_nothing(people: People, database: Database, clock: StandingClock) -> None:
    """Whoever was deleted while they asked for their data gets a file without them."""
    ann = await people.identify(7, "Ann")
    data = PeopleData(database, clock, people)
    await data.erase(ann)
    assert await data.export(ann) == {}
    again = await people.identify(7, "Ann")
    assert again.person_id != ann.person_id, "they are somebody new"
