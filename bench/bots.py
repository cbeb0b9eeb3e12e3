"""The two bots that benchmarks compare, each as a process of its own: ours, and the bare yardstick."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playground.bot_process import BotProcess
from playground.client import Playground
from playground.contributors.answers import SAMPLE

_PROMPTS = 3_000


@asynccontextmanager
async def ping_bot(playground: Playground, _folder: Path) -> AsyncIterator[int]:
    """Run a bare hikari + lightbulb bot; yield its process id."""
    environment = {**os.environ, "DISCORD_TOKEN": playground.token, "DISCORD_API_URL": playground.api_url}
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "bench.ping_bot", env=environment)
    try:
        await playground.bot_ready()
        yield process.pid
    finally:
        process.terminate()
        await process.wait()


@asynccontextmanager
async def our_bot(playground: Playground, folder: Path) -> AsyncIterator[int]:
    """Run this bot with the sample's conversations; yield its process id."""
    bot = BotProcess(playground, folder / "bot.sqlite3", folder / "bot.log")
    await bot.command("import", str(SAMPLE / "conversations.json"))
    async with bot.running():
        yield bot.process_id


@asynccontextmanager
async def busy_bot(playground: Playground, folder: Path) -> AsyncIterator[int]:
    """Run this bot with the sample and many prompts, so that nobody is out of work; yield its process id."""
    bot = BotProcess(playground, folder / "bot.sqlite3", folder / "bot.log", MAX_ACTIVE_TREES=str(_PROMPTS))
    prompts = folder / "prompts.txt"
    prompts.write_text("\n".join(f"Which {number} things does a town need?" for number in range(_PROMPTS)), "utf-8")
    for texts in (SAMPLE / "conversations.json", prompts):
        await bot.command("import", str(texts))
    async with bot.running():
        yield bot.process_id
