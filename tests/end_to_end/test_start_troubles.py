"""What Discord does to a bot that starts: a sentence for each refusal, an end at every signal, and patience."""

import asyncio
import signal
import socket
import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import pytest_asyncio

from playground.bot_process import BotProcess
from playground.client import Playground
from tests.fork_server.forked import fork_module

pytestmark = pytest.mark.asyncio(loop_scope="module")

COMMANDS = "PUT /applications/*/commands"
ME = "GET /users/@me"
PATIENCE_SECONDS = 300.0
SIGNALS = (signal.SIGTERM, signal.SIGINT)
LONG_AGO = 1_000


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shared_playground() -> AsyncIterator[Playground]:
    """A local Discord of this module's own."""
    async with Playground.start(rate_limits=False, start_module=fork_module) as started:
        yield started


@pytest_asyncio.fixture(loop_scope="module")
async def playground(shared_playground: Playground) -> AsyncIterator[Playground]:
    """The same, which behaves again after a test."""
    yield shared_playground
    await shared_playground.behave()


@pytest_asyncio.fixture(loop_scope="module")
async def bot(playground: Playground, tmp_path: Path) -> AsyncIterator[BotProcess]:
    """A bot that never ran."""
    process = BotProcess(playground, tmp_path / "bot.sqlite3", tmp_path / "bot.log")
    yield process
    await process.kill()


async def _refusal(bot: BotProcess) -> str:
    """The one line with which the bot refuses to start; whatever its log says, there is no traceback in it."""
    ended = await bot.attempt("run")
    assert ended.exit_code == 1, ended
    assert "Traceback" not in ended.errors
    lines = [line for line in ended.errors.splitlines() if not line.startswith("{")]
    assert len(lines) == 1, ended.errors
    assert lines[0].startswith("error: ")
    return lines[0]


async def _withdraw_commands(playground: Playground) -> None:
    """Let Discord forget the bot's commands, so that a start has to push them."""
    headers = {"Authorization": f"Bot {playground.token}"}
    path = f"/applications/{(await playground.state())['application']}/commands"
    async with (
        aiohttp.ClientSession(headers=headers) as session,
        session.put(playground.api_url + path, json=[]) as response,
    ):
        response.raise_for_status()


async def _identifies(playground: Playground) -> int:
    return int((await playground.state())["identifies"])


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (4004, "Discord refused DISCORD_TOKEN"),
        (4010, "divided among its connections"),
        (4011, "divided among more connections"),
        (4012, "no longer understands this version of the bot"),
        (4013, "does not know the kinds of events (intents)"),
        (4014, "Bot → Privileged Gateway Intents"),
    ],
)
async def test_gateway_that_refuses(bot: BotProcess, playground: Playground, code: int, expected: str) -> None:
    """Each reason for which Discord ends a connection for good has its own sentence."""
    await playground.refuse_gateway(close_code=code)
    assert expected in await _refusal(bot)


@pytest.mark.parametrize(
    ("route", "status", "answer", "expected"),
    [
        (ME, 200, {"hello": "world"}, "not Discord"),
        (ME, 200, [], "not Discord"),
        (ME, 200, "<html>Welcome to this hotel</html>", "not Discord"),
        (ME, 429, "<html>error code: 1015</html>", "status 429"),
        ("GET /gateway/bot", 200, {"url": "wss://example.org"}, "not Discord"),
        ("GET *applications/@me", 200, {}, "not Discord"),
        (COMMANDS, 400, {"code": 30034, "message": "Max number of daily application command creates"}, "tomorrow"),
        (COMMANDS, 403, {"code": 50001, "message": "Missing Access"}, "does not let this token have commands"),
        (COMMANDS, 400, {"code": 50035, "message": "Invalid Form Body"}, "one of them breaks its rules"),
        (COMMANDS, 404, {"code": 10002, "message": "Unknown Application"}, "status 404, code 10002"),
        (COMMANDS, 429, {"retry_after": 3_600, "message": "You are being rate limited."}, "to wait 60 minutes"),
    ],
)
async def test_answer_before_a_session_is_spent(
    bot: BotProcess, playground: Playground, route: str, status: int, answer: Any, expected: str
) -> None:
    """Whatever Discord refuses before the gateway is said in its own sentence, and no session is spent."""
    await _withdraw_commands(playground)
    await playground.misbehave(route, status=status, answer=answer)
    before = await _identifies(playground)
    assert expected in await _refusal(bot)
    assert await _identifies(playground) == before


async def test_no_session_left(bot: BotProcess, playground: Playground) -> None:
    """Where no session is left today the line says when there will be more, and none is asked for."""
    await playground.refuse_gateway(sessions_left=0)
    before = await _identifies(playground)
    line = await _refusal(bot)
    assert "0 of 1000 sessions are left today" in line
    assert "in 4 hours" in line
    assert await _identifies(playground) == before


async def test_greeting_that_cannot_be_read(bot: BotProcess, playground: Playground) -> None:
    """A greeting of the gateway that is none ends the start with a sentence."""
    await playground.bend("READY", "session_id", times=None)
    ended = await bot.attempt("run")
    assert ended.exit_code == 1
    assert ended.errors.splitlines()[-1].startswith("error: What answers there is not Discord.")


async def test_token_reset_while_the_bot_runs(bot: BotProcess, playground: Playground, tmp_path: Path) -> None:
    """A bot whose token is reset ends at its next connection, with the sentence about the token."""
    await bot.start()
    await playground.refuse_gateway(close_code=4004)
    await playground.invalidate_session()
    assert await _ended(bot) == 1
    log = (tmp_path / "bot.log").read_text("utf-8")
    assert log.splitlines()[-1].startswith("error: Discord refused DISCORD_TOKEN")
    assert "Traceback" not in log


@pytest.mark.parametrize("number", SIGNALS)
@pytest.mark.parametrize(
    "moment", ["who we are", "commands", "no gateway", "silent gateway", "few sessions", "after failures", "connected"]
)
async def test_signal(
    bot: BotProcess, playground: Playground, tmp_path: Path, moment: str, number: signal.Signals
) -> None:
    """SIGTERM and Ctrl-C end the bot at every moment of its start, and while it runs, without a traceback."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        sign = await _arrange(moment, playground, bot, silent.getsockname()[1])
        await playground.request_counts(reset=True)
        await bot.start(wait=False)
        async with asyncio.timeout(PATIENCE_SECONDS):
            while sign not in await _signs(playground, tmp_path):  # noqa: ASYNC110 - it is in another process
                await asyncio.sleep(0.05)
        bot.send_signal(number)
        assert await _ended(bot) == 0
    assert "Traceback" not in (tmp_path / "bot.log").read_text("utf-8")


async def _arrange(moment: str, playground: Playground, bot: BotProcess, silent_port: int) -> str:
    """Let the start be held up at a moment; returns what tells that it is there."""
    match moment:
        case "who we are":
            await playground.misbehave(ME, slow_seconds=PATIENCE_SECONDS)
            return "GET /users/@me"
        case "commands":
            await _withdraw_commands(playground)
            await playground.misbehave(COMMANDS, status=429, answer={"retry_after": 60, "message": "Slow down."})
            return "rate limited on a"
        case "no gateway":
            await playground.refuse_gateway(address="ws://127.0.0.1:1")
            return "failed to communicate with server"
        case "silent gateway":
            await playground.refuse_gateway(address=f"ws://127.0.0.1:{silent_port}")
            return "GET /gateway/bot"
        case "few sessions":
            await playground.refuse_gateway(sessions_left=499)
            return "few sessions with Discord's gateway are left"
        case "after failures":
            await bot.command("migrate")
            _set_failed_starts(bot, 30)
            return "starts have failed: waiting before the next one"
    return "ready"


async def _signs(playground: Playground, folder: Path) -> str:
    asked = (await playground.request_counts()).by_route
    return "\n".join([*asked, (folder / "bot.log").read_text("utf-8")])


async def _ended(bot: BotProcess) -> int:
    async with asyncio.timeout(PATIENCE_SECONDS):
        return await bot.wait()


async def test_waiting_asks_nothing_of_discord(bot: BotProcess, playground: Playground, tmp_path: Path) -> None:
    """While a start waits because those before it failed nothing is asked of Discord."""
    await bot.command("migrate")
    _set_failed_starts(bot, 30)
    await playground.request_counts(reset=True)
    await bot.start(wait=False)
    async with asyncio.timeout(PATIENCE_SECONDS):
        while "starts have failed" not in (tmp_path / "bot.log").read_text("utf-8"):  # noqa: ASYNC110 - as above
            await asyncio.sleep(0.05)
    assert (await playground.request_counts()).total == 0


async def test_failures_are_counted_until_a_start_succeeds(bot: BotProcess, playground: Playground) -> None:
    """A start that fails counts, also one that is killed; the first that succeeds ends the row."""
    await playground.refuse_gateway(close_code=4014)
    await _refusal(bot)
    assert _failed_starts(bot) == 1
    await _refusal(bot)
    assert _failed_starts(bot) == 2
    await playground.behave()
    await playground.misbehave(ME, slow_seconds=PATIENCE_SECONDS)
    await playground.request_counts(reset=True)
    await bot.start(wait=False)
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not (await playground.request_counts()).total:  # noqa: ASYNC110 - as above
            await asyncio.sleep(0.05)
    await bot.kill()
    assert _failed_starts(bot) == 3
    await playground.behave()
    _set_failed_starts(bot, 3, LONG_AGO)
    async with bot.running():
        async with asyncio.timeout(PATIENCE_SECONDS):
            while _failed_starts(bot):  # noqa: ASYNC110 - as above
                await asyncio.sleep(0.05)


def _failed_starts(bot: BotProcess) -> int:
    with closing(sqlite3.connect(bot.database)) as connection:
        found = connection.execute("SELECT times FROM failed_start").fetchone()
    return 0 if found is None else int(found[0])


def _set_failed_starts(bot: BotProcess, times: int, at: int | None = None) -> None:
    with closing(sqlite3.connect(bot.database)) as connection, connection:
        connection.execute("DELETE FROM failed_start")
        moment = round(time.time() * 1_000) if at is None else at
        connection.execute("INSERT INTO failed_start VALUES (1, ?, ?)", (times, moment))
