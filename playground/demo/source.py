"""Where the trees of a demo are. The bot's own database and a task server are asked in one way."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from playground.bot_process import BotProcess
from playground.contributors.contributor import Contributor
from playground.demo.course import Course
from playground.demo.small_server import SmallServer

TREES, EVERYTHING = "trees.jsonl", "everything.jsonl"
"""What is written: the dataset, and the same with all that is not part of it."""


class DatasetSource(Protocol):
    """Where the trees are.

    Attributes:
        name: what it is called in the report.
        bot_settings: the bot's environment; has secrets.
        told_settings: what the demo sets, of the bot and of the trees' life, without secrets.
        is_shared: whether others may work there too, and how trees grow is not the demo's to say.
        small_server: the task server that the demo may kill, if there is one.
    """

    name: str
    bot_settings: Mapping[str, str]
    told_settings: Mapping[str, str]
    is_shared: bool
    small_server: SmallServer | None

    async def begin(self, bot: BotProcess, contributors: Sequence[Contributor]) -> None:
        """Make ready for work, before the bot is started."""

    async def count_ready(self) -> int:
        """Count the trees that are ready for export by now."""

    def states(self) -> str:
        """Say how many trees were in each state at the last count; nothing where that is not known."""

    async def settle(self, course: Course) -> None:
        """Wait, once nobody works, for what is still on its way, and note what the source counts."""

    async def write(self, course: Course) -> None:
        """Write `TREES` and `EVERYTHING`, and note in the course what has to be known to read them."""
