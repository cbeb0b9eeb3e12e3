"""Tests of telling good news, on a database, the local backend and a Discord in memory."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from bot.backends.errors import Unavailable
from bot.cards.people import sentence_card
from bot.interactions.components import Card, Text
from bot.protocol.moments import DAY, HOUR
from bot.protocol.tasks import TaskType
from bot.state.person import Person
from bot.state.session_errors import ConsentMissing
from tests.backends import rulings
from tests.services.all_services import CHANNEL, SERVER, AllServices, open_all_services


@pytest.fixture
async def services(tmp_path: Path) -> AsyncIterator[AllServices]:
    """Services with every room, on the local backend and a Discord in memory."""
    async with open_all_services(tmp_path) as opened:
        yield opened


async def listener(services: AllServices, number: int = 1, locale: str = "en-US") -> Person:
    """Somebody with a thread, who wants good news."""
    person = await services.join(number, f"Person {number}")
    await services.threads.post(person, SERVER, CHANNEL, sentence_card("A task."))
    await services.good_news.turn_on(replace(services.click(person), locale=locale))
    return person


async def grow_tree(services: AllServices, author: Person) -> None:
    """A prompt of somebody's becomes a finished tree; others write, review and rank."""
    bob, cat, dan = [await services.join(100 + number, f"Other {number}") for number in range(3)]
    await services.write(author, TaskType.INITIAL_PROMPT, f"What is this, at {services.clock.now()}?")
    await services.review(cat, TaskType.LABEL_INITIAL_PROMPT)
    for writer in (bob, cat):
        await services.write(writer, TaskType.ASSISTANT_REPLY, f"It is {writer.display_name}, {services.clock.now()}.")
        await services.review(dan, TaskType.LABEL_ASSISTANT_REPLY)
    await services.rank(dan)


async def news_of(services: AllServices, person: Person) -> list[str]:
    """The texts of the news in a person's threads, oldest first."""
    threads = [each for each in services.discord.threads.values() if person.discord_id in each.members]
    texts = [words(card) for thread in threads for card in thread.messages.values()]
    return [text for text in texts if "🔔" in text]


def words(card: Card) -> str:
    """All text on a card."""
    return "\n".join(block.content for block in card.blocks if isinstance(block, Text))


async def wait(services: AllServices, span: int) -> None:
    """Let time pass, with a round of the chore at its end."""
    services.clock.move(span)
    await services.good_news.tell()


async def test_a_finished_tree_is_told_in_the_thread(services: AllServices) -> None:
    """The author of a prompt reads in their thread that a tree has grown from it."""
    ann = await listener(services)
    await grow_tree(services, ann)
    await wait(services, 2 * HOUR)
    (told,) = await news_of(services, ann)
    assert "Your prompt grew into a finished tree" in told


async def test_a_new_level_is_told(services: AllServices) -> None:
    """Somebody whose reply was accepted and ranked reads which level they have reached."""
    cat = await listener(services, 101)
    await grow_tree(services, await services.join(1, "Ann"))
    await wait(services, 2 * HOUR)
    (told,) = await news_of(services, cat)
    assert "You have reached **level " in told


async def test_nothing_is_told_twice(services: AllServices) -> None:
    """However often and late the chore comes by, the same is told once."""
    ann = await listener(services)
    await grow_tree(services, ann)
    for _ in range(40):
        await wait(services, 3 * HOUR)
    assert len([told for told in await news_of(services, ann) if "finished tree" in told]) == 1


async def test_there_is_one_message_a_day(services: AllServices) -> None:
    """What comes within a day of the last message is told after it, all in one."""
    ann = await listener(services)
    await grow_tree(services, ann)
    await wait(services, 2 * HOUR)
    assert len(await news_of(services, ann)) == 1
    for _ in range(2):
        await grow_tree(services, ann)
        await wait(services, 3 * HOUR)
    assert len(await news_of(services, ann)) == 1
    await wait(services, DAY)
    first, second = await news_of(services, ann)
    assert "Your prompt grew" in first
    assert "2 of your prompts grew" in second


async def test_turning_it_off_and_on_makes_no_second_message_a_day(services: AllServices) -> None:
    """The limit of one message a day outlives a change of mind."""
    ann = await listener(services)
    await grow_tree(services, ann)
    await wait(services, 2 * HOUR)
    await services.good_news.turn_off(services.click(ann))
    await services.good_news.turn_on(services.click(ann))
    await grow_tree(services, ann)
    await wait(services, 2 * HOUR)
    assert len(await news_of(services, ann)) == 1
    await wait(services, DAY)
    assert len(await news_of(services, ann)) == 2


async def test_what_was_before_is_not_told(services: AllServices) -> None:
    """Who turns it on hears of what happens from then on."""
    ann = await services.join(1, "Ann")
    await grow_tree(services, ann)
    await listener(services)
    await wait(services, 2 * HOUR)
    await wait(services, 20 * HOUR)
    assert await news_of(services, ann) == []


async def test_a_reply_that_was_ranked_first_is_told(services: AllServices) -> None:
    """Of two writers of replies, the one who came first is told so."""
    await services.join(1, "Ann")
    bob, cat = await listener(services, 100), await listener(services, 101)
    await grow_tree(services, await services.join(1, "Ann"))
    await wait(services, 2 * HOUR)
    told = [text for person in (bob, cat) for text in await news_of(services, person)]
    assert len([text for text in told if "Your reply was ranked **1st of 2**" in text]) == 1


async def test_who_did_not_ask_is_told_nothing(services: AllServices) -> None:
    """Neither before they say yes, nor after they say no."""
    ann = await listener(services)
    await services.good_news.turn_off(services.click(ann))
    assert not await services.good_news.is_wanted(ann)
    await grow_tree(services, ann)
    await wait(services, 2 * HOUR)
    assert await news_of(services, ann) == []


async def test_the_end_of_a_streak_is_told_in_time(services: AllServices) -> None:
    """Somebody with three days in a row is warned once, before the streak ends."""
    ann = await listener(services)
    for day in range(3):
        await services.write(ann, TaskType.INITIAL_PROMPT, f"A question for day {day}?")
        for _ in range(24):
            await wait(services, HOUR)
    for _ in range(20):
        await wait(services, HOUR)
    told = await news_of(services, ann)
    assert len([text for text in told if "**3 days in a row**" in text]) == 1
    assert len([text for text in told if "Your streak of **3 days** lasts until" in text]) == 1


async def test_without_a_thread_it_is_told_at_the_next_interaction(services: AllServices) -> None:
    """What cannot be posted becomes a notice, but for a warning that would come too late."""
    ann = await listener(services)
    services.discord.may_post = False
    await grow_tree(services, ann)
    await wait(services, 2 * HOUR)
    assert [notice.sentence for notice in await services.sessions.notices(ann)] == [
        "news-tree-finished",
        "news-accepted",
        "news-first-accepted",
    ]
    for day in range(3):
        await services.write(ann, TaskType.INITIAL_PROMPT, f"A question for day {day}?")
        await wait(services, DAY)
        await wait(services, 2 * HOUR)
    sentences = [notice.sentence for notice in await services.sessions.notices(ann)]
    assert "news-streak-kept" in sentences
    assert "news-streak-ends" not in sentences


async def test_it_is_told_in_the_language_of_the_reader(services: AllServices) -> None:
    """Whoever turned it on in German reads German."""
    ann = await listener(services, locale="de")
    await grow_tree(services, ann)
    await wait(services, 2 * HOUR)
    (told,) = await news_of(services, ann)
    assert "fertiger Gesprächsbaum" in told


async def test_while_the_backend_is_away_nothing_is_lost(
    services: AllServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    """News that could not be found is told once the backend answers again."""
    ann = await listener(services)
    await grow_tree(services, ann)

    async def away(*_: object, **__: object) -> None:
        raise Unavailable

    with monkeypatch.context() as broken:
        broken.setattr(services.backend, "stats", away)
        await wait(services, 2 * HOUR)
    assert await news_of(services, ann) == []
    await wait(services, HOUR)
    assert len(await news_of(services, ann)) == 1


async def test_one_that_fails_does_not_keep_the_others(services: AllServices, monkeypatch: pytest.MonkeyPatch) -> None:
    """A defect with one person's work delays nobody else's news."""
    ann, ben = await listener(services, 1), await listener(services, 2)
    await grow_tree(services, ben)
    stats = services.backend.stats

    async def broken(contributor: object, *rest: object, **options: object) -> object:
        if contributor == ann.contributor:
            raise ZeroDivisionError
        return await stats(contributor, *rest, **options)  # type: ignore[arg-type]  # handed on

    monkeypatch.setattr(services.backend, "stats", broken)
    await wait(services, 2 * HOUR)
    assert len(await news_of(services, ben)) == 1


async def test_nobody_is_told_who_may_not_work(services: AllServices) -> None:
    """Somebody who is disabled hears nothing, until they are let in again."""
    ann = await listener(services)
    bob = await services.join(100, "Other 0")
    await grow_tree(services, ann)
    await rulings.enable(services.backend, ann.person_id, bob.contributor, enabled=False)
    await wait(services, 2 * HOUR)
    assert await news_of(services, ann) == []
    await rulings.enable(services.backend, ann.person_id, bob.contributor, enabled=True)
    await wait(services, DAY)
    assert len(await news_of(services, ann)) == 1


async def test_nobody_is_told_who_has_not_agreed(services: AllServices) -> None:
    """Who takes their agreement back hears nothing, and cannot turn it on."""
    ann = await listener(services)
    await grow_tree(services, ann)
    ann = await services.people.answer_agreement(ann, accepted=False, server_id=SERVER)
    await wait(services, 2 * HOUR)
    assert await news_of(services, ann) == []
    with pytest.raises(ConsentMissing):
        await services.good_news.turn_on(services.click(ann))


async def test_nobody_is_told_who_is_being_deleted(services: AllServices) -> None:
    """Between the wish to be deleted and its end nothing is posted and nothing stored."""
    ann = await listener(services)
    await grow_tree(services, ann)
    now = services.clock.now()
    await services.database.write(
        lambda connection: connection.execute(
            "INSERT INTO deletion (person_id, asked_at) VALUES (?, ?)", (ann.person_id.bytes, now)
        )
    )
    await wait(services, 2 * HOUR)
    assert await news_of(services, ann) == []
    assert await services.sessions.notices(ann) == []


async def test_it_is_offered_on_one_card_only(services: AllServices) -> None:
    """The first finished package offers it, at every look at it, until the answer is yes; no other does."""
    click = services.click(await services.join(1, "Ann"))
    first, second = UUID(int=1), UUID(int=2)
    offers = [await services.good_news.on_done_card(click, session, None) for session in (first, first, second)]
    assert offers == [((), True), ((), True), ((), False)]
    await services.good_news.turn_on(click)
    assert await services.good_news.on_done_card(click, first, None) == ((), False)


async def test_who_found_it_alone_is_not_offered_it(services: AllServices) -> None:
    """Somebody who has used /news before is not asked on a card, not even after turning it off."""
    ann = await listener(services)
    await services.good_news.turn_off(services.click(ann))
    assert await services.good_news.on_done_card(services.click(ann), UUID(int=1), None) == ((), False)
