"""Memory of the bot, idle and at work, against a bare hikari + lightbulb bot (Linux: resident sets, from /proc).

    python -m bench.memory [--servers 1000] [--people 50] [--packages 20]

DESIGN's budgets: idle, in many servers, at most 1.5 times the yardstick's; at work at most 120 MB. At work the
contributors finish packages of all kinds, with texts whose language is guessed, and the yardstick answers presses, as
many as a package takes about. What the bot's child processes need at that moment stands beside it: a child that guesses
languages ends when nobody has written for a while.
"""

import asyncio
import tempfile
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bench.bots import busy_bot, ping_bot
from playground.client import Guild, Playground
from playground.contributors.contributor import Character, Contributor
from playground.contributors.habits import STEADY

_SETTLE_SECONDS = 5.0
_PRESSES_PER_PACKAGE = 6
_IDLE_RATIO = 1.5
_WORKING_MEGABYTES = 120

StartBot = Callable[[Playground, Path], AbstractAsyncContextManager[int]]
Work = Callable[[Guild, int, int], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class _Found:
    """Megabytes (10⁶ bytes): of the idle bot, of the working one, and of the children that it has then."""

    idle: float
    working: float
    children: float


def main(
    servers: Annotated[int, typer.Option(help="How many servers the bot is in.")] = 1000,
    people: Annotated[int, typer.Option(help="How many people work.")] = 50,
    packages: Annotated[int, typer.Option(help="How many packages each of them finishes.")] = 20,
) -> None:
    """Measure and print a table."""
    bare = asyncio.run(_measure(ping_bot, _press, servers, people, packages))
    ours = asyncio.run(_measure(busy_bot, _work, servers, people, packages))
    table = Table(title=f"Megabytes, in {servers} servers; at work: {people * packages} packages by {people} people")
    for column in ("", "bare", "this bot", "ratio", "budget", "its children"):
        table.add_column(column, justify="right" if column else "left")
    rows = (
        ("idle", bare.idle, ours.idle, f"{_IDLE_RATIO} times", 0.0),
        ("working", bare.working, ours.working, f"{_WORKING_MEGABYTES} MB", ours.children),
    )
    for name, yardstick, own, budget, children in rows:
        table.add_row(name, f"{yardstick:.0f}", f"{own:.0f}", f"{own / yardstick:.2f}", budget, f"{children:.0f}")
    Console().print(table)


async def _measure(bot: StartBot, work: Work, servers: int, people: int, packages: int) -> _Found:
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        async with Playground.start(rate_limits=False) as playground:
            for number in range(servers):
                await playground.create_guild(f"Server {number}")
            guild = await playground.create_guild("Bench", text_channels=["work"])
            async with bot(playground, Path(folder)) as process_id:
                await asyncio.sleep(_SETTLE_SECONDS)
                idle = _megabytes(process_id)
                await work(guild, people, packages)
                return _Found(idle, _megabytes(process_id), sum(map(_megabytes, _children_of(process_id))))


async def _press(guild: Guild, people: int, packages: int) -> None:
    async def press(name: str) -> None:
        person = await guild.add_person(name)
        message = (await person.command(guild.channel("work"), "ping")).message
        for _ in range(packages * _PRESSES_PER_PACKAGE):
            await person.press(message, "Ping")

    await asyncio.gather(*(press(f"person{number}") for number in range(people)))


async def _work(guild: Guild, people: int, packages: int) -> None:
    async def work(name: str) -> None:
        person = await guild.add_person(name)
        contributor = Contributor(person, guild.channel("work"), Character(name, habits=STEADY))
        await contributor.work(lambda: contributor.experience.packages >= packages)

    await asyncio.gather(*(work(f"person{number}") for number in range(people)))


def _megabytes(process_id: int) -> float:
    for line in Path(f"/proc/{process_id}/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024 / 1_000_000
    raise LookupError("the process has no memory")


def _children_of(process_id: int) -> list[int]:
    files = Path(f"/proc/{process_id}/task").glob("*/children")
    return [int(child) for file in files for child in file.read_text(encoding="ascii").split()]


if __name__ == "__main__":
    typer.run(main)
