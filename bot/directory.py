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
        """Our id of the person with a Discord id."""
        person = await self._database.read(lambda connection: people.find_by_discord_id(connection, discord_id))
        return None if person is None else person.person_id

    async def discord_id_of(self, person_id: UUID) -> int | None:
        """The Discord id of a person."""
        person = await self._database.read(lambda connection: people.find_by_person_id(connection, person_id))
        return None if person is None else person.discord_id

    async def has_ever_agreed(self, person_id: UUID) -> bool:
        """Whether a person has accepted the agreement at least once."""
        return await self._database.read(lambda connection: people.has_ever_agreed(connection, person_id))

    async def servers_of(self, message_ids: Collection[UUID]) -> Mapping[UUID, int]:
        """The servers that messages came from, as far as they came through this bot."""
        return await self._database.read(lambda connection: origins_repository.origins(connection, message_ids))
