"""The workday of a demo: people at work, a look at the trees now and then, and processes killed in between."""

import asyncio
import time
from collections import deque
from collections.abc import Sequence
from enum import Enum, auto

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from playground.bot_process import BotFailed, BotProcess
from playground.client import Playground, PlaygroundError
from playground.counting import counted
from playground.demo.course import Course, Kill
from playground.demo.options import DemoOptions
from playground.demo.source import DatasetSource
from playground.demo.task_server import TaskServerFailed

_GOAL = "Trees ready for export"
_TICK_SECONDS = 0.1
_PAUSE_SHARE, _PAUSE_SECONDS_ELSEWHERE = 1.5, 2.0
_PACKAGES_PER_TREE = 12
_LEAST_BETWEEN_KILLS = 5
_LEAST_OUTAGE_SECONDS, _LONGEST_OUTAGE_SECONDS = 1.0, 120.0
_TOLD_EVERY_SECONDS = 5.0
_TOLD_EVERY_SECONDS_ELSEWHERE = 30.0
_PATIENCE_SECONDS = 600.0
"""So long nobody may finish anything: machines are slow, and a task server elsewhere lets people wait for minutes."""


class Interruption(Enum):
    """What is killed."""

    BOT = auto()
    SERVER = auto()
    BOTH = auto()
    """First the task server; the bot then, with answers in its outbox, and it starts while the other is away."""


def interruptions(kills: int, *, with_server: bool) -> list[Interruption]:
    """Plan what is killed one after the other: the bot so many times, and the task server once, if any."""
    if not with_server or not kills:
        return [Interruption.BOT] * kills
    if kills == 1:
        return [Interruption.BOT, Interruption.SERVER]
    first = kills // 2
    return [Interruption.BOT] * first + [Interruption.BOTH] + [Interruption.BOT] * (kills - first - 1)


class Workday:
    """Everybody at work."""

    def __init__(
        self,
        playground: Playground,
        bot: BotProcess,
        source: DatasetSource,
        course: Course,
        options: DemoOptions,
        console: Console,
    ) -> None:
        self._playground = playground
        self._bot = bot
        self._source = source
        self._course = course
        self._options = options
        self._console = console
        self._left = deque(interruptions(options.kills, with_server=source.small_server is not None))
        wanted = options.trees * _PACKAGES_PER_TREE
        self._packages_between = max(_LEAST_BETWEEN_KILLS, wanted // (len(self._left) + 1))
        self._packages_at_last = 0
        self._begun = time.monotonic()
        self._last_package = (self._begun, 0)
        self._packages_at_count = self._packages_at_tree = 0
        """How many were finished when the trees were last counted, and when one more of them was ready."""
        self._told = self._begun
        self._is_over = False

    async def live(self) -> None:
        """Work until enough trees are ready and all was killed as often as wanted, or nothing moves any more."""
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
        except (PlaygroundError, BotFailed, TaskServerFailed) as error:
            self._course.problems.append(str(error))
        finally:
            for task in people:
                task.cancel()
            await asyncio.gather(*people, return_exceptions=True)
        self._course.work_seconds = time.monotonic() - self._begun

    async def _watch(self, people: list[asyncio.Task[None]], progress: Progress, shown: TaskID) -> None:
        counting: asyncio.Task[tuple[int, int]] | None = None
        try:
            while not any(task.done() for task in people):
                counting = counting or asyncio.create_task(self._count_ready())
                if counting.done():
                    self._note_count(counting.result())
                    counting = None
                if self._course.ready >= self._options.trees and not self._left:
                    return
                if (reason := self._reason_to_end()) is not None:
                    self._course.problems.append(reason)
                    return
                if self._left and self._course.packages - self._packages_at_last >= self._packages_between:
                    self._show(progress, shown, ", kill -9 …")
                    await self._interrupt(self._left.popleft())
                self._show(progress, shown)
                await asyncio.sleep(_TICK_SECONDS)
        finally:
            if counting is not None:
                counting.cancel()
                await asyncio.gather(counting, return_exceptions=True)

    def _reason_to_end(self) -> str | None:
        """Say why the demo ends before all is done; None while it goes on."""
        now, course = time.monotonic(), self._course
        if not self._bot.is_running:
            return f"the bot ended by itself:\n{self._bot.log_tail()}"
        if course.packages != self._last_package[1]:
            self._last_package = (now, course.packages)
        if now - self._last_package[0] > _PATIENCE_SECONDS:
            return f"nothing was finished for {_PATIENCE_SECONDS:.0f} s: {self._standing()}"
        in_vain = self._packages_at_count - self._packages_at_tree
        # On a task server elsewhere nobody knows how many packages a tree takes.
        if in_vain > self._options.most_packages_without_tree and not self._source.is_shared:
            return f"no tree got ready by the last {counted(in_vain, 'package')}: {self._standing()}"
        if self._options.time_is_over(now - self._begun):
            return f"the {self._options.minutes:g} minutes are over: {self._standing()}"
        return None

    def _show(self, progress: Progress, shown: TaskID, note: str = "") -> None:
        course = self._course
        killed = f", killed {len(course.kills)} ×" if course.kills else ""
        progress.update(
            shown,
            completed=min(course.ready, self._options.trees),
            doing=f"{counted(course.packages, 'package')}{killed}{note}",
        )
        now = time.monotonic()
        # What moves on a terminal cannot be seen in a pipe, and a task server elsewhere takes its time.
        often = not self._console.is_terminal
        if (often or self._source.is_shared) and now - self._told > (
            _TOLD_EVERY_SECONDS if often else _TOLD_EVERY_SECONDS_ELSEWHERE
        ):
            self._told = now
            self._tell(now)

    def _tell(self, now: float) -> None:
        """Write a line that says how far people are."""
        course = self._course
        told = [
            f"{now - self._begun:.0f} s: {course.ready} of {counted(self._options.trees, 'tree')} ready for export",
            counted(course.packages, "package"),
        ]
        if states := self._source.states():
            told.append(f"trees: {states}")
        if waited := sum(each.experience.waits for each in course.contributors):
            told.append(f"asked to wait {waited} ×")
        self._console.print("; ".join(told), highlight=False)

    def _note_count(self, counted: tuple[int, int]) -> None:
        packages, ready = counted
        self._packages_at_count = packages
        if ready != self._course.ready:
            self._packages_at_tree, self._course.ready = packages, ready

    async def _count_ready(self) -> tuple[int, int]:
        """Count finished packages and ready trees; then pause, so that the work has the machine too."""
        begun = time.monotonic()
        packages = self._course.packages
        ready = await self._source.count_ready()
        pause = _PAUSE_SHARE * (time.monotonic() - begun)
        await asyncio.sleep(max(pause, _PAUSE_SECONDS_ELSEWHERE) if self._source.is_shared else pause)
        return packages, ready

    async def _interrupt(self, what: Interruption) -> None:
        if what is Interruption.BOT:
            await self._kill_bot()
        else:
            await self._kill_server(with_bot=what is Interruption.BOTH)
        self._packages_at_last = self._course.packages

    async def _kill_bot(self) -> None:
        await self._playground.note("The bot was killed (kill -9), on purpose", dead=True)
        killed = time.monotonic()
        await self._bot.kill()
        await self._playground.bot_gone()
        await self._bot.start()
        kill = Kill(killed, time.monotonic())
        self._course.kills.append(kill)
        self._console.print(
            f"The bot was killed (kill -9), on purpose, and was back after {kill.back - kill.killed:.1f} s.",
            highlight=False,
        )
        await self._playground.note("The bot is back", dead=False)

    async def _kill_server(self, *, with_bot: bool) -> None:
        """Kill the task server, and start it again once somebody was told that their answer comes to it later.

        Or once everybody was asked to wait: then nobody has anything to hand in.
        """
        server = self._source.small_server
        if server is None:
            return
        await self._playground.note("The task server was killed (kill -9), on purpose")
        killed, promised = time.monotonic(), self._course.promised
        waits = [each.experience.waits for each in self._course.contributors]
        await server.kill()
        await asyncio.sleep(_LEAST_OUTAGE_SECONDS)
        end = killed + _LONGEST_OUTAGE_SECONDS
        while (  # noqa: ASYNC110 - nobody tells of it
            self._course.promised == promised and not self._all_wait(waits) and time.monotonic() < end
        ):
            await asyncio.sleep(_TICK_SECONDS)
        if with_bot:
            await self._kill_bot()
        await server.start()
        self._course.outages.append(Kill(killed, time.monotonic()))
        await self._playground.note("The task server is back")

    def _all_wait(self, before: Sequence[int]) -> bool:
        """Say whether everybody was asked to wait once more than before."""
        contributors = self._course.contributors
        return all(each.experience.waits > waits for each, waits in zip(contributors, before, strict=True))

    def _standing(self) -> str:
        course = self._course
        last = {each.experience.sentences[-1] for each in course.contributors if each.experience.sentences}
        read = "; ".join(sorted(sentence.splitlines()[0][:100] for sentence in last)[:3])
        return (
            f"{course.ready} of {self._options.trees} trees are ready after {counted(course.packages, 'package')}. "
            f"People last read: {read or 'nothing'}"
        )
