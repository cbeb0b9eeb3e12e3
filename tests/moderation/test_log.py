"""Tests of the log of what moderators did."""

import asyncio
import json
from uuid import UUID

import pytest

from bot.interactions.components import Card
from bot.moderation.log import ModerationLog
from bot.policy import NotAModerator
from bot.protocol.tasks import TaskType
from bot.server_settings.repository import LOG_CHANNEL
from bot.texts import Catalogue
from tests.cards.limits import check_card
from tests.moderation.conftest import BAD, WHY
from tests.services.all_services import CHANNEL, AllServices
from tests.services.card_user import words_of
from tests.services.contributor import Contributor
from tests.services.in_memory_discord import InMemoryDiscord
from tests.services.moderator import HOME, Moderator


def told(discord: InMemoryDiscord) -> list[str]:
    """What the log channel was told."""
    cards = list(discord.posted[CHANNEL].values())
    for card in cards:
        check_card(card)
    return [words_of(card) for card in cards]


async def test_each_act_is_a_line_of_ids(services: AllServices, mona: Moderator, ann: Contributor, reply: UUID) -> None:
    """Text, names and Discord ids of nobody are in the channel; what was done before there was one is not told."""
    await services.moderation_log.carry_out()
    await mona.open()
    await mona.press("keep")
    await services.moderation_log.carry_out()
    await services.server_settings.change(HOME, {LOG_CHANNEL: str(CHANNEL)})
    await services.moderation_log.carry_out()
    assert told(services.discord) == []
    await mona.press("undo")
    await mona.rule_in_own_words("delete", f"{BAD} is not what we want.")
    await services.moderation_log.carry_out()
    await services.moderation_log.carry_out()
    (lines,) = told(services.discord)
    undone, deleted = lines.splitlines()
    assert "Decision taken back" in undone
    assert "Message deleted" in deleted
    assert str(reply) in deleted
    assert str(mona.person.person_id) in deleted
    for secret in (BAD, WHY, "Ann", "Mona", f"<@{ann.person.discord_id}>", f"<@{mona.person.discord_id}>"):
        assert secret not in lines


class Stopping(InMemoryDiscord):
    """A Discord at which the bot is stopped while it posts, before that is heard or after."""

    hears = False
    stops = True

    async def post(self, channel_id: int, card: Card) -> int:
        """See `Discord`."""
        message_id = await super().post(channel_id, card) if self.hears else 0
        if self.stops:
            raise asyncio.CancelledError
        return message_id


@pytest.mark.parametrize("hears", [False, True])
async def test_who_is_stopped_while_telling_goes_on(
    services: AllServices, mona: Moderator, reply: UUID, *, hears: bool
) -> None:
    """The very same lines are posted then, unless they are there; what was done since comes after them."""
    await services.server_settings.change(HOME, {LOG_CHANNEL: str(CHANNEL)})
    await services.moderation_log.carry_out()
    await mona.open()
    await mona.press("keep")
    discord = Stopping(services.clock, CHANNEL)
    discord.hears = hears
    log = ModerationLog(services.database, services.backend, services.people, discord, Catalogue())
    with pytest.raises(asyncio.CancelledError):
        await log.carry_out()
    discord.hears, discord.stops = True, False
    await services.backend.report(mona.person.contributor, reply, WHY, HOME)
    await mona.press("undo")
    for _ in range(3):
        await log.carry_out()
    kept, undone = told(discord)
    assert "Kept" in kept
    assert "Decision taken back" in undone


async def test_moderators_read_who_did_what(
    services: AllServices, mona: Moderator, moe: Moderator, operator: Moderator, bea: Contributor
) -> None:
    """`/moderate log` names the moderators of this server's acts, page by page; others' acts are not in it."""
    assert services.say("log-empty") in await mona.log()
    for number in range(12):
        writer = await services.join(300 + number, f"Writer {number}")
        prompt = await services.write(writer, TaskType.INITIAL_PROMPT, f"Prompt number {number}?")
        await services.backend.report(bea.person.contributor, prompt, WHY, HOME)
        await mona.open()
        await mona.press("keep")
    first = await moe.log()
    assert first.count("**Kept** · by <@11>") == 10
    assert (await moe.press("log")).count("**Kept** · by <@11>") == 2
    await moe.press("log-file")
    (file,) = moe.told[0].files
    acts = [json.loads(line) for line in file.data.splitlines()]
    assert [act["kind"] for act in acts] == ["kept"] * 12
    assert {act["actor_id"] for act in acts} == {str(mona.person.person_id)}
    assert b"Writer" not in file.data
    assert WHY.encode() not in file.data
    abroad = Moderator(services, moe.person, HOME + 1)
    assert services.say("log-empty") in await abroad.log()
    assert "Kept" in await operator.log()
    with pytest.raises(NotAModerator):
        await Moderator(services, bea.person, moderates=False).log()


async def test_a_log_channel_that_vanished_keeps_nobody_from_deciding(
    services: AllServices, mona: Moderator, reply: UUID
) -> None:
    """What cannot be told there is in `/moderate log`; later acts are told again once it works."""
    await services.server_settings.change(HOME, {LOG_CHANNEL: "404"})
    await services.backend.report(mona.person.contributor, reply, WHY, HOME)
    await services.moderation_log.carry_out()
    await mona.open()
    await mona.press("keep")
    await services.moderation_log.carry_out()
    assert "Kept" in await mona.log()
