"""Tests of whom the card of a case names, and to whom."""

from uuid import UUID

import pytest

from bot.backends.local import LocalBackend, signalling
from bot.backends.local.repository import contributors
from bot.backends.local.step import Step
from bot.protocol.tasks import TaskType
from bot.rules.harm import SignalKind
from bot.server_settings.repository import STAFF_CHANNEL
from tests.services.all_services import CHANNEL, AllServices
from tests.services.card_user import words_of
from tests.services.contributor import Contributor
from tests.services.moderator import HOME, Moderator


@pytest.mark.usefixtures("reply")
async def test_a_text_of_before_is_shown_without_its_authors_name(
    services: AllServices, mona: Moderator, ann: Contributor
) -> None:
    """Who had not accepted, when they wrote it, that moderators see their name is not named beside it."""
    await services.database.write(
        lambda connection: connection.execute(
            "UPDATE consent SET edition = 1 WHERE person_id = ?", (ann.person.person_id.bytes,)
        )
    )
    shown = await mona.open()
    assert services.say("case-author", author=services.say("author-unnamed")) in shown
    assert f"<@{ann.person.discord_id}>" not in shown


async def test_accounts_that_support_each_other_are_named(
    services: AllServices, ann: Contributor, mona: Moderator, operator: Moderator
) -> None:
    """Moderators read who wrote in their server and had agreed to that, the operator all; nobody who was deleted."""
    here, unasked, abroad = [await services.join(20 + number, f"Friend {number}") for number in range(3)]
    for friend in (here, unasked):
        await services.write(friend, TaskType.INITIAL_PROMPT, f"What does {friend.display_name} like?")

    def notice(step: Step) -> None:
        step.connection.execute("UPDATE consent SET edition = 1 WHERE person_id = ?", (unasked.person_id.bytes,))
        found = [contributors.log_mark(step.connection, each.person_id.bytes) for each in (here, unasked, abroad)]
        marks = [mark.hex() for mark in found if mark is not None]
        evidence = {"rankings": 9, "first": 9, "expected": 1, "marks": marks}
        signalling.signal_about_person(step, ann.person.person_id.bytes, HOME, SignalKind.MUTUAL_SUPPORT, evidence)

    await services.backend.admit(abroad.contributor)
    assert isinstance(services.backend, LocalBackend)
    await services.backend.write(notice)
    assert ("<@20>" in await mona.open(), "<@21>" in mona.words(), "<@22>" in mona.words()) == (True, False, False)
    assert ("<@20>" in await operator.open(), "<@21>" in operator.words(), "<@22>" in operator.words()) == (True,) * 3
    await services.server_settings.change(HOME, {STAFF_CHANNEL: str(CHANNEL)})
    await services.staff_cards.carry_out()
    (card,) = services.discord.posted[CHANNEL].values()
    assert "<@20>" in words_of(card)
    await services.deletion.delete(here)
    await services.withdrawals.carry_out()
    assert services.discord.posted[CHANNEL] == {}
    assert "<@20>" not in await mona.open()


async def test_whose_author_is_gone_can_be_decided_on(services: AllServices, mona: Moderator, reply: UUID) -> None:
    """The case of a message whose author was deleted is settled; looked at, there is nobody to be barred."""
    ann = await services.people.by_discord_id(1)
    assert ann is not None
    await mona.open()
    assert "bar" in mona.controls()
    await services.deletion.delete(ann)
    assert services.say("refused-case-decided") in await mona.press("keep")
    assert not mona.controls() & {"bar", "delete", "edit"}
    mona.see(await services.lookup.show(mona.click, str(reply)))
    assert mona.controls() >= {"halt", "operator"}
    assert not mona.controls() & {"bar", "delete", "edit"}
