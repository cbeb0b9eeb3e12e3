"""/post-task: a ranking round in a public thread, with three people and a kill in the middle; what keeps it away."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing

import pytest
import pytest_asyncio

from playground.client import Channel
from playground.screen import Message
from tests.end_to_end.conftest import Newcomer
from tests.end_to_end.contributor import SAVED, Contributor, labels
from tests.end_to_end.conversations import TO_RANK, WITHOUT_ANYTHING
from tests.end_to_end.running_bot import RunningBot, run_bot
from tests.end_to_end.task_server import BotOnTaskServer

pytestmark = pytest.mark.asyncio(loop_scope="package")

PUBLIC_THREAD = 11
UNKNOWN_CHANNEL, UNKNOWN_MESSAGE = 10003, 10008
NOT_ALLOWED = "You may not do this"
RANKING = "Rank replies of the assistant"


@pytest_asyncio.fixture(scope="module", loop_scope="package")
async def shared_bot(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[RunningBot]:
    """A bot of this module's own: it is killed."""
    async with run_bot(tmp_path_factory.mktemp("posting")) as running:
        yield running


async def test_a_ranking_round_survives_a_kill(newcomer: Newcomer, running: RunningBot) -> None:
    """Three rank blind on cards of their own, the bot dies in between; closed, the card says what came out."""
    manager = await agreed(newcomer, permissions=("manage_guild",))
    people = [await newcomer(), await agreed(newcomer), await agreed(newcomer)]
    thread, card = await posted(manager, task="rank_assistant_replies", language=TO_RANK, message="Which one, and why?")
    assert f"{RANKING} – together" in card.text
    assert "Which one, and why?" in card.text
    assert "No answers yet" in card.text
    assert labels(card) == ["Answer", "Close"]

    first = await people[0].press(card, "Answer")
    assert first.message.ephemeral
    own = (await people[0].press(first.message, "I agree")).messages[0]
    assert own.ephemeral
    for letter in "CB":
        own = (await people[0].press(own, letter)).message
    second = (await people[1].press(card, "Answer")).message
    second = (await people[1].press(second, "C")).message

    await running.restart()

    assert SAVED in (await people[0].press(own, "Submit")).text
    second = (await people[1].press(second, "A")).message
    assert SAVED in (await people[1].press(second, "Submit")).text
    await ranked(people[2], (await people[2].press(card, "Answer")).message)
    await running.playground.advance(minutes=1)
    await running.until(lambda: shows(manager, thread, "3 answers"))
    (card,) = await cards(manager, thread)
    assert "Kendall" not in card.text
    refused = await people[2].press(card, "Answer")
    assert "You have answered this already" in refused.text
    assert NOT_ALLOWED in (await people[2].press(card, "Close")).text

    await manager.press(card, "Close")
    (card,) = await cards(manager, thread)
    assert "What you say together:** C › B › A" in card.text
    assert "Agreement (Kendall’s W): 0.78" in card.text
    assert labels(card) == []


async def test_texts_close_by_number_and_time(newcomer: Newcomer, running: RunningBot) -> None:
    """A prompt for everybody closes with the last answer wanted; another one when its time is up, after a kill too."""
    manager = await agreed(newcomer, permissions=("manage_guild",))
    ann = await agreed(newcomer)
    options = {"task": "initial_prompt", "language": WITHOUT_ANYTHING}
    thread, card = await posted(manager, **options, answers=1, closes="hour")
    own = (await ann.press(card, "Answer")).message
    opened = await ann.person.press(own, "Write prompt")
    preview = await (await ann.person.submit(opened.modal, {"text": f"Waarom, {ann.person.name}?"})).settled()
    assert SAVED in (await ann.press(preview.message, "Submit")).text
    running.expect_stored(f"Waarom, {ann.person.name}?")
    await running.playground.advance(minutes=1)
    await running.until(lambda: shows(manager, thread, "as many answers as were wanted"))
    assert f"Waarom, {ann.person.name}?" not in (await cards(manager, thread))[0].text

    second, _ = await posted(manager, **options, closes="hour")
    await running.bot.kill()
    await running.playground.bot_gone()
    await running.playground.advance(hours=2)
    await running.bot.start()
    await running.until(lambda: shows(manager, second, "The time is up"))


async def test_what_is_deleted_in_discord(newcomer: Newcomer, running: RunningBot) -> None:
    """A card that was deleted comes back at the next change; a thread that was deleted ends its task for good."""
    running.provoked.refusals |= {UNKNOWN_MESSAGE, UNKNOWN_CHANNEL}
    manager = await agreed(newcomer, permissions=("manage_guild",))
    ann = await agreed(newcomer)
    options = {"task": "rank_assistant_replies", "language": TO_RANK}
    thread, card = await posted(manager, **options, answers=1)
    own = (await ann.press(card, "Answer")).message
    await manager.guild.delete_message(card)
    await ranked(ann, own)
    await running.playground.advance(minutes=1)
    await running.until(lambda: shows(manager, thread, "as many answers as were wanted"))

    thread, _ = await posted(manager, **options, closes="hour")
    assert await is_known(running, thread)
    await manager.guild.delete_channel(thread)
    await running.playground.advance(hours=1)
    await running.until(lambda: is_forgotten(running, thread))


async def test_missing_permissions_are_named(newcomer: Newcomer) -> None:
    """Where the bot may open no public thread, the manager reads which permission to give."""
    manager = await agreed(newcomer, permissions=("manage_guild",))
    await manager.guild.set_permissions(manager.channel, "bot", deny=["create_public_threads"])
    outcome = await manager.person.command(manager.channel, "post-task", task="initial_prompt")
    assert "Create Public Threads" in (await outcome.settled()).text


async def test_only_managers_are_offered_it(newcomer: Newcomer) -> None:
    """Discord offers the command to those who manage the server, and to nobody in a direct message."""
    ann, manager = await newcomer(), await newcomer(permissions=("manage_guild",))
    assert "post-task" not in await ann.person.commands(ann.channel)
    assert "post-task" in await manager.person.commands(manager.channel)
    assert "post-task" not in await manager.person.commands(await manager.person.direct_messages())


async def test_on_a_task_server_it_says_so(on_server: BotOnTaskServer) -> None:
    """With a task server the command answers with a sentence, and posts nothing."""
    guild = await on_server.running.playground.create_guild("Posting", text_channels=["work"])
    manager = Contributor(await guild.add_person("poster", permissions=("manage_guild",)), guild, guild.channel("work"))
    outcome = await manager.person.command(manager.channel, "post-task", task="initial_prompt")
    assert "cannot give one task to several people" in (await outcome.settled()).text


async def agreed(newcomer: Newcomer, **attributes: object) -> Contributor:
    """Somebody who has accepted the agreement, with nothing open."""
    contributor = await newcomer(**attributes)
    await contributor.pressed(await contributor.work(), "Skip")
    return contributor


async def posted(manager: Contributor, **options: object) -> tuple[Channel, Message]:
    """Let a manager post a task; returns its thread and its card."""
    before = {thread.id for thread in await public_threads(manager)}
    outcome = await (await manager.person.command(manager.channel, "post-task", **options)).settled()
    assert "It is in" in outcome.text, outcome.text
    assert outcome.message.ephemeral
    (thread,) = [each for each in await public_threads(manager) if each.id not in before]
    (card,) = await cards(manager, thread)
    return thread, card


async def ranked(who: Contributor, own: Message) -> None:
    """Let somebody rank on a card of their own that only they see: C, B, A."""
    assert own.ephemeral
    for letter in "CB":
        own = (await who.press(own, letter)).message
    assert SAVED in (await who.press(own, "Submit")).text


async def is_known(running: RunningBot, thread: Channel) -> bool:
    """Whether the bot still has something to do in a thread."""
    with closing(sqlite3.connect(running.bot.database)) as connection:
        found = connection.execute("SELECT 1 FROM posted_task WHERE thread_id = ?", (thread.id,)).fetchone()
    return found is not None


async def is_forgotten(running: RunningBot, thread: Channel) -> bool:
    """Whether it has nothing more to do there."""
    return not await is_known(running, thread)


async def public_threads(who: Contributor) -> list[Channel]:
    """The public threads of the server."""
    return [thread for thread in await who.guild.threads() if thread.type == PUBLIC_THREAD]


async def cards(who: Contributor, thread: Channel) -> list[Message]:
    """What somebody sees in a thread, without what only they see."""
    return [message for message in await who.person.messages(thread) if not message.ephemeral]


async def shows(who: Contributor, thread: Channel, words: str) -> bool:
    """Whether the card in a thread says something."""
    return any(words in card.text for card in await cards(who, thread))
