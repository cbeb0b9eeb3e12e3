"""Profiles that people have shared in a channel. They disappear from there when the person is deleted."""

from bot.clock import Clock
from bot.outbound import repository
from bot.people.person import Person
from bot.store import Database


class SharedProfiles:
    """Remembers where they are."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def note(self, person: Person, channel_id: int, message_id: int) -> None:
        """Note that a message shows a person's profile."""
        now = self._clock.now()
        await self._database.write(
            lambda connection: repository.add_shared_profile(connection, person.person_id, channel_id, message_id, now)
        )
