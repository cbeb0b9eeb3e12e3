"""Tests of what people are told is open for them: what is counted, and where else is looked."""

from dataclasses import replace

from bot.interactions.click import Click
from bot.interactions.responses import Response
from bot.people.languages import Languages
from bot.protocol.tasks import RANDOM, TaskType
from bot.server_settings.service import ServerSettings
from bot.state.person import Person
from bot.work.open_tasks import OpenTasks
from bot.work.server_work import ServerWork
from bot.work.topics import Topics
from tests.cards.limits import check_card
from tests.cards.test_people import words
from tests.services.sessions import SessionServices
from tests.test_contributions import click


async def test_the_counts_are_the_persons_own(services: SessionServices) -> None:
    """What one has answered is no longer counted for oneself, but for others."""
    ann, bea = await services.person(), await services.person()
    session, _ = await services.sessions.offer(ann, TaskType.ASSISTANT_REPLY, "en", 7)
    await services.sessions.write_down(ann, session.session_id, "My reply.")
    await services.sessions.submit(ann, session.session_id, 7)
    assert "Reply as the assistant: **9**" in await shown(services, ann)
    assert "Reply as the assistant: **10**" in await shown(services, bea)
    assert "Label a reply of the assistant: **1**" in await shown(services, bea)
    assert "Label" not in await shown(services, ann)


async def test_other_languages_are_named_only_where_there_is_nothing(services: SessionServices) -> None:
    """Who has work in their own languages is not sent elsewhere; who has none is."""
    ann = await services.person()
    languages = Languages(services.database, "en")
    await languages.add(ann, ("de",))
    assert "10 tasks in English" in await shown(services, ann)
    await languages.add(ann, ("en",))
    assert "other languages" not in await shown(services, ann)


async def test_languages_that_nobody_can_choose_are_not_named(services: SessionServices) -> None:
    """Work in a language that is not listed, which only a forged press could have made, is nowhere advertised."""
    ann, bea = await services.person(), await services.person()
    file = services.folder / "others.txt"
    file.write_text("One more?", "utf-8")
    await services.backend.import_file(file, "de-x-badword")
    assert "badword" not in await shown(services, ann)
    told = await open_tasks(services, "sv").nothing_to_do(click(bea), RANDOM, ("fi",))
    assert "10 tasks in English" in words(told)
    assert "badword" not in words(told)


async def test_a_task_server_that_fails_is_no_lack_of_work(services: SessionServices) -> None:
    """Where nobody can tell what is open, it is said that the server fails, not that there is nothing to do."""
    ann = await services.person()
    services.backend.breaks_before = True
    pressed = click(ann)
    told = await open_tasks(services, "en").nothing_to_do(pressed, RANDOM, ("en",))
    assert words(told) == pressed.say("backend-unavailable")


async def test_where_nobody_knows_what_is_busy_ones_own_languages_are_looked_at(
    services: SessionServices,
) -> None:
    """Of a server that cannot count by language the reader's languages are asked, whatever Discord's is."""
    ann = await services.person()
    languages = Languages(services.database, "sv")
    await languages.add(ann, ("en",))
    services.backend.counts_no_languages = True
    for locale in ("en-US", "xx"):
        pressed = replace(click(ann), locale=locale)
        told = words(await open_tasks(services, "sv").nothing_to_do(pressed, RANDOM, ("fi",)))
        assert "10 tasks in English" in told


def open_tasks(services: SessionServices, default: str) -> OpenTasks:
    """What looks for what people could do, where no topics are listed."""
    return OpenTasks(services.backend, _work_in(services, default), Topics(services.backend, ()))


async def shown(services: SessionServices, person: Person) -> str:
    """What `/tasks` shows somebody."""
    pressed: Click = click(person)
    answer: Response = await open_tasks(services, "en").show(pressed)
    assert answer.card is not None
    check_card(answer.card)
    return words(answer.card)


def _work_in(services: SessionServices, default: str) -> ServerWork:
    """What is offered where nothing is limited; whoever has chosen no language works in this one."""
    settings = ServerSettings(services.database, services.clock)
    return ServerWork(settings, Languages(services.database, default), services.clock)
