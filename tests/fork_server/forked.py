"""Starting a module by way of a fork server: one for the bot and one for the playground, for each process of tests."""

import asyncio
import atexit
import json
import os
import signal
import socket
import subprocess
import sys
from asyncio.subprocess import PIPE
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Final

from bot.app import extension_names
from playground.bot_process import ROOT, clean_environment
from playground.module_process import ModuleProcess, start_module

_IMPORTED: Final = {
    "bot": ("bot.app", "bot.leaderboard_command", "bot.statistics.table", *extension_names()),
    "playground": ("pydantic", "zoneinfo"),
}
_STDOUT, _STDERR = 1, 2


async def fork_module(
    module: str,
    *arguments: str,
    environment: Mapping[str, str],
    folder: Path | None = None,
    stdout: int | None = None,
    stderr: int | None = None,
) -> ModuleProcess:
    """Start a module as `start_module` does, by way of a fork server where there is one."""
    if module not in _IMPORTED or sys.platform != "linux":  # elsewhere libraries of the system forbid it
        return await start_module(
            module, *arguments, environment=environment, folder=folder, stdout=stdout, stderr=stderr
        )
    request = {"arguments": arguments, "environment": dict(environment), "folder": str(folder or Path.cwd())}
    ends: list[int] = []
    readers: list[asyncio.StreamReader | None] = []
    try:
        for wanted, ours in ((PIPE, 0), (stdout, _STDOUT), (stderr, _STDERR)):
            if wanted == PIPE:
                reading, writing = os.pipe()
                readers.append(await _reader(reading))
                ends.append(writing)
            else:
                readers.append(None)
                ends.append(os.dup(ours if wanted is None else wanted))
        number = await asyncio.to_thread(_server(module).fork, request, ends)
    finally:
        for descriptor in ends:
            os.close(descriptor)
    exit_code, output, errors = readers
    assert exit_code is not None
    return _ForkedProcess(number, exit_code, output, errors)


class _ForkServer:
    def __init__(self, module: str, imported: tuple[str, ...]) -> None:
        self._control, theirs = socket.socketpair()
        self._asking = Lock()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.fork_server", str(theirs.fileno()), module, *imported],
                env=clean_environment(),
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
            )
        atexit.register(self._close)

    def fork(self, request: Mapping[str, object], descriptors: list[int]) -> int:
        """Let a process be forked, and return its number."""
        with self._asking:
            socket.send_fds(self._control, [json.dumps(request).encode() + b"\n"], descriptors)
            return int(self._control.recv(100))

    def _close(self) -> None:
        self._control.close()
        self._process.wait()


@cache
def _server(module: str) -> _ForkServer:
    return _ForkServer(module, _IMPORTED[module])


class _ForkedProcess:
    """See `ModuleProcess`. It is a child of the server's, which tells its exit code."""

    def __init__(
        self,
        number: int,
        exit_code: asyncio.StreamReader,
        stdout: asyncio.StreamReader | None,
        stderr: asyncio.StreamReader | None,
    ) -> None:
        self.pid = number
        self.stdout = stdout
        self._stderr = stderr
        self._ended = asyncio.create_task(exit_code.read())

    @property
    def returncode(self) -> int | None:
        return int(self._ended.result()) if self._ended.done() else None

    def send_signal(self, number: int) -> None:
        if not self._ended.done():
            os.kill(self.pid, number)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    async def wait(self) -> int:
        return int(await asyncio.shield(self._ended))

    async def communicate(self) -> tuple[bytes, bytes]:
        output, errors, _ = await asyncio.gather(_all_of(self.stdout), _all_of(self._stderr), self.wait())
        return output, errors


async def _reader(descriptor: int) -> asyncio.StreamReader:
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(reader), os.fdopen(descriptor, "rb", buffering=0)
    )
    return reader


async def _all_of(reader: asyncio.StreamReader | None) -> bytes:
    return b"" if reader is None else await reader.read()
