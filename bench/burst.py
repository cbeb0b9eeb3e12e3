"""A burst of button presses that each write, against the same burst on a bare lightbulb bot.

    python -m bench.burst [--presses 1000] [--people 1000] [--rounds 3]

DESIGN's budget: p99 from press to answer at most 2.5 times the yardstick's, and none over 3 s. Each person opens a
package first and writes a text; the measured press is `Discard`, which writes to the database and answers with the
whole card. The presses of all people are fired at once.
"""

import asyncio
import tempfile
import time
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bench.bots import our_bot, ping_bot
from playground.client import Guild, Outcome, Person, Playground

Press = Callable[[], Awaitable[Outcome]]
StartBot = Callable[[Playground, Path], AbstractAsyncContextManager[int]]


def main(
    presses: Annotated[int, typer.Option(help="How many presses a burst has.")] = 1000,
    people: Annotated[int, typer.Option(help="How many people press; each presses as often.")] = 1000,
    rounds: Annotated[int, typer.Option(help="Rounds; the median is quoted.")] = 3,
) -> None:
    """Measure and print a table."""
    asyncio.run(_measure(presses, people, rounds))


async def _measure(presses: int, people: int, rounds: int) -> None:
    table = Table(title=f"{presses} presses by {people} people at once; milliseconds")
    for column in ("round", "bot", "p50", "p99", "max", "failed"):
        table.add_column(column, justify="right")
    ratios = []
    slowest = 0.0
    for number in range(1, rounds + 1):
        yardstick = await _burst(ping_bot, _ping_press, presses, people)
        ours = await _burst(our_bot, _work_press, presses, people)
        for name, (times, failed) in (("ping", yardstick), ("this bot", ours)):
            row = (_quantile(times, 0.5), _quantile(times, 0.99), max(times))
            table.add_row(str(number), name, *(f"{1000 * value:.0f}" for value in row), str(failed))
        ratios.append(_quantile(ours[0], 0.99) / _quantile(yardstick[0], 0.99))
        slowest = max(slowest, *ours[0])
    Console().print(table)
    ratio = sorted(ratios)[len(ratios) // 2]
    print(f"p99 against the yardstick: {ratio:.2f} (budget 2.5); slowest answer {slowest:.2f} s (budget 3)")


async def _burst(
    start: StartBot,
    prepare: Callable[[Playground, Person, Guild], Awaitable[Press]],
    presses: int,
    people: int,
) -> tuple[list[float], int]:
    """Fire the presses; returns the seconds of each and how many failed."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        async with Playground.start(rate_limits=False, keep_messages=10_000) as playground:
            guild = await playground.create_guild("Bench", text_channels=["work"])
            async with start(playground, Path(folder)):
                buttons = []
                for number in range(people):
                    person = await guild.add_person(f"person{number}")
                    buttons.append(await prepare(playground, person, guild))
                begun: list[float] = []
                outcomes: list[Outcome] = []

                async def press(button: Press) -> None:
                    for _ in range(presses // people):
                        start_time = time.perf_counter()
                        outcomes.append(await button())
                        begun.append(time.perf_counter() - start_time)

                await asyncio.gather(*(press(button) for button in buttons))
                return begun, sum(outcome.failed for outcome in outcomes)


async def _ping_press(_: Playground, person: Person, guild: Guild) -> Press:
    message = (await person.command(guild.channel("work"), "ping")).message
    return lambda: person.press(message, "Ping")


async def _work_press(playground: Playground, person: Person, _: Guild) -> Press:
    # In direct messages: work threads of a thousand people would be opened at the pace that Discord allows.
    outcome = await person.command(await person.direct_messages(), "work", task="initial_prompt")
    outcome = await (await person.press(outcome.message, "I agree")).settled()
    card = outcome.message
    opened = await person.press(card, "Write prompt")
    await person.submit(opened.modal, {"text": f"How do bridges carry their load, asks {person.name}?"})
    # `Discard` writes the draft, every time, and answers with the whole card.
    discard = next(button for button in (await person.look(card)).buttons if button.label == "Discard")
    custom_id = str(discard.custom_id)
    return lambda: playground.raw_press(person, card, custom_id)


def _quantile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


if __name__ == "__main__":
    typer.run(main)
