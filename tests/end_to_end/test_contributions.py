"""One's own messages, and what became of them."""

import pytest

from playground.screen import Message
from tests.end_to_end.conftest import Newcomer
from tests.end_to_end.contributor import Contributor, labels
from tests.end_to_end.conversations import WITHOUT_ANYTHING
from tests.end_to_end.running_bot import RunningBot

pytestmark = pytest.mark.asyncio(loop_scope="package")

TO_BE_REVIEWED = "it"
"""A language of this module's own: who reviews in it gets what was written here."""


async def test_whoever_has_written_nothing_is_told_how_to_begin(newcomer: Newcomer) -> None:
    """Without messages there is a sentence, for the one who asked only."""
    ann = await newcomer()
    card = await contributions(ann)
    assert "Nothing yet. Use /work" in card.text
    assert card.ephemeral
    assert labels(card) == []


async def test_a_message_is_listed_and_its_conversation_opened(newcomer: Newcomer) -> None:
    """A submitted reply is listed as in review, at once; its button shows the whole conversation."""
    ann = await newcomer()
    text = f"Like this: `whistle` – {ann.person.name} [here](https://example.org). " + "More of it. " * 30
    await ann.finished(await ann.reply(), text)
    card = await contributions(ann)
    assert card.ephemeral
    for words in ("Reply as the assistant", "in review, no reviews yet", "English", "> Like this: `whistle`", "…"):
        assert words in card.text
    assert "More of it. " * 30 not in card.text
    whole = (await ann.press(card, "Conversation 1")).message
    assert whole.ephemeral
    assert "> How do I whistle tune number" in whole.text
    assert ("More of it. " * 30).strip() in whole.text


async def test_reviews_are_seen(newcomer: Newcomer) -> None:
    """What others decided about a message is said in words: a prompt is accepted after three reviews."""
    ann = await newcomer()
    prompt = await ann.work(task="initial_prompt", language=TO_BE_REVIEWED)
    await ann.finished(prompt, f"Una domanda di {ann.person.name}?")
    for number, told in enumerate(("one review so far", "2 reviews so far", "accepted"), start=1):
        bea = await newcomer()
        card = await bea.work(task="label_initial_prompt", language=TO_BE_REVIEWED)
        for label in [label for label in labels(card) if ": no" in label]:
            card = await bea.pressed(card, label)
        await bea.pressed(card, "Submit")
        assert told in (await contributions(ann)).text, number


async def test_pages_are_turned_in_place(newcomer: Newcomer) -> None:
    """Five messages are on a page, the newest first; Older and Newer change the same message."""
    ann = await newcomer()
    card = await ann.work(task="initial_prompt", language=WITHOUT_ANYTHING)
    for number in range(7):
        await ann.finished(card, f"Vraag {number} van {ann.person.name}?")
        card = await ann.work(task="initial_prompt", language=WITHOUT_ANYTHING)
    first = await contributions(ann)
    assert [number for number in range(7) if f"Vraag {number} " in first.text] == [2, 3, 4, 5, 6]
    assert first.text.index("Vraag 6 ") < first.text.index("Vraag 5 ")
    assert labels(first) == [*(f"Conversation {number}" for number in range(1, 6)), "Older"]
    second = await ann.pressed(first, "Older")
    assert second.id == first.id
    assert [number for number in range(7) if f"Vraag {number} " in second.text] == [0, 1]
    assert labels(second) == ["Conversation 6", "Conversation 7", "Newer"]
    assert (await ann.pressed(second, "Newer")).text == first.text


async def test_nobody_sees_what_others_wrote(newcomer: Newcomer, running: RunningBot) -> None:
    """A forged press shows one's own messages, or a sentence: never those of somebody else."""
    ann, bea = await newcomer(), await newcomer()
    await ann.finished(await ann.reply(), f"The secret of {ann.person.name}.")
    anns = await contributions(ann)
    message_id = (anns.button("Conversation 1").custom_id or "").split(":")[2]
    beas = await contributions(bea)
    for custom_id in (f"mine1:open:{message_id}", "mine1:open:-", "mine1:open:" + "0" * 32):
        outcome = await (await running.playground.raw_press(bea.person, beas, custom_id)).settled()
        assert "This message can no longer be found." in outcome.text, custom_id
    for page in ("", ":0", ":1", ":198", ":199", ":-1", ":²", ":" + "9" * 50, f":{message_id}", ":0/1700000000000"):
        await (await running.playground.raw_press(bea.person, beas, f"mine1:page:-{page}")).settled()
        assert "Nothing yet. Use /work" in (await bea.person.look(beas)).text, page
        await (await running.playground.raw_press(ann.person, anns, f"mine1:page:-{page}")).settled()
        assert (await ann.person.look(anns)).text == anns.text, page


async def contributions(ann: Contributor) -> Message:
    """`/contributions`, and its card."""
    return (await (await ann.person.command(ann.channel, "contributions")).settled()).message
