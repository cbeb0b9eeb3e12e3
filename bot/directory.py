"""What only the bot knows, for a backend that keeps the trees elsewhere."""

from collections.abc import Collection, Mapping
from uuid import UUID

from bot.people import repository as people
from bot.sessions import origins_repository
from bot.store import Database


class BotDirectory:
    """What only the bot knows, for a backend that is elsewhere: who people are, and where messages came from."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def person_id_of(self, discord_id: int) -> UUID | None:
        """Return our id of the person with a Discord id."""
        person = await self._database.read(people.find_by_discord_id, discord_id)
        return None if person is None else person.person_id

    async def discord_id_of(self, person_id: UUID) -> int | None:
        """Return the Discord id of a person."""
        person = await self._database.read(people.find_by_person_id, person_id)
        return None if person is None else person.discord_id

    async def has_ever_agreed(self, person_id: UUID) -> bool:
        """Say whether a person has accepted the agreement at least once."""
        return await self._database.read(people.has_ever_agreed, person_id)

    async def servers_of(self, message_ids: Collection[UUID]) -> Mapping[UUID, int]:
        """Return the servers that messages came from, as far as they came through this bot."""
        return await self._database.read(origins_repository.origins, message_ids)
