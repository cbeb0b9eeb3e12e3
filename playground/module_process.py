"""A module of ours as a process of its own: what is asked of such a process, and the ordinary way of starting one."""

import asyncio
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol


class ModuleProcess(Protocol):
    """What is asked of a process: a part of `asyncio.subprocess.Process`, by the same names."""

    @property
    def pid(self) -> int:
        """Its number on this machine."""

    @property
    def returncode(self) -> int | None:
        """Its exit code; None while it runs."""

    @property
    def stdout(self) -> asyncio.StreamReader | None:
        """What it writes, where that is a pipe."""

    def send_signal(self, signal: int, /) -> None:
        """Send it a signal."""

    def terminate(self) -> None:
        """Ask it to end."""

    def kill(self) -> None:
        """End it."""

    async def wait(self) -> int:
        """Wait until it has ended, and return its exit code."""

    async def communicate(self) -> tuple[bytes, bytes]:
        """Wait until it has ended, and return what it wrote to its standard output and error, where those are pipes."""


class StartModule(Protocol):
    """A way of starting such a process: tests have one that need not import everything anew."""

    async def __call__(
        self,
        module: str,
        *arguments: str,
        environment: Mapping[str, str],
        folder: Path | None = None,
        stdout: int | None = None,
        stderr: int | None = None,
    ) -> ModuleProcess:
        """Start `python -m`.

        Args:
            module: The module.
            arguments: Of its command line.
            environment: All that it gets to know of ours.
            folder: Where it works; where this process does if absent.
            stdout: The file descriptor of what it writes, or `asyncio.subprocess.PIPE`; as ours if absent.
            stderr: The same for what it complains about.
        """


async def start_module(
    module: str,
    *arguments: str,
    environment: Mapping[str, str],
    folder: Path | None = None,
    stdout: int | None = None,
    stderr: int | None = None,
) -> ModuleProcess:
    """See `StartModule`."""
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", module, *arguments), env=environment, cwd=folder, stdout=stdout, stderr=stderr
    )
