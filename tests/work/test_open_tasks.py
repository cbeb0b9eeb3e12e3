"""Tests of what people are told is open for them: what is counted, and where else is looked."""

from bot.interactions.click import Click
from bot.interactions.responses import Answer
from bot.people.languages import Languages
from bot.protocol.tasks import RANDOM, TaskType
from bot.state.person import Person
from bot.work.open_tasks import OpenTasks
from tests.cards.limits import check_card
from tests.cards.test_people import words
from tests.services.sessions import House
from tests.test_contributions import click


async def test_the_counts_are_the_persons_own(house: House) -> None:
    """What one has answered is no longer counted for oneself, but for others."""
    ann, bea = await house.person(), await house.person()
    session, _ = await house.work.offer(ann, TaskType.ASSISTANT_REPLY, "en", 7)
    await house.work.write_down(ann, session.session_id, "My reply.")
    await house.work.submit(ann, session.session_id, 7)
    assert "Reply as the assistant: **9**" in await shown(house, ann)
    assert "Reply as the assistant: **10**" in await shown(house, bea)
    assert "Label a reply of the assistant: **1**" in await shown(house, bea)
    assert "Label" not in await shown(house, ann)


async def test_other_languages_are_named_only_where_there_is_nothing(house: House) -> None:
    """Who has work in their own languages is not sent elsewhere; who has none is."""
    ann = await house.person()
    languages = Languages(house.database, "en")
    await languages.add(ann, ("de",))
    assert "10 tasks in English" in await shown(house, ann)
    await languages.add(ann, ("en",))
    assert "other languages" not in await shown(house, ann)


async def test_languages_that_nobody_can_choose_are_not_named(house: House) -> None:
    """Work in a language that is not listed, which only a forged press could have made, is nowhere advertised."""
    ann, bea = await house.person(), await house.person()
    file = house.folder / "others.txt"
    file.write_text("One more?", "utf-8")
    await house.backend.import_file(file, "de-x-badword")
    assert "badword" not in await shown(house, ann)
    told = await OpenTasks(house.backend, Languages(house.database, "sv")).nothing_to_do(click(bea), RANDOM, ("fi",))
    assert "10 tasks in English" in words(told)
    assert "badword" not in words(told)


async def shown(house: House, person: Person) -> str:
    """What `/tasks` shows somebody."""
    pressed: Click = click(person)
    answer: Answer = await OpenTasks(house.backend, Languages(house.database, "en")).show(pressed)
    assert answer.card is not None
    check_card(answer.card)
    return words(answer.card)
