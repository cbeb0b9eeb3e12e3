"""The bot is killed at any moment and comes back: every control works, what was submitted is stored exactly once."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from playground.client import Outcome
from tests.end_to_end.conftest import Newcomer
from tests.end_to_end.contributor import SAVED, Contributor, labels
from tests.end_to_end.conversations import TO_RANK, WITHOUT_ANYTHING
from tests.end_to_end.running_bot import RunningBot, run_bot

pytestmark = pytest.mark.asyncio(loop_scope="package")

ANSWER_SECONDS = 2.0
KILLS = 3
PEOPLE_PER_KILL = 8
SECONDS_BETWEEN_PRESSES = 0.004


@pytest_asyncio.fixture(scope="module", loop_scope="package")
async def shared_bot(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[RunningBot]:
    """A bot of this module's own: it is killed."""
    async with run_bot(tmp_path_factory.mktemp("killed"), answer_seconds=ANSWER_SECONDS) as running:
        yield running


async def test_every_control_works_after_a_restart(newcomer: Newcomer, running: RunningBot) -> None:
    """Agreement, cards of all kinds, open forms, previews, done cards and /work go on from where they were."""
    new, asker, typist, previewer, idler, ranker, labeller, leaver = [await newcomer() for _ in range(8)]
    agreement = (await new.ask(task="assistant_reply")).message
    card = await asker.reply()
    opened = await typist.person.press(await typist.reply(), "Write reply")
    preview = await previewer.written(await previewer.reply(), "written before the end")
    done = await idler.finished(await idler.work(task="initial_prompt", language=WITHOUT_ANYTHING), "Voor het einde?")
    ranking = await ranker.pressed(await ranker.work(task="rank_assistant_replies", language=TO_RANK), "C")
    review = await labeller.work(task="label_initial_prompt", language=WITHOUT_ANYTHING)
    review = await labeller.pressed(review, next(label for label in labels(review) if "Spam: no" in label))
    old = await leaver.written(await leaver.reply(), "left lying on the table")

    await running.restart()

    assert (await new.card_of(await new.press(agreement, "I agree"))).has_button("Write reply")
    await asker.finished(card, "asked before, answered after")
    typed = await (await typist.person.submit(opened.modal, {"text": "sent into the new life"})).settled()
    assert SAVED in (await typist.press(typed.message, "Submit")).text
    edited = await previewer.person.press(preview, "Edit")
    assert edited.modal.inputs[0].value == "written before the end"
    assert SAVED in (await previewer.press(preview, "Submit")).text
    assert (await idler.next_card(done)).buttons
    assert "Your order so far:** C › A › B" in (await ranker.pressed(ranking, "A")).text
    assert "✓ Spam: no" in labels(review)
    assert "Skipped" in (await labeller.pressed(review, "Skip")).text
    moved = await leaver.work()
    assert "left lying on the table" in moved.text
    assert moved.channel_id == old.channel_id
    assert [message.id for message in await leaver.cards()] == [moved.id]
    for text in ("asked before, answered after", "sent into the new life", "written before the end"):
        running.expect_stored(text)


async def test_asked_to_stop_it_finishes_what_it_began(newcomer: Newcomer, running: RunningBot) -> None:
    """SIGTERM while people press: whoever was told that it is saved finds it saved; the exit code is 0."""
    running.provoked.failures = True
    people = [await newcomer() for _ in range(4)]
    presses = await _submit_one_after_the_other(people, "stopped gently")
    assert await running.bot.stop() == 0
    outcomes = await asyncio.gather(*presses)
    await running.bot.start()
    await _expect_stored_exactly_once(running, people, outcomes, "stopped gently")


@pytest.mark.parametrize("number", range(KILLS))
async def test_killed_between_submit_and_answer(newcomer: Newcomer, running: RunningBot, number: int) -> None:
    """Killed while several people press Submit, it stores each answer exactly once in the end, told or not."""
    running.provoked.failures = True
    people = [await newcomer() for _ in range(PEOPLE_PER_KILL)]
    words = f"kill number {number}"
    presses = await _submit_one_after_the_other(people, words)
    await running.restart()
    outcomes = await asyncio.gather(*presses)
    await _expect_stored_exactly_once(running, people, outcomes, words)


async def _submit_one_after_the_other(people: list[Contributor], words: str) -> list[asyncio.Task[Outcome]]:
    """Let everybody press Submit, so that some are through and some are not when it returns."""
    previews = []
    for each in people:
        previews.append(await each.written(await each.reply(), f"{words}, {each.person.name}"))
    presses = []
    for each, preview in zip(people, previews, strict=True):
        presses.append(asyncio.create_task(each.person.press(preview, "Submit")))
        await asyncio.sleep(SECONDS_BETWEEN_PRESSES)
    return presses


async def _expect_stored_exactly_once(
    running: RunningBot, people: list[Contributor], outcomes: list[Outcome], words: str
) -> None:
    """Whoever was not told that it is saved presses again; then each text is stored once."""
    for each, outcome in zip(people, outcomes, strict=True):
        if outcome.failed:
            await each.press((await each.cards())[-1], "Submit")
        else:
            assert SAVED in outcome.text
    for each in people:
        running.expect_stored(f"{words}, {each.person.name}")
