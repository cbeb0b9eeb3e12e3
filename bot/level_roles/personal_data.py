"""What roles for levels store about a person, as `PersonalData`."""

from uuid import UUID

from bot.discord.base import Discord
from bot.level_roles import repository
from bot.level_roles.keeper import take_back
from bot.state.person import Person
from bot.state.personal_data import Section
from bot.store import Database


class RolesData:
    """The roles that the bot has given to a person for their level."""

    name = "level_roles"
    tables = frozenset({"level_role_holder"})

    def __init__(self, database: Database, discord: Discord) -> None:
        self._database = database
        self._discord = discord

    async def export(self, person: Person) -> Section:
        """See `PersonalData.export`."""
        holders = await self._database.read(repository.holders_of, person.person_id)
        return {
            "level_roles": [
                {
                    "server_id": str(holder.server_id),
                    "given_role_id": None if holder.held is None else str(holder.held),
                    "role_id_of_level": None if holder.wanted is None else str(holder.wanted),
                }
                for holder in holders
            ]
        }

    async def forget_messages(self, message_ids: frozenset[UUID]) -> None:
        """See `PersonalData.forget_messages`: no messages are kept."""

    async def erase(self, person: Person) -> None:
        """See `PersonalData.erase`. The roles are taken in Discord, as well as that is possible just now."""
        holders = await self._database.read(repository.holders_of, person.person_id)
        # First the rows: whoever is giving one of the roles just now sees that they are gone, and takes it back.
        await self._database.write(repository.delete, person.person_id)
        for holder in holders:
            if holder.held is not None:
                await take_back(self._discord, holder.server_id, person.discord_id, holder.held)
