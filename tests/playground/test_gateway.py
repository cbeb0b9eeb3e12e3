"""The gateway: greeting, identification, compression, resuming, and the reasons for which it closes."""

import asyncio
from typing import Any

import pytest

from playground.client import Guild, NotInTime, Playground
from tests.playground.raw_bot import RawBot, register

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.mark.parametrize("compress", [None, "zlib-stream", "zstd-stream"])
async def test_a_bot_is_greeted_in_every_compression(raw: RawBot, guild: Guild, compress: str | None) -> None:
    """READY and the guilds arrive as text, as one zlib stream or as one Zstandard stream."""
    async with raw.connect(compress) as connection:
        await raw.identify(connection)
        ready = await connection.until("READY")
        assert {"id": str(guild.id), "unavailable": True} in ready["guilds"]
        assert ready["resume_gateway_url"].startswith("ws://127.0.0.1")
        names = {(await connection.until("GUILD_CREATE"))["name"] for _ in ready["guilds"]}
        assert guild.name in names
        await connection.send(1, connection.sequence)
        assert (await connection.receive())["op"] == 11


async def test_an_unknown_compression_is_refused(raw: RawBot, playground: Playground) -> None:
    """A compression that Discord does not know ends in HTTP 400."""
    url = f"http://127.0.0.1:{playground.port}/gateway?compress=lz4"
    async with raw.session.get(url) as response:
        assert response.status == 400


@pytest.mark.parametrize(
    ("opcode", "data", "code"),
    [
        (2, {"token": "wrong", "intents": 1}, 4004),
        (2, {"token": None, "intents": 1 << 40}, 4013),
        (2, {"token": None, "intents": 1 << 15}, 4014),
        (2, {"token": None, "intents": 1 << 1}, 4014),
        (2, {"token": None, "intents": 1, "shard": [2, 2]}, 4010),
        (8, {"guild_id": "1"}, 4003),
        (6, {"token": "wrong", "session_id": "x", "seq": 1}, 4004),
        (77, None, 4003),
    ],
    ids=["token", "intents", "message content", "members", "shard", "unidentified", "resume token", "opcode"],
)
async def test_bad_openings_are_closed_with_their_codes(
    raw: RawBot, playground: Playground, opcode: int, data: Any, code: int
) -> None:
    """Wrong tokens, intents and shards close the connection, privileged intents without approval too."""
    if isinstance(data, dict) and data.get("token", "") is None:
        data = {**data, "token": playground.token}
    async with raw.connect() as connection:
        await connection.send(opcode, data)
        assert await connection.closing_code() == code


async def test_garbage_and_second_greetings_are_closed(raw: RawBot) -> None:
    """What is no JSON closes with 4002, a second identification with 4005, an unknown opcode with 4001."""
    async with raw.connect() as connection:
        await connection.socket.send_str("not json")
        assert await connection.closing_code() == 4002
    for opcode, code in ((2, 4005), (77, 4001)):
        async with raw.connect() as connection:
            await raw.identify(connection)
            await connection.send(opcode, {"token": raw.playground.token, "intents": 1})
            assert await connection.closing_code() == code


async def test_more_than_120_sends_a_minute_are_closed(raw: RawBot) -> None:
    """The 121st payload of a minute closes with 4008."""
    async with raw.connect() as connection:
        for _ in range(121):
            await connection.send(1, None)
        assert await connection.closing_code() == 4008


async def test_a_dropped_connection_resumes_without_loss(raw: RawBot, guild: Guild, playground: Playground) -> None:
    """What happened while the bot was away is replayed in order after it resumes."""
    await register(raw)
    alice = await guild.add_person("alice")
    async with raw.connect("zlib-stream") as connection:
        await raw.identify(connection)
        session = (await connection.until("READY"))["session_id"]
        await guild.create_channel("before")
        await connection.until("CHANNEL_CREATE")
        seen = connection.sequence
        assert await playground.drop_gateway() == 1
        await connection.closing_code()
    await playground.bot_gone()
    await guild.create_channel("meanwhile")
    press = asyncio.create_task(alice.command(guild.channel("work"), "ping"))
    async with raw.connect("zstd-stream") as connection:
        await connection.send(6, {"token": playground.token, "session_id": session, "seq": seen})
        assert (await connection.until("CHANNEL_CREATE"))["name"] == "meanwhile"
        interaction = await connection.until("INTERACTION_CREATE")
        await connection.until("RESUMED")
        await raw.answer(interaction, 4, {"content": "back again"})
        assert (await press).text == "back again"
    assert (await playground.state())["resumes"] >= 1


async def test_an_unknown_session_is_invalid(raw: RawBot, playground: Playground) -> None:
    """Resuming what never was, or a number that was never sent, answers opcode 9 with false."""
    for session, sequence in (("nonsense", 1), (None, 999_999)):
        async with raw.connect() as first:
            await raw.identify(first)
            ready = await first.until("READY")
            async with raw.connect() as connection:
                key = session or ready["session_id"]
                await connection.send(6, {"token": playground.token, "session_id": key, "seq": sequence})
                payload = await connection.receive()
                assert (payload["op"], payload["d"]) == (9, False)


async def test_sessions_can_be_invalidated_and_bots_asked_to_reconnect(online: RawBot, playground: Playground) -> None:
    """Opcodes 7 and 9 arrive on order, and an invalidated session cannot be resumed."""
    assert online.gateway is not None
    assert await playground.ask_reconnect() == 1
    while (await online.gateway.receive())["op"] != 7:
        pass
    assert await playground.invalidate_session(resumable=True) == 1
    assert (await online.gateway.receive())["d"] is True
    assert await playground.invalidate_session() == 1
    assert (await online.gateway.receive())["d"] is False
    with pytest.raises(NotInTime):
        await playground.bot_ready(timeout=0.05)


async def test_members_can_be_asked_for(online: RawBot, guild: Guild) -> None:
    """Opcode 8 answers with the members asked for, and names those who are not there."""
    assert online.gateway is not None
    alice = await guild.add_person("zoe")
    await online.gateway.send(8, {"guild_id": str(guild.id), "user_ids": [str(alice.id), "1"], "nonce": "n"})
    chunk = await online.gateway.until("GUILD_MEMBERS_CHUNK")
    assert [member["user"]["id"] for member in chunk["members"]] == [str(alice.id)]
    assert (chunk["not_found"], chunk["nonce"]) == (["1"], "n")
    await online.gateway.send(8, {"guild_id": str(guild.id), "query": "ZO", "limit": 5})
    chunk = await online.gateway.until("GUILD_MEMBERS_CHUNK")
    assert [member["user"]["username"] for member in chunk["members"]] == ["zoe"]


async def test_a_bot_hears_only_what_its_intents_and_permissions_allow(raw: RawBot, guild: Guild) -> None:
    """Messages need their intent, their text an approved one, and hidden channels stay silent."""
    alice = await guild.add_person("alice")
    hidden = await guild.create_channel("hidden")
    await guild.set_permissions(hidden, "bot", deny=["view_channel"])
    async with raw.connect() as connection:
        await raw.identify(connection, intents=1 | 1 << 9)
        await connection.until("READY")
        await alice.send(hidden, "secret")
        await alice.send(guild.channel("work"), "public")
        message = await connection.until("MESSAGE_CREATE")
        assert message["channel_id"] == str(guild.channel("work").id)
        assert message["content"] == ""


async def test_joining_and_leaving_a_guild_is_announced(online: RawBot, playground: Playground) -> None:
    """A guild that the bot joins comes without ``unavailable``, one that it leaves goes without it."""
    assert online.gateway is not None
    other = await playground.create_guild("New", text_channels=["one", "two"])
    while (joined := await online.gateway.until("GUILD_CREATE"))["name"] != "New":
        pass
    assert "unavailable" not in joined
    assert [channel["name"] for channel in joined["channels"]] == ["one", "two"]
    assert [member["user"]["bot"] for member in joined["members"]] == [True]
    await other.kick_bot()
    assert await online.gateway.until("GUILD_DELETE") == {"id": str(other.id)}


async def test_the_gateway_says_where_it_is(raw: RawBot) -> None:
    """``GET /gateway/bot`` gives the address, the number of shards and what is left of 1,000 identifications."""
    answer = await raw.request("GET", "/gateway/bot")
    assert answer.body["shards"] == 1
    assert answer.body["session_start_limit"]["total"] == 1_000
    assert (await raw.request("GET", "/gateway", token="")).body["url"] == answer.body["url"]
