"""Whether texts are in the languages that they are said to be in, as far as a child process can tell."""

from __future__ import annotations

import json
import os
import select
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from subprocess import Popen
from typing import Final

from bot.child_process import python_module, running_child_of_a_thread
from bot.rules.languages import canonical_tag
from bot.rules.prose import prose_of

CHILD: Final = python_module("bot.language_model")
CHILD_SECONDS: Final = 60.0
"""So long a child may take to load its model, or for its next answer."""

_AT_ONCE: Final = 64
"""So many texts a child is given while it works through as many others: it need not wait for us, nor we for it."""
_PIECE: Final = 65_536


class ChecksFailed(Exception):
    """The child that guesses languages ended, or took too long."""


@dataclass(frozen=True, slots=True)
class LanguagesFound:
    """What languages texts are in.

    Attributes:
        checked: How many texts of each language have a language that is plain.
        others: How many of them are in another one, by the language that they have and the one that was found.
    """

    checked: Mapping[str, int]
    others: Mapping[tuple[str, str], int]


class LanguageChecks:
    """Asks a child about one text after the other, and counts what it says."""

    def __init__(self, child: Popen[bytes]) -> None:
        self._child = child
        self._waiting: list[tuple[str, str]] = []
        self._asked: list[str] = []
        self._answers = b""
        self._checked: Counter[str] = Counter()
        self._others: Counter[tuple[str, str]] = Counter()
        self._has_failed = False

    def add(self, language: str, text: str) -> None:
        """Have a text checked, sooner or later; one that is short or not plain is left out.

        Args:
            language: The tag of the language that it has.
            text: The text.
        """
        prose = None if self._has_failed else prose_of(text)
        if prose is not None:
            self._waiting.append((language, prose))
            if len(self._waiting) >= _AT_ONCE:
                self._exchange()

    def result(self) -> LanguagesFound | None:
        """Wait for what is still to be answered, and return what was found; None where the child has failed."""
        self._exchange()
        self._exchange()
        if self._has_failed:
            return None
        return LanguagesFound(dict(sorted(self._checked.items())), dict(sorted(self._others.items())))

    def _exchange(self) -> None:
        """Take the answers to what the child was asked, and ask it what is waiting."""
        if self._has_failed:
            return
        try:
            for language in self._asked:
                self._count(language, json.loads(self._next_line()))
            self._asked = [language for language, _ in self._waiting]
            self._send(b"".join(json.dumps(prose).encode() + b"\n" for _, prose in self._waiting))
            self._waiting.clear()
        except (ChecksFailed, OSError, ValueError):
            self._has_failed = True

    def _count(self, language: str, found: str | None) -> None:
        if found is not None:
            self._checked[language] += 1
            if found != canonical_tag(language):
                self._others[language, found] += 1

    def _send(self, lines: bytes) -> None:
        stdin = self._child.stdin
        if stdin is None:
            raise ChecksFailed
        while lines:
            _, ready, _ = select.select((), (stdin,), (), CHILD_SECONDS)
            if not ready:
                raise ChecksFailed
            # A pipe that is ready takes so much without waiting.
            lines = lines[os.write(stdin.fileno(), lines[: select.PIPE_BUF]) :]

    def _next_line(self) -> bytes:
        while b"\n" not in self._answers:
            stdout = self._child.stdout
            ready = select.select((stdout,), (), (), CHILD_SECONDS)[0] if stdout is not None else ()
            read = os.read(stdout.fileno(), _PIECE) if ready and stdout is not None else b""
            if not read:
                raise ChecksFailed
            self._answers += read
        line, _, self._answers = self._answers.partition(b"\n")
        return line


@contextmanager
def language_checks(command: Sequence[str] = CHILD) -> Iterator[LanguageChecks | None]:
    """Start a child that guesses languages, which is there as long as the block.

    Args:
        command: Starts it.

    Yields:
        What asks it; None where it cannot be started.
    """
    with ExitStack() as stack:
        try:
            child = stack.enter_context(running_child_of_a_thread(command))
        except OSError:
            yield None
        else:
            yield LanguageChecks(child)
