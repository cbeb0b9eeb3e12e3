"""Child processes: modules of the bot that work beside it, so that its memory and its event loop stay free.

A child is asked over its pipes and knows nothing else: no argument, and none of the bot's settings.
"""

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

# Only what Python and the libraries need to find their files.
_HANDED_ON = (
    *("PATH", "HOME", "USERPROFILE", "SYSTEMROOT", "TMPDIR", "TEMP", "TMP", "LD_LIBRARY_PATH"),
    *("MPLCONFIGDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"),
)
_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
_ROOT = Path(__file__).resolve().parents[1]


class ChildFailed(Exception):
    """A child did not do what it was asked for; the message says why, and is fit for the log."""


@dataclass(frozen=True, slots=True)
class Child:
    """A process that has been started, and its pipes."""

    process: asyncio.subprocess.Process
    stdin: asyncio.StreamWriter
    stdout: asyncio.StreamReader
    stderr: asyncio.StreamReader

    async def send(self, request: bytes) -> None:
        """Write to a child. One that has ended hears nothing, which shows when its answer is read."""
        with suppress(BrokenPipeError, ConnectionResetError):
            self.stdin.write(request)
            await self.stdin.drain()


def python_module(name: str) -> tuple[str, ...]:
    """Return the command that runs a module of the bot."""
    return (sys.executable, "-P", "-m", name)


@asynccontextmanager
async def running_child(command: Sequence[str]) -> AsyncIterator[Child]:
    """Start a child, which is ended with the block at the latest.

    Yields:
        The child.

    Raises:
        OSError: It cannot be started.
        ChildFailed: It has no pipes.
    """
    process = await asyncio.create_subprocess_exec(
        *command,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env=_environment(),
        # Ctrl-C in a terminal is for the bot alone, which then ends its children.
        process_group=0,
    )
    try:
        if process.stdin is None or process.stdout is None or process.stderr is None:
            raise ChildFailed("the child has no pipes")
        yield Child(process, process.stdin, process.stdout, process.stderr)
    finally:
        if process.returncode is None:
            with suppress(ProcessLookupError):
                process.kill()
        await process.wait()


@contextmanager
def running_child_of_a_thread(command: Sequence[str]) -> Iterator[subprocess.Popen[bytes]]:
    """Start a child for a thread that may wait for it; it is ended with the block at the latest.

    Args:
        command: From `python_module`. What it says of its errors is not heard.

    Yields:
        The child, whose pipes are not buffered.

    Raises:
        OSError: It cannot be started.
    """
    with subprocess.Popen(
        command,
        bufsize=0,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(),
        process_group=0,
    ) as child:
        try:
            yield child
        finally:
            child.kill()


def reason_of_end(exit_code: int | None, errors: bytes) -> str:
    """Tell how a child ended: its exit code, and the last line that it wrote to its standard error, if any."""
    last = errors.decode("utf-8", "replace").strip().rsplit("\n", 1)[-1]
    return f"the child ended with {exit_code}" + (f": {last}" if last else "")


def _environment() -> dict[str, str]:
    known = {name: os.environ[name] for name in _HANDED_ON if name in os.environ}
    paths = [str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**known, **_ONE_THREAD, "PYTHONUTF8": "1", "PYTHONPATH": os.pathsep.join(paths)}
