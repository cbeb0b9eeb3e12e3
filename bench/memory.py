"""Memory of the idle bot in many servers, against a bare hikari + lightbulb bot (Linux: resident set, from /proc).

    python -m bench.memory [--servers 1000]

DESIGN's budget: at most 1.5 times the yardstick's.
"""

import asyncio
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from bench.bots import our_bot, ping_bot
from playground.client import Playground

_SETTLE_SECONDS = 5.0


def main(servers: Annotated[int, typer.Option(help="How many servers the bot is in.")] = 1000) -> None:
    """Measure and print."""
    bare, ours = asyncio.run(_measure(servers))
    print(
        f"idle in {servers} servers: bare {bare:.0f} MiB, this bot {ours:.0f} MiB, ratio {ours / bare:.2f} (budget 1.5)"
    )


async def _measure(servers: int) -> tuple[float, float]:
    found = []
    for bot in (ping_bot, our_bot):
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            async with Playground.start(rate_limits=False) as playground:
                for number in range(servers):
                    await playground.create_guild(f"Server {number}")
                async with bot(playground, Path(folder)) as process_id:
                    await asyncio.sleep(_SETTLE_SECONDS)
                    found.append(_resident_mebibytes(process_id))
    return found[0], found[1]


def _resident_mebibytes(process_id: int) -> float:
    for line in Path(f"/proc/{process_id}/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise LookupError("the process has no memory")


if __name__ == "__main__":
    typer.run(main)
