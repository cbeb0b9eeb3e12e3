"""Writing packages: form, preview, submit, edit, discard, skip, next task."""

import pytest

from tests.end_to_end.conftest import Newcomer
from tests.end_to_end.contributor import labels
from tests.end_to_end.conversations import TO_ANSWER, TO_CONTINUE, TWO_PROMPTS, WITHOUT_ANYTHING
from tests.end_to_end.running_bot import RunningBot

pytestmark = pytest.mark.asyncio(loop_scope="package")

WRITING = [
    (
        "initial_prompt",
        WITHOUT_ANYTHING,
        "Write prompt",
        "Your prompt",
        "Up to 0.2 points by its quality",
    ),
    ("assistant_reply", TO_ANSWER, "Write reply", "Your reply as the assistant", "Up to 8 points by its quality, once"),
    ("prompter_reply", TO_CONTINUE, "Write reply", "Your reply as the prompter", "Up to 2 points by its quality"),
]


@pytest.mark.parametrize(("task", "language", "button", "title", "worth"), WRITING)
async def test_write_submit_next(
    newcomer: Newcomer, running: RunningBot, task: str, language: str, button: str, title: str, worth: str
) -> None:
    """A text is previewed, submitted, stored once; the next card is a new message and the old one loses its buttons."""
    ann = await newcomer()
    text = f"What I have to say about {task}."
    card = await ann.work(task=task, language=language)
    assert labels(card) == [button, "Skip"]
    assert worth in card.text
    assert "expires" in card.text
    opened = await ann.person.press(card, button)
    assert opened.modal.title == title
    assert opened.modal.inputs[0].value == ""
    preview = (await ann.person.submit(opened.modal, {"text": text})).message
    assert preview.id == card.id
    assert labels(preview) == ["Submit", "Edit", "Discard", "Skip"]
    assert text in preview.text
    assert "Not submitted yet" in preview.text
    done = (await ann.press(preview, "Submit")).message
    assert done.id == card.id
    assert "Saved. Thank you!" in done.text
    assert "Waiting for review: up to" in done.text
    assert "Level" in done.text
    assert "Next task" in labels(done)
    next_card = await ann.next_card(done)
    assert next_card.id > done.id
    assert next_card.channel_id == card.channel_id
    assert next_card.buttons
    assert labels(await ann.person.look(done)) == []
    running.expect_stored(text)


async def test_edit_keeps_the_text_in_the_form(newcomer: Newcomer) -> None:
    """ "Edit" opens the form with what was written; the preview then shows the new text."""
    ann = await newcomer()
    preview = await ann.written(await ann.reply(), "first wording")
    opened = await ann.person.press(preview, "Edit")
    assert opened.modal.inputs[0].value == "first wording"
    changed = (await ann.person.submit(opened.modal, {"text": "second wording"})).message
    assert "second wording" in changed.text
    assert "first wording" not in changed.text


async def test_discard_throws_the_text_away(newcomer: Newcomer) -> None:
    """ "Discard" brings back the empty card, and the form is empty."""
    ann = await newcomer()
    card = await ann.reply()
    again = await ann.pressed(await ann.written(card, "not good enough"), "Discard")
    assert labels(again) == ["Write reply", "Skip"]
    assert "not good enough" not in again.text
    assert (await ann.person.press(again, "Write reply")).modal.inputs[0].value == ""


async def test_skip_without_a_text_asks_nothing(newcomer: Newcomer) -> None:
    """ "Skip" on a card for which nothing was written skips at once and offers the next task."""
    ann = await newcomer()
    skipped = await ann.pressed(await ann.reply(), "Skip")
    assert "Skipped" in skipped.text
    assert labels(skipped) == ["Next task", "Anything else"]


async def test_skip_with_a_text_asks_first(newcomer: Newcomer) -> None:
    """ "Skip" on a preview asks; "Keep my text" goes back, "Yes, skip it" skips."""
    ann = await newcomer()
    preview = await ann.written(await ann.reply(), "something typed")
    asked = await ann.pressed(preview, "Skip")
    assert "Skip this task?" in asked.text
    assert labels(asked) == ["Yes, skip it", "Keep my text"]
    kept = await ann.pressed(asked, "Keep my text")
    assert "something typed" in kept.text
    assert labels(kept) == labels(preview)
    skipped = await ann.pressed(await ann.pressed(kept, "Skip"), "Yes, skip it")
    assert "Skipped" in skipped.text
    assert "something typed" not in skipped.text


async def test_skipped_item_never_comes_again(newcomer: Newcomer) -> None:
    """Of two items each is offered once; when both were skipped, the end of work is said, and the old card stays."""
    ann = await newcomer()
    first = await ann.work(task="assistant_reply", language=TWO_PROMPTS)
    skipped = await ann.pressed(first, "Skip")
    second = await ann.work(task="assistant_reply", language=TWO_PROMPTS)
    questions = {_question(first.text), _question(second.text)}
    assert len(questions) == 2
    await ann.pressed(second, "Skip")
    end = await ann.ask(task="assistant_reply", language=TWO_PROMPTS)
    assert "nothing to do for you right now in Swedish" in end.text
    assert end.message.ephemeral
    assert labels(await ann.person.look(skipped)) == ["Next task", "Anything else"]


async def test_next_task_after_skip_brings_another_item(newcomer: Newcomer) -> None:
    """ "Next task" on a skipped card brings a card in the same language."""
    ann = await newcomer()
    skipped = await ann.pressed(await ann.work(task="prompter_reply", language=TO_CONTINUE), "Skip")
    card = await ann.next_card(skipped)
    assert "in German" in card.text


def _question(text: str) -> str:
    return next(line for line in text.splitlines() if line.startswith("> "))
