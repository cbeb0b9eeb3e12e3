"""The small task server of the tests, as a process of its own: started, killed, started again."""

import asyncio
import signal
import sys
from collections.abc import Mapping
from pathlib import Path

from playground.bot_process import ROOT, STOP_SECONDS, clean_environment
from playground.demo.task_server import Address, TaskServerFailed

_MODULE = "tests.backends.oasst_api"
_START_SECONDS = 600.0


class SmallServer:
    """One small server, with files of its own. What it told anybody survives its end, however it ends."""

    def __init__(self, database: Path, log: Path, texts: Path | None, settings: Mapping[str, str]) -> None:
        """Prepare; nothing is started yet.

        Args:
            database: where its trees are kept.
            log: what it complains about.
            texts: imported at its first start; None for nothing.
            settings: thresholds, seed and clock, by the names of the bot's environment variables.
        """
        self._arguments = [sys.executable, "-m", _MODULE, str(database)]
        self._first = [] if texts is None else ["--import", str(texts.resolve())]
        self._log = log
        self._environment = {**clean_environment(), **settings}
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> Address:
        """Start it, where it was before if it was started before, and wait until it serves.

        Raises:
            TaskServerFailed: it is not there, or ended instead.
        """
        if not (ROOT / _MODULE.replace(".", "/") / "__main__.py").is_file():
            raise TaskServerFailed(
                "--backend api needs a task server. Set TASK_BACKEND_URL and TASK_BACKEND_KEY, or run the demo in a "
                "copy of the repository: its tests have a small one."
            )
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *self._arguments,
                *self._first,
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
                env=self._environment,
                cwd=self._log.parent,
            )
        try:
            async with asyncio.timeout(_START_SECONDS):
                url, key = await self._line(), await self._line()
        except TimeoutError:
            await self.kill()
            raise TaskServerFailed(f"The small task server did not start in {_START_SECONDS:.0f} s.") from None
        if "--port" not in self._arguments:
            self._first = []
            self._arguments += ["--port", url.rpartition(":")[2]]
        return Address(url, key)

    async def kill(self) -> None:
        """End it as `kill -9` does."""
        if self._process is not None and self._process.returncode is None:
            self._process.send_signal(signal.SIGKILL)
            await self._process.wait()

    async def stop(self) -> None:
        """Ask it to end, and wait for that."""
        if self._process is None or self._process.returncode is not None:
            return
        self._process.terminate()
        try:
            async with asyncio.timeout(STOP_SECONDS):
                await self._process.wait()
        except TimeoutError:
            await self.kill()

    def complaints(self) -> str:
        """Return the last line of what it complained about, and where the rest is; nothing where it did not."""
        said = self._log.read_text(encoding="utf-8", errors="replace").split("\n") if self._log.is_file() else []
        lines = [line for line in said if line.strip()]
        return f"{lines[-1].strip()} ({self._log.name})" if lines else ""

    async def _line(self) -> str:
        """Read a line that it prints."""
        if self._process is None or self._process.stdout is None:
            raise TaskServerFailed("The small task server was not started.")
        line = (await self._process.stdout.readline()).decode().strip()
        if not line:
            await self._process.wait()
            raise TaskServerFailed(f"The small task server ended instead of serving: {self.complaints()}")
        return line
