"""/privacy: what is stored, the export, the deletion."""

import json
from typing import Any

import aiohttp
import pytest

from playground.client import Guild, Outcome
from playground.screen import Message
from tests.end_to_end.conftest import Newcomer
from tests.end_to_end.contributor import Contributor, labels
from tests.end_to_end.conversations import WITHOUT_ANYTHING
from tests.end_to_end.running_bot import RunningBot

pytestmark = pytest.mark.asyncio(loop_scope="package")

LEAST = ["view_channel", "read_message_history", "send_messages_in_threads", "create_private_threads"]
YES, YES_ID = "Delete everything about me", "privacy1:delete:-"


async def test_the_export_is_a_file_for_the_person_only(newcomer: Newcomer) -> None:
    """/privacy export answers, to the person alone, with a JSON file that has what they wrote and began."""
    ann = await newcomer(display_name="Ann the Exporter")
    await ann.finished(await ann.reply(), "A text that wants to go home.")
    await ann.written(await ann.reply(), "a draft that does too")
    outcome = await ann.person.command(ann.channel, "privacy export")
    message = (await outcome.settled()).message
    assert message.ephemeral
    assert [attachment.filename for attachment in message.attachments] == ["my-data.json"]
    document = await downloaded(message)
    assert document["person"]["identity"]["discord_id"] == str(ann.person.id)
    assert [text["text"] for text in document["conversations"]["messages"]] == ["A text that wants to go home."]
    assert "a draft that does too" in json.dumps(document["work"])
    assert document["discord"]["work_threads"][0]["thread_id"] == str((await ann.thread()).id)
    assert "whistle" not in json.dumps(document), "the prompts of others are not in it"


async def test_deletion_asks_first_and_can_be_declined(newcomer: Newcomer, running: RunningBot) -> None:
    """/privacy delete names the consequences; "Keep my data" leaves everything as it was."""
    ann = await newcomer()
    text = f"stays, says {ann.person.name}"
    await ann.finished(await ann.reply(), text)
    question = await asked(ann)
    assert question.ephemeral
    assert labels(question) == [YES, "Keep my data", "Export my data"]
    for part in ("This goes, for good", "your text,", "cannot be recalled", "cannot be undone"):
        assert part in question.text
    assert "Nothing was deleted" in (await ann.press(question, "Keep my data")).text
    running.expect_stored(text)
    await running.assert_stored()


async def test_a_deleted_person_is_gone_and_begins_anew(newcomer: Newcomer, running: RunningBot, guild: Guild) -> None:
    """Afterwards their texts are in no file, their thread is gone, and /work asks for the agreement again."""
    await guild.set_bot_permissions(LEAST)
    ann = await newcomer(display_name="Annabella Vanishing")
    written = [f"first words of {ann.person.name}", f"unfinished words of {ann.person.name}"]
    await ann.finished(await ann.reply(), written[0])
    await ann.written(await ann.reply(), written[1])
    assert all(word.encode() in content_of(running) for word in written)
    gone = await ann.press(await asked(ann), YES)
    assert "Everything about you is deleted" in gone.text
    assert labels(gone.message) == []
    content = content_of(running)
    assert [word for word in (*written, "Annabella Vanishing") if word.encode() in content] == []
    assert not (await running.stored_texts()).keys() & set(written)

    running.provoked.refusals.add(50013)  # the bot asks for no right to delete threads; it empties them without
    await running.playground.advance(minutes=2)
    await running.until(lambda: emptied(guild))
    assert "I agree" in labels((await ann.ask()).message)


async def test_the_thread_is_deleted_where_the_bot_may(newcomer: Newcomer, running: RunningBot, guild: Guild) -> None:
    """With Manage Threads, the person's thread is deleted as a whole."""
    await guild.set_bot_permissions([*LEAST, "manage_threads"])
    ann = await newcomer()
    await ann.finished(await ann.reply(), f"in a thread, by {ann.person.name}")
    await ann.press(await asked(ann), YES)
    await running.playground.advance(minutes=2)

    async def is_gone() -> bool:
        return await guild.threads() == []

    await running.until(is_gone)


async def test_a_card_that_shows_a_deleted_message_ends(newcomer: Newcomer) -> None:
    """Whoever was about to answer sees that the message is gone, and keeps what they typed."""
    author, reader = await newcomer(), await newcomer()
    prompt = f"Een vraag die verdwijnt, van {author.person.name}"
    await author.finished(await author.work(task="initial_prompt", language=WITHOUT_ANYTHING), prompt)
    card = await reader.work(task="initial_prompt", language=WITHOUT_ANYTHING)
    while prompt not in card.text:  # it comes by a button then, as an interaction's own message
        skipped = await reader.pressed(card, "Skip")
        card = await reader.next_card(skipped, labels(skipped)[-1])
    await author.press(await asked(author), YES)
    ended = await reader.person.look(card)
    assert prompt not in ended.text
    assert "no longer there" in ended.text
    assert labels(ended)[0] == "Next task"
    assert not ended.has_button("Submit")
    again = await reader.ask()
    assert prompt not in again.text


async def test_somebody_who_never_agreed(newcomer: Newcomer, running: RunningBot) -> None:
    """A stranger is told how little there is, and has it deleted."""
    ann = await newcomer(display_name="Only Looking Annabel")
    question = await asked(ann)
    assert "Little is stored about you" in question.text
    assert "Everything about you is deleted" in (await ann.press(question, YES)).text
    assert b"Only Looking Annabel" not in content_of(running)


async def test_pressing_twice_does_no_harm(newcomer: Newcomer, running: RunningBot) -> None:
    """A second press on a question that was answered deletes nothing more and fails nowhere."""
    ann = await newcomer()
    await ann.finished(await ann.reply(), f"twice gone, {ann.person.name}")
    question = await asked(ann)
    await ann.press(question, YES)
    again = await (await running.playground.raw_press(ann.person, question, YES_ID)).settled()
    assert "Everything about you is deleted" in again.text


async def test_somebody_else_cannot_press_it(newcomer: Newcomer, running: RunningBot) -> None:
    """A forged press deletes the one who presses, never the one whose question it was."""
    ann, mallory = await newcomer(), await newcomer()
    text = f"still here, {ann.person.name}"
    await ann.finished(await ann.reply(), text)
    question = await asked(ann)
    assert question.button(YES).custom_id == YES_ID
    await running.playground.raw_press(mallory.person, question, YES_ID)
    running.expect_stored(text)
    await running.assert_stored()


async def asked(person: Contributor) -> Message:
    """The question that /privacy delete asks."""
    outcome: Outcome = await (await person.person.command(person.channel, "privacy delete")).settled()
    return outcome.message


async def emptied(guild: Guild) -> bool:
    """Whether the server's only thread is archived, nameless and without a message of the bot's."""
    (thread,) = await guild.threads()
    cards = [message for message in await guild.messages(thread) if message.buttons or message.text.strip()]
    return thread.archived and thread.name == "✍️" and cards == []


async def downloaded(message: Message) -> dict[str, Any]:
    """The JSON that is attached to a message."""
    async with aiohttp.ClientSession() as session, session.get(message.attachments[0].url) as response:
        document: dict[str, Any] = json.loads(await response.read())
    return document


def content_of(running: RunningBot) -> bytes:
    """What is in the bot's database file and its log."""
    files = [running.folder / f"bot.sqlite3{suffix}" for suffix in ("", "-wal")]
    return b"".join(file.read_bytes() for file in files if file.exists())
