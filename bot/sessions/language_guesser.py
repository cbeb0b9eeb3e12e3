"""Guesses of the language in which a text is written, made by a child process that is there while people write."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.child_process import Child, ChildFailed, python_module, reason_of_end, running_child
from bot.clock import Clock
from bot.log import get_logger
from bot.protocol.moments import MINUTE, Moment, Span
from bot.rules.prose import prose_of

_log = get_logger(__name__)

CHILD = python_module("bot.language_model")
PATIENCE_SECONDS = 1.5
"""So long a question waits for its answer. A child that is ready takes less than a thousandth of it."""

CHILD_SECONDS = 30.0
"""So long a child may take to load its model, which are seconds on a busy machine, or to answer, before it is ended."""

IDLE_SECONDS = 600.0
"""A child that was not needed so long is ended."""

REST_AFTER_FAILURE: Span = 5 * MINUTE
"""Where no child could be started, it is not tried again so long."""

_MOST_REASON = 300
_NOTHING = ""
"""The text of a question that is asked only so that there is a child which can answer the next."""


@dataclass(frozen=True, slots=True)
class _Question:
    """A text, where its answer is waited for, and whether a child has ended over it."""

    text: str = field(repr=False)
    answer: asyncio.Future[str | None]
    has_failed: bool = False


class LanguageGuesser:
    """Guesses languages. Where that cannot be done, or not soon, there is no guess: never an error."""

    def __init__(
        self,
        clock: Clock,
        command: Sequence[str] = CHILD,
        *,
        patience: float = PATIENCE_SECONDS,
        child_seconds: float = CHILD_SECONDS,
        idle_seconds: float = IDLE_SECONDS,
    ) -> None:
        """Make it; there is no child yet.

        Args:
            clock: Tells when starting a child may be tried again after a failure.
            command: Starts a child.
            patience: Seconds that a guess may take, from the question on.
            child_seconds: Seconds that a child may take to get ready, or to answer, before it is ended.
            idle_seconds: Seconds after which a child that nobody needs is ended.
        """
        self._clock = clock
        self._command = command
        self._patience = patience
        self._child_seconds = child_seconds
        self._idle_seconds = idle_seconds
        self._questions: asyncio.Queue[_Question] = asyncio.Queue()
        self._work: asyncio.Task[None] | None = None
        self._failed_at: Moment | None = None

    def prepare(self) -> None:
        """Let a child be ready soon: somebody is about to write. Waits for nothing."""
        self._ask(_NOTHING)

    async def guess(self, text: str) -> str | None:
        """Guess the language of a text. Code and addresses are left out: they are in no language.

        Returns:
            The tag of a language that can be chosen; None where the text is short or not plain, or where there is no
            answer soon.
        """
        prose = prose_of(text)
        if prose is None:
            return None
        answer = self._ask(prose)
        try:
            async with asyncio.timeout(self._patience):
                return await answer
        except TimeoutError:
            return None

    async def close(self) -> None:
        """End the child, if there is one."""
        if self._work is not None:
            self._work.cancel()
            await asyncio.gather(self._work, return_exceptions=True)

    def _ask(self, text: str) -> asyncio.Future[str | None]:
        question = _Question(text, asyncio.get_running_loop().create_future())
        if self._rests():
            question.answer.set_result(None)
        else:
            self._questions.put_nowait(question)
            if self._work is None:
                self._work = asyncio.create_task(self._answer_all(), name="guess languages")
        return question.answer

    def _rests(self) -> bool:
        return self._failed_at is not None and 0 <= self._clock.now() - self._failed_at < REST_AFTER_FAILURE

    async def _answer_all(self) -> None:
        """Let one child after the other answer, until there is no question any more."""
        try:
            while not self._questions.empty() and not self._rests():
                await self._let_child_answer()
        finally:
            self._work = None
            while not self._questions.empty():
                _settle(self._questions.get_nowait(), None)

    async def _let_child_answer(self) -> None:
        """Start a child, and let it answer until it ends or is not needed for long."""
        is_ready = False
        try:
            async with running_child(self._command) as child:
                await self._ask_child(child, _NOTHING, is_new=True)
                is_ready, self._failed_at = True, None
                while question := await self._next_question():
                    await self._answer(child, question)
        except (ChildFailed, OSError) as error:
            reason = str(error)[-_MOST_REASON:]
            if is_ready:
                _log.warning("the child that guesses languages failed", reason=reason)
                return
            if self._failed_at is None:
                _log.warning("languages of texts cannot be guessed", reason=reason)
            self._failed_at = self._clock.now()

    async def _next_question(self) -> _Question | None:
        """Wait for the next question; None where there is none for long."""
        try:
            async with asyncio.timeout(self._idle_seconds):
                return await self._questions.get()
        except TimeoutError:
            return None

    async def _answer(self, child: Child, question: _Question) -> None:
        """Let a child answer a question, if anybody still waits for that.

        Raises:
            ChildFailed: It did not. The next child is asked again, once.
        """
        if question.answer.done():
            return
        try:
            _settle(question, await self._ask_child(child, question.text))
        except ChildFailed:
            if question.has_failed:
                _settle(question, None)
            else:
                self._questions.put_nowait(replace(question, has_failed=True))
            raise

    async def _ask_child(self, child: Child, text: str, *, is_new: bool = False) -> str | None:
        """Ask a child, and wait for its answer. One that is new loads its model first.

        Raises:
            ChildFailed: It took too long, ended, or gave something else.
        """
        try:
            async with asyncio.timeout(self._child_seconds):
                await child.send(json.dumps(text).encode() + b"\n")
                line = await child.stdout.readline()
                if not line:
                    # What it says about its end may be logged only as long as it has seen no text.
                    errors = await child.stderr.read() if is_new else b""
                    raise ChildFailed(reason_of_end(await child.process.wait(), errors))
            return _language_in(line)
        except TimeoutError:
            raise ChildFailed(f"no answer within {self._child_seconds:g} s") from None
        except ValueError:
            raise ChildFailed("the child gave something else than a language") from None


def _language_in(line: bytes) -> str | None:
    """Read the language that a child answered with.

    Raises:
        ValueError: It is none.
    """
    language = json.loads(line)
    if language is not None and not isinstance(language, str):
        raise ValueError
    return language


def _settle(question: _Question, language: str | None) -> None:
    if not question.answer.done():
        question.answer.set_result(language)
