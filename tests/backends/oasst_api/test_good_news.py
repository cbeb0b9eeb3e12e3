"""Good news on the task backend API: what the server tells of somebody's work is told in their thread."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from uuid import UUID

import pytest
from aiohttp import web

from bot.backends.base import TaskBackend
from bot.cards.people import sentence_card
from bot.good_news.service import GoodNews
from bot.interactions.click import Click, Place
from bot.interactions.components import Text
from bot.people.agreement import Agreement
from bot.people.service import People
from bot.protocol.moments import HOUR
from bot.protocol.tasks import TaskType
from bot.state.person import Person
from bot.store import Database
from bot.work_threads.service import WorkThreads
from tests.backends.community import SERVER, Community, contributor
from tests.backends.oasst_api.conftest import Installation
from tests.backends.oasst_api.server import failure
from tests.catalogue import CATALOGUE
from tests.clocks import StandingClock
from tests.prepared_database import prepared
from tests.services.in_memory_discord import InMemoryDiscord

CHANNEL = 11


@dataclass
class Bot:
    """The rooms of the bot that news needs, on a database of its own and a Discord in memory."""

    installation: Installation
    community: Community
    people: People
    threads: WorkThreads
    news: GoodNews
    discord: InMemoryDiscord

    async def listener(self, number: int) -> Person:
        """Somebody with a thread, who wants good news."""
        known = contributor(number)
        person = await self.people.identify(known.discord_id, known.display_name)
        person = await self.people.answer_agreement(person, accepted=True, server_id=SERVER)
        await self.threads.post(person, SERVER, CHANNEL, sentence_card("A task."))
        await self.news.turn_on(Click(person, Place(SERVER, CHANNEL, CHANNEL), CATALOGUE.sentences("en"), "en-US"))
        return person

    async def heard(self) -> list[str]:
        """What is told after a few hours, over all threads."""
        self.installation.clock.move(3 * HOUR)
        await self.news.tell()
        cards = [card for thread in self.discord.threads.values() for card in thread.messages.values()]
        texts = ["\n".join(each.content for each in card.blocks if isinstance(each, Text)) for card in cards]
        return [text for text in texts if "🔔" in text]


def numbered(numbers: count[int]) -> UUID:
    """The id that the community's people have."""
    return contributor(next(numbers)).person_id


@pytest.fixture
async def bot(installation: Installation, tmp_path: Path) -> AsyncIterator[Bot]:
    """A bot whose trees are on the server."""
    installation.grow_small_trees()
    community = await installation.community()
    backend: TaskBackend = community.backend
    clock, numbers = installation.clock, count(1)
    discord = InMemoryDiscord(StandingClock(), CHANNEL)
    async with Database(prepared(tmp_path / "bot.sqlite3"), clock) as database:
        agreement = Agreement("Ann", "ann@example.org", "CC0", 18)
        people = People(database, clock, backend, agreement, CATALOGUE, lambda: numbered(numbers))
        threads = WorkThreads(database, clock, discord)
        news = GoodNews(database, clock, backend, people, threads, CATALOGUE)
        yield Bot(installation, community, people, threads, news, discord)


async def test_a_first_place_a_level_and_a_finished_tree(bot: Bot) -> None:
    """Author and writers of replies hear what the server has made of their work, each once."""
    author, first, second = [await bot.listener(number) for number in (1, 2, 3)]
    community = bot.community
    prompt = await community.growing_tree(author.contributor)
    for writer in (first, second):
        await community.accepted_reply(prompt, TaskType.ASSISTANT_REPLY, writer.contributor)
    await community.work_until(lambda state: state == "ready_for_export", prompt)
    told = await bot.heard()
    assert len([text for text in told if "Your prompt grew into a finished tree" in text]) == 1
    assert len([text for text in told if "ranked **1st of 2**" in text]) == 1
    assert len([text for text in told if "You have reached **level" in text]) == 2
    assert await bot.heard() == told


async def test_while_the_server_is_down_nothing_is_lost(bot: Bot) -> None:
    """What the server could not tell is told once it answers again."""
    author = await bot.listener(1)
    prompt = await bot.community.growing_tree(author.contributor)
    await bot.community.work_until(lambda state: state == "ready_for_export", prompt)

    async def down(_: web.Request) -> web.Response:
        return failure()

    bot.installation.server.before = down
    assert await bot.heard() == []
    bot.installation.server.before = None
    (told,) = await bot.heard()
    assert "Your prompt grew into a finished tree" in told


async def test_nobody_is_told_who_is_disabled_there(bot: Bot) -> None:
    """Somebody whom the server lets do nothing hears nothing."""
    author = await bot.listener(1)
    prompt = await bot.community.growing_tree(author.contributor)
    await bot.community.work_until(lambda state: state == "ready_for_export", prompt)
    user = bot.installation.server.state.user(str(author.discord_id))
    user.enabled = False
    assert await bot.heard() == []
