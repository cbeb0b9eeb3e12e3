"""Tests of the trollboard."""

import pytest

from bot.cards.trollboard import Accounts
from bot.interactions.custom_id import CustomId
from bot.moderation.errors import PersonNotKnown
from bot.policy import NotAModerator, OperatorOnly
from bot.protocol.scores import TimeFrame
from tests.backends import rulings
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


async def test_nobody_else_sees_it(services: AllServices, mona: Moderator, bea: Contributor) -> None:
    """Scores are over all servers: a moderator of one is told that they are the operator's."""
    with pytest.raises(OperatorOnly):
        await services.trollboard.show(mona.click, TimeFrame.WEEK, Accounts.ALL)
    with pytest.raises(NotAModerator):
        await services.trollboard.show(bea.click, TimeFrame.WEEK, Accounts.ALL)
