"""Fast fingers and several devices: presses that come together have one effect."""

import asyncio

import pytest

from playground.client import Outcome
from tests.end_to_end.conftest import Newcomer
from tests.end_to_end.contributor import SAVED, Contributor, labels
from tests.end_to_end.conversations import TO_RANK
from tests.end_to_end.running_bot import RunningBot

pytestmark = pytest.mark.asyncio(loop_scope="package")

DEVICES = 4


async def test_submit_on_several_devices_stores_one_answer(newcomer: Newcomer, running: RunningBot) -> None:
    """Every device reads that the answer is saved, and it is stored once."""
    ann = await newcomer()
    text = f"Pressed hard by {ann.person.name}"
    preview = await ann.written(await ann.reply(), text)
    outcomes = await _together(*(ann.press(preview, "Submit") for _ in range(DEVICES)))
    assert all(SAVED in outcome.text for outcome in outcomes)
    running.expect_stored(text)
    assert await _messages_written(ann) == 1


async def test_next_task_on_several_devices_opens_one_session(newcomer: Newcomer) -> None:
    """However often "Next task" is pressed at once, one package is opened and its card is posted once."""
    ann = await newcomer()
    done = await ann.finished(await ann.reply(), f"Done by {ann.person.name}")
    await _together(*(ann.press(done, "Next task") for _ in range(DEVICES)))
    cards = await ann.cards()
    assert len({_session(card.buttons[0].custom_id) for card in cards}) == 1
    assert len([card for card in cards if not card.ephemeral]) == 1
    assert labels(await ann.person.look(done)) == []


async def test_skip_on_several_devices_skips_one_item(newcomer: Newcomer) -> None:
    """Pressing Skip at once on several devices skips the package that was on the card, and no other."""
    ann = await newcomer()
    card = await ann.reply()
    outcomes = await _together(*(ann.press(card, "Skip") for _ in range(DEVICES)))
    assert all("Skipped" in outcome.text for outcome in outcomes)
    assert (await ann.next_card(await ann.person.look(card))).buttons


async def test_submit_and_skip_at_once_have_one_winner(newcomer: Newcomer, running: RunningBot) -> None:
    """Of Submit and Skip pressed together one wins, and every device shows the same."""
    ann = await newcomer()
    text = f"In or out, says {ann.person.name}"
    preview = await ann.written(await ann.reply(), text)
    await _together(ann.press(preview, "Submit"), ann.press(preview, "Skip"), ann.press(preview, "Discard"))
    card = await ann.person.look(preview)
    running.expect_stored(text, times=1 if SAVED in card.text else 0)


async def test_agreeing_twice_opens_one_thread_and_one_session(newcomer: Newcomer) -> None:
    """ "I agree" pressed twice at once leads to one thread with one card in use."""
    ann = await newcomer()
    agreement = (await ann.ask(task="assistant_reply")).message
    await _together(*(ann.press(agreement, "I agree") for _ in range(2)))
    cards = await ann.cards()
    assert len(cards) == 1


async def test_work_on_several_devices_opens_one_session(newcomer: Newcomer) -> None:
    """/work used at once on several devices leads to one card in use."""
    ann = await newcomer()
    await ann.finished(await ann.reply(), f"To begin with, {ann.person.name}")
    await _together(*(ann.ask() for _ in range(DEVICES)))
    cards = await ann.cards()
    assert len([card for card in cards if not card.has_button("Next task")]) == 1


async def test_letters_pressed_fast_are_all_counted(newcomer: Newcomer) -> None:
    """Two letters pressed before the first answer came are both picked, and the card shows both."""
    ann = await newcomer()
    card = await ann.work(task="rank_assistant_replies", language=TO_RANK)
    await _together(ann.press(card, "A"), ann.press(card, "C"))
    assert "› B" in (await ann.person.look(card)).text


async def test_form_sent_from_two_devices_keeps_one_of_the_texts(newcomer: Newcomer) -> None:
    """Two forms that were open at once: the later one counts, the card shows what is kept."""
    ann = await newcomer()
    card = await ann.reply()
    desk, phone = [await ann.person.press(card, "Write reply") for _ in range(2)]
    await ann.person.submit(desk.modal, {"text": "from the desk"})
    await ann.person.submit(phone.modal, {"text": "from the phone"})
    preview = await ann.person.look(card)
    assert "from the phone" in preview.text
    assert (await ann.person.press(preview, "Edit")).modal.inputs[0].value == "from the phone"


async def test_form_sent_after_the_answer_was_submitted_elsewhere(newcomer: Newcomer) -> None:
    """A text that comes after the package was finished on another device is shown back, and not lost silently."""
    ann = await newcomer()
    preview = await ann.written(await ann.reply(), f"short and final, {ann.person.name}")
    opened = await ann.person.press(preview, "Edit")
    await ann.press(preview, "Submit")
    late = await (await ann.person.submit(opened.modal, {"text": "a better wording"})).settled()
    assert "was not submitted" in late.text
    assert "a better wording" in late.text
    assert late.message.ephemeral


async def test_many_people_at_once(newcomer: Newcomer, running: RunningBot) -> None:
    """Twelve people who work at the same time each get their answer stored once."""
    people = [await newcomer() for _ in range(12)]

    async def work(contributor: Contributor) -> None:
        await contributor.finished(await contributor.reply(), f"All together now: {contributor.person.name}")

    await _together(*(work(contributor) for contributor in people))
    for each in people:
        running.expect_stored(f"All together now: {each.person.name}")


async def _together(*acts: object) -> list[Outcome]:
    return await asyncio.gather(*acts)  # type: ignore[call-overload,no-any-return]  # of whatever they give


async def _messages_written(contributor: Contributor) -> int:
    shown = (await contributor.person.command(contributor.channel, "privacy show")).text
    return {"no messages": 0, "one message": 1}.get(shown.split("Your contributions**: ")[1].split(",")[0], 2)


def _session(custom_id: str | None) -> str:
    assert custom_id is not None
    return custom_id.split(":")[2]
