"""Fixtures: a playground of its own for each test module, a bare bot, and a bot on hikari."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest_asyncio

from playground.client import Guild, Playground
from tests.fork_server.forked import fork_module
from tests.playground.raw_bot import RawBot

SHARED = Path(__file__).resolve().parents[2] / "../shared"
OPENAPI = SHARED / "discord/openapi.json"
TINY_BOT = Path(__file__).with_name("tiny_bot.py")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def playground() -> AsyncIterator[Playground]:
    """A playground without rate limits, which would slow tests of other rules; it waits for slow machines."""
    openapi = OPENAPI if OPENAPI.exists() else None
    async with Playground.start(rate_limits=False, openapi=openapi, patient=True, start_module=fork_module) as started:
        yield started


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def guild(playground: Playground) -> Guild:
    """A guild with two text channels."""
    return await playground.create_guild("Community", text_channels=["work", "general"])


@pytest_asyncio.fixture(loop_scope="module")
async def raw(playground: Playground) -> AsyncIterator[RawBot]:
    """A bare bot that is not connected to the gateway."""
    async with aiohttp.ClientSession() as session:
        yield RawBot(playground, session)


@pytest_asyncio.fixture(loop_scope="module")
async def online(raw: RawBot) -> AsyncIterator[RawBot]:
    """A bare bot on the gateway."""
    async with raw.online():
        yield raw


@asynccontextmanager
async def tiny_bot(playground: Playground, **environment: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """A bot on hikari and lightbulb as its own process, connected; it ends with the block."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        str(TINY_BOT),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env={
            **os.environ,
            "PLAYGROUND_API_URL": playground.api_url,
            "PLAYGROUND_TOKEN": playground.token,
            **environment,
        },
    )
    try:
        await playground.bot_ready()
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
        await playground.bot_gone()
