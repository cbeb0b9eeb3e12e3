"""Tests of the trollboard."""

import pytest

from bot.backends.base import Capability
from bot.backends.local import LocalBackend
from bot.cards.trollboard import Accounts
from bot.interactions.custom_id import CustomId
from bot.moderation.errors import PersonNotKnown, TrollboardOfAll
from bot.policy import NotAModerator
from bot.protocol.scores import TimeFrame
from tests.backends import rulings
from tests.backends.community import OTHER_SERVER
from tests.services.all_services import AllServices
from tests.services.contributor import Contributor
from tests.services.moderator import Moderator


@pytest.mark.usefixtures("reply")
async def test_the_operator_sees_the_worst(services: AllServices, operator: Moderator, ann: Contributor) -> None:
    """By what others said of their texts; disabled and active accounts apart; a name leads to the person."""

    async def show(accounts: Accounts) -> str:
        return operator.see(await services.trollboard.show(operator.click, TimeFrame.WEEK, accounts))

    row = "Ann\u2069 · score 3 · 🚩 1"
    assert row in await show(Accounts.ALL)
    assert row in await show(Accounts.ACTIVE)
    assert row not in await show(Accounts.DISABLED)
    await rulings.enable(services.backend, ann.person.person_id, operator.person.contributor, enabled=False)
    assert row not in await show(Accounts.ACTIVE)
    assert f"⛔ \u2068{row}" in await show(Accounts.DISABLED)
    shown = await operator.press("pick", values=(ann.person.person_id.hex,))
    assert "<@1>" in shown
    assert "enable" in operator.controls()
    for forged in ("", "x", "0" * 32):
        with pytest.raises(PersonNotKnown):
            await operator.send(CustomId("person", "pick"), values=(forged,))


@pytest.mark.usefixtures("reply")
async def test_moderators_see_that_of_their_server(services: AllServices, mona: Moderator, ann: Contributor) -> None:
    """It counts what was said of texts from there, and nothing else; whoever is barred there is not active there."""

    async def show(accounts: Accounts) -> str:
        return mona.see(await services.trollboard.show(mona.click, TimeFrame.WEEK, accounts))

    row = "Ann\u2069 · score 3 · 🚩 1"
    assert row in await show(Accounts.ALL)
    shown = await mona.press("pick", values=(ann.person.person_id.hex,))
    assert "<@1>" in shown
    await mona.rule("bar")
    assert row not in await show(Accounts.ACTIVE)
    assert f"⛔ \u2068{row}" in await show(Accounts.DISABLED)
    elsewhere = Moderator(services, mona.person, OTHER_SERVER)
    there = elsewhere.see(await services.trollboard.show(elsewhere.click, TimeFrame.WEEK, Accounts.ALL))
    assert services.say("trolls-none") in there


async def test_nobody_else_sees_it(services: AllServices, bea: Contributor) -> None:
    """Who moderates nothing is told so."""
    with pytest.raises(NotAModerator):
        await services.trollboard.show(bea.click, TimeFrame.WEEK, Accounts.ALL)


async def test_where_no_servers_are_known_it_is_the_operators(
    services: AllServices, mona: Moderator, operator: Moderator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A task server tells scores over all servers alone: a moderator of one is told that they are the operator's."""
    fewer = await services.backend.capabilities() - {Capability.LIVE_BOARDS}

    async def capabilities(_: LocalBackend) -> frozenset[Capability]:
        return fewer

    monkeypatch.setattr(LocalBackend, "capabilities", capabilities)
    with pytest.raises(TrollboardOfAll):
        await services.trollboard.show(mona.click, TimeFrame.WEEK, Accounts.ALL)
    operator.see(await services.trollboard.show(operator.click, TimeFrame.WEEK, Accounts.ALL))
