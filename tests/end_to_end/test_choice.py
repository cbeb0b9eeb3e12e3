"""What somebody asks for with another package open, and what `Next task` brings."""

import pytest

from playground.screen import Message
from tests.end_to_end.conftest import Newcomer
from tests.end_to_end.contributor import Contributor, labels
from tests.end_to_end.conversations import TO_CONTINUE

pytestmark = pytest.mark.asyncio(loop_scope="package")

PUT_ASIDE = "Put it aside: Write an initial prompt"


async def test_one_press_serves_the_wish(newcomer: Newcomer) -> None:
    """With an untouched card open both are offered; one press brings what was asked for, and ends the other card."""
    ann = await newcomer()
    reply = await ann.reply()
    choice = await chosen(ann, task="initial_prompt")
    assert choice.ephemeral
    assert labels(choice) == ["Go on with this", PUT_ASIDE]
    assert "**Reply as the assistant**, in English" in choice.text
    prompt = await ann.card_of(await ann.press(choice, PUT_ASIDE))
    assert "Write an initial prompt" in prompt.text
    left = await ann.person.look(reply)
    assert "Put aside" in left.text
    assert labels(left) == []


async def test_going_on_brings_the_card(newcomer: Newcomer) -> None:
    """The other button shows the open card again, with what was typed; asking for what is open shows it at once."""
    ann = await newcomer()
    await ann.written(await ann.reply(), "half a thought")
    choice = await chosen(ann, language=TO_CONTINUE)
    assert "half a thought" in choice.text
    assert labels(choice)[1] == "Put it aside: German"
    gone_on = await ann.card_of(await ann.press(choice, "Go on with this"))
    asked_again = await ann.card_of(await ann.ask(task="assistant_reply", language="en"))
    for card in (gone_on, asked_again):
        assert "not finished this task yet" in card.text
        assert "half a thought" in card.text
        assert card.has_button("Submit")


async def test_a_draft_comes_back(newcomer: Newcomer) -> None:
    """What was typed is kept and named, and there again when its kind is asked for, by a button of /tasks as well."""
    ann = await newcomer()
    preview = await ann.written(await ann.reply(), "half a thought")
    choice = await chosen(ann, task="initial_prompt")
    assert "It is here again when you next ask for “Reply as the assistant” in English" in choice.text
    await ann.press(choice, PUT_ASIDE)
    assert "half a thought" in (await ann.person.look(preview)).text
    listed = (await (await ann.person.command(ann.channel, "tasks")).settled()).message
    button = next(label for label in labels(listed) if label.startswith("Reply as the assistant"))
    again = (await ann.press(listed, button)).message
    back = await ann.card_of(await ann.press(again, "Put it aside: Reply as the assistant · English"))
    assert "You put this task aside." in back.text
    assert "half a thought" in back.text
    assert preview.id not in {message.id for message in await ann.person.messages(await ann.thread())}
    assert "Saved. Thank you!" in (await ann.pressed(back, "Submit")).text


async def test_next_task_keeps_the_kind(newcomer: Newcomer) -> None:
    """Whoever asked for a kind gets it again, and reads so; Anything else ends that, and is offered to nobody else."""
    ann = await newcomer()
    done = await ann.finished(await ann.work(task="initial_prompt"), "Why is the sky blue?")
    assert "You asked for “Write an initial prompt”" in done.text
    assert labels(done)[:2] == ["Next task", "Anything else"]
    second = await ann.next_card(done)
    assert "Write an initial prompt" in second.text
    skipped = await ann.pressed(second, "Skip")
    assert labels(skipped) == ["Next task", "Anything else"]
    ended = await ann.pressed(await ann.next_card(skipped, "Anything else"), "Skip")
    assert "You asked for" not in ended.text
    assert labels(ended) == ["Next task"]


async def chosen(ann: Contributor, **options: str) -> Message:
    """What `/work` answers with another package open."""
    card = (await ann.ask(**options)).message
    assert "You have a task open" in card.text
    return card
