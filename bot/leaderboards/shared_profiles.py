"""Profiles that people have shared in a channel. They disappear from there when the person hides, or is deleted."""

from bot.clock import Clock
from bot.leaderboards import repository
from bot.state.person import Person
from bot.store import Connection, Database


class SharedProfiles:
    """Remembers where they are."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def note(self, person: Person, channel_id: int, message_id: int) -> None:
        """Note that a message shows a person's profile. Earlier ones of theirs in the same channel disappear."""
        now = self._clock.now()

        def note(connection: Connection) -> None:
            repository.withdraw_shared_profiles(connection, person.person_id, now, channel_id)
            repository.add_shared_profile(connection, person.person_id, channel_id, message_id, now)

        await self._database.write(note)

    async def is_in(self, person: Person, channel_id: int) -> bool:
        """Say whether a message in the channel shows the person's profile."""
        shared = await self._database.read(repository.shared_profiles_of, person.person_id)
        return any(channel == channel_id for channel, _, _ in shared)

    async def withdraw(self, person: Person) -> int:
        """Let all of a person's shared profiles disappear, see `Withdrawals`; returns how many there are."""
        now = self._clock.now()
        return await self._database.write(repository.withdraw_shared_profiles, person.person_id, now)
