"""A task server that takes its time: each press is acknowledged in its kind, then answered; nobody waits for others."""

import asyncio
import json

import pytest
from aiohttp import web

from playground.client import Outcome
from tests.end_to_end.contributor import Contributor
from tests.end_to_end.task_server import SAVED_FOR_LATER, BotOnTaskServer

pytestmark = pytest.mark.asyncio(loop_scope="package")

SECONDS = 10.0
"""So long the server takes for everything. Discord waits 3 seconds for an answer."""

PATIENCE = 80.0
MESSAGE, UPDATE, MODAL = "deferred_message", "deferred_update", "modal"


async def test_every_kind_of_press_is_acknowledged_and_answered(on_server: BotOnTaskServer) -> None:
    """With ten seconds for each call, presses are deferred in their kind within Discord's three, and then answered."""
    worker, writer, skipper, finisher, looker, reporter, reader, lister = [await at_work(on_server) for _ in range(8)]
    await worker.pressed((await worker.cards())[-1], "Skip")
    preview = await writer.written((await writer.cards())[-1], "Slow and steady.")
    done = await finisher.finished((await finisher.cards())[-1], "Done before it became slow.")
    about = (await reporter.press((await reporter.cards())[-1], "More")).message
    await reader.finished((await reader.cards())[-1], "To be read slowly.")

    async def be_slow(_: web.Request) -> None:
        await asyncio.sleep(SECONDS)

    on_server.server.before = be_slow
    form = await reporter.person.press(about, "🚩 Report")
    assert form.kind == MODAL
    presses = {
        "/work": (worker.person.command(worker.channel, "work"), MESSAGE, "open it"),
        "/tasks": (lister.person.command(lister.channel, "tasks"), MESSAGE, "What is open for you"),
        "/contributions": (reader.person.command(reader.channel, "contributions"), MESSAGE, "To be read slowly."),
        "Submit": (writer.person.press(preview, "Submit"), UPDATE, SAVED_FOR_LATER),
        "Skip": (skipper.person.press((await skipper.cards())[-1], "Skip"), UPDATE, "Skipped"),
        "Next task": (finisher.person.press(done, "Next task"), UPDATE, "expires"),
        "More": (looker.person.press((await looker.cards())[-1], "More"), MESSAGE, "More about this task"),
        "Report": (reporter.person.submit(form.modal, {"What is wrong with it?": "Slow."}), UPDATE, "Thank you"),
    }
    outcomes = await asyncio.gather(*(press for press, _, _ in presses.values()))
    assert {name: outcome.kind for name, outcome in zip(presses, outcomes, strict=True)} == {
        name: kind for name, (_, kind, _) in presses.items()
    }
    busy = await looker.person.press((await looker.cards())[-1], "Write reply")
    assert "still busy with what you did just before" in busy.text
    answered = await asyncio.gather(*(finished(outcome, name) for name, outcome in zip(presses, outcomes, strict=True)))
    told = {name: outcome.text for name, outcome in zip(presses, answered, strict=True)}
    assert {name for name, (_, _, words) in presses.items() if words not in told[name]} == set(), told
    on_server.server.before = None
    await on_server.delivered()
    assert (await on_server.stored_texts())["Slow and steady."] == 1


async def test_one_slow_call_delays_nobody_else(on_server: BotOnTaskServer) -> None:
    """While one person's call hangs, another works as ever; the first gets their answer when it comes."""
    ann, ben = await at_work(on_server), await at_work(on_server)
    await ann.pressed((await ann.cards())[-1], "Skip")
    release = asyncio.Event()

    async def hold_up(request: web.Request) -> None:
        if request.can_read_body and json.loads(await request.text()).get("user", {}).get("id") == str(ann.person.id):
            await release.wait()

    on_server.server.before = hold_up
    waiting = await ann.person.command(ann.channel, "work", task="assistant_reply")
    assert waiting.kind == MESSAGE
    done = await ben.finished((await ben.cards())[-1], "Nobody waits for Ann.")
    assert (await ben.next_card(done)).buttons
    assert (await ann.person.messages(ann.channel))[-1].loading
    release.set()
    assert (await ann.card_of(await waiting.settled())).has_button("Write reply")


async def at_work(on_server: BotOnTaskServer) -> Contributor:
    """Somebody who has agreed, with a card that wants a reply."""
    ann = await on_server.newcomer()
    await ann.reply()
    return ann


async def finished(outcome: Outcome, name: str) -> Outcome:
    """The outcome once all of the answer is there; of `Next task`, the new card is a message of its own."""
    if name == "Next task":
        return await outcome.until_shown(1, PATIENCE)
    return await outcome.settled(PATIENCE)
