"""What shared profiles store about a person, as `PersonalData`."""

from uuid import UUID

from bot.clock import Clock
from bot.leaderboards import repository
from bot.protocol.moments import to_iso
from bot.state.person import Person
from bot.state.personal_data import Section
from bot.store import Database


class SharedProfilesData:
    """Where a person has shared their profile. Deleted ones disappear from Discord too, see `Withdrawals`."""

    name = "shared_profiles"
    tables = frozenset({"shared_profile"})

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def export(self, person: Person) -> Section:
        """See `PersonalData.export`."""
        shared = await self._database.read(repository.shared_profiles_of, person.person_id)
        return {
            "shared_profiles": [
                {"channel_id": str(channel_id), "message_id": str(message_id), "shared_at": to_iso(shared_at)}
                for channel_id, message_id, shared_at in shared
            ]
        }

    async def forget_messages(self, message_ids: frozenset[UUID]) -> None:
        """See `PersonalData.forget_messages`: no messages of trees are kept."""

    async def erase(self, person: Person) -> None:
        """See `PersonalData.erase`."""
        now = self._clock.now()
        await self._database.write(repository.withdraw_shared_profiles, person.person_id, now)
