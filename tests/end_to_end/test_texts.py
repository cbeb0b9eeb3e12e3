"""What people type: nothing, too much, and everything that could break a card or ping somebody."""

import pytest

from playground.screen import Message
from tests.end_to_end.conftest import Newcomer
from tests.end_to_end.contributor import SAVED, Contributor, labels
from tests.end_to_end.conversations import LONG, LONG_TEXT
from tests.end_to_end.running_bot import RunningBot

pytestmark = pytest.mark.asyncio(loop_scope="package")

EMPTY = [" ", "\n \t\n", "\u200b\u200b", "\u2060\ufeff", "\u3164", "\u200e\u200f"]
FENCE = "```python\nprint('hello')"
RIGHT_TO_LEFT = "שלום \u202eabc\u202c عالم\u200f!"
MENTIONS = "@everyone @here <@{person}> <@&{person}> <#{channel}>"


@pytest.mark.parametrize("text", EMPTY, ids=ascii)
async def test_empty_text_is_refused_with_a_sentence(newcomer: Newcomer, text: str) -> None:
    """White space and characters that nobody can see are no text; the card stays as it is."""
    ann = await newcomer()
    card = await ann.reply()
    outcome = await ann.typed(card, text)
    assert "The text is empty" in outcome.text
    assert outcome.message.ephemeral
    assert labels(await ann.person.look(card)) == ["Write reply", "Skip"]


async def test_empty_text_leaves_an_earlier_draft(newcomer: Newcomer) -> None:
    """Emptying the form is not a way to lose what was written before."""
    ann = await newcomer()
    preview = await ann.written(await ann.reply(), "worth keeping")
    assert "The text is empty" in (await ann.typed(preview, "  ")).text
    assert "worth keeping" in (await ann.person.look(preview)).text
    assert (await ann.person.press(preview, "Edit")).modal.inputs[0].value == "worth keeping"


@pytest.mark.parametrize("length", [2_001, 3_000, 4_000])
async def test_too_long_text_is_kept_and_the_limit_named(newcomer: Newcomer, length: int) -> None:
    """The preview names length and limit, Submit is greyed out, Edit shows the whole text; a shorter one is taken."""
    ann = await newcomer()
    text = "x" * (length - 1) + "!"
    preview = await ann.written(await ann.reply(), text)
    assert f"{length:,}" in preview.text
    assert "2,000" in preview.text
    assert preview.button("Submit").disabled
    opened = await ann.person.press(preview, "Edit")
    assert opened.modal.inputs[0].value == text
    shorter = (await ann.person.submit(opened.modal, {"text": f"Short: {length}."})).message
    assert SAVED in (await ann.pressed(shorter, "Submit")).text


async def test_longest_text_is_taken(newcomer: Newcomer, running: RunningBot) -> None:
    """2,000 characters of four bytes each are within the limit, and stored as they are."""
    ann = await newcomer()
    text = "🎉" * 1_999 + "🦜"
    preview = await ann.written(await ann.reply(), text)
    assert not preview.button("Submit").disabled
    assert (await ann.person.press(preview, "Edit")).modal.inputs[0].value == text
    assert SAVED in (await ann.pressed(preview, "Submit")).text
    running.expect_stored(text)


async def test_long_draft_can_be_read_in_full(newcomer: Newcomer) -> None:
    """A draft that the card shows shortened can be read in full."""
    ann = await newcomer()
    text = "word " * 780 + "the end"
    preview = await ann.written(await ann.reply(), text)
    assert "the end" not in preview.text
    assert "the end" in await _read_in_full(preview, ann)


async def test_a_text_can_be_seen_as_it_was_written(newcomer: Newcomer) -> None:
    """Where Discord renders a text, "As written" below "Read in full" shows its signs, page by page."""
    ann = await newcomer()
    preview = await ann.written(await ann.reply(), "word " * 780 + "def __init__")
    pages = await (await ann.press(preview, "Read in full")).until_shown(2)
    assert not pages.shown[0].has_button("As written")
    written = await (await ann.press(pages.shown[1], "As written")).until_shown(2)
    assert "continued\n```\nword" in written.shown[1].text
    assert "def __init__\n```" in written.shown[1].text
    assert all(message.ephemeral for message in written.shown)


async def test_long_conversation_can_be_read_in_full(newcomer: Newcomer) -> None:
    """A conversation that no card holds is shown shortened, and "Read in full" shows all of it to the reader only."""
    ann = await newcomer()
    card = await ann.work(task="assistant_reply", language=LONG)
    assert "Read in full" in card.text
    whole = await _read_in_full(card, ann)
    assert whole.count("Una") == LONG_TEXT.count("Una")


async def test_nul_is_refused_and_the_rest_kept(newcomer: Newcomer) -> None:
    """A text with NUL is kept, cannot be submitted, and the form shows it without the NUL."""
    ann = await newcomer()
    preview = await ann.written(await ann.reply(), "before\0after")
    assert "invisible NUL character" in preview.text
    assert preview.button("Submit").disabled
    opened = await ann.person.press(preview, "Edit")
    assert opened.modal.inputs[0].value == "beforeafter"
    mended = (await ann.person.submit(opened.modal, {"text": "before after"})).message
    assert SAVED in (await ann.pressed(mended, "Submit")).text


async def test_mentions_ping_nobody(newcomer: Newcomer, running: RunningBot) -> None:
    """Mentions in a text show their source and ping nobody, in the preview and on the cards of those who read it."""
    ann, bea = await newcomer(), await newcomer()
    text = MENTIONS.format(person=bea.person.id, channel=bea.channel.id)
    preview = await ann.written(await ann.work(task="initial_prompt", language="cs"), text)
    _assert_pings_nobody(preview)
    _assert_pings_nobody(await ann.pressed(preview, "Submit"))
    card = await bea.work(task="label_initial_prompt", language="cs")
    assert "everyone" in card.text
    _assert_pings_nobody(card)
    running.expect_stored(text)


async def test_open_code_fence_stays_in_its_place(newcomer: Newcomer) -> None:
    """A fence that is never closed is closed on the card, so that what follows is not code."""
    ann = await newcomer()
    preview = await ann.written(await ann.reply(), FENCE)
    place = next(text for text in _texts(preview) if "print('hello')" in text)
    assert place.count("```") == 2
    assert SAVED in (await ann.pressed(preview, "Submit")).text


async def test_right_to_left_marks_are_stored_as_written(newcomer: Newcomer, running: RunningBot) -> None:
    """Marks of direction inside a text are part of it."""
    ann = await newcomer()
    await ann.finished(await ann.reply(), RIGHT_TO_LEFT)
    running.expect_stored(RIGHT_TO_LEFT)


async def test_blank_lines_first_and_white_space_at_the_end_are_removed(
    newcomer: Newcomer, running: RunningBot
) -> None:
    """Stored is what was submitted, with its first indent, without blank lines before it and white space after it."""
    ann = await newcomer()
    await ann.finished(await ann.reply(), " \n    a text in a wide coat\r\n  with buttons \n\n")
    running.expect_stored("    a text in a wide coat\n  with buttons")


async def test_repeat_of_an_own_text_is_refused_and_can_be_changed(newcomer: Newcomer, running: RunningBot) -> None:
    """The exact repeat of an own text is refused with its sentence; the draft is kept, edited and submitted."""
    ann = await newcomer()
    text = f"Always the same from {ann.person.name}"
    await ann.finished(await ann.reply(), text)
    refused = await ann.pressed(await ann.written(await ann.reply(), text), "Submit")
    assert "You submitted exactly this text" in refused.text
    assert text in refused.text
    assert labels(refused) == ["Submit", "Edit", "Discard", "Skip"]
    opened = await ann.person.press(refused, "Edit")
    assert opened.modal.inputs[0].value == text
    changed = (await ann.person.submit(opened.modal, {"text": f"{text}, but not quite"})).message
    assert "You submitted exactly this text" not in changed.text
    assert SAVED in (await ann.pressed(changed, "Submit")).text
    running.expect_stored(text)
    running.expect_stored(f"{text}, but not quite")


def _assert_pings_nobody(message: Message) -> None:
    assert message.raw["mentions"] == []
    assert message.raw["mention_roles"] == []
    assert message.raw["mention_everyone"] is False


def _texts(message: Message) -> list[str]:
    """The card's text components, one by one."""
    container = message.components[0]
    return [part["content"] for part in container["components"] if "content" in part]


async def _read_in_full(card: Message, reader: Contributor) -> str:
    outcome = await reader.press(card, "Read in full")
    pages = int(outcome.text.rsplit("of ", 1)[1])
    outcome = await outcome.until_shown(pages)
    assert all(message.ephemeral for message in outcome.shown)
    return "\n".join(message.text for message in outcome.shown)
