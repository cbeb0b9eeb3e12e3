"""What becomes of a server's settings when the bot was removed from it: they are kept for a while, and then go."""

from collections.abc import Callable, Collection, Sequence
from typing import Final

from bot.clock import Clock
from bot.log import get_logger
from bot.protocol.moments import DAY, Span
from bot.server_settings.service import ServerSettings
from bot.server_setup import repository
from bot.store import Connection, Database

_log = get_logger(__name__)

KEPT: Final[Span] = 30 * DAY
"""So long are they kept: whoever removes the bot by mistake, or for a try, finds everything as it was."""

ForgetServer = Callable[[Connection, int], None]
"""Deletes what a feature keeps about a server as such; what people contributed there is not part of it."""


class Farewell:
    """Notes from which servers the bot was removed, and forgets their settings in time."""

    def __init__(
        self, database: Database, clock: Clock, forget: Sequence[ForgetServer], settings: ServerSettings
    ) -> None:
        self._database = database
        self._clock = clock
        self._forget = forget
        self._settings = settings

    async def left(self, server_id: int) -> None:
        """Note that the bot was removed from a server."""
        await self._database.write(repository.note_left, [server_id], self._clock.now())

    async def is_in(self, server_id: int) -> None:
        """Note that the bot is in a server."""
        if server_id in await self._database.read(repository.left_servers):
            await self._database.write(repository.note_back, server_id)

    async def is_only_in(self, servers: Collection[int], shard: int, shards: int) -> None:
        """Note which servers the bot was removed from, and which it is back in, since it listened last.

        Args:
            servers: All that a shard of the gateway has.
            shard: Which one it is, from 0.
            shards: How many there are. A server belongs to the shard `(id >> 22) % shards` (Discord's documentation of
                the gateway, "Sharding").
        """
        greeted = await self._database.read(repository.greeted_servers)
        gone = sorted(each for each in greeted - set(servers) if (each >> 22) % shards == shard)
        if gone:
            await self._database.write(repository.note_left, gone, self._clock.now())
        for server_id in set(servers).intersection(await self._database.read(repository.left_servers)):
            await self._database.write(repository.note_back, server_id)

    async def tidy(self) -> None:
        """Forget the settings of servers from which the bot was removed long ago."""
        for server_id in await self._database.read(repository.left_before, self._clock.now() - KEPT):
            await self._database.write(self._forget_one, server_id)
            self._settings.look_again(server_id)
            _log.info("settings of a server forgotten, which the bot has left", server=server_id)

    def _forget_one(self, connection: Connection, server_id: int) -> None:
        # Looked at once more: the bot may have been invited again at this very moment.
        if server_id not in repository.left_before(connection, self._clock.now() - KEPT):
            return
        for forget in (*self._forget, repository.forget_server):
            forget(connection, server_id)
