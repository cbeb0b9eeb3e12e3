"""What work threads store about a person, as `PersonalData`."""

from uuid import UUID

from bot.clock import Clock
from bot.protocol.moments import to_iso
from bot.state.person import Person
from bot.state.personal_data import Section
from bot.store import Connection, Database
from bot.withdrawals.repository import Withdrawal, add_withdrawal
from bot.work_threads import repository


class ThreadsData:
    """A person's work threads. Deleted ones disappear from Discord too, see `Withdrawals`."""

    name = "discord"
    tables = frozenset({"work_thread"})

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def export(self, person: Person) -> Section:
        """See `PersonalData.export`."""
        threads = await self._database.read(repository.threads_of, person.person_id)
        return {
            "work_threads": [
                {
                    "server_id": str(server_id),
                    "channel_id": str(thread.channel_id),
                    "thread_id": str(thread.thread_id),
                    "opened_at": to_iso(opened_at),
                }
                for server_id, thread, opened_at in threads
            ]
        }

    async def forget_messages(self, message_ids: frozenset[UUID]) -> None:
        """See `PersonalData.forget_messages`: no messages of trees are kept."""

    async def erase(self, person: Person) -> None:
        """See `PersonalData.erase`."""
        now = self._clock.now()

        def erase(connection: Connection) -> None:
            for _, thread, _ in repository.threads_of(connection, person.person_id):
                add_withdrawal(connection, Withdrawal(thread.thread_id), now)
            repository.forget_threads(connection, person.person_id)

        await self._database.write(erase)
