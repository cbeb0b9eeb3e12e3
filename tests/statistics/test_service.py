"""Tests of /stats on a real local backend, with real pictures."""

import asyncio
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from random import Random
from uuid import UUID

import pytest

from bot.backends.errors import Unavailable
from bot.backends.local import LocalBackend, load_secret_key
from bot.backends.values import Contributor, PoolStatistics, TextAnswer
from bot.interactions.click import Click, Place
from bot.interactions.components import Button, Card, Gallery, Text
from bot.people.service import People
from bot.policy import CannotPostHere, Rights
from bot.protocol.moments import DAY
from bot.protocol.tasks import TaskType
from bot.rules.pool_rules import PoolRules
from bot.state.person import Person
from bot.statistics.pictures.service import CHILD, Pictures
from bot.statistics.service import FRESH_FOR, Statistics
from bot.store import Database
from bot.texts import Catalogue, TextFiles
from tests.catalogue import CATALOGUE
from tests.clocks import StandingClock
from tests.people.conftest import AGREEMENT
from tests.prepared_database import prepared

pytestmark = pytest.mark.slow

ANN = Contributor(UUID(int=1), 1001, "Ann")


class CountingBackend(LocalBackend):
    """The local backend, counting how often the pool is counted."""

    counted = 0
    is_out = False

    async def pool_statistics(self) -> PoolStatistics:
        """Count the pool."""
        if self.is_out:
            raise Unavailable
        self.counted += 1
        return await super().pool_statistics()


class CountedPool:
    """Statistics on a local backend, and somebody who asks for them."""

    def __init__(self, backend: CountingBackend, clock: StandingClock) -> None:
        self.backend = backend
        self.people = People(backend._database, clock, backend, AGREEMENT, CATALOGUE)
        self.clock = clock

    def statistics(self, command: tuple[str, ...] = CHILD, catalogue: Catalogue = CATALOGUE) -> Statistics:
        """The service, with a goal of 5 trees."""
        return Statistics(self.backend, self.clock, self.people, Pictures(self.clock, command, 60.0), catalogue, 5)

    async def write_prompt(self, number: int) -> None:
        """Let a prompt be written."""
        session = UUID(int=100 + number)
        offer = await self.backend.request(ANN, session, TaskType.INITIAL_PROMPT, "en", None)
        answer = TextAnswer(text=f"Prompt number {number}", language="en")
        await self.backend.submit(ANN, session, offer.task, answer, None)


@pytest.fixture
async def pool(tmp_path: Path) -> AsyncIterator[CountedPool]:
    """Statistics of an empty pool."""
    clock = StandingClock()
    async with Database(prepared(tmp_path / "bot.sqlite3"), clock) as database:
        yield CountedPool(
            CountingBackend(database, clock, Random(1), PoolRules(), await load_secret_key(database)), clock
        )


def ask(
    locale: str = "en-US", argument: str | None = None, catalogue: Catalogue = CATALOGUE, *, writes: bool = True
) -> Click:
    """Somebody's `/stats`, or their press on a view."""
    person = Person(ANN.person_id, ANN.discord_id, ANN.display_name)
    say = catalogue.sentences(locale)
    return Click(person, Place(1, 2), say, locale, Rights(writes=writes), argument=argument)


async def shown(statistics: Statistics, click: Click) -> Card:
    """The card that is answered."""
    card = (await statistics.show(click)).card
    assert card is not None
    return card


def words(card: Card) -> str:
    """All texts of a card."""
    return "\n".join(block.content for block in card.blocks if isinstance(block, Text))


def galleries(card: Card) -> list[Gallery]:
    """The pictures of a card."""
    return [block for block in card.blocks if isinstance(block, Gallery)]


async def test_an_empty_pool_is_a_friendly_sentence(pool: CountedPool) -> None:
    """Before the first tree there is a sentence and no picture; as soon as there is one, it is counted."""
    statistics = pool.statistics()
    card = await shown(statistics, ask())
    assert "There is nothing to count yet" in words(card)
    assert galleries(card) == []
    await pool.write_prompt(1)
    assert "- Prompt in review: **1**" in words(await shown(statistics, ask()))
    await statistics.close()


async def test_while_the_backend_does_not_answer(pool: CountedPool) -> None:
    """The last numbers are shown, with their age; where there were none yet, what the bot knows itself."""
    await pool.write_prompt(1)
    ann = await pool.people.identify(ANN.discord_id, ANN.display_name)
    await pool.people.answer_agreement(ann, accepted=True, server_id=1)
    statistics, began_later = pool.statistics(), pool.statistics()
    counted_at = pool.clock.now()
    before = words(await shown(statistics, ask()))
    pool.backend.is_out = True
    pool.clock.move(DAY)
    told = words(await shown(statistics, ask()))
    assert "these are the last numbers that it gave" in told
    assert f"<t:{counted_at // 1000}:R>" in told
    assert "- Prompt in review: **1**" in told
    nothing = words(await shown(began_later, ask()))
    assert "no numbers of trees and messages" in nothing
    assert "One person has agreed to contribute here." in nothing
    pool.backend.is_out = False
    assert "these are the last numbers" not in words(await shown(statistics, ask()))
    assert "these are the last numbers" not in before
    await statistics.close()
    await began_later.close()


async def test_a_hundred_who_ask_at_once(pool: CountedPool) -> None:
    """The pool is counted once and each picture drawn once, and every view of it is there at once."""
    await pool.write_prompt(1)
    statistics = pool.statistics()
    cards = await asyncio.gather(*(shown(statistics, ask()) for _ in range(100)))
    pictures = {gallery.images[0].data for card in cards for gallery in galleries(card)}
    assert len(pictures) == 1
    activity = await shown(statistics, ask(argument="activity"))
    assert "- Today: **1**" in words(activity)
    assert galleries(activity)[0].images[0].description.startswith("Contributions per day: Today 1;")
    assert pool.backend.counted == 1
    await statistics.close()


async def test_numbers_are_counted_anew_after_a_while(pool: CountedPool) -> None:
    """What was done in between is shown once the numbers are a minute old, and they say how old they are."""
    await pool.write_prompt(1)
    statistics = pool.statistics()
    first = await shown(statistics, ask())
    await pool.write_prompt(2)
    assert await shown(statistics, ask()) == first
    pool.clock.move(FRESH_FOR)
    later = await shown(statistics, ask())
    assert "- Prompt in review: **2**" in words(later)
    assert f"<t:{pool.clock.now() // 1000}:R>" in words(later)
    await statistics.close()


async def test_without_pictures_the_numbers_are_there(pool: CountedPool) -> None:
    """Where nothing can be drawn, the card has the numbers all the same."""
    await pool.write_prompt(1)
    card = await shown(pool.statistics((sys.executable, "-c", "raise SystemExit(1)")), ask())
    assert galleries(card) == []
    assert "- Finished trees: **0 of 5 · 0%**" in words(card)


async def test_letters_that_cannot_be_drawn(pool: CountedPool, tmp_path: Path) -> None:
    """Readers of a language in other letters get the pictures in English, with the words below in their own."""
    (tmp_path / "texts/ja").mkdir(parents=True)
    (tmp_path / "texts/ja/stats.ftl").write_text("stats-goal = 目標まで\n", encoding="utf-8")
    catalogue = Catalogue(TextFiles(tmp_path / "texts"))
    await pool.write_prompt(1)
    statistics = pool.statistics(catalogue=catalogue)
    english = await shown(statistics, ask(catalogue=catalogue))
    japanese = await shown(statistics, ask("ja", catalogue=catalogue))
    assert "目標まで" in words(japanese)
    assert galleries(japanese)[0].images[0].description.startswith("目標まで")
    assert galleries(japanese)[0].images[0].data == galleries(english)[0].images[0].data
    await statistics.close()


async def test_sharing_shows_the_view_without_buttons(pool: CountedPool) -> None:
    """What is shared is the view that the person sees, and nobody can press anything on it; nor `Share` again."""
    await pool.write_prompt(1)
    statistics = pool.statistics()
    answer = await statistics.share(ask(argument="messages"))
    (posted,) = answer.follow_ups
    assert not posted.ephemeral
    assert "As the prompter" in words(posted.card)
    assert list(posted.card.controls()) == []
    assert len(galleries(posted.card)) == 1
    assert answer.card is not None
    assert "everybody in this channel" in words(answer.card)
    assert {item.label: item.disabled for item in answer.card.controls() if isinstance(item, Button)}["Share"]
    await statistics.close()


async def test_who_may_not_write_cannot_share(pool: CountedPool) -> None:
    """Where the person may not write, as in a direct message, Share is not offered, and refused if pressed."""
    await pool.write_prompt(1)
    statistics = pool.statistics()
    card = await shown(statistics, ask(writes=False))
    assert "Share" not in [item.label for item in card.controls() if isinstance(item, Button)]
    with pytest.raises(CannotPostHere):
        await statistics.share(ask(writes=False))
    await statistics.close()


async def test_nobody_is_not_said_after_somebody_worked(pool: CountedPool) -> None:
    """Numbers that say that nobody has done anything are counted anew each time."""
    await pool.write_prompt(1)
    pool.clock.move(40 * DAY)
    statistics = pool.statistics()
    assert "Nobody has written" in words(await shown(statistics, ask(argument="activity")))
    await pool.write_prompt(2)
    assert "- Today: **1**" in words(await shown(statistics, ask(argument="activity")))
    await statistics.close()
