"""Trees in the bot's own database, which `bot import` fills and `bot export` reads."""

import asyncio
from collections.abc import Mapping, Sequence
from pathlib import Path

from playground.bot_process import BotFailed, BotProcess
from playground.contributors.contributor import Contributor
from playground.demo.arrival import wait_for_arrival
from playground.demo.course import Course
from playground.demo.options import DemoOptions
from playground.demo.small_server import SmallServer
from playground.demo.source import EVERYTHING, TREES

_NOTHING_TO_WRITE = 3
"""The exit code of `bot export` where there is no tree."""


class OwnDatabase:
    """See `DatasetSource`."""

    name = "in the bot's database"
    is_shared = False
    small_server: SmallServer | None = None

    def __init__(self, options: DemoOptions, texts: Path | None, out: Path) -> None:
        """Prepare.

        Args:
            options: what is wanted.
            texts: what is imported; None for nothing.
            out: where the dataset is written.
        """
        self.bot_settings: Mapping[str, str] = {**options.bot_settings, **options.thresholds}
        self.told_settings: Mapping[str, str] = self.bot_settings
        self._texts = texts
        self._out = out
        self._bot: BotProcess | None = None

    async def begin(self, bot: BotProcess, contributors: Sequence[Contributor]) -> None:  # noqa: ARG002 - the interface's
        """Import the texts."""
        self._bot = bot
        if self._texts is not None:
            await bot.command("import", str(self._texts.resolve()))

    async def count_ready(self) -> int:
        """Export, and count."""
        await self._export(TREES)
        with (self._out / TREES).open(encoding="utf-8") as lines:
            return sum(1 for _ in lines)

    def states(self) -> str:
        """Say nothing: the dataset has no other trees."""
        return ""

    async def settle(self, course: Course) -> None:
        """Wait for what a slow bot has called saved and delivered later: `/privacy show` counts it then."""
        promised = [each for each in course.contributors if each.promises]

        async def has_arrived() -> bool:
            await asyncio.gather(*(each.look_up_counts() for each in promised))
            return all(_is_counted(each) for each in promised)

        await wait_for_arrival(promised, has_arrived)

    async def write(self, course: Course) -> None:  # noqa: ARG002 - the interface's
        """Export both."""
        await asyncio.gather(self._export(TREES), self._export(EVERYTHING, "--everything"))

    async def _export(self, name: str, *options: str) -> None:
        if self._bot is None:
            raise RuntimeError("begin comes first")
        file = self._out / name
        ended = await self._bot.attempt("export", str(file), *options)
        if ended.exit_code == _NOTHING_TO_WRITE:
            file.write_text("")  # the demo goes on reading it; nothing is an answer too
        elif ended.exit_code:
            raise BotFailed(f"bot export: {ended.errors.strip()[-2000:]}")


def _is_counted(contributor: Contributor) -> bool:
    """Say whether `/privacy show` counts at least what somebody was told is saved."""
    counted, seen = contributor.experience.counted, contributor.experience
    return counted is not None and all(told >= sure for told, sure in zip(counted, seen.contributions, strict=True))
