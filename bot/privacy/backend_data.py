"""What the place where trees live stores about a person, as `PersonalData`."""

from uuid import UUID

from bot.backends.base import Capability, TaskBackend
from bot.people.service import People
from bot.state.person import Person
from bot.state.personal_data import Section


class BackendData:
    """What the place where trees live stores about a person."""

    name = "conversations"

    def __init__(self, backend: TaskBackend, people: People) -> None:
        self._backend = backend
        self._people = people

    @property
    def tables(self) -> frozenset[str]:
        """See `PersonalData.tables`."""
        return self._backend.personal_tables

    async def export(self, person: Person) -> Section:
        """See `PersonalData.export`."""
        return await self._backend.export_person(person.contributor)

    async def forget_messages(self, message_ids: frozenset[UUID]) -> None:
        """See `PersonalData.forget_messages`: the backend has the messages themselves, and no copies."""

    async def erase(self, person: Person) -> None:
        """See `PersonalData.erase`; a backend that cannot forget keeps what it has, which the person was told."""
        if Capability.FORGET in await self._backend.capabilities():
            purger = await self._people.purger_of(person)
            await self._backend.forget(person.person_id, None if purger is None else purger.contributor)
