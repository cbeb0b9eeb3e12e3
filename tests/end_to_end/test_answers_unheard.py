"""Discord takes an answer that the bot believes lost, or refuses one for a while: everybody gets on, once."""

import asyncio

import pytest

from playground.client import Guild
from playground.screen import Message
from tests.end_to_end.conftest import Newcomer
from tests.end_to_end.contributor import SAVED, Contributor, labels
from tests.end_to_end.running_bot import RunningBot

pytestmark = pytest.mark.asyncio(loop_scope="package")

CALLBACK = "POST /interactions/*/callback"
FOLLOW_UP = "POST /webhooks/*"
POSTING = "POST /channels/*/messages"
OPENING = "POST /channels/*/threads"
TROUBLE = "Discord did not take my answer just now"


async def done_card(ann: Contributor, text: str) -> Message:
    """A finished package of somebody's, with `Next task`."""
    return await ann.finished(await ann.reply(), f"{text}, {ann.person.name}")


async def live_cards(ann: Contributor) -> list[Message]:
    """The cards in somebody's thread on which a package can be worked."""
    return [card for card in await ann.cards() if card.has_button("Skip")]


@pytest.mark.parametrize("route", [CALLBACK, FOLLOW_UP])
@pytest.mark.parametrize("trouble", [{"status": 500, "applied": True}, {"status": 503}, {"drop": "after"}])
async def test_the_next_card_comes_once(
    newcomer: Newcomer, running: RunningBot, route: str, trouble: dict[str, object]
) -> None:
    """Whatever the bot hears of its answer to `Next task`: one card to work on, none on the finished one."""
    running.provoked.failures = True
    ann = await newcomer()
    done = await done_card(ann, f"unheard {route} {trouble}")
    await running.playground.misbehave(route, times=1, **trouble)  # type: ignore[arg-type]  # handed on
    outcome = await ann.person.press(done, "Next task")
    await outcome.settled()

    async def has_one() -> bool:
        return len(await live_cards(ann)) == 1 and not labels(await ann.person.look(done))

    await running.until(has_one)


async def test_two_faults_in_a_row_are_survived(newcomer: Newcomer, running: RunningBot) -> None:
    """The third try of a first answer still comes within Discord's three seconds."""
    ann = await newcomer()
    card = await ann.reply()
    opened = await ann.person.press(card, "Write reply")
    await running.playground.misbehave(CALLBACK, status=503, times=2)
    await (await ann.person.submit(opened.modal, {"text": "said three times"})).settled()
    assert "said three times" in (await ann.person.look(card)).text


async def test_a_page_of_a_proxy_is_trouble_of_discords(newcomer: Newcomer, running: RunningBot) -> None:
    """A 429 in HTML is answered with a calm sentence, without a traceback in the log; the text is kept."""
    running.provoked.failures = True
    running.provoked.log = {"Discord took no answer", "error could not be told", "answer could not be deferred"}
    ann = await newcomer()
    card = await ann.reply()
    opened = await ann.person.press(card, "Write reply")
    log = running.folder / "bot.log"
    before = len(log.read_text("utf-8"))
    await running.playground.misbehave(CALLBACK, status=429, answer="<html>429</html>", times=3)
    outcome = await ann.person.submit(opened.modal, {"text": "through the proxy"})
    assert TROUBLE in (await outcome.until_shown(1)).shown[0].text
    assert "Traceback" not in log.read_text("utf-8")[before:]
    assert "through the proxy" in (await ann.work()).text


@pytest.mark.parametrize("route", [POSTING, OPENING])
@pytest.mark.parametrize("trouble", [{"status": 500, "applied": True}, {"drop": "after"}, {"status": 502}])
async def test_a_first_card_comes_once(
    newcomer: Newcomer, running: RunningBot, route: str, trouble: dict[str, object]
) -> None:
    """A message or a thread that was made unheard is not made again: one thread, one card."""
    ann = await newcomer()
    agreement = (await ann.ask(task="assistant_reply")).message
    await running.playground.misbehave(route, times=1, **trouble)  # type: ignore[arg-type]  # handed on
    card = await ann.card_of(await ann.press(agreement, "I agree"))
    assert not card.ephemeral
    await ann.thread()  # there is just one
    assert [each.id for each in await live_cards(ann)] == [card.id]


async def test_a_card_that_is_deleted_meanwhile_shows_its_state(
    newcomer: Newcomer, guild: Guild, running: RunningBot
) -> None:
    """A press whose card a moderator deletes before the answer does its work, and the person sees the result."""
    running.provoked.refusals = {10008}
    ann = await newcomer()
    preview = await ann.written(await ann.reply(), f"gone under the finger, {ann.person.name}")
    moderator = await guild.add_person("moderator", permissions=["administrator"])
    await running.playground.misbehave(CALLBACK, slow_seconds=0.8, times=1)
    press = asyncio.create_task(ann.person.press(preview, "Submit"))
    await asyncio.sleep(0.4)
    await moderator.delete(preview)
    outcome = await (await press).settled()
    assert SAVED in outcome.text
    running.expect_stored(f"gone under the finger, {ann.person.name}")


async def test_a_locked_thread_stays_locked(newcomer: Newcomer, guild: Guild) -> None:
    """Where a moderator has locked the thread, the card comes as an ephemeral answer that says so, and works."""
    ann = await newcomer()
    await ann.reply()
    thread = await ann.thread()
    moderator = await guild.add_person("moderator", permissions=["administrator"])
    await moderator.edit_thread(thread, locked=True, archived=True)
    outcome = await ann.ask()
    assert outcome.message.ephemeral
    assert "A moderator has locked your thread" in outcome.text
    await ann.finished(outcome.message, f"beside the lock, {ann.person.name}")
    assert not [each for each in await ann.person.threads(guild) if each.id == thread.id and not each.archived]
