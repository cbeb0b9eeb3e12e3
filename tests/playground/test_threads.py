"""The life of threads: falling asleep, waking, and what may be done to a sleeping one."""

from typing import Any

import pytest

from playground.client import CannotAct, Channel, Guild, Person
from tests.playground.raw_bot import RawBot, button, register, row

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def room_of(raw: RawBot, guild: Guild, person: Person, **fields: Any) -> Channel:
    body = {"name": "room", "type": 12, "auto_archive_duration": 1440, **fields}
    made = await raw.request("POST", f"/channels/{guild.channel('work').id}/threads", body)
    await raw.request("PUT", f"/channels/{made.body['id']}/thread-members/{person.id}")
    return await now(person, int(made.body["id"]))


async def now(person: Person, thread_id: int) -> Channel:
    return next(thread for thread in await person.threads() if thread.id == thread_id)


async def test_edits_do_not_keep_a_thread_awake_and_messages_do(raw: RawBot, guild: Guild) -> None:
    """A thread is archived a day after its last message, whatever was edited in between."""
    alice = await guild.add_person("alice")
    edited, written = await room_of(raw, guild, alice), await room_of(raw, guild, alice)
    messages = f"/channels/{edited.id}/messages"
    sent = await raw.request("POST", messages, {"content": "card"})
    await raw.request("POST", f"/channels/{written.id}/messages", {"content": "card"})
    await raw.playground.advance(hours=20)
    assert (await raw.request("PATCH", f"{messages}/{sent.body['id']}", {"content": "changed"})).status == 200
    await raw.request("POST", f"/channels/{written.id}/messages", {"content": "more"})
    await raw.playground.advance(hours=5)
    assert (await now(alice, edited.id)).archived
    assert not (await now(alice, written.id)).archived


async def test_posting_wakes_an_archived_thread(raw: RawBot, guild: Guild) -> None:
    """A message un-archives a thread, of the bot as well as of a person."""
    alice = await guild.add_person("alice")
    thread = await room_of(raw, guild, alice)
    await raw.playground.advance(days=2)
    assert (await now(alice, thread.id)).archived
    assert (await raw.request("POST", f"/channels/{thread.id}/messages", {"content": "hello"})).status == 200
    assert not (await now(alice, thread.id)).archived
    await raw.playground.advance(days=2)
    await alice.send(thread, "still here")
    assert not (await now(alice, thread.id)).archived


async def test_an_archived_thread_can_only_be_woken(raw: RawBot, guild: Guild) -> None:
    """Renaming, adding members and editing messages of an archived thread answer 50083."""
    alice, bob = await guild.add_person("alice"), await guild.add_person("bob")
    thread = await room_of(raw, guild, alice)
    sent = await raw.request("POST", f"/channels/{thread.id}/messages", {"content": "card"})
    path = f"/channels/{thread.id}"
    assert (await raw.request("PATCH", path, {"archived": True})).status == 200
    assert (await raw.request("PATCH", path, {"name": "other"})).code == 50083
    assert (await raw.request("PUT", f"{path}/thread-members/{bob.id}")).code == 50083
    assert (await raw.request("PATCH", f"{path}/messages/{sent.body['id']}", {"content": "x"})).code == 50083
    woken = await raw.request("PATCH", path, {"archived": False, "name": "other"})
    assert (woken.body["name"], woken.body["thread_metadata"]["archived"]) == ("other", False)


async def test_a_locked_thread_takes_no_messages_of_those_who_do_not_manage_it(raw: RawBot) -> None:
    """Without the permission to manage threads a locked thread answers 160005, and stays archived."""
    other = await raw.playground.create_guild(
        "Locks", text_channels=["work"], bot_permissions=["view_channel", "create_private_threads"]
    )
    alice = await other.add_person("alice", permissions=["manage_threads"])
    thread = await room_of(raw, other, alice)
    await alice.edit_thread(thread, locked=True)
    answer = await raw.request("POST", f"/channels/{thread.id}/messages", {"content": "x"})
    assert (answer.status, answer.code) == (403, 160005)
    assert (await raw.request("PATCH", f"/channels/{thread.id}", {"locked": False})).code == 50013


async def test_changing_the_archive_time_is_activity(raw: RawBot, guild: Guild) -> None:
    """A new archive time starts the clock anew."""
    alice = await guild.add_person("alice")
    thread = await room_of(raw, guild, alice)
    await raw.playground.advance(hours=20)
    await raw.request("PATCH", f"/channels/{thread.id}", {"auto_archive_duration": 4320})
    await raw.playground.advance(hours=60)
    assert not (await now(alice, thread.id)).archived


async def test_buttons_in_an_archived_thread_do_not_work(online: RawBot, guild: Guild) -> None:
    """A client refuses to press what lies in an archived thread."""
    alice = await guild.add_person("alice")
    thread = await room_of(online, guild, alice)
    await online.request("POST", f"/channels/{thread.id}/messages", {"components": [row(button())]})
    await online.playground.advance(days=2)
    (message,) = await alice.messages(thread)
    with pytest.raises(CannotAct, match="archived"):
        await alice.press(message, "Press")


async def test_an_update_of_a_card_is_no_activity_but_a_new_message_is(online: RawBot, guild: Guild) -> None:
    """Answering a press by changing its message lets the thread fall asleep; answering with a message does not."""
    alice = await guild.add_person("alice")
    thread = await room_of(online, guild, alice)
    await online.request("POST", f"/channels/{thread.id}/messages", {"components": [row(button())]})
    (message,) = await alice.messages(thread)
    await online.playground.advance(hours=20)
    await online.serve(alice.press(message, "Press"), 7, {"components": [row(button(label="Again"))]})
    await online.serve(alice.press(message, "Again"), 4, {"content": "only you", "flags": 64})
    await online.playground.advance(hours=5)
    assert (await now(alice, thread.id)).archived
    await register(online)
    outcome, _, _ = await online.serve(alice.command(thread, "ping"), 4, {"content": "pong"})
    assert outcome.text == "pong"
    assert not (await now(alice, thread.id)).archived


async def test_a_deleted_parent_takes_its_threads_along(raw: RawBot, guild: Guild) -> None:
    """Threads of a deleted channel are unknown."""
    alice = await guild.add_person("alice")
    channel = await guild.create_channel("short-lived")
    thread = await guild.create_thread(channel, alice, "room")
    await guild.delete_channel(channel)
    assert (await raw.request("GET", f"/channels/{thread.id}")).code == 10003
