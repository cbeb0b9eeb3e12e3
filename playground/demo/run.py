"""The run of a demo: a fresh database, a playground, the bot, people at work, until enough trees are ready."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from rich.console import Console

from playground.bot_process import BotProcess
from playground.client import Guild, Playground
from playground.contributors.cast import cast
from playground.contributors.contributor import Contributor
from playground.contributors.manager import Manager
from playground.contributors.visitor import visit
from playground.counting import counted
from playground.demo.beginning import write_beginning
from playground.demo.course import Course
from playground.demo.options import Backend, DemoOptions
from playground.demo.own_database import OwnDatabase
from playground.demo.server_trees import SERVER_DATABASE, SERVER_LOG, address_in_environment, open_server_trees
from playground.demo.source import EVERYTHING, TREES, DatasetSource
from playground.demo.task_server import Address
from playground.demo.workday import Workday

RECORDS, DATABASE, LOG, BEGINNING = "records.jsonl", "bot.sqlite3", "bot.log", "begun-with.json"
_BESIDE_A_DATABASE = ("", "-wal", "-shm", "-memory.jsonl")
_OLD = (
    *(RECORDS, TREES, EVERYTHING, LOG, SERVER_LOG, BEGINNING, "transcript.html", "report.json"),
    *(f"{database}{ending}" for database in (DATABASE, SERVER_DATABASE) for ending in _BESIDE_A_DATABASE),
)


async def run(options: DemoOptions, out: Path, console: Console) -> Course:
    """Let a community work, and write the dataset, the bot's log and the record of all that people saw into a folder.

    Args:
        options: what is wanted.
        out: an existing folder; files of an earlier run are removed.
        console: where progress is shown.

    Raises:
        BotFailed: the bot does not start, or one of its commands fails.
        PlaygroundError: the playground does not start.
        TaskServerFailed: there is no task server that can be used.
    """
    address = address_in_environment() if options.backend is Backend.API else None
    for old in _OLD:
        (out / old).unlink(missing_ok=True)
    texts = write_beginning(options, out / BEGINNING)
    course = Course()
    console.print("Starting a local Discord, and the bot on it …", highlight=False)
    async with (
        Playground.start(record=out / RECORDS, patient=True, answer_seconds=_DEAD_BOT_SECONDS) as playground,
        _open_source(options, texts, address, playground, out) as source,
    ):
        course.backend, course.settings = source.name, source.told_settings
        if source.is_shared:
            console.print(f"People work {source.name}. What they write there stays there.", highlight=False)
        bot = BotProcess(playground, out / DATABASE, out / LOG, **source.bot_settings)
        guild = await playground.create_guild("The Dataset Guild", text_channels=["welcome", "work", "leaderboards"])
        course.contributors = await _invite(guild, options, source)
        manager = Manager(playground, guild, guild.channel("leaderboards"))
        await source.begin(bot, course.contributors)
        async with bot.running():
            console.print(f"{counted(len(course.contributors), 'scripted person', 'scripted people')} begin to work.")
            await course.contributors[0].arrive()
            await manager.set_up_boards()
            await Workday(playground, bot, source, course, options, console).live()
            course.rest_calls_outside = (await playground.request_counts()).outside
            if course.is_whole:
                console.print("Everybody stops working; the dataset is written, and looked at …")
                await source.settle(course)
                await asyncio.gather(*(contributor.look_up_counts() for contributor in course.contributors))
                # Nobody writes any more, so that the dataset can be read meanwhile.
                writing = asyncio.create_task(source.write(course))
                try:
                    course.problems += await _look_round(playground, guild, manager, options.backend)
                finally:
                    await writing
            course.problems += await _complaints(playground)
        if source.small_server is not None and (said := source.small_server.complaints()):
            course.problems.append(f"the small task server complained: {said}")
        if not course.is_whole:
            await source.write(course)
    return course


async def _look_round(playground: Playground, guild: Guild, manager: Manager, backend: Backend) -> list[str]:
    """Try all commands, and see the leaderboards turn; returns what did not work."""
    visitor = await guild.add_person("vera", display_name="Vera")
    is_local = backend is Backend.LOCAL
    problems = await visit(playground, visitor, guild, guild.channel("work"), knows_all=is_local)
    if is_local:  # a task server renews its boards when it likes
        problems += await manager.see_boards_turn()
    return problems


@asynccontextmanager
async def _open_source(
    options: DemoOptions, texts: Path | None, address: Address | None, playground: Playground, out: Path
) -> AsyncIterator[DatasetSource]:
    if options.backend is Backend.LOCAL:
        yield OwnDatabase(options, texts, out)
        return
    async with open_server_trees(options, texts, address, playground, out) as source:
        yield source


async def _invite(guild: Guild, options: DemoOptions, source: DatasetSource) -> list[Contributor]:
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
                idle_seconds=_IDLE_SECONDS_ELSEWHERE if source.is_shared else _IDLE_SECONDS,
            )
        )
    return contributors


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


# An answer that comes too late, or twice, or a part of it when the interaction is over: normal when the bot was killed
# in the middle of it, or the clock was moved.
_NORMAL = {10062, 40060, 10015, 50027}

_DEAD_BOT_SECONDS = 1.0
"""When people see that a bot does not answer which is dead; one that lives is waited for."""

_IDLE_SECONDS, _IDLE_SECONDS_ELSEWHERE = 1.0, 10.0
"""When people look again where there was nothing to do: a task server elsewhere counts how often they ask."""
