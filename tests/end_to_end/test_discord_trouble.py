"""Discord fails, is slow or drops connections: people go on working afterwards, and nothing is lost."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.end_to_end.conftest import Newcomer
from tests.end_to_end.contributor import SAVED
from tests.end_to_end.running_bot import RunningBot, run_bot

pytestmark = pytest.mark.asyncio(loop_scope="package")

CALLBACK = "POST /interactions/*/callback"
POSTING = "POST /channels/*/messages"
OPENING = "POST /channels/*/threads"
SLOWER_THAN_A_DEFERRAL = 1.6


@pytest_asyncio.fixture(scope="module", loop_scope="package")
async def shared_bot(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[RunningBot]:
    """A bot of this module's own: its connections are cut."""
    async with run_bot(tmp_path_factory.mktemp("troubled"), answer_seconds=3.0) as running:
        yield running


@pytest.mark.parametrize("trouble", ["reconnect", "invalid, resumable", "invalid"])
async def test_gateway_is_back_after(newcomer: Newcomer, running: RunningBot, trouble: str) -> None:
    """After Discord ended the connection or the session the bot comes back by itself, and cards shown before work."""
    ann = await newcomer()
    preview = await ann.written(await ann.reply(), f"through the {trouble}, {ann.person.name}")
    playground = running.playground
    before = await playground.state()
    match trouble:
        case "reconnect":
            await playground.ask_reconnect()
        case _:
            await playground.invalidate_session(resumable="resumable" in trouble)

    async def is_back() -> bool:
        state = await playground.state()
        again = state["identifies"] + state["resumes"] > before["identifies"] + before["resumes"]
        return bool(again and state["connections"] == 1)

    await running.until(is_back)
    assert SAVED in (await ann.press(preview, "Submit")).text


async def test_press_during_a_reconnect_is_not_lost(newcomer: Newcomer, running: RunningBot) -> None:
    """What was pressed while the connection was cut arrives with the resumed session, or fails and works again."""
    running.provoked.failures = True
    ann = await newcomer()
    text = f"pressed into the gap, {ann.person.name}"
    preview = await ann.written(await ann.reply(), text)
    press = asyncio.create_task(ann.person.press(preview, "Submit"))
    await running.playground.drop_gateway()
    await press
    await running.playground.bot_ready()
    if (await ann.person.look(preview)).has_button("Submit"):
        await ann.press(preview, "Submit")
    running.expect_stored(text)


async def test_server_error_on_the_answer(newcomer: Newcomer, running: RunningBot) -> None:
    """A 5xx on the first try of an answer is repeated: the text is stored once, and the card tells."""
    running.provoked.failures = True
    ann = await newcomer()
    text = f"despite everything, {ann.person.name}"
    preview = await ann.written(await ann.reply(), text)
    await running.playground.misbehave(CALLBACK, status=503, times=1)
    await ann.press(preview, "Submit")
    shown = await ann.person.look(preview)
    if shown.has_button("Submit"):
        shown = await ann.pressed(preview, "Submit")
    assert SAVED in shown.text
    running.expect_stored(text)


async def test_server_errors_that_last(newcomer: Newcomer, running: RunningBot) -> None:
    """While Discord takes no answer people read "This interaction failed"; the text that they sent is kept."""
    running.provoked.failures = True
    running.provoked.log = {"interaction failed", "error could not be told"}
    ann = await newcomer()
    card = await ann.reply()
    opened = await ann.person.press(card, "Write reply")
    await running.playground.misbehave(CALLBACK, status=500)
    await ann.person.submit(opened.modal, {"text": "sent into the storm"})
    await running.playground.behave()
    again = await ann.work()
    assert "sent into the storm" in again.text
    assert SAVED in (await ann.press(again, "Submit")).text


@pytest.mark.parametrize("moment", ["before", "after"])
async def test_answer_whose_connection_was_cut(newcomer: Newcomer, running: RunningBot, moment: str) -> None:
    """Whether the cut came before or after Discord took the answer: one answer is stored, and work goes on."""
    running.provoked.failures = True
    running.provoked.log = {"interaction failed", "error could not be told"}
    ann = await newcomer()
    text = f"cut {moment}, {ann.person.name}"
    preview = await ann.written(await ann.reply(), text)
    await running.playground.misbehave(CALLBACK, drop=moment, times=1)
    await ann.press(preview, "Submit")
    running.expect_stored(text)
    assert (await ann.reply()).buttons


@pytest.mark.parametrize(("route", "status"), [(POSTING, 403), (OPENING, 403), (OPENING, 404)])
async def test_thread_that_cannot_be_had_just_now(
    newcomer: Newcomer, running: RunningBot, route: str, status: int
) -> None:
    """Where the thread or its card fails, the card comes as an ephemeral answer, and works."""
    ann = await newcomer()
    agreement = (await ann.ask(task="assistant_reply")).message
    await running.playground.misbehave(route, status=status)
    card = await ann.card_of(await ann.press(agreement, "I agree"))
    await running.playground.behave()
    assert card.ephemeral
    await ann.finished(card, f"without {route}, {ann.person.name}")


async def test_thread_whose_connection_was_cut(newcomer: Newcomer, running: RunningBot) -> None:
    """A connection that is cut while the thread is made leaves the person with a card that works."""
    ann = await newcomer()
    agreement = (await ann.ask(task="assistant_reply")).message
    await running.playground.misbehave(OPENING, drop="before", times=1)
    card = await ann.card_of(await ann.press(agreement, "I agree"))
    await ann.finished(card, f"cut while opening, {ann.person.name}")


async def test_slow_discord_is_deferred(newcomer: Newcomer, running: RunningBot) -> None:
    """Where opening a thread takes long the answer is deferred in time, and comes."""
    ann = await newcomer()
    agreement = (await ann.ask(task="assistant_reply")).message
    await running.playground.misbehave(OPENING, slow_seconds=SLOWER_THAN_A_DEFERRAL)
    outcome = await ann.person.press(agreement, "I agree")
    assert outcome.kind == "deferred_update"
    card = await ann.card_of(await outcome.settled())
    assert not card.ephemeral
    assert card.has_button("Write reply")


async def test_others_do_not_wait_for_whom_discord_is_slow(newcomer: Newcomer, running: RunningBot) -> None:
    """While one person's thread takes long, others are answered at once."""
    ann, bea = await newcomer(), await newcomer()
    agreement = (await ann.ask(task="assistant_reply")).message
    preview = await bea.written(await bea.reply(), f"in the fast lane, {bea.person.name}")
    await running.playground.misbehave(OPENING, slow_seconds=SLOWER_THAN_A_DEFERRAL, times=1)
    slow = asyncio.create_task(ann.press(agreement, "I agree"))
    quick = await bea.person.press(preview, "Submit")
    assert quick.kind == "update"
    assert not slow.done()
    assert (await ann.card_of(await slow)).has_button("Write reply")


async def test_next_task_whose_follow_up_failed(newcomer: Newcomer, running: RunningBot) -> None:
    """Where the next card could not be posted, /work shows it."""
    running.provoked.log = {"interaction failed", "error could not be told"}
    ann = await newcomer()
    done = await ann.finished(await ann.reply(), f"followed by nothing, {ann.person.name}")
    await running.playground.misbehave("POST /webhooks/*", status=404)
    await ann.person.press(done, "Next task")
    await running.playground.behave()
    assert (await ann.work()).buttons
