"""The hello of a bot that is new in a server: once, to its managers, where Discord itself says who has joined."""

import asyncio
from collections.abc import Iterable

from bot.cards.start_panel import hello_card
from bot.clock import Clock
from bot.discord.base import Discord, Gone, NotNow, NotPossible
from bot.log import get_logger
from bot.order import Order
from bot.server_setup import repository
from bot.store import Database
from bot.texts import Catalogue

_log = get_logger(__name__)

_AT_A_TIME = 8
"""So many servers are greeted at once: at a start, the bot hears of all that it is in."""


class Greeting:
    """Says hello to servers."""

    def __init__(self, database: Database, clock: Clock, discord: Discord, catalogue: Catalogue) -> None:
        self._database = database
        self._clock = clock
        self._discord = discord
        self._catalogue = catalogue
        self._order = Order()
        self._heard: asyncio.Queue[int] = asyncio.Queue()

    async def hear_of(self, server_ids: Iterable[int]) -> None:
        """Let those of these servers be greeted soon that never were: the bot is new in them, or has just started."""
        greeted = await self._database.read(repository.greeted_servers)
        for server_id in server_ids:
            if server_id not in greeted:
                self._heard.put_nowait(server_id)

    async def run(self) -> None:
        """Greet the servers that were heard of, until cancelled. A failure is logged; the next start tries again."""
        async with asyncio.TaskGroup() as group:
            for number in range(_AT_A_TIME):
                group.create_task(self._greet_heard(), name=f"greeting-{number}")

    async def greet(self, server_id: int) -> None:
        """Say hello to a server, unless that was done before; where it is not possible, never try again.

        It is said in the channel of the server's system messages, in the server's language; where it has no such
        channel, nothing is said.
        """
        async with self._order.turn(server_id):
            if server_id in await self._database.read(repository.greeted_servers):
                return
            try:
                channel_id, locale = await self._discord.system_channel(server_id)
            except (Gone, NotPossible) as error:  # at the next start, if the bot is in it then
                _log.info("no hello yet", server=server_id, reason=str(error))
                return
            try:
                if channel_id is not None:
                    await self._post(channel_id, locale)
            except NotNow as error:  # at the next start
                _log.info("no hello yet", server=server_id, reason=str(error))
                return
            except (Gone, NotPossible) as error:
                _log.info("no hello possible", server=server_id, reason=str(error))
            await self._database.write(repository.note_greeted, server_id, self._clock.now())

    async def _greet_heard(self) -> None:
        while True:
            server_id = await self._heard.get()
            try:
                await self.greet(server_id)
            except Exception:
                _log.exception("a server could not be greeted", server=server_id)

    async def _post(self, channel_id: int, locale: str) -> None:
        """Post the hello, unless it is there: a process may have been ended before it noted that."""
        card = hello_card(self._catalogue.sentences(locale))
        if await self._discord.find(channel_id, card) is None:
            await self._discord.post(channel_id, card)
