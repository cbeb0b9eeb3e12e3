"""What people have a right to, while the task server is out of reach or does not take the key any more."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from bot.interactions.components import Card, Text
from bot.interactions.responses import Response
from bot.people import repository
from bot.protocol.errors import ErrorCode
from bot.protocol.moments import DAY, MINUTE
from bot.protocol.tasks import AssistantReplyTask, TaskType
from bot.state.person import Person
from bot.state.session import MESSAGE_DELETED, SessionState
from tests.backends.oasst_api.bot_on_server import BotOnServer, open_bot_on_server
from tests.backends.oasst_api.served import error_reply
from tests.privacy.test_deletion import tables_that_name, traces_of


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[BotOnServer]:
    """A bot on a server with nothing in it."""
    async with open_bot_on_server(tmp_path) as opened:
        yield opened


async def withdrawn(_: web.Request) -> web.Response:
    """Say to every call that the key is none."""
    return error_reply(403, ErrorCode.NOT_AUTHORIZED, "Could not validate credentials")


def words(response: Response) -> str:
    """All text of an answer."""
    assert isinstance(response.card, Card)
    return "\n".join(block.content for block in response.card.blocks if isinstance(block, Text))


async def written_and_shown(bot: BotOnServer) -> tuple[Person, Person, Any]:
    """Ann's prompt of long ago is on Ben's card, and she has another one; returns both, and Ben's session."""
    services = bot.services
    ann, ben, cat = [await services.join(number, name) for number, name in ((1, "Ann"), (2, "Ben"), (3, "Cat"))]
    await services.write(ann, TaskType.INITIAL_PROMPT, "What is a number?")
    await services.review(cat, TaskType.LABEL_INITIAL_PROMPT)
    bot.clock.move(31 * DAY)
    await services.sessions.tidy()
    shown = await services.take(ben, TaskType.ASSISTANT_REPLY)
    assert isinstance(shown.task, AssistantReplyTask)
    assert shown.task.conversation.messages[0].text == "What is a number?"
    await services.write(ann, TaskType.INITIAL_PROMPT, "What is a letter?")
    return ann, ben, shown


@pytest.mark.parametrize("how", ["down", "withdrawn"])
async def test_what_is_stored_here_is_shown_and_exported(bot: BotOnServer, how: str) -> None:
    """Without the server its part is missing, which is said; the rest is there."""
    ann, _, _ = await written_and_shown(bot)
    bot.go_down()
    bot.server.before = withdrawn if how == "withdrawn" else bot.server.before
    click = bot.services.click(ann)
    shown = words(await bot.services.privacy.show(click))
    assert "You accepted the contributor agreement" in shown
    assert "the task server does not answer at the moment" in shown
    assert "no messages" not in shown
    exported = await bot.services.privacy.export(click)
    assert "what it keeps of you is missing here" in words(exported)
    assert isinstance(exported.card, Card)
    data = json.loads(exported.card.files[0].data)
    assert data["about"]["could_not_be_asked"] == ["conversations"]
    assert data["person"]["identity"]["display_name"] == "Ann"
    assert data["work"]["sessions"]
    assert "conversations" not in data


@pytest.mark.parametrize("how", ["down", "withdrawn"])
async def test_what_is_stored_here_is_deleted_at_once(bot: BotOnServer, how: str) -> None:
    """Without the server no row but one names them, by their id; what is left to do is done once it is back."""
    ann, ben, shown = await written_and_shown(bot)
    services = bot.services
    bot.go_down()
    bot.server.before = withdrawn if how == "withdrawn" else bot.server.before
    told = words(await services.privacy.delete(services.click(ann)))
    assert "What this bot stored about you is deleted" in told
    assert "in 30 days at the latest" in told
    assert await services.database.read(tables_that_name, ann) == {"deletion_rest"}
    await services.deletion.go_on()
    assert (await services.sessions.look(ben, shown.session_id)).state is SessionState.OPEN
    bot.come_back()
    await services.deletion.go_on()
    lapsed = await services.sessions.look(ben, shown.session_id)
    assert (lapsed.state, lapsed.refusal) == (SessionState.LAPSED, MESSAGE_DELETED)
    assert await services.database.read(lambda connection: list(traces_of(connection, ann))) == []


async def test_who_comes_back_meanwhile_is_somebody_new(bot: BotOnServer) -> None:
    """What they do after their deletion is theirs, and stays when the rest of it is done."""
    ann, ben, shown = await written_and_shown(bot)
    services = bot.services
    bot.go_down()
    await services.privacy.delete(services.click(ann))
    bot.come_back()
    bot.clock.move(MINUTE)
    again = await services.join(1, "Ann again")
    assert again.person_id != ann.person_id
    data = await services.features[-1].export(again)
    assert data["unfinished_deletions"]
    await services.write(again, TaskType.INITIAL_PROMPT, "What is a word?")
    await services.deletion.go_on()
    assert (await services.sessions.look(ben, shown.session_id)).refusal == MESSAGE_DELETED
    contributions = await services.backend.contributions(again.contributor, limit=10)
    assert "What is a word?" in [each.message.text for each in contributions]
    assert await services.people.by_discord_id(1) is not None
    assert await services.database.read(repository.deletion_rests) == []


async def test_a_server_that_never_comes_back_keeps_nobody(bot: BotOnServer) -> None:
    """After 30 days nothing of the person is left, though the server was never asked."""
    ann, _, _ = await written_and_shown(bot)
    services = bot.services
    bot.go_down()
    await services.privacy.delete(services.click(ann))
    bot.clock.move(29 * DAY)
    await services.deletion.go_on()
    assert await services.database.read(repository.deletion_rests)
    bot.clock.move(1 * DAY)
    await services.sessions.tidy()
    await services.deletion.go_on()
    assert await services.database.read(lambda connection: list(traces_of(connection, ann))) == []
