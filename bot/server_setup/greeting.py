"""The hello of a bot that is new in a server: once, to its managers, where Discord itself says who has joined."""

from bot.cards.start_panel import hello_card
from bot.clock import Clock
from bot.discord.base import Discord, Gone, NotNow, NotPossible
from bot.log import get_logger
from bot.order import Order
from bot.server_setup import repository
from bot.store import Database
from bot.texts import Catalogue

_log = get_logger(__name__)


class Greeting:
    """Says hello to servers."""

    def __init__(self, database: Database, clock: Clock, discord: Discord, catalogue: Catalogue) -> None:
        self._database = database
        self._clock = clock
        self._discord = discord
        self._catalogue = catalogue
        self._order = Order()

    async def greet(self, server_id: int, channel_id: int | None, locale: str) -> None:
        """Say hello to a server, unless that was done before; where it is not possible, never try again.

        Args:
            server_id: the bot has just joined it, or hears of it at a start: it may have joined meanwhile.
            channel_id: of the server's system messages; None where it has none, and then nothing is said.
            locale: the server's language, by Discord's name.
        """
        async with self._order.turn(server_id):
            if await self._database.read(repository.is_greeted, server_id):
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

    async def _post(self, channel_id: int, locale: str) -> None:
        """Post the hello, unless it is there: a process may have been ended before it noted that."""
        card = hello_card(self._catalogue.sentences(locale))
        if await self._discord.find(channel_id, card) is None:
            await self._discord.post(channel_id, card)
