"""Tests of the service that lets a child draw: real children, counted where they start."""

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path

import pytest
import structlog

from bot.state.charts import Bar, Bars, Picture, Request
from bot.statistics.pictures.child import GIVEN_UP
from bot.statistics.pictures.service import CHILD, MOST_REMEMBERED, REST_AFTER_FAILURE, Pictures
from tests.clocks import StandingClock

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[3]
PNG = b"\x89PNG\r\n\x1a\n"
PATIENCE = 60.0
_COUNTING = """
import runpy, sys
with open(sys.argv[1], "a") as starts:
    starts.write("child\\n")
runpy.run_module("bot.statistics.pictures.child", run_name="__main__")
"""
# Draws nothing, but takes the letters of the request for pictures: what remembers them needs no matplotlib.
_QUICK = """
import sys
file = b"\\x89PNG\\r\\n\\x1a\\n" + sys.stdin.buffer.readline()
sys.stdout.buffer.write(len(file).to_bytes(4, "big") + file)
with open(sys.argv[1], "a") as starts:
    starts.write("child\\n")
"""

Open = Callable[..., Pictures]


def picture(amount: int) -> Picture:
    """A picture of one number."""
    return Picture(panels=(Bars(title="Trees", rows=(Bar(label="Growing", shown=str(amount), amount=amount),)),))


@pytest.fixture
async def opened() -> AsyncIterator[Open]:
    """Opens services, and closes them at the end."""
    services: list[Pictures] = []

    def open_one(
        command: Sequence[str] = CHILD, patience: float = PATIENCE, clock: StandingClock | None = None
    ) -> Pictures:
        services.append(Pictures(clock or StandingClock(), command, patience))
        return services[-1]

    yield open_one
    for service in services:
        await service.close()


def python(code: str, *arguments: str) -> tuple[str, ...]:
    """A command that runs some code as a child."""
    return (sys.executable, "-P", "-c", code, *arguments)


async def test_a_hundred_requests_are_one_drawing(opened: Open, tmp_path: Path) -> None:
    """Whoever asks for the same pictures at the same time, or later, gets the same files from one child."""
    starts = tmp_path / "starts"
    pictures = opened(python(_COUNTING, str(starts)))
    wanted = (picture(1), picture(2))
    answers = await asyncio.gather(*(pictures.draw(wanted) for _ in range(100)))
    assert answers[0] is not None
    assert [file.startswith(PNG) for file in answers[0]] == [True, True]
    assert answers[0][0] != answers[0][1]
    assert all(answer is answers[0] for answer in answers)
    assert await pictures.draw(wanted) is answers[0]
    assert starts.read_text().count("child") == 1


async def test_one_who_gives_up_does_not_stop_the_others(opened: Open) -> None:
    """A person whose request is broken off takes the picture from nobody."""
    pictures = opened()
    impatient = asyncio.create_task(pictures.draw([picture(1)]))
    await asyncio.sleep(0)
    patient = asyncio.create_task(pictures.draw([picture(1)]))
    await asyncio.sleep(0)
    impatient.cancel()
    files = await patient
    assert files is not None
    assert impatient.cancelled()


async def test_one_child_at_a_time(opened: Open, tmp_path: Path) -> None:
    """Different pictures that are wanted at the same time are drawn one after the other."""
    alone = """
import os, sys
lock = os.open(sys.argv[1], os.O_CREAT | os.O_EXCL)
file = b"\\x89PNG\\r\\n\\x1a\\n" + sys.stdin.buffer.readline()
sys.stdout.buffer.write(len(file).to_bytes(4, "big") + file)
sys.stdout.buffer.flush()
os.unlink(sys.argv[1])
"""
    pictures = opened(python(alone, str(tmp_path / "lock")))
    answers = await asyncio.gather(*(pictures.draw([picture(number)]) for number in range(5)))
    assert None not in answers
    assert len(set(answers)) == 5


async def test_what_is_remembered_is_bounded(opened: Open, tmp_path: Path) -> None:
    """Only the pictures that were asked for last are remembered."""
    starts = tmp_path / "starts"
    pictures = opened(python(_QUICK, str(starts)))
    for number in range(MOST_REMEMBERED + 1):
        assert await pictures.draw([picture(number)]) is not None
    await pictures.draw([picture(MOST_REMEMBERED)])
    assert starts.read_text().count("child") == MOST_REMEMBERED + 1
    await pictures.draw([picture(0)])
    assert starts.read_text().count("child") == MOST_REMEMBERED + 2


async def test_a_child_that_hangs_is_ended(opened: Open, tmp_path: Path) -> None:
    """A child that takes too long is killed, and there are no pictures."""
    file = tmp_path / "pid"
    pictures = opened(("sh", "-c", 'echo $$ > "$0"; exec sleep 600', str(file)), patience=2.0)
    assert await pictures.draw([picture(1)]) is None
    assert file.exists()
    with pytest.raises(ProcessLookupError):
        os.kill(int(file.read_text()), 0)


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        (("no-such-program",), "No such file"),
        (python("raise MemoryError('no room')"), "MemoryError: no room"),
        (
            python(
                "import sys\nsys.modules['matplotlib'] = None\nfrom bot.statistics.pictures.child import main\nmain()"
            ),
            "matplotlib",
        ),
        (python("import os; os.kill(os.getpid(), 9)"), "ended with -9"),
        (python("print('something else')"), "something else than pictures"),
        (python("pass"), "something else than pictures"),
    ],
)
async def test_a_child_that_fails(opened: Open, command: Sequence[str], reason: str) -> None:
    """Whatever is wrong with the child, there are no pictures, one line in the log, and no new child for a while."""
    clock = StandingClock()
    pictures = opened(command, clock=clock)
    with structlog.testing.capture_logs() as lines:
        assert await asyncio.gather(*(pictures.draw([picture(number)]) for number in range(5))) == [None] * 5
        assert await pictures.draw([picture(1)]) is None
    assert len(lines) == 1
    assert reason in lines[0]["reason"]
    clock.move(REST_AFTER_FAILURE)
    with structlog.testing.capture_logs() as lines:
        assert await pictures.draw([picture(1)]) is None
    assert len(lines) == 1


async def test_drawing_comes_back(opened: Open, tmp_path: Path) -> None:
    """After a rest it is tried again, and where it works there are pictures again."""
    clock, starts = StandingClock(), tmp_path / "folder/starts"
    pictures = opened(python(_QUICK, str(starts)), clock=clock)
    assert await pictures.draw([picture(1)]) is None
    starts.parent.mkdir()
    assert await pictures.draw([picture(1)]) is None
    clock.move(REST_AFTER_FAILURE)
    assert await pictures.draw([picture(1)]) is not None


async def test_closing_ends_the_child(opened: Open, tmp_path: Path) -> None:
    """When the bot stops, a child that is drawing is ended."""
    file = tmp_path / "pid"
    hang = "import os, sys, time\nopen(sys.argv[1], 'w').write(str(os.getpid()))\ntime.sleep(600)"
    pictures = opened(python(hang, str(file)))
    waiting = asyncio.create_task(pictures.draw([picture(1)]))
    async with asyncio.timeout(PATIENCE):
        while not file.exists() or not file.read_text():  # noqa: ASYNC110 - another process writes it
            await asyncio.sleep(0.02)
    await pictures.close()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    with pytest.raises(ProcessLookupError):
        os.kill(int(file.read_text()), 0)


def test_the_child_ends_with_its_parent() -> None:
    """When the parent is gone in the middle of a long drawing, the child gives up by itself."""
    request = Request(pictures=(picture(1),) * 5_000).model_dump_json().encode()
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(CHILD, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, env=environment) as child:
        assert child.stdin is not None
        child.stdin.write(request + b"\n")
        child.stdin.close()
        assert child.wait(PATIENCE) == GIVEN_UP
