"""The server: `python -m tests.fork_server DESCRIPTOR PACKAGE IMPORTED …` forks a process for each request.

A request comes through the socket that the descriptor is of: a line of JSON (`arguments`, `environment`, `folder`) with
three file descriptors: where the exit code is told when the process has ended, and its standard output and error. It is
answered with a line, the number of the process. The server ends with the one who asks.
"""

import gc
import importlib
import json
import os
import runpy
import selectors
import signal
import socket
import sys
import time
from contextlib import suppress
from typing import Any, NoReturn, TextIO

_MOST_BYTES = 1 << 16


def main() -> None:
    """Import what is to be imported, and serve; in a forked process, run the package as `python -m` does."""
    descriptor, package, *imported = sys.argv[1:]
    command_line = f"{package}.__main__"
    for name in (command_line, *imported):
        importlib.import_module(name)
    del sys.modules[command_line]  # it is run in each process; what it imports is there
    gc.collect()
    gc.freeze()  # so that the garbage collector of a process touches, and with that copies, only what is its own
    request = _serve(socket.socket(fileno=int(descriptor)))
    sys.stdout, sys.stderr = _opened(sys.stdout, by_lines=False), _opened(sys.stderr, by_lines=True)
    os.chdir(request["folder"])
    os.environ.clear()
    os.environ.update(request["environment"])
    time.tzset()
    sys.argv[1:] = request["arguments"]
    sys.path[0] = os.getcwd()  # noqa: PTH109 - as Python itself writes it there
    runpy.run_module(package, run_name="__main__", alter_sys=True)


def _opened(stream: TextIO, *, by_lines: bool) -> TextIO:
    """Open a standard stream anew: its file is another one now, a pipe it may be."""
    descriptor, encoding, errors = stream.fileno(), stream.encoding, stream.errors
    return open(descriptor, "w", encoding=encoding, errors=errors, buffering=1 if by_lines else -1, closefd=False)


def _serve(control: socket.socket) -> dict[str, Any]:
    """Fork a process for each request; return the request in that process, and never in the server."""
    told_where: dict[int, int] = {}  # descriptors for exit codes, by the number of the process
    woken, waking = os.pipe()
    os.set_blocking(woken, False)
    os.set_blocking(waking, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for pytest, which then hangs up
    signal.set_wakeup_fd(waking)
    with control, selectors.DefaultSelector() as selector:
        selector.register(control, selectors.EVENT_READ)
        selector.register(woken, selectors.EVENT_READ)
        request = None
        while request is None:
            ready = {key.fd for key, _ in selector.select()}
            if woken in ready:
                os.read(woken, _MOST_BYTES)
                _tell_ends(told_where)
            if control.fileno() in ready:
                request = _fork(control, told_where)
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for descriptor in (woken, waking, *told_where.values()):
        os.close(descriptor)
    return request


def _fork(control: socket.socket, told_where: dict[int, int]) -> dict[str, Any] | None:
    """Fork a process for the next request; return the request in that process, None in the server."""
    line, descriptors, _, _ = socket.recv_fds(control, _MOST_BYTES, 3)
    if not line:
        _end(told_where)
    while not line.endswith(b"\n"):
        line += control.recv(_MOST_BYTES)
    exit_code, *outputs = descriptors
    number = os.fork()
    if number:
        told_where[number] = exit_code
        control.sendall(b"%d\n" % number)
    else:
        os.close(exit_code)
        for standard, descriptor in enumerate(outputs, 1):
            os.dup2(descriptor, standard)
    for descriptor in outputs:
        os.close(descriptor)
    return None if number else json.loads(line)


def _tell_ends(told_where: dict[int, int]) -> None:
    """Tell the exit code of each process that has ended; minus a signal's number where one ended it."""
    with suppress(ChildProcessError):
        while (ended := os.waitpid(-1, os.WNOHANG))[0]:
            number, status = ended
            descriptor = told_where.pop(number)
            with suppress(BrokenPipeError):
                os.write(descriptor, b"%d" % os.waitstatus_to_exitcode(status))
            os.close(descriptor)


def _end(running: dict[int, int]) -> NoReturn:
    """End with all processes: nobody is there any more who looks after them."""
    for number in running:
        os.kill(number, signal.SIGKILL)
    os._exit(0)


main()
