"""The small server as a process of its own, for demonstrations: `python -m tests.backends.oasst_api DATABASE`.

Its thresholds, rate limits and clock are those of the bot's settings in the environment. It prints its address as its
first line and its trusted key as the second, and serves until it is told to stop. However it ends: what it has answered
it knows again when it is started on the same file.
"""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
from contextlib import AsyncExitStack
from pathlib import Path
from random import Random

from aiohttp import web

from bot.clock import Clock, ShiftedClock, SystemClock
from bot.errors import StartError
from bot.settings import TaskBackendKind, load_settings
from bot.store import Database
from tests.backends.oasst_api.memory import Memory
from tests.backends.oasst_api.original import OriginalTrees
from tests.backends.oasst_api.served import TRUSTED_KEY, UNTRUSTED_KEY
from tests.backends.oasst_api.server import TaskServer, serving


async def _serve(file: Path, port: int, imported: list[Path]) -> None:
    settings = load_settings(task_backend=TaskBackendKind.LOCAL)
    shift = settings.playground_clock_file
    clock: Clock = ShiftedClock(shift) if shift is not None else SystemClock()
    stopping = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    async with AsyncExitStack() as stack:
        database = await stack.enter_async_context(Database(file, clock))
        chance = Random(settings.playground_random_seed)
        trees = await OriginalTrees.open(database, clock, chance, settings.pool_rules)
        for each in imported:
            await trees.import_file(each, settings.default_language)
        memory = Memory(file.with_name(f"{file.name}-memory.jsonl"))
        state = memory.recall()

        async def keep(_: web.Request, __: web.StreamResponse) -> None:
            memory.keep(state)

        server = TaskServer(trees, clock, state=state, seen=keep)
        await stack.enter_async_context(serving(server, port))
        sys.stdout.write(f"{server.url}\n{TRUSTED_KEY}\n")
        sys.stdout.flush()
        await stopping.wait()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=f"Keys: {TRUSTED_KEY} (trusted), {UNTRUSTED_KEY}.")
    parser.add_argument("database", type=Path, help="file of the server's trees; made if there is none")
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--import", dest="imported", type=Path, action="append", default=[], help="file to import")
    options = parser.parse_args()
    try:
        asyncio.run(_serve(options.database, options.port, options.imported))
    except StartError as error:
        sys.exit(f"error: {error}")
