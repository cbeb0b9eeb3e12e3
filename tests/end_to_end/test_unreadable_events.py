"""Events that do not look as they should: nothing of them is in the log, and people get back what they typed."""

from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
import pytest_asyncio

from playground.faults import MISSING
from tests.end_to_end.conftest import Newcomer
from tests.end_to_end.running_bot import RunningBot, run_bot

pytestmark = [pytest.mark.asyncio(loop_scope="package"), pytest.mark.timeout(300)]

MARKER = "marker-of-what-was-sent"
BENT = (MISSING, MARKER, [{MARKER: [MARKER]}])
"""What stands in a bent place."""
INTERACTION = "INTERACTION_CREATE"
TOLD = "I could not read what Discord sent me"

Path = tuple[str | int, ...]


@pytest_asyncio.fixture(scope="module", loop_scope="package")
async def shared_bot(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[RunningBot]:
    """A bot of this module's own, which logs all that it ever logs."""
    async with run_bot(tmp_path_factory.mktemp("bent"), answer_seconds=3.0, LOG_LEVEL="DEBUG") as running:
        yield running


@pytest.fixture
async def troubled(running: RunningBot) -> RunningBot:
    """The same, in which interactions may fail: there is no way to answer one without its id."""
    running.provoked.failures = True
    running.provoked.log = {"could not be read", "interaction failed", "exception occurred handling an event"}
    return running


def places(payload: Any, way: Path = ()) -> Iterator[Path]:
    """Every place in a payload; of a list's parts that look alike, only the first."""
    seen: set[str] = set()
    parts = payload.items() if isinstance(payload, dict) else enumerate(payload) if isinstance(payload, list) else ()
    for key, part in parts:
        form = f"{sorted(part)} {part.get('type')}" if isinstance(part, dict) else ""
        if isinstance(payload, list) and form in seen:
            continue
        seen.add(form)
        yield (*way, key)
        yield from places(part, (*way, key))


def bends(payload: Any) -> Iterator[tuple[Path, Any]]:
    """Every place in a payload with what is put there, another kind of thing from place to place."""
    for number, path in enumerate(places(payload)):
        yield path, BENT[number % len(BENT)]


def assert_nothing_logged(running: RunningBot, *markers: str) -> None:
    """See that none of these strings is in the bot's log."""
    log = (running.folder / "bot.log").read_text(encoding="utf-8")
    for marker in markers:
        assert [line[:500] for line in log.splitlines() if marker in line] == []


async def test_forms(newcomer: Newcomer, troubled: RunningBot) -> None:
    """Wherever a form is bent its text is on the card or comes back, and is not in the log."""
    ann = await newcomer()
    card = await ann.written(await ann.reply(), "as it should be")
    payload = await troubled.playground.last_event(INTERACTION)
    lost = []
    for number, (path, value) in enumerate(bends(payload)):
        text = f"typed by {MARKER}, {number}"
        opened = await ann.person.press(card, "Edit")
        await troubled.playground.bend(INTERACTION, *path, value=value)
        outcome = await (await ann.person.submit(opened.modal, {"text": text})).settled()
        await troubled.playground.behave()
        arrived = text in str(await troubled.playground.last_event(INTERACTION))
        if arrived and path not in {("id",), ("token",)} and text not in outcome.text:
            lost.append((path, value, outcome))
    assert lost == []
    assert_nothing_logged(troubled, MARKER, payload["token"])


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("data", "custom_id"), [MARKER]),
        (("data", "components", 0, "type"), 18),
        (("data", "components", 0, "components", 0, "type"), 99),
        (("data", "components", 0, "components", 0, "custom_id"), 5),
        (("type",), 17),
        (("channel",), MISSING),
    ],
)
async def test_form_that_cannot_be_read(newcomer: Newcomer, troubled: RunningBot, path: Path, value: Any) -> None:
    """What hikari overlooks, takes for granted, does not know or cannot do without: the person is told in any case."""
    ann = await newcomer()
    opened = await ann.person.press(await ann.reply(), "Write reply")
    await troubled.playground.bend(INTERACTION, *path, value=value)
    outcome = await ann.person.submit(opened.modal, {"text": f"typed by {MARKER}"})
    assert TOLD in outcome.text
    assert f"typed by {MARKER}" in outcome.text
    assert outcome.message.ephemeral
    assert_nothing_logged(troubled, MARKER)


async def test_presses(newcomer: Newcomer, troubled: RunningBot) -> None:
    """Wherever a press is bent nothing of it is in the log, and the button works afterwards."""
    ann = await newcomer()
    card = await ann.written(await ann.reply(), f"kept by {MARKER}")
    await ann.person.press(card, "Guidelines")
    payload = await troubled.playground.last_event(INTERACTION)
    for path, value in bends(payload):
        if path in {("id",), ("token",)}:
            continue
        await troubled.playground.bend(INTERACTION, *path, value=value)
        await ann.person.press(card, "Guidelines")
        await troubled.playground.behave()
    assert_nothing_logged(troubled, MARKER, payload["token"])
    assert (await ann.person.press(card, "Guidelines")).shown


async def test_commands(newcomer: Newcomer, troubled: RunningBot) -> None:
    """Wherever a command is bent nothing of it is in the log, and it works afterwards."""
    ann = await newcomer()
    await ann.work()
    await ann.person.command(ann.channel, "leaderboard", period="Last 7 days")
    payload = await troubled.playground.last_event(INTERACTION)
    for path, value in bends(payload):
        if path in {("id",), ("token",)}:
            continue
        await troubled.playground.bend(INTERACTION, *path, value=value)
        await ann.person.command(ann.channel, "leaderboard", period="Last 7 days")
        await troubled.playground.behave()
    assert_nothing_logged(troubled, MARKER, payload["token"])
    assert (await ann.person.command(ann.channel, "leaderboard", period="Last 7 days")).shown


@pytest.mark.parametrize("event", ["GUILD_CREATE", "CHANNEL_CREATE", "THREAD_CREATE", "MESSAGE_CREATE"])
async def test_events_of_servers(newcomer: Newcomer, troubled: RunningBot, event: str) -> None:
    """Wherever what Discord tells of a server is bent nothing of it is in the log, and the bot goes on."""
    playground = troubled.playground
    ann = await newcomer()
    await ann.work()
    payload = await playground.last_event(event)
    for path, value in bends(payload or {}):
        await playground.bend(event, *path, value=value)
        await playground.create_guild("Bent", text_channels=[])
        await playground.behave()
    assert_nothing_logged(troubled, MARKER)
    assert (await ann.work()).buttons


async def test_greeting(newcomer: Newcomer, troubled: RunningBot) -> None:
    """What the gateway's greeting says is not in the log."""
    ann = await newcomer()
    await troubled.playground.bend("READY", "v", value=MARKER)
    await troubled.playground.invalidate_session()
    await troubled.playground.bot_ready()
    assert (await ann.work()).buttons
    assert_nothing_logged(troubled, MARKER, (await troubled.playground.last_event("READY"))["session_id"])
