"""Tests of the service that lets a child guess languages: real children, counted where they start."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path

import pytest
import structlog

from bot.sessions.language_guesser import CHILD, REST_AFTER_FAILURE, LanguageGuesser
from tests.clocks import StandingClock
from tests.test_language_model import TEXTS

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
PATIENT = 60.0
NEVER = 600.0
_COUNTING = """
import os, runpy, sys
with open(sys.argv[1], "a") as starts:
    starts.write(f"{os.getpid()}\\n")
runpy.run_module("bot.language_model", run_name="__main__")
"""
# Takes the first word of a text for its language: what is not about guessing needs no model.
_QUICK = """
import json, os, sys, time
with open(sys.argv[1], "a") as starts:
    starts.write(f"{os.getpid()}\\n")
for line in sys.stdin:
    text = json.loads(line)
    %s
    print(json.dumps(text.partition(" ")[0] or None), flush=True)
"""
Open = Callable[..., LanguageGuesser]


@pytest.fixture
def starts(tmp_path: Path) -> Path:
    """Where children note that they were started, by their process ids."""
    return tmp_path / "starts"


@pytest.fixture
async def opened(starts: Path) -> AsyncIterator[Open]:
    """Opens services with children that note their start, and closes them at the end."""
    services: list[LanguageGuesser] = []

    def open_one(
        code: str = _COUNTING,
        *,
        command: Sequence[str] = (),
        clock: StandingClock | None = None,
        patience: float = PATIENT,
        child_seconds: float = NEVER,
        idle_seconds: float = NEVER,
    ) -> LanguageGuesser:
        services.append(
            LanguageGuesser(
                clock or StandingClock(),
                command or (sys.executable, "-P", "-c", code, str(starts)),
                patience=patience,
                child_seconds=child_seconds,
                idle_seconds=idle_seconds,
            )
        )
        return services[-1]

    yield open_one
    for service in services:
        await service.close()


def quick(before_answer: str = "pass") -> str:
    """The code of a child without a model, with what it does before it answers `text`."""
    return _QUICK % before_answer


def sentence(word: str) -> str:
    """A text long enough to be guessed, with a first word that a quick child answers with."""
    return f"{word} and then whatever comes to the mind of somebody who has to write a text"


def started(starts: Path) -> list[int]:
    """The process ids of all children that were started."""
    return [int(line) for line in starts.read_text().splitlines()] if starts.exists() else []


def lives(process_id: int) -> bool:
    """Whether there is such a process."""
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    return True


async def until(come_true: Callable[[], bool]) -> None:
    """Wait until something has come true in another process."""
    async with asyncio.timeout(PATIENT):
        while not come_true():  # noqa: ASYNC110 - above
            await asyncio.sleep(0.01)


async def test_languages_are_guessed(opened: Open, starts: Path) -> None:
    """Texts in several languages, asked about at the same time, get each its own answer, from one child."""
    guesser = opened()
    asked = list(TEXTS) * 20
    assert await asyncio.gather(*(guesser.guess(TEXTS[language]) for language in asked)) == asked
    assert len(started(starts)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "ok",
        "print(1)",
        "```python\nfor i in range(10):\n    print('das ist ein Text in keiner Sprache')\n```",
        "`das ist ein Text in gar keiner Sprache, denn er ist Code`",
        "https://example.org/das-ist-ein-text-in-gar-keiner-sprache-denn-es-ist-eine-adresse",
        "<div class='das ist ein Text in gar keiner Sprache, denn er ist Code'>",
        "😀" * 100,
    ],
)
async def test_what_is_no_prose_is_not_asked_about(opened: Open, starts: Path, text: str) -> None:
    """Short texts, code, addresses and emoji are in no language that could be told: no child is started for them."""
    guesser = opened(quick())
    assert await guesser.guess(text) is None
    assert await guesser.guess(sentence("de")) == "de"
    assert started(starts) != []


async def test_who_is_about_to_write_finds_a_child(opened: Open, starts: Path) -> None:
    """Preparing starts a child without waiting for it; the text that comes later is asked of the same one."""
    guesser = opened(quick())
    assert started(starts) == []
    guesser.prepare()
    guesser.prepare()
    await until(lambda: len(started(starts)) == 1)
    assert await guesser.guess(sentence("de")) == "de"
    assert len(started(starts)) == 1


async def test_nobody_waits_for_a_child_that_is_slow(opened: Open, starts: Path) -> None:
    """A hundred texts of which none is answered wait together, not one after the other."""
    guesser = opened(quick("time.sleep(600)"), patience=1.0)
    async with asyncio.timeout(PATIENT):
        answers = await asyncio.gather(*(guesser.guess(sentence("de")) for _ in range(100)))
    assert answers == [None] * 100
    assert len(started(starts)) <= 1


async def test_a_late_answer_is_nobodys(opened: Open, starts: Path, tmp_path: Path) -> None:
    """The answer to a question that is waited for no longer is not taken for that to the next one."""
    asked, gate = tmp_path / "asked", tmp_path / "gate"
    wait = f"while not os.path.exists({str(gate)!r}): time.sleep(0.01)"
    guesser = opened(quick(f"if 'late' in text:\n        open({str(asked)!r}, 'w').close()\n        {wait}"))
    assert await guesser.guess(sentence("de")) == "de"
    late = asyncio.create_task(guesser.guess(sentence("late")))
    await until(asked.exists)
    late.cancel()
    following = [asyncio.create_task(guesser.guess(sentence(word))) for word in ("fr", "it")]
    gate.touch()
    assert await asyncio.gather(*following) == ["fr", "it"]
    assert len(started(starts)) == 1


async def test_a_child_that_dies_is_started_anew(opened: Open, starts: Path) -> None:
    """When the child was killed between two texts, the second one is answered by another."""
    guesser = opened()
    assert await guesser.guess(TEXTS["de"]) == "de"
    os.kill(started(starts)[0], signal.SIGKILL)
    with structlog.testing.capture_logs() as lines:
        assert await guesser.guess(TEXTS["fr"]) == "fr"
    assert len(started(starts)) == 2
    assert [line["reason"] for line in lines] == ["the child ended with -9"]


async def test_a_text_that_no_child_survives(opened: Open, starts: Path) -> None:
    """It is tried twice and has no guess then; others have theirs, and the log has nothing of the text."""
    guesser = opened(quick("if 'poison' in text: sys.exit(text)"))
    with structlog.testing.capture_logs() as lines:
        words = ("de", "poison", "fr")
        assert await asyncio.gather(*(guesser.guess(sentence(word)) for word in words)) == ["de", None, "fr"]
        assert await guesser.guess(sentence("it")) == "it"
    assert len(started(starts)) == 3
    assert [line["reason"] for line in lines] == ["the child ended with 1"] * 2


async def test_a_child_that_hangs_is_ended(opened: Open, starts: Path) -> None:
    """A child that does not answer is killed, and the next text is asked of another."""
    clock = StandingClock()
    guesser = opened(quick("if 'hang' in text: time.sleep(600)"), clock=clock, child_seconds=1.0)

    async def answered() -> str | None:
        # On a busy machine a child may need longer to start than it has here.
        while (answer := await guesser.guess(sentence("de"))) is None:
            clock.move(REST_AFTER_FAILURE)
        return answer

    assert await answered() == "de"
    hung = started(starts)[-1]
    assert await guesser.guess(sentence("hang")) is None
    assert not lives(hung)
    assert await answered() == "de"


async def test_a_child_that_never_gets_ready_is_ended(opened: Open) -> None:
    """A child that loads without end is killed, and the log says so."""
    with structlog.testing.capture_logs() as lines:
        assert await opened(command=("sleep", "600"), child_seconds=0.2).guess(sentence("de")) is None
    assert [line["reason"] for line in lines] == ["no answer within 0.2 s"]


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        (("no-such-program",), "No such file"),
        ((sys.executable, "-c", "raise MemoryError('no room')"), "MemoryError: no room"),
        (
            (sys.executable, "-c", "import sys; sys.modules['py3langid'] = None; import bot.language_model"),
            "py3langid",
        ),
        ((sys.executable, "-c", "import os; os.kill(os.getpid(), 9)"), "ended with -9"),
        ((sys.executable, "-c", "print('something else')"), "something else than a language"),
        ((sys.executable, "-c", "print('[1]')"), "something else than a language"),
        ((sys.executable, "-c", "print('x' * 200_000)"), "something else than a language"),
        ((sys.executable, "-c", "pass"), "ended with 0"),
    ],
)
async def test_a_child_that_cannot_be_started(opened: Open, command: Sequence[str], reason: str) -> None:
    """Whatever is wrong with the child, texts have no guess, and one line in the log says so for good."""
    clock = StandingClock()
    guesser = opened(command=command, clock=clock)
    with structlog.testing.capture_logs() as lines:
        assert await asyncio.gather(*(guesser.guess(text) for text in TEXTS.values())) == [None] * len(TEXTS)
        assert await guesser.guess(TEXTS["de"]) is None
        clock.move(REST_AFTER_FAILURE)
        assert await guesser.guess(TEXTS["de"]) is None
    assert len(lines) == 1
    assert reason in lines[0]["reason"]
    assert "exc_info" not in lines[0]
    assert not any(text in str(lines) for text in TEXTS.values())


async def test_guessing_comes_back(opened: Open, tmp_path: Path) -> None:
    """After a rest it is tried again, and where it works there are guesses again."""
    clock, folder = StandingClock(), tmp_path / "folder"
    guesser = opened(command=(sys.executable, "-P", "-c", quick(), str(folder / "starts")), clock=clock)
    assert await guesser.guess(sentence("de")) is None
    folder.mkdir()
    assert await guesser.guess(sentence("de")) is None
    clock.move(REST_AFTER_FAILURE)
    assert await guesser.guess(sentence("de")) == "de"


async def test_a_child_that_is_not_needed_ends(opened: Open, starts: Path) -> None:
    """Without a question for long there is no child; the next text starts another."""
    guesser = opened(quick(), idle_seconds=0.1)
    with structlog.testing.capture_logs() as lines:
        assert await guesser.guess(sentence("de")) == "de"
        await until(lambda: not lives(started(starts)[0]))
        assert await guesser.guess(sentence("fr")) == "fr"
    assert lines == []
    assert len(started(starts)) >= 2


async def test_closing_ends_the_child(opened: Open, starts: Path) -> None:
    """When the bot stops, a child is ended, ready or not."""
    for code in (quick(), "import sys, time, os\nopen(sys.argv[1], 'a').write(f'{os.getpid()}\\n')\ntime.sleep(600)"):
        guesser = opened(code)
        known = len(started(starts))
        guesser.prepare()
        await until(lambda known=known: len(started(starts)) > known)  # type: ignore[misc]  # the default binds the loop's value
        await guesser.close()
        assert not lives(started(starts)[-1])


def test_the_child_ends_with_its_parent() -> None:
    """When the parent is gone, its end of the pipe is closed, and the child ends without a complaint."""
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        CHILD, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    ) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdin.write(b'""\n')
        child.stdin.flush()
        assert child.stdout.readline() == b"null\n"
        child.stdin.close()
        assert child.wait(PATIENT) == 0
        assert child.stderr.read() == b""
