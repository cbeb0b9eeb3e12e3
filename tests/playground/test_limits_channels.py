"""Rules about channels, threads, members and webhooks, each broken once."""

from typing import Any

import pytest

from playground.client import Guild
from tests.playground.raw_bot import Answer, RawBot

pytestmark = pytest.mark.asyncio(loop_scope="module")
PRIVATE: dict[str, Any] = {"name": "room", "type": 12, "auto_archive_duration": 1440}


async def open_thread(raw: RawBot, guild: Guild, **fields: Any) -> Answer:
    return await raw.request("POST", f"/channels/{guild.channel('work').id}/threads", {**PRIVATE, **fields})


@pytest.mark.parametrize(
    "fields",
    [
        {"name": ""},
        {"name": "a" * 101},
        {"name": None},
        {"auto_archive_duration": 61},
        {"rate_limit_per_user": 21_601},
        {"type": 10},
    ],
    ids=str,
)
async def test_a_thread_that_breaks_a_rule_is_refused(raw: RawBot, guild: Guild, fields: dict[str, Any]) -> None:
    """Name, archive time, slow mode and kind of a thread have limits."""
    answer = await open_thread(raw, guild, **fields)
    assert (answer.status, answer.code) == (400, 50035)


@pytest.mark.parametrize(("kind", "code"), [(5, 50035), (4, 50024), (2, 50024)])
async def test_private_threads_exist_only_under_text_channels(raw: RawBot, guild: Guild, kind: int, code: int) -> None:
    """Announcement channels, categories and voice channels have no private threads."""
    channel = await guild.create_channel(f"kind-{kind}", type=kind)
    answer = await raw.request("POST", f"/channels/{channel.id}/threads", PRIVATE)
    assert (answer.status, answer.code) == (400, code)


async def test_a_private_thread_is_seen_only_by_its_members(raw: RawBot, guild: Guild) -> None:
    """A private thread appears to those who were added, and its parent channel says nothing of it."""
    alice, bob = await guild.add_person("alice"), await guild.add_person("bob")
    thread = (await open_thread(raw, guild, invitable=False)).body
    added = await raw.request("PUT", f"/channels/{thread['id']}/thread-members/{alice.id}")
    assert added.status == 204
    assert int(thread["id"]) in [channel.id for channel in await alice.threads(guild)]
    assert int(thread["id"]) not in [channel.id for channel in await bob.threads(guild)]
    assert thread["thread_metadata"]["invitable"] is False
    assert [message for message in await bob.messages(guild.channel("work")) if message.text == "room"] == []


async def test_only_members_of_the_guild_can_be_added(raw: RawBot, guild: Guild) -> None:
    """Somebody who left cannot be put into a thread, and leaves all threads with the guild."""
    carol = await guild.add_person("carol")
    thread = (await open_thread(raw, guild)).body
    path = f"/channels/{thread['id']}/thread-members/{carol.id}"
    assert (await raw.request("PUT", path)).status == 204
    await guild.remove(carol)
    assert carol.id not in await guild.thread_members(int(thread["id"]))
    assert (await raw.request("PUT", path)).code == 10007
    await guild.join(carol)
    assert (await raw.request("PUT", path)).status == 204


async def test_somebody_who_does_not_see_the_channel_cannot_be_added(raw: RawBot, guild: Guild) -> None:
    """A thread is no way around a hidden channel."""
    dave = await guild.add_person("dave")
    await guild.set_permissions(guild.channel("work"), dave, deny=["view_channel"])
    thread = (await open_thread(raw, guild)).body
    assert (await raw.request("PUT", f"/channels/{thread['id']}/thread-members/{dave.id}")).code == 50001


async def test_a_guild_has_a_thousand_active_threads_at_most(raw: RawBot) -> None:
    """The thousand-and-first thread answers 160006, and archiving one makes room."""
    other = await raw.playground.create_guild("Crowd", text_channels=["work"])
    crowd = await other.add_person("crowd")
    work = other.channel("work")
    threads = [await other.create_thread(work, crowd, f"t{number}", private=True) for number in range(1_000)]
    path = f"/channels/{work.id}/threads"
    answer = await raw.request("POST", path, PRIVATE)
    assert (answer.status, answer.code) == (400, 160006)
    assert (await raw.request("PATCH", f"/channels/{threads[0].id}", {"archived": True})).status == 200
    assert (await raw.request("POST", path, PRIVATE)).status == 200
    assert (await raw.request("PATCH", f"/channels/{threads[0].id}", {"archived": False})).code == 160006


async def test_missing_permissions_and_missing_access_differ(raw: RawBot) -> None:
    """What the bot sees but may not do answers 50013, what it does not see 50001."""
    other = await raw.playground.create_guild("Strict", text_channels=["work"], bot_permissions=["view_channel"])
    work = other.channel("work")
    threads = f"/channels/{work.id}/threads"
    assert (await raw.request("POST", threads, PRIVATE)).code == 50013
    assert (await raw.request("POST", f"/channels/{work.id}/webhooks", {"name": "Board"})).code == 50013
    await other.set_permissions(work, "bot", deny=["send_messages"])
    assert (await raw.request("POST", f"/channels/{work.id}/messages", {"content": "a"})).code == 50013
    await other.set_permissions(work, "bot", deny=["view_channel"])
    assert (await raw.request("POST", threads, PRIVATE)).code == 50001
    assert (await raw.request("GET", f"/channels/{work.id}")).code == 50001


async def test_a_guild_that_the_bot_left_is_out_of_reach(raw: RawBot) -> None:
    """After the bot was thrown out everything in the guild answers 50001, until it is invited again."""
    other = await raw.playground.create_guild("Fickle", text_channels=["work"])
    await other.kick_bot()
    assert (await raw.request("GET", f"/guilds/{other.id}")).code == 50001
    path = f"/channels/{other.channel('work').id}/messages"
    assert (await raw.request("POST", path, {"content": "a"})).code == 50001
    await other.invite_bot()
    assert (await raw.request("POST", path, {"content": "a"})).status == 200


async def test_deleted_roles_and_roles_above_the_bot_cannot_be_given(raw: RawBot, guild: Guild) -> None:
    """A role below the bot's can be given and taken; a deleted one is unknown."""
    role, erin = await guild.create_role("expert"), await guild.add_person("erin")
    path = f"/guilds/{guild.id}/members/{erin.id}/roles/{role.id}"
    assert (await raw.request("PUT", path)).status == 204
    assert role.id in await guild.roles_of(erin)
    assert (await raw.request("DELETE", path)).status == 204
    await guild.delete_role(role)
    assert (await raw.request("PUT", path)).code == 10011


async def test_a_channel_has_fifteen_webhooks_at_most(raw: RawBot) -> None:
    """The sixteenth webhook of a channel answers 30007."""
    other = await raw.playground.create_guild("Hooks", text_channels=["board"])
    path = f"/channels/{other.channel('board').id}/webhooks"
    answers = [await raw.request("POST", path, {"name": f"Board {number}"}) for number in range(16)]
    assert [answer.status for answer in answers] == [200] * 15 + [400]
    assert answers[-1].code == 30007
    assert await other.delete_webhooks(other.channel("board")) == 15


@pytest.mark.parametrize("name", ["", "a" * 81, "Discord board", "clyde"])
async def test_webhooks_cannot_have_any_name(raw: RawBot, guild: Guild, name: str) -> None:
    """Names of webhooks have 1 to 80 characters and certain words are taken."""
    answer = await raw.request("POST", f"/channels/{guild.channel('general').id}/webhooks", {"name": name})
    assert (answer.status, answer.code) == (400, 50035)


async def test_a_webhook_posts_edits_and_notices_what_is_gone(raw: RawBot, guild: Guild) -> None:
    """With wait it answers with the message, without it with nothing; deleted messages and webhooks are unknown."""
    channel = guild.channel("general")
    hook = (await raw.request("POST", f"/channels/{channel.id}/webhooks", {"name": "Board"})).body
    path = f"/webhooks/{hook['id']}/{hook['token']}"
    sent = await raw.request("POST", f"{path}?wait=true", {"content": "first", "username": "Leaders"}, token="")
    assert sent.body["author"]["username"] == "Leaders"
    assert (await raw.request("POST", path, {"content": "second"}, token="")).status == 204
    edited = await raw.request("PATCH", f"{path}/messages/{sent.body['id']}", {"content": "third"}, token="")
    assert edited.body["content"] == "third"
    first = next(message for message in await guild.messages(channel) if message.text == "third")
    await guild.delete_message(first)
    assert (await raw.request("PATCH", f"{path}/messages/{first.id}", {"content": "x"}, token="")).code == 10008
    await guild.delete_webhooks(channel)
    assert (await raw.request("POST", path, {"content": "x"}, token="")).code == 10015


async def test_direct_messages_reach_only_those_who_take_them(raw: RawBot, guild: Guild) -> None:
    """The bot can write to people who share a guild with it and did not close their direct messages."""
    fay, stranger = await guild.add_person("fay"), await raw.playground.create_person("stranger")
    answers = []
    for person in (fay, stranger):
        channel = (await raw.request("POST", "/users/@me/channels", {"recipient_id": str(person.id)})).body
        answers.append(await raw.request("POST", f"/channels/{channel['id']}/messages", {"content": "hello"}))
    assert answers[0].status == 200
    assert [message.text for message in await fay.messages(await fay.direct_messages())] == ["hello"]
    assert (answers[1].status, answers[1].code) == (403, 50007)
    await fay.close_direct_messages()
    path = f"/channels/{(await fay.direct_messages()).id}/messages"
    assert (await raw.request("POST", path, {"content": "again"})).code == 50007


async def test_a_wrong_token_is_unauthorized(raw: RawBot) -> None:
    """Every route but those with tokens of their own wants the bot's token."""
    answer = await raw.request("GET", "/users/@me", token="wrong")  # noqa: S106 - that is the point
    assert (answer.status, answer.code) == (401, 0)


async def test_an_unknown_route_names_itself(raw: RawBot) -> None:
    """What the playground lacks answers 501, says what it was, and is counted."""
    answer = await raw.request("POST", "/unheard-of", {})
    assert answer.status == 501
    assert "POST /unheard-of" in answer.body["message"]
    assert await raw.playground.unimplemented() == {"POST /unheard-of": 1}
