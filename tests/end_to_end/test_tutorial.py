"""/tutorial: three practice packages, by the words on the cards."""

import pytest

from playground.screen import Message
from tests.end_to_end.conftest import Newcomer
from tests.end_to_end.contributor import Contributor, labels
from tests.end_to_end.running_bot import RunningBot

pytestmark = pytest.mark.asyncio(loop_scope="package")


async def test_the_tutorial_leads_to_a_first_task(newcomer: Newcomer, running: RunningBot) -> None:
    """A newcomer judges, ranks and writes, reads why, and starts a real task; nothing of the practice is stored."""
    ann = await newcomer()
    card = await begun(ann)
    assert card.ephemeral
    assert "Practice 1 of 3" in card.text
    assert card.button("Submit").disabled
    for label in ("Spam: no", "Misses the task: no", "In the wrong language: no"):
        card = await ann.pressed(card, label)
    await ann.person.choose(card, card.selects[0].custom_id, ["Quality 2"])
    card = await ann.pressed(await ann.person.look(card), "Submit")
    assert "“Misses the task: no”; Misses the task: yes fits better" in card.text.replace("**", "")
    assert "Spam: no is right" in card.text.replace("**", "")
    assert "Quality 2 is right" in card.text.replace("**", "")

    card = await ann.pressed(card, "Next practice")
    card = await ann.pressed(await ann.pressed(card, "A"), "Reset")
    card = await ann.pressed(await ann.pressed(card, "B"), "Submit")
    assert "B is better, as you said" in card.text

    card = await ann.pressed(card, "Next practice")
    opened = await ann.person.press(card, "Write reply")
    practised = "Breathe out, lay out your clothes, and sleep early tonight."
    await (await ann.person.submit(opened.modal, {"Your reply": practised})).settled()
    card = await ann.person.look(card)
    assert practised in card.text
    assert "Why it is good" in card.text

    card = await ann.pressed(card, "Finish")
    outcome = await ann.press(card, "Start a first real task")
    assert outcome.message.has_button("I agree")
    assert (await ann.card_of(await ann.press(outcome.message, "I agree"))).buttons
    files = [running.folder / f"bot.sqlite3{suffix}" for suffix in ("", "-wal")]
    assert not any(practised.encode() in file.read_bytes() for file in files if file.exists())


async def test_every_step_can_be_left_out_and_repeated(newcomer: Newcomer) -> None:
    """ "Skip this practice" goes on to the next step up to the end; "Try again" begins a step anew."""
    ann = await newcomer()
    card = await begun(ann)
    for step in (2, 3):
        card = await ann.pressed(card, "Skip this practice")
        assert f"Practice {step} of 3" in card.text
    assert labels(await ann.pressed(card, "Skip this practice")) == ["Start a first real task"]
    card = await begun(ann)
    for label in ("Spam: yes", "Misses the task: yes", "In the wrong language: no"):
        card = await ann.pressed(card, label)
    again = await ann.pressed(await ann.pressed(card, "Submit"), "Try again")
    assert again.button("Submit").disabled


async def test_forged_presses_do_no_harm(newcomer: Newcomer, running: RunningBot) -> None:
    """What was chosen stands in the card itself; what no card has written begins the step anew, and nothing fails."""
    ann = await newcomer()
    card = await ann.pressed(await begun(ann), "Spam: no")
    assert "✓ Spam: no" in labels(await ann.pressed(card, "Misses the task: yes"))
    for forged in ("judge:-:zzzz/spam=1", "judge:-:yyyy/text=1", "judged:-:y---", "pick:-:7", "ranked:-:x", "step:-:9"):
        outcome = await running.playground.raw_press(ann.person, card, f"tutorial1:{forged}")
        assert not (await outcome.settled()).failed


async def begun(person: Contributor) -> Message:
    """The first card of the tutorial."""
    return (await person.person.command(person.channel, "tutorial")).message
