"""Packages that expire: what was typed is kept and shown, and work goes on."""

import pytest

from playground.client import Guild
from tests.end_to_end.conftest import Newcomer
from tests.end_to_end.contributor import Contributor, labels
from tests.end_to_end.conversations import ONE_PROMPT
from tests.end_to_end.running_bot import RunningBot

pytestmark = pytest.mark.asyncio(loop_scope="package")

ANNOUNCEMENTS = 5
PAST_EXPIRY_DAYS = 3
DRAFTS_KEPT_DAYS = 31


async def test_press_after_expiry_shows_the_draft_and_goes_on(
    newcomer: Newcomer, running: RunningBot, guild: Guild
) -> None:
    """Whatever is pressed on an expired card shows that it expired, with the text that was typed; work goes on."""
    ann = await _without_thread(newcomer, guild)
    for button in ("Submit", "Discard", "Skip"):
        preview = await ann.written(await ann.reply(), f"written too slowly for {button}")
        await running.playground.advance(days=PAST_EXPIRY_DAYS)
        expired = await ann.pressed(preview, button)
        assert "This task has expired" in expired.text
        assert f"written too slowly for {button}" in expired.text
        assert labels(expired) == ["Next task", "Anything else"]
        assert (await ann.next_card(expired)).buttons
        await ann.pressed(await ann.work(), "Skip")


async def test_form_opened_after_expiry(newcomer: Newcomer, running: RunningBot, guild: Guild) -> None:
    """The button that opens the form says, once the package has expired, that the card is no longer in use."""
    ann = await _without_thread(newcomer, guild)
    card = await ann.reply()
    await running.playground.advance(days=PAST_EXPIRY_DAYS)
    outcome = await ann.press(card, "Write reply")
    assert not outcome.opened_modal
    assert "This card is no longer in use" in outcome.text


async def test_form_sent_after_expiry_keeps_the_text(newcomer: Newcomer, running: RunningBot, guild: Guild) -> None:
    """A text that comes when the package has expired is kept and shown, and the next task works."""
    ann = await _without_thread(newcomer, guild)
    card = await ann.reply()
    opened = await ann.person.press(card, "Write reply")
    await running.playground.advance(days=PAST_EXPIRY_DAYS)
    late = await (await ann.person.submit(opened.modal, {"text": "thought about it for days"})).settled()
    assert "This task has expired" in late.text
    assert "thought about it for days" in late.text
    await ann.pressed(await ann.next_card(await ann.person.look(card)), "Skip")
    await ann.finished(await ann.reply(), f"a quick one, {ann.person.name}")


async def test_work_after_expiry_brings_a_new_package_into_the_thread(newcomer: Newcomer, running: RunningBot) -> None:
    """After days of absence /work wakes the archived thread and brings a new package; the old card shows its end."""
    ann = await newcomer()
    old = await ann.written(await ann.reply(), "left lying about")
    thread = await ann.thread()
    await running.playground.advance(days=PAST_EXPIRY_DAYS)
    card = await ann.reply()
    assert card.channel_id == thread.id
    assert card.button("Write reply").custom_id != old.button("Edit").custom_id
    expired = await ann.pressed(await ann.person.look(old), "Edit")
    assert expired.id == old.id
    shown = await ann.pressed(old, "Submit")
    assert "This task has expired" in shown.text
    assert "left lying about" in shown.text
    await ann.finished(card, f"back again, {ann.person.name}")


async def test_what_expired_meanwhile_is_told_with_its_text(newcomer: Newcomer, running: RunningBot) -> None:
    """/work after days of absence tells once that the last package expired, and gives back what was typed for it."""
    ann = await newcomer()
    await ann.written(await ann.reply(), "typed before the holidays")
    await running.playground.advance(days=PAST_EXPIRY_DAYS)
    back = await (await ann.person.command(ann.channel, "work")).until_shown(2)
    assert "expired before you submitted it" in (await ann.card_of(back)).text
    assert "typed before the holidays" in back.shown[1].text
    assert back.shown[1].ephemeral
    again = await ann.ask()
    assert "expired before you submitted it" not in (await ann.card_of(again)).text
    assert len(again.shown) == 1


async def test_expired_item_may_come_again(newcomer: Newcomer, running: RunningBot, guild: Guild) -> None:
    """A package that only lapsed is no skip: its item is offered to the same person again."""
    ann = await _without_thread(newcomer, guild)
    seen = set()
    for _ in range(2):
        card = await ann.work(task="assistant_reply", language=ONE_PROMPT)
        seen.add(next(line for line in card.text.splitlines() if line.startswith("> ")))
        await running.playground.advance(days=PAST_EXPIRY_DAYS)
    assert len(seen) == 1


async def test_unfinished_text_is_counted_and_forgotten_after_a_month(
    newcomer: Newcomer, running: RunningBot, guild: Guild
) -> None:
    """A kept draft shows in /privacy as unfinished, and no longer after 30 days."""
    ann = await _without_thread(newcomer, guild)
    card = await ann.written(await ann.reply(), "never to be finished")
    assert "**Unfinished texts**: one" in await _privacy(ann)
    await running.playground.advance(days=PAST_EXPIRY_DAYS)
    await ann.press(card, "Submit")
    assert "**Unfinished texts**: one" in await _privacy(ann)
    await running.playground.advance(days=DRAFTS_KEPT_DAYS)
    await running.until(lambda: _forgotten(ann))


async def _forgotten(contributor: Contributor) -> bool:
    return "**Unfinished texts**: none" in await _privacy(contributor)


async def _privacy(contributor: Contributor) -> str:
    outcome = await contributor.person.command(contributor.channel, "privacy show")
    return (await outcome.until_shown(3)).shown[0].text  # what comes after it comes before the clock moves, too


async def _without_thread(newcomer: Newcomer, guild: Guild) -> Contributor:
    """Somebody whose cards are ephemeral: unlike those in a thread, their buttons work whatever the hour."""
    contributor = await newcomer()
    contributor.channel = await guild.create_channel("no-threads-here", type=ANNOUNCEMENTS)
    return contributor
