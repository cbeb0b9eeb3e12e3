"""A playground and a bot on it, for tests; what must never happen, whatever a test does; what the bot has stored."""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp

from playground.bot_process import BotProcess
from playground.client import Playground
from playground.person import Person
from tests.end_to_end.conversations import write_conversations
from tests.fork_server.forked import fork_module

ROOT = Path(__file__).resolve().parents[2]
OPENAPI = ROOT / "../shared/discord/openapi.json"

# An answer that came too late or twice is normal (DESIGN §10).
_NORMAL_REFUSALS = frozenset({10062, 40060, 10015, 50027})
_ORDINARY_OUTPUT = "Invite the bot to a server:"
_WAIT_SECONDS = 120.0
_POLL_SECONDS = 0.03


@dataclass(slots=True)
class Provoked:
    """What a test brings about on purpose, so that it is no complaint.

    `refusals` are Discord's error codes, `lacking` routes that the playground does not know in this form, `failures`
    says whether people may read "This interaction failed", and `log` are parts of error lines of the bot's log.
    """

    refusals: set[int] = field(default_factory=set)
    lacking: set[str] = field(default_factory=set)
    failures: bool = False
    log: set[str] = field(default_factory=set)


class RunningBot:
    """A playground with a bot that is connected to it.

    Attributes:
        playground: the local Discord.
        bot: the process of the bot.
        folder: of the bot's database and log.
        operator: who runs the bot, and is in no server yet.
        provoked: what the present test brings about on purpose.
    """

    def __init__(self, playground: Playground, bot: BotProcess, folder: Path, operator: Person) -> None:
        self.playground = playground
        self.bot = bot
        self.folder = folder
        self.operator = operator
        self.provoked = Provoked()
        self._expected: dict[str, int] = {}
        self._log_read = 0
        self._failures_before = 0
        self._errors_before = 0
        self._lacking: set[str] = set()

    async def begin(self) -> None:
        """Begin a test: what was before is not its fault."""
        self.provoked = Provoked()
        if not self.bot.is_running:
            await self.bot.start()

    async def complaints(self) -> list[str]:
        """What has gone wrong since the last time of asking, and was not provoked."""
        playground = self.playground
        refused = await playground.invalid_requests(clear=True)
        found = [
            f"Discord refused {request.method} {request.path}: {request.status} {request.code} {request.message}"
            for request in refused
            if request.code not in _NORMAL_REFUSALS | self.provoked.refusals
        ]
        lacking = await playground.unimplemented()
        found += [f"the playground lacks {route}" for route in lacking.keys() - self._lacking - self.provoked.lacking]
        self._lacking = set(lacking)
        errors = await playground.playground_errors()
        found += errors[self._errors_before :]
        self._errors_before = len(errors)
        failures = int((await playground.state())["failed_interactions"])
        if failures > self._failures_before and not self.provoked.failures:
            found.append(f"{failures - self._failures_before} × “This interaction failed”")
        self._failures_before = failures
        found += [line for line in self._new_log_lines() if self._is_complaint(line)]
        if not self.bot.is_running:
            found.append("the bot has ended")
        return found

    async def restart(self) -> None:
        """End the bot as `kill -9` does, and start it again."""
        await self.bot.kill()
        await self.playground.bot_gone()
        await self.bot.start()

    async def call_as_bot(self, method: str, path: str, body: object) -> Any:
        """Call Discord's API with the bot's token: for what somebody else may do behind the bot's back."""
        headers = {"Authorization": f"Bot {self.playground.token}"}
        async with (
            aiohttp.ClientSession(headers=headers) as session,
            session.request(method, self.playground.api_url + path, json=body) as response,
        ):
            response.raise_for_status()
            return await response.json()

    def expect_stored(self, text: str, times: int = 1) -> None:
        """Let it be checked at the end that a text is in the bot's database so often."""
        self._expected[text] = times

    async def assert_stored(self) -> None:
        """See that every expected text is stored as often as expected."""
        stored = await self.stored_texts()
        assert {text: stored[text] for text in self._expected} == self._expected

    async def stored_texts(self) -> Counter[str]:
        """Every text in the bot's database, with how often it is there."""
        file = self.folder / "trees.jsonl"
        await self.bot.command("export", str(file), "--everything")
        found: Counter[str] = Counter()
        for line in file.read_text(encoding="utf-8").splitlines():
            waiting: list[dict[str, Any]] = [json.loads(line)["prompt"]]
            while waiting:
                message = waiting.pop()
                found[message["text"]] += 1
                waiting.extend(message.get("replies", ()))
        return found

    async def until(self, come_true: Callable[[], Awaitable[bool]]) -> None:
        """Wait until something has come true.

        Raises:
            TimeoutError: it has not within 20 s.
        """
        async with asyncio.timeout(_WAIT_SECONDS):
            while not await come_true():  # noqa: ASYNC110 - it is in other processes that things come true
                await asyncio.sleep(_POLL_SECONDS)

    def _new_log_lines(self) -> list[str]:
        log = (self.folder / "bot.log").read_text(encoding="utf-8", errors="replace")
        new, self._log_read = log[self._log_read :], len(log)
        return new.splitlines()

    def _is_complaint(self, line: str) -> bool:
        if any(part in line for part in self.provoked.log):
            return False
        if not line.startswith("{"):
            return bool(line.strip()) and not line.startswith(_ORDINARY_OUTPUT)
        return json.loads(line).get("level") in {"error", "critical"}


@asynccontextmanager
async def run_bot(
    folder: Path, *, answer_seconds: float | None = None, record: Path | None = None, **settings: str
) -> AsyncIterator[RunningBot]:
    """A playground and a bot with conversations to work on, until the block ends.

    Args:
        folder: for the bot's files.
        answer_seconds: how long Discord waits for an answer, in real time; None for as long as the bot is connected,
            however slow the machine is.
        record: where everything that people see is written.
        settings: of the bot, beside those that tests need.
    """
    conversations = folder / "conversations.json"
    write_conversations(conversations)
    openapi = OPENAPI if OPENAPI.is_file() else None
    async with Playground.start(
        openapi=openapi,
        record=record,
        rate_limits=False,
        patient=answer_seconds is None,
        answer_seconds=answer_seconds or 3.0,
        start_module=fork_module,
    ) as playground:
        operator = await playground.create_person("operator")
        settings = {"MAX_ACTIVE_TREES": "1000", "OWNER_IDS": str(operator.id), **settings}
        bot = BotProcess(playground, folder / "bot.sqlite3", folder / "bot.log", **settings)
        await bot.command("import", str(conversations))
        async with bot.running():
            running = RunningBot(playground, bot, folder, operator)
            yield running
            await running.assert_stored()
