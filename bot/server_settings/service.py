"""What holds in a server, remembered between clicks: every press asks for it."""

from collections.abc import Mapping

from bot.clock import Clock
from bot.server_settings import repository
from bot.state.server_rules import ServerRules
from bot.store import Connection, Database

_NOTHING_SET = ServerRules()


class ServerSettings:
    """What managers have decided about work and moderation, by server; the database has the truth.

    Whoever changes one of these settings does it here, so that what is remembered stays true.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._remembered: dict[int, ServerRules] = {}
        self._changes = 0

    async def rules(self, server_id: int | None) -> ServerRules:
        """Return what holds in a server; in a direct message (None) nothing was set."""
        if server_id is None:
            return _NOTHING_SET
        known = self._remembered.get(server_id)
        if known is None:
            changes = self._changes
            known = await self._database.read(repository.rules, server_id)
            if changes == self._changes:  # else it may be as it was before a change
                self._remembered[server_id] = known
        return known

    async def moderator_role(self, server_id: int) -> int | None:
        """Return the role that makes a moderator; None where it takes the permission."""
        return (await self.rules(server_id)).moderator_role

    async def change(self, server_id: int, values: Mapping[str, str | None]) -> None:
        """Set what `repository` names; None takes something back. All of it holds at once, or nothing."""
        now = self._clock.now()

        def store(connection: Connection) -> None:
            for name, value in values.items():
                repository.set_setting(connection, server_id, name, value, now)

        await self._database.write(store)
        self.look_again(server_id)

    def look_again(self, server_id: int) -> None:
        """Forget what is remembered of a server, whose settings were changed or deleted."""
        self._changes += 1
        self._remembered.pop(server_id, None)
