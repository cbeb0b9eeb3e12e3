"""What the bot says of points and standing that are the server's, and does about them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp import web

from bot.backends.values import LabelsAnswer, TextAnswer
from bot.discord.base import ServerRole
from bot.interactions.components import Card, Text
from bot.interactions.responses import Response
from bot.policy import Rights
from bot.protocol.labels import TextLabel
from bot.protocol.moments import HOUR, SECOND, to_iso
from bot.protocol.scores import TimeFrame
from bot.protocol.tasks import TaskType
from bot.state.person import Person
from tests.backends import rulings
from tests.backends.oasst_api.bot_on_server import BotOnServer, open_bot_on_server
from tests.backends.oasst_api.conftest import Installation

LOW, HIGH = 31, 32


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[BotOnServer]:
    """A bot on a server with nothing in it."""
    async with open_bot_on_server(tmp_path) as opened:
        yield opened


def counted(bot: BotOnServer, points: int | None, age: int) -> None:
    """Let the server's table say that everybody has so many points, counted so long ago; None for no row yet."""

    async def answer(request: web.Request) -> web.Response | None:
        if not request.path.endswith("/stats"):
            return None
        user_id = request.path.split("/")[-2]
        row = {
            "user_id": user_id,
            "username": "1",
            "auth_method": "discord",
            "display_name": "Somebody",
            "leader_score": points,
            "modified_date": to_iso(bot.clock.now() - age),
            "last_activity_date": to_iso(bot.clock.now() - age),
        }
        return web.json_response({} if points is None else {"total": row})

    bot.server.before = answer


async def done_card(bot: BotOnServer, person: Person, text: str) -> str:
    """Let somebody write a prompt, and read the card after it."""
    session = await bot.services.take(person, TaskType.INITIAL_PROMPT)
    await bot.services.sessions.write_down(person, session.session_id, text)
    held = frozenset(bot.services.discord.members.get(person.discord_id, ()))
    click = replace(bot.services.click(person), id=session.session_id, role_ids=held)
    return words(await bot.services.answering.submit(click))


def words(response: Response) -> str:
    """All text of an answer."""
    assert isinstance(response.card, Card)
    return "\n".join(block.content for block in response.card.blocks if isinstance(block, Text))


async def test_labels_are_paid_by_the_mode_of_the_task(installation: Installation) -> None:
    """A task in full mode earns two points whatever was answered, one in simple mode one: so the server credits it."""
    community = await installation.community()
    await community.write_prompt(community.person(1))
    only_spam = LabelsAnswer(labels={TextLabel.SPAM: 0})
    held = await community.take(community.person(2), TaskType.LABEL_INITIAL_PROMPT)
    assert held.label_task.mode == "full"
    assert (await community.give(held, only_spam)).points == 2
    score = await community.backend.stats(held.person, TimeFrame.TOTAL)
    assert (score.labels_full, score.leader_score) == (1, 2)


async def test_a_reply_that_was_stored_as_deleted(installation: Installation) -> None:
    """What was delivered into a deleted conversation earns nothing; its receipt says that it is not used."""
    community = await installation.community()
    prompt = await community.growing_tree()
    held = await community.take(community.person(1), TaskType.ASSISTANT_REPLY)
    await rulings.delete(community.backend, prompt, community.person(99))
    receipt = await community.give(held, TextAnswer(text="Too late.", language="en"))
    assert (receipt.deleted, receipt.points) == (True, 0)
    assert receipt.message_id is not None
    assert (await community.backend.message(receipt.message_id)).deleted
    again = await installation.client()
    assert await again.submit(held.person, held.session, held.task, community.good_answer(held.task), None) == receipt


async def test_an_old_standing_is_shown_with_its_age(bot: BotOnServer) -> None:
    """What the server counted hours ago is not told as if it were of now; what it has not counted is left out."""
    ann = await bot.services.join(1, "Ann")
    counted(bot, 32, 3 * HOUR)
    shown = await done_card(bot, ann, "What is a number?")
    assert f"Level 6 · 32 points, as the task server counted <t:{(bot.clock.now() - 3 * HOUR) // SECOND}:R>" in shown
    counted(bot, None, 0)
    shown = await done_card(bot, ann, "What is a letter?")
    assert "Saved. Thank you!" in shown
    assert "Level" not in shown


async def test_an_old_standing_takes_no_role(bot: BotOnServer) -> None:
    """A standing that is missing, or lower than what was seen, takes no role; one that is higher gives one."""
    ann = await bot.services.join(1, "Ann")
    bot.services.discord.members[1] = set()
    for position, (role_id, level) in enumerate(((LOW, 1), (HIGH, 6)), start=1):
        bot.services.discord.roles[role_id] = ServerRole(role_id, position, is_managed=False, has_powers=False)
        manager = replace(bot.services.click(ann), rights=Rights(manages_server=True))
        await bot.services.level_roles.set(manager, level, role_id)
    seen = []
    for number, points in enumerate((None, 4, 32, 4, None, 32)):
        counted(bot, points, 3 * HOUR)
        await done_card(bot, ann, f"Question number {number}?")
        await bot.services.role_keeper.carry_out()
        seen.append(set(bot.services.discord.members[1]))
    assert seen == [set(), {LOW}, {HIGH}, {HIGH}, {HIGH}, {HIGH}]
    # A setting is looked at whatever the standing says.
    await bot.services.level_roles.set(manager, 6, None)
    await bot.services.role_keeper.carry_out()
    assert bot.services.discord.members[1] == {LOW}
