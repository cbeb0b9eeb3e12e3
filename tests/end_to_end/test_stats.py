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
from tests.end_to_end.house import House, open_house

pytestmark = pytest.mark.asyncio(loop_scope="package")

RECORD = "records.jsonl"
PNG = b"\x89PNG\r\n\x1a\n"


@pytest_asyncio.fixture(scope="module", loop_scope="package")
async def counted_house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    """A house whose operator wants 50 finished trees, and where everything is recorded."""
    folder = tmp_path_factory.mktemp("counted")
    async with open_house(folder, record=folder / RECORD, DATASET_GOAL_TREES="50") as house:
        yield house
        assert await house.complaints() == []


@pytest_asyncio.fixture(loop_scope="package")
async def town(counted_house: House) -> Guild:
    """A server in it."""
    return await counted_house.playground.create_guild("Town", text_channels=["work"])


async def test_pictures_and_numbers_of_what_was_done(town: Guild, counted_house: House) -> None:
    """After some work /stats shows pictures with their numbers in words, and the same numbers below, view by view."""
    ann = await citizen(town, "ann")
    await ann.finished(await ann.work(task="initial_prompt"), "Which bread keeps for a week?")
    card = await stats(ann)
    assert card.ephemeral
    assert "- Finished trees: **0 of 50 · 0%**" in card.text
    assert "- Prompt in review: **" in card.text
    await shows_picture(card, "On the way to the goal: Finished trees 0 of 50 · 0%.")
    assert labels(card) == ["Trees", "Messages", "Open work", "Activity", "Share"]
    card = await ann.pressed(card, "Messages")
    assert "- As the prompter: **" in card.text
    await shows_picture(card, "Messages by language: English ")
    card = await ann.pressed(card, "Open work")
    assert "- Label an initial prompt: **" in card.text
    await shows_picture(card, "Open tasks by kind: ")
    card = await ann.pressed(card, "Activity")
    assert "- Today: **1**" in card.text
    assert "**One person has contributed**" in card.text
    await shows_picture(card, "Contributions a day: Today 1; Last 7 days 1;")
    shared = (await (await ann.person.press(card, "Share")).until_shown(1)).shown[0]
    assert not shared.ephemeral
    assert not (await ann.person.look(card)).has_button("Share")
    assert labels(shared) == []
    assert "- Today: **1**" in shared.text
    page = render_page(read_records(counted_house.folder / RECORD), title="Stats")
    assert page.count('src="data:image/png;base64,') >= 4


async def test_german(town: Guild) -> None:
    """Who has set Discord to German reads words and pictures in German."""
    ann = await citizen(town, "anne", locale="de")
    card = await stats(ann)
    assert "- Fertige Bäume: **0 von 50 · 0 %**" in card.text
    await shows_picture(card, "Auf dem Weg zum Ziel: Fertige Bäume 0 von 50")


async def test_everybody_at_once(town: Guild) -> None:
    """Twenty people who ask at the same time all get the picture."""
    people = await asyncio.gather(*(citizen(town, f"person{number}") for number in range(20)))
    cards = await asyncio.gather(*map(stats, people))
    assert [len(card.attachments) for card in cards] == [1] * 20


async def test_forged_view(town: Guild, counted_house: House) -> None:
    """A forged view is answered with the first one."""
    ann = await citizen(town, "forger")
    card = await stats(ann)
    forged = await (await counted_house.playground.raw_press(ann.person, card, "stats1:show:-:secrets")).settled()
    assert "· Trees" in forged.text


async def test_table_on_the_terminal(counted_house: House) -> None:
    """`bot stats` prints the same numbers beside the running bot."""
    printed = await counted_house.bot.command("stats")
    assert "On the way to the goal" in printed
    assert "0 of 50 · 0%" in printed
    assert "Open tasks by kind" in printed
    assert "Last 30 days" in printed
    assert "As of 2" in printed


async def citizen(town: Guild, name: str, **attributes: str) -> Contributor:
    """Somebody new in the town."""
    return Contributor(await town.add_person(name, **attributes), town, town.channel("work"))  # type: ignore[arg-type]


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
