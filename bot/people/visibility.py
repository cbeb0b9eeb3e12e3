"""Whether people want to be shown on leaderboards. Their wish is stored here, so that it holds with any backend."""

from uuid import UUID

from bot.backends.base import TaskBackend
from bot.backends.errors import NotSupported, Unavailable, UserNotFound
from bot.clock import Clock
from bot.people import repository
from bot.state.person import Person
from bot.store import Database
from bot.store.remembered import Remembered


class Visibility:
    """Who is hidden, remembered between clicks; the database has the truth."""

    def __init__(self, database: Database, clock: Clock, backend: TaskBackend) -> None:
        self._database = database
        self._clock = clock
        self._backend = backend
        self._hidden = Remembered(lambda: database.read(repository.hidden_people))

    async def hidden(self) -> frozenset[UUID]:
        """Return our ids of everybody who wants to be hidden."""
        return await self._hidden.get()

    async def hide(self, person: Person) -> bool:
        """Hide a person.

        Returns:
            Whether the backend hides them too. One that cannot be told goes on showing them where the bot has no say.
        """
        now = self._clock.now()
        await self._database.write(repository.hide, person.person_id, now)
        self._hidden.forget()
        try:
            await self._backend.set_visible(person.contributor, visible=False)
        except (NotSupported, Unavailable, UserNotFound):
            return False
        return True

    async def show(self, person: Person) -> bool:
        """Show a person again.

        Returns:
            Whether the backend shows them too, as far as it can be told: what they set there themselves may stand.

        Raises:
            Unavailable: it cannot be told for the moment; nothing has changed.
        """
        try:
            await self._backend.set_visible(person.contributor, visible=True)
            told = True
        except (NotSupported, UserNotFound):
            told = False
        await self._database.write(repository.unhide, person.person_id)
        self._hidden.forget()
        return told
