"""Good news: asked for on a card, told in the thread, once, at most one message a day."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing

import pytest
import pytest_asyncio

from playground.client import Guild
from playground.screen import Message
from tests.end_to_end.conftest import Newcomer
from tests.end_to_end.contributor import Contributor, labels
from tests.end_to_end.growing import let_it_grow, prompt, run_bot_with_small_trees
from tests.end_to_end.running_bot import RunningBot

pytestmark = pytest.mark.asyncio(loop_scope="package")

OFFER = "Want to hear what becomes of your work?"
FINISHED = "grew into a finished tree"
ANNOUNCEMENTS = 5


@pytest_asyncio.fixture(scope="module", loop_scope="package")
async def shared_bot(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[RunningBot]:
    """A bot of this module's own: trees are small, the clock moves, the bot is killed."""
    async with run_bot_with_small_trees(tmp_path_factory.mktemp("news")) as running:
        yield running


async def test_news_comes_once_a_day_and_never_twice(newcomer: Newcomer, running: RunningBot) -> None:
    """A finished tree is told in its author's thread: once, not twice on a day, and though the bot is killed."""
    ann, other = await newcomer(), await newcomer()
    done = await prompt(ann, "it")
    assert OFFER in done.text
    agreed = await _ask_for_news(ann, done)
    assert agreed.ephemeral
    assert "**On.**" in agreed.text
    await running.until(lambda: _asks_no_more(ann, done))
    asked = await ann.person.look(done)
    assert "Tell me good news" not in labels(asked)
    await let_it_grow(newcomer, "it")
    await running.playground.advance(days=1)
    await running.until(lambda: _hears(running, ann, FINISHED))
    (told,) = await _news(ann)
    assert labels(told) == ["Get a task", "No more good news"]
    stopped = (await (await ann.person.press(told, "No more good news")).until_shown(1)).shown[0]
    assert stopped.ephemeral
    assert "**Off.**" in stopped.text

    async def is_left() -> bool:
        left = await ann.person.look(told)
        return (left.text, labels(left)) == (told.text, ["Get a task"])

    await running.until(is_left)
    assert "**On.**" in (await ann.pressed(stopped, "Tell me good news")).text

    await prompt(ann, "pl")
    await let_it_grow(newcomer, "pl")
    await _ask_for_news(other, await prompt(other, "da"))
    await running.restart()
    await running.playground.advance(hours=12)
    await running.until(lambda: _all_were_looked_at(running))
    assert len(await _news(ann)) == 1

    await running.playground.advance(hours=14)
    await running.until(lambda: _hears(running, ann, FINISHED, times=2))
    await running.restart()
    await running.playground.advance(days=2)
    await running.until(lambda: _all_were_looked_at(running))
    assert await _has_heard(ann, FINISHED, times=2)


async def test_a_place_and_a_level_are_told(newcomer: Newcomer, running: RunningBot) -> None:
    """Whoever wrote the reply that was ranked first hears of it, and both writers of the level that they reached."""
    author, first, second = await newcomer(), await newcomer(), await newcomer()
    await prompt(author, "fi")
    for writer in (first, second):
        await _ask_for_news(writer, await prompt(writer, "cs"))
    await let_it_grow(newcomer, "fi", first, second)
    await running.playground.advance(hours=3)
    await running.until(lambda: _hears(running, first, "You have reached **level"))
    await running.until(lambda: _hears(running, second, "You have reached **level"))
    heard = [*await _news(first), *await _news(second)]
    assert len([news for news in heard if "ranked **1st of 2**" in news.text]) == 1


async def test_the_end_of_a_streak_is_told_in_time(newcomer: Newcomer, running: RunningBot) -> None:
    """After three days in a row somebody is warned before the streak ends, and gets a task by a press."""
    ann = await newcomer()
    for day in range(3):
        done = await prompt(ann, "hu")
        if day == 0:
            await _ask_for_news(ann, done)
        if day < 2:
            await running.playground.advance(hours=24)
    assert "**3 days in a row**" in done.text
    await running.playground.advance(hours=27)
    await running.until(lambda: _hears(running, ann, "Your streak of **3 days** lasts until"))
    *_, warning = await _news(ann)
    assert (await ann.card_of(await ann.press(warning, "Get a task"))).buttons


async def test_without_a_thread_news_waits_for_the_next_task(
    newcomer: Newcomer, running: RunningBot, guild: Guild
) -> None:
    """Where somebody has no thread, they read the news above their next card, once, in their language."""
    ann = await newcomer(locale="de")
    ann.channel = await guild.create_channel("no-threads-here", type=ANNOUNCEMENTS)
    asked = await ann.ask(task="initial_prompt", language="uk")
    card = (await ann.press(asked.message, "Ich stimme zu")).message
    opened = await ann.person.press(card, "Prompt schreiben")
    await (await ann.person.submit(opened.modal, {"text": "Was ist ein Deich?"})).settled()
    done = await ann.pressed(card, "Absenden")
    told = await (await ann.person.press(done, "Gute Nachrichten bekommen")).until_shown(1)
    assert "**An.**" in told.shown[0].text
    await let_it_grow(newcomer, "uk")
    await running.playground.advance(hours=3)
    await running.until(lambda: _all_were_looked_at(running))
    assert "fertiger Gesprächsbaum gewachsen" in (await ann.ask(task="initial_prompt", language="uk")).text
    assert "fertiger Gesprächsbaum gewachsen" not in (await ann.ask()).text


async def test_the_offer_is_made_once(newcomer: Newcomer) -> None:
    """Only the first done card offers good news; when it is left behind, the offer goes; /news is always there."""
    ann = await newcomer()
    first = await prompt(ann, "nl")
    assert "Tell me good news" in labels(first)
    card = await ann.next_card(first)
    assert OFFER not in (await ann.person.look(first)).text
    await ann.pressed(card, "Skip")
    assert OFFER not in (await prompt(ann, "nl")).text
    shown = (await ann.person.command(ann.channel, "news")).message
    assert shown.ephemeral
    assert "**Off.**" in shown.text
    on = await ann.pressed(shown, "Tell me good news")
    assert "**On.**" in on.text
    assert "**Off.**" in (await ann.pressed(on, "No more good news")).text


async def test_news_is_for_those_who_have_agreed(newcomer: Newcomer) -> None:
    """Somebody who has not accepted the agreement is asked to do that first."""
    shown = await (ann := await newcomer()).person.command(ann.channel, "news")
    assert "accept the contributor agreement" in (await ann.press(shown.message, "Tell me good news")).text


async def _ask_for_news(contributor: Contributor, done: Message) -> Message:
    """Press the offer; gives the answer below the card, which could not come any more once hours have passed."""
    return (await (await contributor.person.press(done, "Tell me good news")).until_shown(1)).shown[0]


async def _news(contributor: Contributor) -> list[Message]:
    """All news in somebody's thread, oldest first."""
    return [card for card in await contributor.cards() if "🔔 Good news" in card.text and not card.ephemeral]


async def _has_heard(contributor: Contributor, words: str, times: int = 1) -> bool:
    return len([news for news in await _news(contributor) if words in news.text]) == times


async def _hears(running: RunningBot, contributor: Contributor, words: str, times: int = 1) -> bool:
    """Whether somebody has heard something; a minute passes each time, so that the next round of the chore comes."""
    await running.playground.advance(minutes=1)
    return await _has_heard(contributor, words, times)


async def _all_were_looked_at(running: RunningBot) -> bool:
    """Whether nobody is due any more; a minute passes each time, so that the next round of the chore comes."""
    await running.playground.advance(minutes=1)
    now = (await running.playground.now()).timestamp() * 1_000
    with closing(sqlite3.connect(running.folder / "bot.sqlite3")) as connection:
        query = "SELECT count(*) FROM good_news WHERE since IS NOT NULL AND next_look_at <= ?"
        return bool(connection.execute(query, (now,)).fetchone() == (0,))


async def _asks_no_more(contributor: Contributor, done: Message) -> bool:
    return OFFER not in (await contributor.person.look(done)).text
