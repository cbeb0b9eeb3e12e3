"""What posted boards store about a person, as `PersonalData`: where their name stands, and which boards they manage."""

from uuid import UUID

from pydantic import JsonValue

from bot.posted_boards import repository
from bot.state.person import Person
from bot.state.personal_data import Section
from bot.store import Connection, Database


class BoardsData:
    """A person's rows on posted boards. Messages that show a deleted one are edited at the next look at the boards.

    It deletes after the backend: until that has, a board that is read may show them anew.
    """

    name = "boards"
    tables = frozenset({"posted_boards", "board_row"})

    def __init__(self, database: Database) -> None:
        self._database = database

    async def export(self, person: Person) -> Section:
        """See `PersonalData.export`."""
        rows = await self._database.read(repository.rows_of_person, person.person_id)
        servers = await self._database.read(repository.servers_of_manager, person.person_id)
        managed: list[JsonValue] = [{"server_id": str(server_id), "turned_on_by_you": True} for server_id in servers]
        shown: list[JsonValue] = [
            {
                "channel_id": str(channel_id),
                "message_id": None if message_id is None else str(message_id),
                "period": period,
                "score": score.model_dump(mode="json", exclude_defaults=True),
            }
            for channel_id, message_id, period, score in rows
        ]
        return {"posted_boards": [*managed, *shown]}

    async def forget_messages(self, message_ids: frozenset[UUID]) -> None:
        """See `PersonalData.forget_messages`: boards show no messages of trees."""

    async def erase(self, person: Person) -> None:
        """See `PersonalData.erase`."""

        def erase(connection: Connection) -> None:
            repository.take_out(connection, person.person_id)
            repository.forget_manager(connection, person.person_id)

        await self._database.write(erase)
