"""Tests of cases in staff channels."""

from dataclasses import replace
from uuid import UUID

import hikari
import pytest

from bot.interactions.components import Button, Card
from bot.moderation import repository
from bot.moderation.staff_cards import MOST_POSTED_AT_ONCE, MOST_SHOWN
from bot.protocol.moments import DAY
from bot.protocol.tasks import TaskType
from bot.server_settings.repository import LANGUAGE, STAFF_CHANNEL
from bot.server_setup import repository as server_setup
from bot.store import Connection
from tests.cards.limits import check_card
from tests.moderation.conftest import BAD, WHY
from tests.services.all_services import CHANNEL, AllServices
from tests.services.card_user import words_of
from tests.services.contributor import Contributor
from tests.services.moderator import HOME, Moderator


@pytest.fixture(autouse=True)
async def staff_channel(services: AllServices) -> None:
    """The server has one."""
    await services.server_settings.change(HOME, {STAFF_CHANNEL: str(CHANNEL)})


def posted(services: AllServices) -> list[Card]:
    """The cards in the staff channel, which Discord takes."""
    cards = list(services.discord.posted[CHANNEL].values())
    for card in cards:
        check_card(card)
    return cards


def labels(card: Card) -> set[str]:
    """The words on a card's buttons."""
    return {item.label for item in card.controls() if isinstance(item, Button)}


async def report_prompts(services: AllServices, reporter: Contributor, count: int) -> list[UUID]:
    """So many people write prompts that are reported."""
    prompts = []
    for number in range(count):
        writer = await services.join(200 + number, f"Writer {number}")
        prompts.append(await services.write(writer, TaskType.INITIAL_PROMPT, f"Prompt number {number}?"))
        await services.backend.report(reporter.person.contributor, prompts[-1], WHY, HOME)
    return prompts


@pytest.mark.usefixtures("reply")
async def test_a_case_comes_to_the_channel_and_says_at_last_who_decided(
    services: AllServices, mona: Moderator, moe: Moderator
) -> None:
    """One card; a press on it is seen by all; decided, it shows neither the text nor who wrote it any more."""
    for _ in range(3):
        await services.staff_cards.carry_out()
    (card,) = posted(services)
    assert BAD in words_of(card)
    await mona.open_card(card, CHANNEL)
    assert "<@11> is at it" in await mona.press("claim")
    assert "why?" in await mona.press("delete")
    shown = await mona.press("reason", values=("reason-spam",))
    assert "**Deleted** · <@11>" in shown
    assert BAD not in shown
    assert "<@1>" not in shown
    await moe.open_card(mona.card, CHANNEL)
    opened = await moe.press("open")
    assert BAD in opened, "who wants to see it again sees it alone"
    assert BAD in await moe.press("undo"), "it is open again, for all"
    assert "delete" in moe.controls()


@pytest.mark.usefixtures("reply")
async def test_what_is_decided_in_the_queue_changes_the_card(services: AllServices, mona: Moderator) -> None:
    """The card in the channel says at once who decided; it is in the language of the server."""
    await services.server_settings.change(HOME, {LANGUAGE: "de"})
    await services.staff_cards.carry_out()
    assert "Fall: Antwort des Assistenten" in words_of(posted(services)[0])
    await mona.open()
    await mona.press("keep")
    (card,) = posted(services)
    assert "**Behalten** · <@11>" in words_of(card)
    await services.staff_cards.carry_out()
    assert posted(services) == [card]


async def test_many_cases_do_not_flood_the_channel(services: AllServices, bea: Contributor, mona: Moderator) -> None:
    """A few at a time, and only the worst; what is worse displaces the least, and what is decided makes room."""
    prompts = await report_prompts(services, bea, MOST_SHOWN + 4)
    for turn in range(1, 8):
        await services.staff_cards.carry_out()
        assert len(posted(services)) == min(turn * MOST_POSTED_AT_ONCE, MOST_SHOWN)
    await services.backend.report(mona.person.contributor, prompts[-1], "Really bad.", HOME)
    await services.staff_cards.carry_out()
    await services.withdrawals.carry_out()
    assert len(posted(services)) == MOST_SHOWN
    assert any("Really bad." in words_of(card) for card in posted(services))
    for _ in range(2):
        await mona.open()
        await mona.press("keep")
    await services.staff_cards.carry_out()
    still_open = [card for card in posted(services) if services.say("button-keep-case") in labels(card)]
    assert len(still_open) == MOST_SHOWN
    assert len(posted(services)) == MOST_SHOWN + 2


@pytest.mark.usefixtures("reply")
async def test_a_report_that_comes_later_is_on_the_card(services: AllServices, mona: Moderator, reply: UUID) -> None:
    """The card is written anew with it."""
    await services.staff_cards.carry_out()
    await services.backend.report(mona.person.contributor, reply, "Really bad.", HOME)
    await services.staff_cards.carry_out()
    (card,) = posted(services)
    assert "Really bad." in words_of(card)


@pytest.mark.usefixtures("reply")
async def test_a_channel_that_vanished_is_told(services: AllServices, mona: Moderator) -> None:
    """The queue says that cases are not posted, and has them; once the channel is back, or another set, all is well."""
    services.discord.permissions[CHANNEL] = int(hikari.Permissions.VIEW_CHANNEL)
    await services.staff_cards.carry_out()
    assert posted(services) == []
    unusable = services.say("queue-channel-unusable", channel=f"<#{CHANNEL}>")
    assert unusable in await mona.queue()
    await services.server_settings.change(HOME, {STAFF_CHANNEL: "404"})
    await services.staff_cards.carry_out()
    assert "<#404>" in await mona.queue()
    services.discord.permissions[CHANNEL] = int(hikari.Permissions.all_permissions())
    await services.server_settings.change(HOME, {STAFF_CHANNEL: str(CHANNEL)})
    await services.staff_cards.carry_out()
    assert len(posted(services)) == 1
    assert "cannot be posted" not in await mona.queue()


@pytest.mark.usefixtures("reply")
async def test_a_card_that_somebody_deleted_comes_again(services: AllServices, mona: Moderator) -> None:
    """What was deleted by hand is noticed when it is to change, and an open case is posted anew."""
    await services.staff_cards.carry_out()
    services.discord.posted[CHANNEL].clear()
    await mona.open()
    await mona.press("claim")
    await services.staff_cards.carry_out()
    assert len(posted(services)) == 1


@pytest.mark.usefixtures("reply")
async def test_a_card_whose_posting_was_not_noted_is_found(services: AllServices) -> None:
    """A process that dies after Discord took a card finds it again, and posts no second one."""
    await services.staff_cards.carry_out()

    def forget_where(connection: Connection) -> None:
        connection.execute("UPDATE case_card SET message_id = NULL")

    await services.database.write(forget_where)
    await services.staff_cards.carry_out()
    assert len(posted(services)) == 1
    (card,) = await services.database.read(repository.open_cards, HOME)
    assert card.message_id in services.discord.posted[CHANNEL]


@pytest.mark.usefixtures("reply")
async def test_a_deleted_person_is_on_no_card(services: AllServices, ann: Contributor, bea: Contributor) -> None:
    """A card with the text of somebody who deletes themselves disappears; so does one that names them."""
    await services.staff_cards.carry_out()
    assert await services.deletion.delete(bea.person)
    await services.withdrawals.carry_out()
    assert posted(services) == []
    await services.staff_cards.carry_out()
    (card,) = posted(services)
    assert WHY not in words_of(card)
    assert f"<@{bea.person.discord_id}>" not in words_of(card)
    assert await services.deletion.delete(ann.person)
    await services.withdrawals.carry_out()
    assert all(BAD not in words_of(card) for card in posted(services))


@pytest.mark.usefixtures("reply")
async def test_another_channel_takes_the_cards_over(services: AllServices) -> None:
    """Where managers choose another staff channel, the cards in the one of before disappear."""
    other = CHANNEL + 100
    services.discord.text_channels.add(other)
    services.discord.posted[other] = {}
    services.discord.permissions[other] = int(hikari.Permissions.all_permissions())
    await services.staff_cards.carry_out()
    await services.server_settings.change(HOME, {STAFF_CHANNEL: str(other)})
    await services.staff_cards.carry_out()
    await services.withdrawals.carry_out()
    assert (len(services.discord.posted[CHANNEL]), len(services.discord.posted[other])) == (0, 1)


@pytest.mark.usefixtures("reply")
async def test_a_press_of_somebody_who_may_not_changes_nothing(services: AllServices, moe: Moderator) -> None:
    """Whoever sees the channel without being a moderator is refused; with the role, or the permission, they are not."""
    await services.staff_cards.carry_out()
    (card,) = posted(services)
    services.clock.move(DAY)
    await moe.open_card(card, CHANNEL)
    may = moe.rights
    moe.rights = replace(may, moderates=False)
    with pytest.raises(Exception, match="error-not-moderator"):
        await moe.press("keep")
    assert posted(services) == [card]
    moe.rights = may
    assert "Kept" in await moe.press("keep")


async def test_a_look_that_finds_nothing_new_does_nothing(
    services: AllServices, bea: Contributor, mona: Moderator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither Discord nor the database hears of it, also where cases were passed on, or are no longer the worst."""
    await services.moderation_log.carry_out()
    prompts = await report_prompts(services, bea, MOST_SHOWN + 2)
    for _ in range(5):
        await services.staff_cards.carry_out()
    await mona.open()
    await mona.rule("operator")
    for prompt in prompts[-2:]:
        await services.backend.report(mona.person.contributor, prompt, "Really bad.", HOME)
    for _ in range(5):
        await services.staff_cards.carry_out()
        await services.moderation_log.carry_out()

    async def complain(*_: object) -> None:
        raise AssertionError("Discord hears of it")

    for call in ("post", "edit", "find", "delete"):
        monkeypatch.setattr(services.discord, call, complain)
    services.database.count_anew()
    await services.staff_cards.carry_out()
    await services.moderation_log.carry_out()
    assert services.database.writes == 0


@pytest.mark.usefixtures("reply")
async def test_a_server_that_removed_the_bot_is_left_alone(services: AllServices, mona: Moderator) -> None:
    """Nothing is posted there, though a case is claimed; once the bot is back it goes on where it was."""
    await mona.open()
    await mona.press("claim")
    await services.database.write(server_setup.note_left, [HOME], services.clock.now())
    await services.staff_cards.carry_out()
    assert not services.discord.posted.get(CHANNEL)
    await mona.press("keep")
    await mona.press("undo")
    await services.database.write(server_setup.note_back, HOME)
    await services.staff_cards.carry_out()
    assert len(posted(services)) == 1
