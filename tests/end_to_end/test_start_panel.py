"""The start panel, posted by a manager and pressed by everybody; and the hello of a bot that is new in a server."""

import pytest

from playground.client import Guild
from playground.screen import Message
from tests.end_to_end.conftest import Newcomer
from tests.end_to_end.running_bot import RunningBot

pytestmark = pytest.mark.asyncio(loop_scope="package")


async def test_whoever_joins_begins_with_one_press(running: RunningBot, newcomer: Newcomer, guild: Guild) -> None:
    """A manager posts the panel in another channel; a newcomer's Start leads to the agreement, then to a task."""
    manager, ann = await newcomer(permissions=("manage_guild",)), await newcomer()
    card = (await manager.person.command(manager.channel, "settings")).message
    await (await manager.person.press(card, "Post start panel")).settled()
    chosen = guild.channel("general")
    await (
        await manager.person.choose(await manager.person.look(card), "Channel for the start panel", [chosen])
    ).settled()
    assert f"The start panel is in <#{chosen.id}>" in (await manager.person.look(card)).text
    (panel,) = await guild.messages(chosen)
    agreement = (await ann.person.press(panel, "Start")).message
    assert agreement.ephemeral
    await (await ann.person.press(agreement, "I agree")).settled()
    assert (await ann.thread()).parent_id == chosen.id
    assert not (await ann.person.press(panel, "Start")).failed
    profile = (await ann.person.press(panel, "My profile")).message
    assert profile.ephemeral
    assert ann.person.name in profile.text
    assert (await ann.person.press(panel, "Guidelines")).message.ephemeral
    assert "[posted](" in (await manager.person.command(manager.channel, "settings")).text
    running.provoked.refusals.add(10008)  # that it is gone
    await guild.delete_message(panel)
    assert "none yet" in (await (await manager.person.command(manager.channel, "settings")).settled()).text


async def test_hello_to_a_new_server(running: RunningBot) -> None:
    """Where Discord itself says who has joined, the bot says hello once, in the server's language."""
    guild = await running.playground.create_guild(
        "New one", text_channels=["general", "system"], locale="de", system_channel="system"
    )
    system = guild.channel("system")

    async def said() -> list[Message]:
        return [message for message in await guild.messages(system) if message.has_button("Einstellungen")]

    async def is_said() -> bool:
        return bool(await said())

    await running.until(is_said)
    await guild.kick_bot()
    await guild.invite_bot()
    manager = await guild.add_person("new-manager", permissions=["manage_guild"])
    (hello,) = await said()
    assert "Settings of this server" in (await manager.press(hello, "Einstellungen")).text
