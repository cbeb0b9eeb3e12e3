"""/stats and `bot stats`: the community's numbers, as pictures and as text."""

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest
import pytest_asyncio

from playground.client import Guild
from playground.screen import Message
from playground.transcript import render_page
from playground.transcript.records import read_records
from tests.end_to_end.contributor import Contributor, labels
from tests.end_to_end.running_bot import RunningBot, run_bot

pytestmark = pytest.mark.asyncio(loop_scope="package")

RECORD = "records.jsonl"
PNG = b"\x89PNG\r\n\x1a\n"


@pytest_asyncio.fixture(scope="module", loop_scope="package")
async def counted_bot(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[RunningBot]:
    """A bot whose operator wants 50 finished trees, and where everything is recorded."""
    folder = tmp_path_factory.mktemp("counted")
    async with run_bot(folder, record=folder / RECORD, DATASET_GOAL_TREES="50") as running:
        yield running
        assert await running.complaints() == []


@pytest_asyncio.fixture(loop_scope="package")
async def community(counted_bot: RunningBot) -> Guild:
    """A server in it."""
    return await counted_bot.playground.create_guild("Counted", text_channels=["work"])


async def test_pictures_and_numbers_of_what_was_done(community: Guild, counted_bot: RunningBot) -> None:
    """After some work /stats shows pictures with their numbers in words, and the same numbers below, view by view."""
    ann = await citizen(community, "ann")
    await ann.finished(await ann.work(task="initial_prompt"), "Which bread keeps for a week?")
    card = await stats(ann)
    assert card.ephemeral
    assert "- Finished trees: **0 of 50 · 0%**" in card.text
    assert "- Prompt in review: **" in card.text
    await shows_picture(card, "On the way to the goal: Finished trees 0 of 50 · 0%.")
    assert labels(card) == ["Trees", "Messages", "Open work", "Activity", "Agreement", "Share"]
    card = await ann.pressed(card, "Messages")
    assert "- As the prompter: **" in card.text
    await shows_picture(card, "Messages by language: English ")
    card = await ann.pressed(card, "Open work")
    assert "- Label an initial prompt: **" in card.text
    await shows_picture(card, "Open tasks by kind: ")
    card = await ann.pressed(card, "Activity")
    assert "- Today: **1**" in card.text
    assert "**One person has contributed**" in card.text
    await shows_picture(card, "Contributions per day: Today 1; Last 7 days 1;")
    shared = (await (await ann.person.press(card, "Share")).until_shown(1)).shown[0]
    assert not shared.ephemeral
    assert not (await ann.person.look(card)).has_button("Share")
    assert labels(shared) == []
    assert "- Today: **1**" in shared.text
    page = render_page(read_records(counted_bot.folder / RECORD), title="Stats")
    assert page.count('src="data:image/png;base64,') >= 4


async def test_german(community: Guild) -> None:
    """Who has set Discord to German reads words and pictures in German."""
    ann = await citizen(community, "anne", locale="de")
    card = await stats(ann)
    assert "- Fertige Bäume: **0 von 50 · 0 %**" in card.text
    await shows_picture(card, "Auf dem Weg zum Ziel: Fertige Bäume 0 von 50")


async def test_everybody_at_once(community: Guild) -> None:
    """Twenty people who ask at the same time all get the picture."""
    people = await asyncio.gather(*(citizen(community, f"person{number}") for number in range(20)))
    cards = await asyncio.gather(*map(stats, people))
    assert [len(card.attachments) for card in cards] == [1] * 20


async def test_forged_view(community: Guild, counted_bot: RunningBot) -> None:
    """A forged view is answered with the first one."""
    ann = await citizen(community, "forger")
    card = await stats(ann)
    forged = await (await counted_bot.playground.raw_press(ann.person, card, "stats1:show:-:secrets")).settled()
    assert "· Trees" in forged.text


async def test_table_on_the_terminal(counted_bot: RunningBot) -> None:
    """`bot stats` prints the same numbers beside the running bot."""
    printed = await counted_bot.bot.command("stats")
    assert "On the way to the goal" in printed
    assert "0 of 50 · 0%" in printed
    assert "Open tasks by kind" in printed
    assert "Last 30 days" in printed
    assert "As of 2" in printed


async def citizen(community: Guild, name: str, **attributes: str) -> Contributor:
    """Somebody new in the community."""
    return Contributor(await community.add_person(name, **attributes), community, community.channel("work"))  # type: ignore[arg-type]


async def stats(contributor: Contributor) -> Message:
    """`/stats`, and its card."""
    return (await (await contributor.person.command(contributor.channel, "stats")).settled()).message


async def shows_picture(card: Message, words: str) -> None:
    """See that a card has one picture that can be fetched, described with some words."""
    assert words in card.text
    (attachment,) = card.attachments
    assert attachment.content_type == "image/png"
    async with aiohttp.ClientSession() as session, session.get(attachment.url) as response:
        assert (await response.read()).startswith(PNG)
