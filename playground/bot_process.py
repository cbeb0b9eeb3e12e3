"""The bot as a process of its own: started, watched, killed."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from playground.client import Playground
from playground.module_process import ModuleProcess

COMMAND_SECONDS = 600.0
STOP_SECONDS = 120.0
ROOT = Path(__file__).resolve().parents[1]
"""Where the bot's package is, and the tests in a copy of the repository."""


def clean_environment() -> dict[str, str]:
    """Return an environment for a process of ours, with no setting of the machine in it."""
    return {
        **{name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ},
        "PYTHONPATH": str(ROOT),
        "PYTHONUTF8": "1",
    }


class BotFailed(Exception):
    """A command of the bot ended with an error; the message has what it printed."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended, and what it wrote to its standard output and standard error."""

    exit_code: int
    output: str
    errors: str


class BotProcess:
    """One bot, with a database of its own, connected to a playground.

    Its environment is nothing but what is handed in here: no `.env` and no variable of the machine reaches it.

    Attributes:
        database: its file.
    """

    def __init__(self, playground: Playground, database: Path, log: Path, **settings: str) -> None:
        self.database = database
        self._playground = playground
        self._log = log
        self._environment = {
            **clean_environment(),
            "DISCORD_TOKEN": playground.token,
            "DISCORD_API_URL": playground.api_url,
            "DATABASE_PATH": str(database),
            "PLAYGROUND_CLOCK_FILE": str(playground.clock_file),
            "LOG_FORMAT": "json",
            **settings,
        }
        self._process: ModuleProcess | None = None

    @property
    def is_running(self) -> bool:
        """Whether the process lives."""
        return self._process is not None and self._process.returncode is None

    @property
    def process_id(self) -> int:
        """The process's number on this machine.

        Raises:
            BotFailed: it is not running.
        """
        if self._process is None:
            raise BotFailed("the bot is not running")
        return self._process.pid

    @asynccontextmanager
    async def running(self) -> AsyncIterator["BotProcess"]:
        """Start it, wait until it is connected, and stop it at the end."""
        await self.start()
        try:
            yield self
        finally:
            await self.stop()

    async def start(self, *, wait: bool = True) -> None:
        """Start the process.

        Args:
            wait: return only once it is connected.

        Raises:
            BotFailed: it ended instead.
        """
        with self._log.open("ab") as log:
            self._process = await self._playground.start_module(
                *("bot", "run"),
                environment=self._environment,
                folder=self._log.parent,
                stdout=log.fileno(),
                stderr=log.fileno(),
            )
        if not wait:
            return
        ready = asyncio.create_task(self._playground.bot_ready())
        ended = asyncio.create_task(self._process.wait())
        try:
            await asyncio.wait({ready, ended}, return_when=asyncio.FIRST_COMPLETED)
            if not ready.done():
                raise BotFailed(f"the bot ended with {self._process.returncode}:\n{self.log_tail()}")
            await ready
        finally:
            for task in (ready, ended):
                task.cancel()
            await asyncio.gather(ready, ended, return_exceptions=True)

    async def kill(self) -> None:
        """End it as `kill -9` does: without a moment to tidy up."""
        if self._process is not None and self._process.returncode is None:
            self._process.send_signal(signal.SIGKILL)
            await self._process.wait()

    def send_signal(self, number: signal.Signals) -> None:
        """Send it a signal, where it runs."""
        if self._process is not None and self._process.returncode is None:
            self._process.send_signal(number)

    async def wait(self) -> int:
        """Wait until it has ended by itself, and return its exit code."""
        return 0 if self._process is None else await self._process.wait()

    async def stop(self) -> int:
        """Ask it to end, and wait for that; returns its exit code."""
        if self._process is None:
            return 0
        if self._process.returncode is None:
            self._process.terminate()
            try:
                async with asyncio.timeout(STOP_SECONDS):
                    await self._process.wait()
            except TimeoutError:
                await self.kill()
        return self._process.returncode or 0

    async def command(self, *arguments: str) -> str:
        """Run another command of the bot's command line, and return what it printed.

        Raises:
            BotFailed: it ended with an error.
        """
        ended = await self.attempt(*arguments)
        if ended.exit_code:
            raise BotFailed(f"bot {' '.join(arguments)}: {ended.errors.strip()[-2000:]}")
        return ended.output

    async def attempt(self, *arguments: str, **settings: str) -> "Ended":
        """Run another command of the bot's command line, however it ends.

        Args:
            arguments: the command and what belongs to it.
            settings: in place of the bot's own.
        """
        process = await self._playground.start_module(
            "bot",
            *arguments,
            environment={**self._environment, **settings},
            folder=self._log.parent,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        try:
            async with asyncio.timeout(COMMAND_SECONDS):
                output, errors = await process.communicate()
        except BaseException:
            process.kill()
            await process.wait()
            raise
        return Ended(process.returncode or 0, output.decode(), errors.decode())

    def log_tail(self, lines: int = 15) -> str:
        """Return the end of the bot's log."""
        return "\n".join(self._log.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])
