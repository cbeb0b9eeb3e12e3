"""Tests of the way back from a case to the list where its moderator was."""

import pytest

from bot.backends.base import Capability
from bot.backends.local import LocalBackend
from bot.interactions.components import Select
from bot.protocol.tasks import TaskType
from tests.moderation.conftest import WHY
from tests.services.all_services import AllServices
from tests.services.contributor import Contributor
from tests.services.moderator import HOME, Moderator

CASES = 13


@pytest.fixture
async def pages(services: AllServices, bea: Contributor) -> None:
    """More cases than one page has."""
    for number in range(CASES):
        writer = await services.join(100 + number, f"Writer {number}")
        prompt = await services.write(writer, TaskType.INITIAL_PROMPT, f"Prompt number {number}?")
        await services.backend.report(bea.person.contributor, prompt, WHY, HOME)


def listed(moderator: Moderator) -> list[str]:
    """The cases in the list that somebody sees."""
    (choose,) = (item for item in moderator.card.controls() if isinstance(item, Select) and "choose" in item.custom_id)
    return [option.value for option in choose.options]


async def to_second_page(moderator: Moderator) -> list[str]:
    """Turn to the second page; gives its cases."""
    await moderator.queue()
    await moderator.press("more")
    return listed(moderator)


@pytest.mark.usefixtures("pages")
async def test_one_comes_back_to_the_page_where_one_was(mona: Moderator, moe: Moderator) -> None:
    """Also when the last case of the page before was decided meanwhile; what one decided oneself is gone from it."""
    await mona.queue()
    last_before = len(listed(mona)) - 1
    second = await to_second_page(mona)
    await mona.press("choose", values=(second[0],))
    await mona.press("list")
    assert listed(mona) == second
    await mona.press("choose", values=(second[0],))
    await mona.press("keep")
    await moe.open(last_before)
    await moe.press("keep")
    await mona.press("list")
    assert listed(mona) == second[1:]


@pytest.mark.usefixtures("pages")
async def test_where_a_page_has_nothing_left_the_first_is_shown(mona: Moderator) -> None:
    """Whoever has decided all of it goes on with what is open, and sees that there is something."""
    second = await to_second_page(mona)
    for case in second:
        await mona.press("choose", values=(case,))
        await mona.press("keep")
        await mona.press("list")
    assert len(listed(mona)) == CASES - len(second)
    assert "list" not in mona.controls()


@pytest.mark.usefixtures("pages")
async def test_a_filter_begins_with_the_first_page(mona: Moderator) -> None:
    """So does the other list, of decided cases."""
    await to_second_page(mona)
    assert "list" in mona.controls()
    await mona.press("kind", values=("prompt",))
    assert len(listed(mona)) == CASES - len(await to_second_page(mona))
    await mona.press("turn")
    assert "list" not in mona.controls()


@pytest.mark.usefixtures("reply")
async def test_a_list_says_in_which_order_it_is(
    services: AllServices, mona: Moderator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worst first, what was decided last first; of a task server, which tells no harm, the oldest first."""
    assert services.say("queue-order") in await mona.queue()
    await mona.open()
    await mona.press("operator")
    assert services.say("case-ask-reason-operator", ruling="To the operator") in mona.words()
    await mona.press("show")
    await mona.press("keep")
    await mona.press("list")
    assert services.say("queue-order-decided") in await mona.press("turn")
    await mona.press("choose", values=(listed(mona)[0],))
    await mona.press("undo")
    fewer = await services.backend.capabilities() - {Capability.CASES}

    async def capabilities(_: LocalBackend) -> frozenset[Capability]:
        return fewer

    monkeypatch.setattr(LocalBackend, "capabilities", capabilities)
    shown = await mona.queue()
    assert services.say("queue-order-elsewhere") in shown
    assert "harm 20" not in shown
    assert "harm 20" not in await mona.open()
    await mona.press("delete")
    assert services.say("case-ask-reason-elsewhere", ruling="Delete") in mona.words()
