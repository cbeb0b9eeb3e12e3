"""How many REST calls the bot makes outside interaction answers, per finished package.

    python -m bench.rest_calls [--people 100] [--packages 30]

DESIGN's budget: at most 0.2 in an hour of `Next task` by 100 people. An answer to an interaction is exempt from
Discord's limit of 50 calls a second; every other call counts.
"""

import asyncio
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from bench.bots import busy_bot
from playground.client import Playground
from playground.contributors.contributor import Character, Contributor
from playground.contributors.habits import STEADY


def main(
    people: Annotated[int, typer.Option(help="How many people work.")] = 100,
    packages: Annotated[int, typer.Option(help="How many packages each finishes; 30 is one in two minutes.")] = 30,
) -> None:
    """Measure and print."""
    calls, finished = asyncio.run(_measure(people, packages))
    print(
        f"{finished} packages by {people} people: {calls / finished:.3f} REST calls outside answers each (budget 0.2)"
    )


async def _measure(people: int, packages: int) -> tuple[int, int]:
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        async with Playground.start() as playground:
            guild = await playground.create_guild("Bench", text_channels=["work"])
            async with busy_bot(playground, Path(folder)):
                contributors = []
                for number in range(people):
                    person = await guild.add_person(f"person{number}")
                    character = Character(person.name, habits=STEADY)
                    contributors.append(Contributor(person, guild.channel("work"), character))
                await playground.request_counts(reset=True)
                await asyncio.gather(*(_work(contributor, packages) for contributor in contributors))
                counts = await playground.request_counts()
    return counts.outside, sum(contributor.experience.packages for contributor in contributors)


async def _work(contributor: Contributor, packages: int) -> None:
    await contributor.work(lambda: contributor.experience.packages >= packages)


if __name__ == "__main__":
    typer.run(main)
