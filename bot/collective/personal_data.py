"""What collective packages in threads store about a person, as `PersonalData`: which ones they posted."""

from uuid import UUID

from pydantic import JsonValue

from bot.clock import Clock
from bot.collective import repository
from bot.protocol.moments import to_iso
from bot.state.person import Person
from bot.state.personal_data import Section
from bot.store import Database


class PostedTasksData:
    """What a person has posted. Of those who answer, nothing is stored here: see `WorkData`, and the backend.

    Cards keep no texts: they are made from the backend's, so one that shows a deleted text is only to be looked at.
    """

    name = "posted_tasks"
    tables = frozenset({"posted_task"})

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def export(self, person: Person) -> Section:
        """See `PersonalData.export`."""
        posted = await self._database.read(repository.posted_by, person.person_id)
        listed: list[JsonValue] = [
            {
                "collective_package_id": str(each.collective_id),
                "server_id": str(each.server_id),
                "channel_id": str(each.channel_id),
                "message": each.message,
                "opened_at": to_iso(each.opened_at),
                "closes_at": to_iso(each.closes_at),
            }
            for each in posted
        ]
        return {"posted_tasks": listed}

    async def forget_messages(self, message_ids: frozenset[UUID]) -> None:
        """See `PersonalData.forget_messages`. The cards are made anew, and show what is left."""
        if message_ids:
            await self._database.write(repository.look_at_all, self._clock.now())

    async def erase(self, person: Person) -> None:
        """See `PersonalData.erase`. What they said to those who answer goes from the card at the next look at it."""
        await self._database.write(repository.forget_person, person.person_id, self._clock.now())
