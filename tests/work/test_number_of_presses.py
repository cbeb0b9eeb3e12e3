"""Tests of how many presses lie between `/work` and what one came for. A form that is sent counts as a press."""

from typing import Any

import pytest

from bot.protocol.tasks import TaskType
from tests.services.all_services import AllServices
from tests.services.contributor import Contributor
from tests.work.conftest import PROMPT


class CountingContributor(Contributor):
    """A contributor who counts what they press."""

    presses = 0

    async def send(self, *arguments: Any, **more: Any) -> str:
        """Use a control, and count it."""
        self.presses += 1
        shown = await super().send(*arguments, **more)
        # With the next click the router finds out anew who presses.
        self.person = await self._services.people.identify(self.person.discord_id, self.person.display_name)
        return shown


@pytest.fixture
async def newcomer(all_services: AllServices) -> CountingContributor:
    """Somebody who has never been here."""
    return CountingContributor(all_services, await all_services.people.identify(8, "Nia"))


async def test_the_first_label(all_services: AllServices, newcomer: CountingContributor) -> None:
    """A newcomer's first review takes five presses: the agreement, three questions, Submit."""
    author = await all_services.join(2, "Bea")
    await all_services.write(author, TaskType.INITIAL_PROMPT, PROMPT)
    await newcomer.work(TaskType.LABEL_INITIAL_PROMPT)
    await newcomer.press("agree")
    for label in ("spam", "fails_task", "lang_mismatch"):
        if any(each.argument == f"{label}=0" for each in newcomer.usable()):
            await newcomer.press("label", f"{label}=0")
    assert all_services.say("done-title") in await newcomer.press("submit")
    assert newcomer.presses <= 5


@pytest.mark.usefixtures("bea")
async def test_the_first_reply(all_services: AllServices, newcomer: CountingContributor) -> None:
    """A newcomer's first reply takes four: the agreement, the form, sending it, Submit."""
    await newcomer.work(TaskType.ASSISTANT_REPLY)
    await newcomer.press("agree")
    await newcomer.write("A cumulus.")
    assert all_services.say("done-title") in await newcomer.press("submit")
    assert newcomer.presses == 4


@pytest.mark.usefixtures("bea")
async def test_a_wish_beside_an_open_card(all_services: AllServices, newcomer: CountingContributor) -> None:
    """With another card open, what one wishes is one press away, whether or not something was typed."""
    await newcomer.work(TaskType.ASSISTANT_REPLY)
    await newcomer.press("agree")
    await newcomer.write("A cumulus.")
    before = newcomer.presses
    await newcomer.work(TaskType.INITIAL_PROMPT)
    assert all_services.say("instruction-initial-prompt") in await newcomer.press("aside")
    assert newcomer.presses == before + 1
