"""Rate limits and misbehaviour on order, with a playground that refuses requests for their number."""

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest
import pytest_asyncio

from playground.client import Guild, Playground, PlaygroundError
from tests.fork_server.forked import fork_module
from tests.playground.raw_bot import RawBot, register

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def playground() -> AsyncIterator[Playground]:
    """A playground that refuses requests for their number."""
    async with Playground.start(start_module=fork_module) as started:
        yield started


async def test_a_route_has_a_bucket_of_its_own(raw: RawBot, guild: Guild, playground: Playground) -> None:
    """The sixth message within five seconds answers 429 for this channel only, with Discord's headers and body."""
    work, general = guild.channel("work").id, guild.channel("general").id
    answers = [await raw.request("POST", f"/channels/{work}/messages", {"content": "x"}) for _ in range(6)]
    assert [answer.status for answer in answers] == [200] * 5 + [429]
    assert [answer.headers["X-RateLimit-Remaining"] for answer in answers] == ["4", "3", "2", "1", "0", "0"]
    refused = answers[-1]
    assert refused.headers["X-RateLimit-Limit"] == "5"
    assert refused.headers["X-RateLimit-Scope"] == "user"
    assert {"X-RateLimit-Reset", "X-RateLimit-Reset-After", "X-RateLimit-Bucket", "Retry-After", "Via"} <= set(
        refused.headers
    )
    assert refused.body["global"] is False
    assert refused.body["retry_after"] > 0
    assert (await raw.request("POST", f"/channels/{general}/messages", {"content": "x"})).status == 200
    assert (await playground.state())["invalid_in_ten_minutes"] == 1


async def test_fifty_requests_a_second_are_the_most_of_all_routes(raw: RawBot, playground: Playground) -> None:
    """Beyond fifty a second every route answers 429 with the global mark."""
    channels = [
        channel.id
        for number in range(3)
        for channel in await (await playground.create_guild(f"G{number}", text_channels="abcdefghij")).channels()
    ]
    answers = await asyncio.gather(*(raw.request("GET", f"/channels/{channel}") for channel in channels * 10))
    assert {answer.status for answer in answers} == {200, 429}
    sample = next(answer for answer in answers if answer.body.get("global"))
    assert (sample.headers["X-RateLimit-Global"], sample.headers["X-RateLimit-Scope"]) == ("true", "global")


async def test_answers_to_interactions_are_exempt(online: RawBot, guild: Guild, playground: Playground) -> None:
    """A hundred people are answered within a second, and such answers carry no bucket."""
    await asyncio.sleep(1)  # the global window of the test before
    await register(online)
    people = await asyncio.gather(*(guild.add_person(f"p{number}") for number in range(100)))
    acts = [asyncio.create_task(person.command(guild.channel("work"), "ping")) for person in people]
    interactions = [await online.interaction() for _ in people]
    answers = await asyncio.gather(*(online.answer(each, 4, {"content": "pong"}) for each in interactions))
    assert {answer.status for answer in answers} == {200}
    assert not any("X-RateLimit-Bucket" in answer.headers for answer in answers)
    assert {outcome.text for outcome in await asyncio.gather(*acts)} == {"pong"}
    counts = await playground.request_counts(reset=True)
    assert counts.interaction_answers >= 100
    assert counts.total == counts.interaction_answers + counts.outside
    assert (await playground.request_counts()).total == 0


async def test_server_errors_come_on_order(raw: RawBot, guild: Guild, playground: Playground) -> None:
    """A fault strikes the requests that it is meant for, as often as ordered, and no others."""
    path = f"/channels/{guild.channel('general').id}"
    await playground.misbehave("GET /channels/*", status=503, times=2)
    assert [(await raw.request("GET", path)).status for _ in range(3)] == [503, 503, 200]
    await playground.misbehave("POST /channels/*", status=500)
    assert (await raw.request("GET", path)).status == 200
    assert (await raw.request("POST", f"{path}/typing")).status == 500
    await playground.behave()
    assert (await raw.request("POST", f"{path}/typing")).status == 204


async def test_connections_drop_before_or_after_the_work_is_done(
    raw: RawBot, guild: Guild, playground: Playground
) -> None:
    """A connection dropped before does nothing; dropped after, the message was sent all the same."""
    channel = await guild.create_channel("drops")
    path = f"/channels/{channel.id}/messages"
    for drop, expected in (("before", []), ("after", ["x"])):
        await playground.misbehave("POST */messages", drop=drop, times=1)
        with pytest.raises(aiohttp.ClientError):
            await raw.request("POST", path, {"content": "x"})
        assert [message.text for message in await guild.messages(channel)] == expected
    assert (await raw.request("POST", path, {"content": "y"})).status == 200
    assert await playground.playground_errors() == []


async def test_slow_answers_come_on_order(raw: RawBot, playground: Playground) -> None:
    """A slow route answers, after a while."""
    await playground.misbehave("GET /users/@me", slow_seconds=0.2, times=1)
    started = asyncio.get_running_loop().time()
    assert (await raw.request("GET", "/users/@me")).status == 200
    assert asyncio.get_running_loop().time() - started >= 0.2


async def test_a_fault_must_do_something(playground: Playground) -> None:
    """An order without effect is a mistake of the test and is said so."""
    with pytest.raises(PlaygroundError, match="needs a status"):
        await playground.misbehave("GET *")
