"""What a server's managers decide about work, on the cards of /settings, and what everybody then reads."""

import pytest

from playground.client import Guild
from playground.screen import Message
from tests.end_to_end.conftest import Newcomer
from tests.end_to_end.contributor import Contributor

pytestmark = pytest.mark.asyncio(loop_scope="package")


async def test_who_may_begin_and_a_pause(newcomer: Newcomer) -> None:
    """Days in the server keep a newcomer out until they have passed; while work is paused nobody gets a task."""
    manager, ann = await newcomer(permissions=("manage_guild",)), await newcomer()
    settings = await _settings(manager)
    await manager.press(settings, "Work offered")
    assert "for at least 400 days" in (await _days(manager, settings, account="", member="400")).text
    refused = await ann.ask()
    assert refused.message.ephemeral
    assert "You have to be in this server for 400 days before you begin. You can begin on <t:" in refused.text
    await _days(manager, settings, account="", member="")
    await manager.pressed(await manager.person.look(settings), "Back to the settings")
    paused = await manager.pressed(await manager.person.look(settings), "Pause all work")
    assert "All work is paused" in paused.text
    assert "have paused all work here" in (await ann.ask()).text
    assert "Tasks are handed out again" in (await manager.pressed(paused, "Go on with work")).text
    assert "the contributor agreement" in (await ann.ask()).text


async def test_a_role_lets_people_begin(newcomer: Newcomer, guild: Guild) -> None:
    """A role is chosen from Discord's own list and shown as chosen; who does not have it reads which one it takes."""
    manager, ann = await newcomer(permissions=("manage_guild",)), await newcomer()
    role = await guild.create_role("Trusted")
    settings = await _settings(manager)
    offered = await manager.pressed(settings, "Work offered")
    await (await manager.person.choose(offered, "Role that it takes to begin (none: everybody)", [role])).settled()
    assert f"with the role <@&{role.id}>" in (await manager.person.look(settings)).text
    assert f"you need the role <@&{role.id}> to begin" in (await ann.ask()).text


async def _settings(manager: Contributor) -> Message:
    return (await (await manager.person.command(manager.channel, "settings")).settled()).message


async def _days(manager: Contributor, settings: Message, **days: str) -> Message:
    """Type who may begin; the card as it then is."""
    opened = await manager.person.press(await manager.person.look(settings), "Account age and time here")
    await (await manager.person.submit(opened.modal, days)).settled()
    return await manager.person.look(settings)
