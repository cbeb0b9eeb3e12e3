"""Tests of `/language`: each press answers with the card as it then stands."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.backends.errors import Unavailable
from bot.backends.local import LocalBackend
from bot.protocol.tasks import TaskType
from bot.rules.languages import LANGUAGES
from bot.texts.language_names import own_name
from tests.services.all_services import AllServices, open_all_services
from tests.services.contributor import Contributor


class OutOfReach(LocalBackend):
    """A backend that cannot tell what is open."""

    async def languages(self) -> dict[str, int]:
        """Fail."""
        raise Unavailable


@pytest.fixture
async def services(tmp_path: Path) -> AsyncIterator[AllServices]:
    """Services with nothing in them."""
    async with open_all_services(tmp_path) as opened:
        yield opened


async def test_whoever_has_chosen_none_is_told_where_they_work(services: AllServices) -> None:
    """Without a choice the card names the default language, and lists every other one to choose."""
    ann = Contributor(services, await services.join(1, "Ann"))
    assert services.say("languages-none", language="English") in await ann.language()
    assert ann.controls() == {"add"}
    assert ann.offered() >= set(LANGUAGES)


async def test_languages_are_added_ordered_and_removed_press_by_press(services: AllServices) -> None:
    """Every press is on record at once, and the card shows the languages in their order."""
    ann = Contributor(services, await services.join(1, "Ann"))
    await ann.language()
    await ann.press("add", "0", values=("de", "sv"))
    assert services.say("languages-chosen", languages=named("de", "sv")) in ann.words()
    assert services.say("languages-chosen", languages=named("sv", "de")) in await ann.press("first", "sv")
    assert services.say("languages-chosen", languages=named("sv")) in await ann.press("remove", "de")
    assert await services.languages.to_work_in(ann.person) == ("sv",)
    assert services.say("languages-none", language="English") in await ann.press("remove", "sv")


async def test_a_language_with_work_and_few_people_is_pointed_out(services: AllServices) -> None:
    """Where somebody is waited for, the card says how much is open, until it is among the chosen ones."""
    ann, ben = Contributor(services, await services.join(1, "Ann")), await services.join(2, "Ben")
    session, _ = await services.sessions.offer(ben, TaskType.INITIAL_PROMPT, "sv", None)
    await services.sessions.write_down(ben, session.session_id, "Varför är himlen blå?")
    await services.sessions.submit(ben, session.session_id, None)
    small = services.say("languages-small", language="Svenska", tasks=1, people=0)
    assert small in await ann.language()
    await ann.press("add", "0", values=("sv",))
    assert small not in ann.words()


async def test_a_choice_needs_no_task_server(tmp_path: Path) -> None:
    """While nobody can tell what is open, languages can be chosen all the same."""
    async with open_all_services(tmp_path, OutOfReach) as services:
        ann = Contributor(services, await services.join(1, "Ann"))
        await ann.language()
        await ann.press("add", "0", values=("de",))
        assert services.say("languages-chosen", languages=named("de")) in ann.words()


def named(*tags: str) -> str:
    """Languages as the card names those that were chosen."""
    return ", ".join(f"**{own_name(tag)}**" for tag in tags)
