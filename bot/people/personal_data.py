"""What is stored about who a person is, as `PersonalData`."""

from uuid import UUID

from pydantic import JsonValue

from bot.clock import Clock
from bot.people import repository
from bot.people.service import People
from bot.protocol.moments import to_iso
from bot.state.person import Person
from bot.state.personal_data import Section
from bot.store import Database


class PeopleData:
    """Who a person is, what they agreed to and chose. It is deleted last: others' rows lean on it."""

    name = "person"
    tables = frozenset({"person", "consent_event", "person_language", "hidden_person", "deletion", "deletion_rest"})

    def __init__(self, database: Database, clock: Clock, people: People) -> None:
        self._database = database
        self._clock = clock
        self._people = people

    async def export(self, person: Person) -> Section:
        """See `PersonalData.export`."""
        stored = await self._database.read(repository.stored_about, person.person_id)
        if stored is None:
            return {}
        rests = await self._database.read(repository.deletion_rests, person.discord_id)
        purges = await self._database.read(repository.purges_by, person.person_id)
        answers: list[JsonValue] = [
            {"agreement_version": version, "accepted": accepted, "at": to_iso(given_at), "server_id": _text(server_id)}
            for version, accepted, given_at, server_id in stored.consents
        ]
        return {
            "identity": {
                "person_id": str(person.person_id),
                "discord_id": _text(person.discord_id),
                "display_name": person.display_name,
                "known_since": to_iso(stored.created_at),
                "hidden_from_leaderboards_since": None if stored.hidden_at is None else to_iso(stored.hidden_at),
                "deletion_asked_at": None if stored.deletion_asked_at is None else to_iso(stored.deletion_asked_at),
            },
            "answers_to_the_agreement": answers,
            "languages": list(stored.languages),
            "unfinished_deletions": [{"asked_at": to_iso(rest.asked_at)} for rest in rests],
            "unfinished_purges_of_others": [{"asked_at": to_iso(each)} for each in purges],
        }

    async def forget_messages(self, message_ids: frozenset[UUID]) -> None:
        """See `PersonalData.forget_messages`: no messages are kept."""

    async def erase(self, person: Person) -> None:
        """See `PersonalData.erase`."""
        now = self._clock.now()
        await self._database.write(repository.delete, person.person_id, now)
        self._people.forget(person)


def _text(snowflake: int | None) -> str | None:
    """Return a Discord id as text: many programs read large numbers of JSON inexactly."""
    return None if snowflake is None else str(snowflake)
