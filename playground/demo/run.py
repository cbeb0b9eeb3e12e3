"""The run of a demo: a fresh database, a playground, the bot, people at work, until enough trees are ready."""

import asyncio
import time
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from playground.bot_process import BotFailed, BotProcess
from playground.client import Guild, Playground, PlaygroundError
from playground.contributors.cast import cast
from playground.contributors.contributor import Contributor
from playground.contributors.manager import Manager
from playground.contributors.visitor import visit
from playground.demo.course import Course, Kill
from playground.demo.options import DemoOptions

RECORDS, TREES, EVERYTHING, DATABASE, LOG = (
    *("records.jsonl", "trees.jsonl", "everything.jsonl"),
    *("bot.sqlite3", "bot.log"),
)
_OTHERS = ("transcript.html", "report.json", *(f"{DATABASE}-{ending}" for ending in ("wal", "shm")))
_GOAL = "Trees ready for export"
_TICK_SECONDS = 0.1
_PAUSE_SHARE = 1.5
_PACKAGES_PER_TREE = 12
_LEAST_BETWEEN_KILLS = 5


async def run(options: DemoOptions, out: Path, console: Console) -> Course:
    """Let a community work, and write the dataset, the bot's log and the record of all that people saw into a folder.

    Args:
        options: what is wanted.
        out: an existing folder; files of an earlier run are removed.
        console: where progress is shown.

    Raises:
        BotFailed: the bot does not start, or one of its commands fails.
        PlaygroundError: the playground does not start.
    """
    for old in (RECORDS, TREES, EVERYTHING, DATABASE, LOG, *_OTHERS):
        (out / old).unlink(missing_ok=True)
    course = Course()
    async with Playground.start(record=out / RECORDS) as playground:
        bot = BotProcess(playground, out / DATABASE, out / LOG, **options.settings)
        await bot.command("import", str(options.texts.resolve()))
        guild = await playground.create_guild("The Dataset Guild", text_channels=["welcome", "work", "leaderboards"])
        course.contributors = await _invite(guild, options)
        manager = Manager(playground, guild, guild.channel("leaderboards"))
        async with bot.running():
            await manager.set_up_boards()
            await _Workday(playground, bot, course, options, out, console).live()
            course.rest_calls_outside = (await playground.request_counts()).outside
            if course.is_whole:
                await asyncio.gather(*(contributor.look_up_counts() for contributor in course.contributors))
                visitor = await guild.add_person("vera", display_name="Vera")
                course.problems += await visit(playground, visitor, guild, guild.channel("work"))
                course.problems += await manager.see_boards_turn()
            course.problems += await _complaints(playground)
        await bot.command("export", str(out / TREES))
        await bot.command("export", str(out / EVERYTHING), "--everything")
    return course


async def _invite(guild: Guild, options: DemoOptions) -> list[Contributor]:
    contributors = []
    for character in cast(options.contributors):
        username = character.name.lower().replace(" ", "")
        person = await guild.add_person(username, display_name=character.name, locale=character.locale)
        contributors.append(
            Contributor(
                person,
                guild.channel("work"),
                character,
                seed=options.seed,
                think_seconds=options.think_seconds,
            )
        )
    return contributors


class _Workday:
    """Everybody at work, with a look at the dataset now and then, and the bot killed in between."""

    def __init__(
        self,
        playground: Playground,
        bot: BotProcess,
        course: Course,
        options: DemoOptions,
        out: Path,
        console: Console,
    ) -> None:
        self._playground = playground
        self._bot = bot
        self._course = course
        self._options = options
        self._out = out
        self._console = console
        wanted = options.trees * _PACKAGES_PER_TREE
        self._packages_per_kill = max(_LEAST_BETWEEN_KILLS, wanted // (options.kills + 1))
        self._packages_at_kill = 0
        self._is_over = False

    async def live(self) -> None:
        """Work until enough trees are ready and the bot was killed as often as wanted, or nothing moves any more."""
        begun = time.monotonic()
        people = [asyncio.create_task(each.work(lambda: self._is_over)) for each in self._course.contributors]
        columns = (
            *(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()),
            TextColumn("{task.fields[doing]}"),
        )
        try:
            with Progress(*columns, console=self._console, transient=True) as progress:
                await self._watch(people, progress, progress.add_task(_GOAL, total=self._options.trees, doing=""))
            self._is_over = True
            await asyncio.gather(*people)
            self._course.is_whole = self._bot.is_running
        except (PlaygroundError, BotFailed) as error:
            self._course.problems.append(str(error))
        finally:
            for task in people:
                task.cancel()
            await asyncio.gather(*people, return_exceptions=True)
        self._course.work_seconds = time.monotonic() - begun

    async def _watch(self, people: list[asyncio.Task[None]], progress: Progress, shown: TaskID) -> None:
        counting: asyncio.Task[int] | None = None
        moved = time.monotonic()
        try:
            while not any(task.done() for task in people):
                counting = counting or asyncio.create_task(self._count_ready())
                if counting.done():
                    ready, counting = counting.result(), None
                    moved = moved if ready == self._course.ready else time.monotonic()
                    self._course.ready = ready
                kills_left = self._options.kills - len(self._course.kills)
                if self._course.ready >= self._options.trees and not kills_left:
                    return
                if not self._bot.is_running:
                    self._course.problems.append(f"the bot ended by itself:\n{self._bot.log_tail()}")
                    return
                if time.monotonic() - moved > self._options.patience_seconds:
                    self._course.problems.append(self._stuck())
                    return
                if kills_left and self._course.packages - self._packages_at_kill >= self._packages_per_kill:
                    self._show(progress, shown, ", kill -9 …")
                    await self._kill()
                    moved = time.monotonic()
                self._show(progress, shown)
                await asyncio.sleep(_TICK_SECONDS)
        finally:
            if counting is not None:
                counting.cancel()
                await asyncio.gather(counting, return_exceptions=True)

    def _show(self, progress: Progress, shown: TaskID, note: str = "") -> None:
        killed = f", killed {len(self._course.kills)} ×" if self._course.kills else ""
        doing = f"{self._course.packages} packages{killed}{note}"
        progress.update(shown, completed=min(self._course.ready, self._options.trees), doing=doing)

    async def _count_ready(self) -> int:
        """How many trees `bot export` finds ready; then a pause, so that the work has the machine too."""
        begun = time.monotonic()
        await self._bot.command("export", str(self._out / TREES))
        with (self._out / TREES).open(encoding="utf-8") as lines:
            ready = sum(1 for _ in lines)
        await asyncio.sleep(_PAUSE_SHARE * (time.monotonic() - begun))
        return ready

    async def _kill(self) -> None:
        await self._playground.note("The bot was killed (kill -9)")
        killed = time.monotonic()
        await self._bot.kill()
        await self._playground.bot_gone()
        await self._bot.start()
        self._course.kills.append(Kill(killed, time.monotonic()))
        await self._playground.note("The bot is back")
        self._packages_at_kill = self._course.packages

    def _stuck(self) -> str:
        course, options = self._course, self._options
        last = {each.experience.sentences[-1] for each in course.contributors if each.experience.sentences}
        read = "; ".join(sorted(sentence.splitlines()[0][:100] for sentence in last)[:3])
        return (
            f"no progress for {options.patience_seconds:.0f} s: {course.ready} of {options.trees} trees are ready "
            f"after {course.packages} packages. People last read: {read or 'nothing'}"
        )


async def _complaints(playground: Playground) -> list[str]:
    invalid = await playground.invalid_requests()
    problems = [
        f"Discord refused {request.method} {request.path}: {request.status} {request.code} {request.message}"
        for request in invalid
        if request.code not in _NORMAL
    ]
    problems += [f"the playground lacks {route}" for route in await playground.unimplemented()]
    problems += [f"the playground itself failed: {error}" for error in await playground.playground_errors()]
    return problems


# An answer that comes after the three seconds, or twice: normal when the bot was killed in the middle of it.
_NORMAL = {10062, 40060, 10015}
