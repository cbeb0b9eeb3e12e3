"""Attention checks as people meet them: on the same cards, told at once, counted in one's own record."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.backends.local import attention_checks
from bot.backends.local.check_files import WrittenCheck
from bot.leaderboards.profiles import Profiles
from bot.leaderboards.visible_boards import VisibleBoards
from bot.protocol.tasks import TaskType
from bot.server_settings.repository import CHECKS_OFF
from tests.cards.test_people import words
from tests.services.all_services import SERVER, AllServices, open_all_services
from tests.services.contributor import Contributor
from tests.services.sessions import Distant

REVIEW = TaskType.LABEL_INITIAL_PROMPT
ADVERTISEMENT = "Buy cheap watches!"
WHY = "It only advertises."


@pytest.fixture
async def all_services(tmp_path: Path) -> AsyncIterator[AllServices]:
    """Services of an operator who wants every package to label to be a check, and has written one."""
    async with open_all_services(tmp_path, Distant, check_rate=1.0) as opened:
        assert isinstance(opened.backend, Distant)
        check = WrittenCheck(REVIEW, "en", None, ADVERTISEMENT, {"spam": 1.0}, WHY)
        await opened.backend.write(attention_checks.follow_file, [check])
        yield opened


@pytest.fixture
async def dan(all_services: AllServices) -> Contributor:
    """Somebody for whom there is a prompt to review, in a server."""
    await all_services.write(await all_services.join(4, "Eve"), TaskType.INITIAL_PROMPT, "How high is a house?")
    return Contributor(all_services, await all_services.join(5, "Dan"))


async def test_a_check_is_told_when_it_was_answered(all_services: AllServices, dan: Contributor) -> None:
    """The card looks like any other; a wrong answer reads what is known and why, and cannot be changed."""
    shown = await dan.work(REVIEW)
    assert ADVERTISEMENT in shown
    assert "check" not in shown.lower()
    assert WHY not in shown
    assert "Message id" in await dan.press("more"), "the text can be looked at as any message"
    await dan.press("label", "spam=0")
    done = await dan.press("submit")
    assert "This was an attention check, and you answered differently:** Spam." in done
    assert "The known answer: Spam: yes." in done
    assert f"Why: {WHY}" in done
    assert "costs you nothing" in done
    assert "change" not in dan.controls()
    assert "How high is a house?" in await dan.press("next")
    await dan.press("label", "spam=0")
    assert "check" not in await dan.press("submit")
    privacy = await all_services.privacy.show(dan.click)
    assert privacy.card is not None
    assert "you passed 0 of 1" in words(privacy.card)
    assert "your answer to one attention check" in words(privacy.card)


async def test_a_check_that_was_passed(all_services: AllServices, dan: Contributor) -> None:
    """Whoever passes is paid and reads it; only they see it on their profile."""
    await dan.work(REVIEW)
    await dan.press("label", "spam=1")
    done = await dan.press("submit")
    assert "You earned" in done
    assert "and you passed it" in done
    assert "Your review helps" not in done
    boards = VisibleBoards(all_services.backend, all_services.visibility)
    profiles = Profiles(
        *(all_services.backend, all_services.clock, all_services.people, boards, all_services.visibility),
        *(all_services.shared_profiles, all_services.good_news),
    )
    own = await profiles.show(dan.click, None)
    assert own.card is not None
    assert "Attention checks passed: 1 of 1" in words(own.card)


async def test_a_server_has_none_where_its_managers_turned_them_off(
    all_services: AllServices, dan: Contributor
) -> None:
    """There every package is an ordinary one; elsewhere checks go on."""
    await all_services.server_settings.change(SERVER, {CHECKS_OFF: "1"})
    here = Contributor(all_services, await all_services.join(6, "Fay"), all_services.click(dan.person).place)
    await here.work(REVIEW)
    (thread,) = all_services.discord.threads.values()
    posted = "\n".join(map(words, thread.messages.values()))
    assert "How high is a house?" in posted
    assert ADVERTISEMENT not in posted
    assert ADVERTISEMENT in await dan.work(REVIEW)
