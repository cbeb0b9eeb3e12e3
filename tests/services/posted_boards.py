"""A server whose boards are posted: real services on a real database, and channels in memory."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from bot.interactions.click import Click, Place
from bot.interactions.responses import Response
from bot.policy import Rights
from bot.posted_boards.board_settings import BoardSettings
from bot.posted_boards.posting import Posting
from bot.posted_boards.upkeep import Upkeep
from bot.protocol.moments import to_moment
from bot.state.person import Person
from tests.catalogue import CATALOGUE
from tests.services.boards import CHANNEL, SERVER, BoardServices, open_board_services
from tests.services.in_memory_channels import InMemoryChannels

BOARDS, OTHER = 71, 72
"""Two channels."""

NOON = to_moment(datetime(2026, 3, 4, 12, tzinfo=UTC))
"""A Wednesday."""


class PostedBoardServices:
    """What a manager does with `/boards`, and what the bot then posts."""

    def __init__(self, services: BoardServices, manager: Person) -> None:
        self.services = services
        self.clock = services.clock
        self.manager = manager
        self.channels = InMemoryChannels(services.clock, {BOARDS, OTHER})
        self.posting = self.new_posting()
        self.settings = BoardSettings(services.database, services.clock, services.visible_boards, self.posting)

    def new_posting(self) -> Posting:
        """Another one who posts: the command line, say."""
        services = self.services
        upkeep = Upkeep(services.database, services.clock, self.channels, self.channels, CATALOGUE)
        return Posting(
            *(services.database, services.clock, services.visible_boards, services.visibility, self.channels, upkeep),
            *(services.people.by_id, CATALOGUE),
        )

    def click(self, *values: str, manages: bool = True, **fields: str) -> Click:
        """A click of the manager's on the card."""
        return Click(
            person=self.manager,
            place=Place(SERVER, CHANNEL, CHANNEL),
            say=CATALOGUE.sentences("en"),
            locale="en-US",
            rights=Rights(manages_server=manages),
            values=values,
            fields=fields,
        )

    async def turn_on(self, *periods: str, hour: int = 9, channel: int = BOARDS) -> Response:
        """Set everything, and press `Turn on`; periods turn at that hour (UTC)."""
        await self.settings.choose_channel(self.click(str(channel)))
        await self.settings.choose_periods(self.click(*periods))
        await self.settings.choose_hour(self.click(str(hour)))
        return await self.settings.turn_on(self.click())

    async def later(self, span: int) -> None:
        """Let so many milliseconds pass, and do then what is due."""
        self.clock.move(span)
        await self.posting.carry_out()


@asynccontextmanager
async def open_posted_board_services(folder: Path) -> AsyncIterator[PostedBoardServices]:
    """Services on a Wednesday at noon."""
    async with open_board_services(folder) as services:
        services.clock.move(NOON - services.clock.now())
        yield PostedBoardServices(services, await services.person())
