"""Where cards go: work threads, what becomes of them, and what happens where there can be none."""

import asyncio

import pytest

from playground.client import CannotAct, Channel, Guild
from playground.screen import Message
from tests.end_to_end.conftest import Newcomer
from tests.end_to_end.contributor import SAVED, Contributor, labels
from tests.end_to_end.running_bot import RunningBot

pytestmark = pytest.mark.asyncio(loop_scope="package")

MISSING_PERMISSIONS, MISSING_ACCESS = 50013, 50001
UNKNOWN_CHANNEL, UNKNOWN_MESSAGE = 10003, 10008
TOO_MANY_THREADS = 160006
ANNOUNCEMENTS, VOICE, FORUM = 5, 2, 15
MOST_ACTIVE_THREADS = 1_000


async def test_without_permission_the_card_is_ephemeral_and_works_to_the_end(
    newcomer: Newcomer, running: RunningBot, guild: Guild
) -> None:
    """Where the bot may open no thread, everything happens in ephemeral messages, the next task too."""
    running.provoked.refusals = {MISSING_PERMISSIONS, MISSING_ACCESS}
    await guild.set_bot_permissions(["view_channel"])
    await guild.set_permissions(guild.channel("work"), "everyone", deny=["create_private_threads"])
    ann, bea = await newcomer(), await newcomer()
    card = await ann.reply()
    assert card.ephemeral
    assert card.channel_id == ann.channel.id
    done = await ann.finished(card, f"out of sight, {ann.person.name}")
    next_card = await ann.next_card(done)
    assert next_card.ephemeral
    skipped = await ann.pressed(next_card, "Skip")
    assert "Skipped" in skipped.text
    assert labels(await ann.person.look(done)) == []
    assert await bea.person.messages(bea.channel) == []
    assert await guild.threads() == []


async def test_thread_is_opened_once_the_permission_is_given(
    newcomer: Newcomer, running: RunningBot, guild: Guild
) -> None:
    """A session that began in an ephemeral card goes on in the thread once one can be had."""
    running.provoked.refusals = {MISSING_PERMISSIONS, MISSING_ACCESS}
    channel = guild.channel("work")
    await guild.set_permissions(channel, "bot", deny=["create_private_threads"])
    ann = await newcomer()
    await ann.written(await ann.reply(), "begun without a thread")
    await guild.set_permissions(channel, "bot", allow=["create_private_threads"])
    moved = await ann.work()
    assert not moved.ephemeral
    assert "begun without a thread" in moved.text
    assert SAVED in (await ann.pressed(moved, "Submit")).text


async def test_in_direct_messages(newcomer: Newcomer, running: RunningBot) -> None:
    """/work in a direct message works to the end, without a server."""
    ann = await newcomer()
    ann.channel = await ann.person.direct_messages()
    text = f"between us, {ann.person.name}"
    done = await ann.finished(await ann.reply(), text)
    assert (await ann.next_card(done)).buttons
    running.expect_stored(text)


async def test_session_moves_from_a_server_to_direct_messages(newcomer: Newcomer) -> None:
    """/work in a direct message shows the session that is open in a server, with its draft."""
    ann = await newcomer()
    await ann.written(await ann.reply(), "begun in public")
    ann.channel = await ann.person.direct_messages()
    card = await ann.work()
    assert "begun in public" in card.text
    assert SAVED in (await ann.pressed(card, "Submit")).text


@pytest.mark.parametrize("kind", [ANNOUNCEMENTS, VOICE])
async def test_in_a_channel_that_has_no_private_threads(newcomer: Newcomer, guild: Guild, kind: int) -> None:
    """In announcement and voice channels the card is ephemeral, and works to the end."""
    ann = await newcomer()
    ann.channel = await guild.create_channel("elsewhere", type=kind)
    card = await ann.reply()
    assert card.ephemeral
    done = await ann.finished(card, f"from channel kind {kind}, {ann.person.name}")
    assert (await ann.next_card(done)).ephemeral


async def test_in_a_post_of_a_forum(newcomer: Newcomer, running: RunningBot, guild: Guild) -> None:
    """A forum has no private threads: in one of its posts the card is ephemeral."""
    running.provoked.lacking = {"POST /channels/{channel_id}/threads"}
    ann = await newcomer()
    forum = await guild.create_channel("questions", type=FORUM)
    ann.channel = await guild.create_thread(forum, ann.person, "A post")
    card = await ann.reply()
    assert card.ephemeral
    await ann.finished(card, f"from the forum, {ann.person.name}")


async def test_work_used_inside_the_own_thread(newcomer: Newcomer) -> None:
    """/work in the work thread itself brings the card there, and opens no second thread."""
    ann = await newcomer()
    await ann.reply()
    ann.channel = await ann.thread()
    await ann.work()
    assert len(await ann.person.threads(ann.guild)) == 1


async def test_work_used_in_a_public_thread(newcomer: Newcomer, guild: Guild) -> None:
    """In a public thread of a text channel the work thread is opened in that text channel."""
    ann = await newcomer()
    ann.channel = await guild.create_thread(guild.channel("general"), ann.person, "Small talk")
    card = await ann.reply()
    thread = next(each for each in await ann.person.threads(guild) if each.id == card.channel_id)
    assert thread.parent_id == guild.channel("general").id


async def test_deleted_thread_is_replaced(newcomer: Newcomer, running: RunningBot, guild: Guild) -> None:
    """When a moderator deletes the thread, /work opens another one, with the session as it was."""
    running.provoked.refusals = {UNKNOWN_CHANNEL}
    ann = await newcomer()
    await ann.written(await ann.reply(), "survives the thread")
    old = await ann.thread()
    await guild.delete_channel(old)
    card = await ann.work()
    assert card.channel_id != old.id
    assert "survives the thread" in card.text
    assert SAVED in (await ann.pressed(card, "Submit")).text


async def test_deleted_channel_leads_to_another(newcomer: Newcomer, running: RunningBot, guild: Guild) -> None:
    """When the channel of the thread is deleted, /work in another channel opens the thread there."""
    running.provoked.refusals = {UNKNOWN_CHANNEL}
    ann = await newcomer()
    await ann.reply()
    await guild.delete_channel(ann.channel)
    ann.channel = guild.channel("general")
    card = await ann.work()
    assert (await ann.thread()).parent_id == ann.channel.id
    assert card.has_button("Write reply")


async def test_deleted_card_comes_back(newcomer: Newcomer, running: RunningBot, guild: Guild) -> None:
    """When the card is deleted, /work shows the session again."""
    running.provoked.refusals = {UNKNOWN_MESSAGE}
    ann = await newcomer()
    card = await ann.written(await ann.reply(), "survives the card")
    await guild.delete_message(card)
    again = await ann.work()
    assert "survives the card" in again.text
    assert SAVED in (await ann.pressed(again, "Submit")).text


async def test_archived_thread_is_woken(newcomer: Newcomer) -> None:
    """Buttons in an archived thread do not work; /work wakes it and shows the card."""
    moderator, ann = await newcomer(permissions=("manage_threads",)), await newcomer()
    card = await ann.written(await ann.reply(), "asleep")
    thread = await ann.thread()
    await moderator.person.edit_thread(thread, archived=True)
    with pytest.raises(CannotAct):
        await ann.person.press(card, "Submit")
    again = await ann.work()
    assert (await ann.thread()).id == thread.id
    assert SAVED in (await ann.pressed(again, "Submit")).text


async def test_person_who_left_the_thread_is_taken_back(newcomer: Newcomer, guild: Guild) -> None:
    """Somebody who left the thread, or was removed from it, is in it again after /work."""
    ann = await newcomer()
    await ann.reply()
    thread = await ann.thread()
    await ann.person.leave_thread(thread)
    assert ann.person.id not in await guild.thread_members(thread)
    await ann.work()
    assert ann.person.id in await guild.thread_members(thread)


async def test_locked_thread_falls_back(newcomer: Newcomer, running: RunningBot) -> None:
    """A thread that a moderator locked is no obstacle: the card is shown all the same, and works."""
    running.provoked.refusals = {MISSING_PERMISSIONS, 50083, MISSING_ACCESS, 160005}
    moderator, ann = await newcomer(permissions=("manage_threads",)), await newcomer()
    await ann.written(await ann.reply(), "behind a lock")
    await moderator.person.edit_thread(await ann.thread(), locked=True, archived=True)
    outcome = await ann.ask()
    assert "behind a lock" in outcome.text or "open it" in outcome.text


async def test_work_channel_is_where_threads_are_opened(newcomer: Newcomer, guild: Guild) -> None:
    """A manager sets the work channel; /work used anywhere then opens the thread there, and existing work moves."""
    manager, ann, bea = await newcomer(permissions=("manage_guild",)), await newcomer(), await newcomer()
    await bea.reply()
    chosen = guild.channel("general")
    card = await _set_work_channel(manager, chosen)
    assert f"open in <#{chosen.id}>" in card.text
    assert card.ephemeral
    await ann.reply()
    assert (await ann.thread()).parent_id == chosen.id
    moved = await bea.work()
    parents = {thread.id: thread.parent_id for thread in await bea.person.threads(guild)}
    assert parents[moved.channel_id] == chosen.id
    anywhere = await _set_work_channel(manager)
    assert "whichever text channel" in anywhere.text


async def test_work_channel_that_was_deleted(newcomer: Newcomer, running: RunningBot, guild: Guild) -> None:
    """When the work channel is deleted, threads are opened where people are, those who had one in it included."""
    running.provoked.refusals = {UNKNOWN_CHANNEL}
    manager, ann = await newcomer(permissions=("manage_guild",)), await newcomer()
    await _set_work_channel(manager, guild.channel("general"))
    await ann.written(await ann.reply(), f"homeless, {ann.person.name}")
    await guild.delete_channel(guild.channel("general"))
    card = await ann.work()
    assert "homeless" in card.text
    assert (await ann.thread()).parent_id == ann.channel.id


async def test_work_channel_that_the_bot_cannot_use(newcomer: Newcomer, running: RunningBot, guild: Guild) -> None:
    """The manager is told at once what the bot lacks in the work channel; once it has it, threads are opened there."""
    running.provoked.refusals = {MISSING_PERMISSIONS, MISSING_ACCESS}
    manager, ann = await newcomer(permissions=("manage_guild",)), await newcomer()
    chosen = guild.channel("general")
    await guild.set_permissions(chosen, "everyone", deny=["create_private_threads", "read_message_history"])
    await guild.set_permissions(chosen, "bot", allow=["read_message_history"])

    told = (await _set_work_channel(manager, chosen)).text

    async def choose() -> str:
        return (await manager.person.command(manager.channel, "settings")).text

    assert f"<#{chosen.id}>" in told
    assert "Create Private Threads" in told
    assert "Read Message History" not in told
    await guild.set_permissions(chosen, "bot", deny=["view_channel"])
    assert "View Channel" in await choose()
    await guild.set_permissions(chosen, "bot", allow=["view_channel", "create_private_threads", "read_message_history"])
    await ann.reply()
    assert (await ann.thread()).parent_id == chosen.id
    assert "⚠️" not in await choose()


async def test_settings_are_refused_to_whoever_does_not_manage_the_server(newcomer: Newcomer) -> None:
    """Without Manage Server the command is not offered."""
    ann = await newcomer()
    assert "settings" not in await ann.person.commands(ann.channel)
    with pytest.raises(CannotAct):
        await ann.person.command(ann.channel, "settings")


async def test_settings_are_refused_even_where_discord_lets_somebody_use_them(
    newcomer: Newcomer, running: RunningBot
) -> None:
    """A server may open any command to anybody; the bot then says which permission it takes, and changes nothing."""
    ann = await newcomer()
    command = next(each for each in await running.playground.registered_commands() if each["name"] == "settings")
    path = f"/applications/{command['application_id']}/commands/{command['id']}"
    await running.call_as_bot("PATCH", path, {"default_member_permissions": None})
    try:
        outcome = await ann.person.command(ann.channel, "settings")
    finally:
        needed = {"default_member_permissions": command["default_member_permissions"]}
        await running.call_as_bot("PATCH", path, needed)
    assert "Manage Server" in outcome.text
    assert outcome.message.ephemeral
    await ann.reply()
    assert (await ann.thread()).parent_id == ann.channel.id


async def test_too_many_threads_lead_to_an_ephemeral_card(
    newcomer: Newcomer, running: RunningBot, guild: Guild
) -> None:
    """With 1,000 active threads of others the card is ephemeral; with one less it is in a thread again."""
    running.provoked.refusals = {TOO_MANY_THREADS}
    host, ann = await newcomer(), await newcomer()
    threads = await _fill_with_threads(guild, host)
    card = await ann.reply()
    assert card.ephemeral
    await guild.delete_channel(threads)
    moved = await ann.work()
    assert not moved.ephemeral
    await ann.finished(moved, f"squeezed in, {ann.person.name}")


async def test_bot_that_was_thrown_out_comes_back(newcomer: Newcomer, guild: Guild) -> None:
    """After the bot was removed and invited again, /work goes on with the open session."""
    ann = await newcomer()
    await ann.written(await ann.reply(), "patient words")
    await guild.kick_bot()
    with pytest.raises(CannotAct):
        await ann.ask()
    await guild.invite_bot()
    card = await ann.work()
    assert "patient words" in card.text


async def _fill_with_threads(guild: Guild, host: Contributor) -> int:
    """Open as many threads as a server may have; returns the id of one of them."""
    channel = guild.channel("general")
    batch = 50
    made = []
    for start in range(0, MOST_ACTIVE_THREADS, batch):
        made += await asyncio.gather(
            *(guild.create_thread(channel, host.person, f"Thread {start + number}") for number in range(batch))
        )
    return made[0].id


async def _set_work_channel(manager: Contributor, *channels: Channel) -> Message:
    """The card of /settings, once a channel is chosen for work threads, or none any more."""
    card = (await manager.person.command(manager.channel, "settings")).message
    await (await manager.person.choose(card, "Channel for work threads", channels)).settled()
    return await manager.person.look(card)
