"""Tests of what everybody is told once, on their cards, whether or not they want news."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from bot.interactions.components import Card, Text
from bot.protocol.moments import DAY, HOUR
from bot.protocol.tasks import RANDOM, TaskType
from bot.rules.points import Scoring
from bot.state.person import Person
from bot.work.wish import Wish
from tests.good_news.test_service import grow_tree, news_of, wait, words
from tests.services.all_services import AllServices, open_all_services

ACCEPTED, FINISHED, LEVEL = "Your first text was accepted", "grew into a finished tree", "You have reached **level 2**"


@pytest.fixture
async def services(tmp_path: Path) -> AsyncIterator[AllServices]:
    """Services with every room, on the local backend, which pays at once, and a Discord in memory."""
    async with open_all_services(tmp_path, scoring=Scoring.ORIGINAL) as opened:
        yield opened


@pytest.fixture
async def by_quality(tmp_path: Path) -> AsyncIterator[AllServices]:
    """The same, where a text is paid once it is accepted."""
    async with open_all_services(tmp_path) as opened:
        yield opened


async def finish(services: AllServices, person: Person, task: TaskType, text: str) -> tuple[UUID, str]:
    """Somebody writes and submits a text; gives the session, and what its card says."""
    session = await services.take(person, task)
    await services.sessions.write_down(person, session.session_id, text)
    return session.session_id, await press(services, person, session.session_id, "submit")


async def press(services: AllServices, person: Person, session_id: UUID, action: str) -> str:
    """What a card says after a press."""
    click = replace(services.click(person), id=session_id)
    response = await (services.answering.submit(click) if action == "submit" else services.answering.show(click))
    return said(response.card)


async def ask(services: AllServices, person: Person) -> str:
    """What the newest card in somebody's thread says after `/work`."""
    await services.work.start(services.click(person), Wish(TaskType.INITIAL_PROMPT))
    threads = [each for each in services.discord.threads.values() if person.discord_id in each.members]
    return words(list(threads[-1].messages.values())[-1])


def said(card: object) -> str:
    """All text on a card."""
    assert isinstance(card, Card)
    return "\n".join(block.content for block in card.blocks if isinstance(block, Text))


async def prompt_to_reply_to(services: AllServices, number: int = 101) -> None:
    """Somebody's accepted prompt waits for replies."""
    author, reviewer = [await services.join(each, f"Person {each}") for each in (number, number + 1)]
    await services.write(author, TaskType.INITIAL_PROMPT, f"Which cloud is that over the field, number {number}?")
    await services.review(reviewer, TaskType.LABEL_INITIAL_PROMPT)


async def test_a_new_level_is_celebrated_on_the_done_card(services: AllServices) -> None:
    """The card that brought it says so at every look at it, and no other one does."""
    ann = await services.join(1, "Ann")
    await prompt_to_reply_to(services)
    session_id, card = await finish(services, ann, TaskType.ASSISTANT_REPLY, "A cumulus, I think.")
    assert LEVEL in card
    assert LEVEL in await press(services, ann, session_id, "show")
    _, second = await finish(services, ann, TaskType.INITIAL_PROMPT, "And which bird is that?")
    assert "level 2" not in second


async def test_a_level_that_a_review_brought_is_told_above_the_next_card(by_quality: AllServices) -> None:
    """A done card says what a text may earn; its author hears of the level when it was accepted."""
    services = by_quality
    ann, bob = await services.join(1, "Ann"), await services.join(2, "Bob")
    await prompt_to_reply_to(services)
    _, card = await finish(services, ann, TaskType.ASSISTANT_REPLY, "A cumulus, I think.")
    assert "Waiting for review: up to **8 points**" in card
    assert LEVEL not in card
    await services.review(bob, TaskType.LABEL_ASSISTANT_REPLY)
    assert LEVEL in await ask(services, ann)


async def test_a_done_card_keeps_a_line_of_ones_own_text(services: AllServices) -> None:
    """Beside thanks stands what they are for; when one goes on, only that stays, and what it earned."""
    ann = await services.join(1, "Ann")
    await prompt_to_reply_to(services)
    text = "A cumulus.\n\nIt is the one that looks like cotton wool."
    session_id, card = await finish(services, ann, TaskType.ASSISTANT_REPLY, text)
    assert "> A cumulus.…" in card
    assert "> A cumulus.…" in await press(services, ann, session_id, "show")
    response = await services.work.next(replace(services.click(ann), id=session_id, argument=RANDOM))
    left = said(response.card)
    assert left.startswith("✅ Reply as the assistant · 4 points\n> A cumulus.…")
    assert LEVEL in left
    assert "Thank you" not in left


async def test_a_first_accepted_text_is_told_above_the_next_card(services: AllServices) -> None:
    """Whoever comes back hears of it once, without having asked for news."""
    ann, bob = await services.join(1, "Ann"), await services.join(2, "Bob")
    await finish(services, ann, TaskType.INITIAL_PROMPT, "Which cloud is that over the field?")
    await services.review(bob, TaskType.LABEL_INITIAL_PROMPT)
    assert ACCEPTED in await ask(services, ann)
    assert ACCEPTED not in await ask(services, ann)
    assert ACCEPTED not in await ask(services, bob)


async def test_a_first_finished_tree_is_told_once(services: AllServices) -> None:
    """It is looked for while a prompt of theirs may have become one, and never again once it was told."""
    ann = await services.join(1, "Ann")
    await finish(services, ann, TaskType.INITIAL_PROMPT, "Which cloud is that over the field?")
    await services.review(await services.join(100, "Other 0"), TaskType.LABEL_INITIAL_PROMPT)
    await ask(services, ann)
    services.clock.move(2 * HOUR)
    await grow_tree(services, ann)
    assert FINISHED in await ask(services, ann)
    services.clock.move(2 * DAY)
    await grow_tree(services, ann)
    assert FINISHED not in await ask(services, ann)


async def test_days_in_a_row_are_told_on_the_card_that_keeps_them(services: AllServices) -> None:
    """The third day is a moment, the fourth is none."""
    ann = await services.join(1, "Ann")
    told = []
    for day in range(4):
        _, card = await finish(services, ann, TaskType.INITIAL_PROMPT, f"Which cloud is that on day {day}?")
        told.append("3 days in a row" in card)
        services.clock.move(DAY)
    assert told == [False, False, True, False]


async def test_what_a_card_has_told_is_no_news(services: AllServices) -> None:
    """Whoever wants news is not told by message what a done card has celebrated."""
    ann = await services.join(1, "Ann")
    await prompt_to_reply_to(services)
    await services.good_news.turn_on(services.click(ann))
    _, card = await finish(services, ann, TaskType.ASSISTANT_REPLY, "A cumulus, I think.")
    assert LEVEL in card
    await wait(services, 2 * HOUR)
    assert await news_of(services, ann) == []


async def test_what_was_before_there_were_moments_is_known(services: AllServices) -> None:
    """Somebody of whom an earlier version knew less hears nothing of old levels, and of the next one."""
    ann = await services.join(1, "Ann")
    for number in (101, 201, 301):
        await prompt_to_reply_to(services, number)
    await finish(services, ann, TaskType.ASSISTANT_REPLY, "A cumulus, I think.")
    await services.database.write(
        lambda connection: connection.execute("UPDATE good_news SET level = 1, known_since = NULL")
    )
    _, card = await finish(services, ann, TaskType.INITIAL_PROMPT, "And which bird is that?")
    assert "You have reached" not in card
    cards = [await finish(services, ann, TaskType.ASSISTANT_REPLY, f"A stratus, number {each}.") for each in range(2)]
    assert "You have reached **level 3**" in "".join(card for _, card in cards)
