"""Memory: what is kept is bounded."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from playground.client import Guild, Playground
from playground.clock import PlaygroundClock
from playground.engine import Engine
from playground.interactions import KEPT, TOKEN_SECONDS, Interactions
from playground.world import Options, World
from tests.fork_server.forked import fork_module
from tests.playground.raw_bot import RawBot, button, register, row
from tests.playground.test_engine import Listener

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def playground() -> AsyncIterator[Playground]:
    """A playground that keeps ten messages a channel."""
    async with Playground.start(rate_limits=False, keep_messages=10, start_module=fork_module) as started:
        yield started


async def test_old_messages_are_dropped_and_new_ones_stay(raw: RawBot, guild: Guild) -> None:
    """Of 25 messages the newest ten are left, and the rest are unknown."""
    path = f"/channels/{guild.channel('work').id}/messages"
    sent = [(await raw.request("POST", path, {"content": str(number)})).body["id"] for number in range(25)]
    assert [message.text for message in await guild.messages(guild.channel("work"))] == [
        str(number) for number in range(15, 25)
    ]
    assert (await raw.request("PATCH", f"{path}/{sent[0]}", {"content": "x"})).code == 10008


async def test_a_long_run_keeps_its_size(online: RawBot, guild: Guild) -> None:
    """After hundreds of commands, presses and ephemeral answers hardly more is kept than after a few."""
    await register(online)
    alice = await guild.add_person("alice")
    general = guild.channel("general")
    await online.request("POST", f"/channels/{general.id}/messages", {"components": [row(button())]})
    (card,) = await alice.messages(general)
    for number in range(300):
        await online.serve(alice.press(card, "Press"), 7, {"content": str(number), "components": [row(button())]})
        await online.serve(alice.command(general, "ping"), 4, {"content": "x", "flags": 64})
    state = await online.playground.state()
    assert state["interactions"] >= 600
    assert state["messages_kept"] <= 10 * 2 + 30
    assert state["playground_errors"] == 0


async def test_interactions_are_forgotten_beyond_a_number() -> None:
    """Playground and engine forget the oldest interactions, but those that wait for an answer only after its time."""
    engine = Engine(PlaygroundClock(), Listener())
    published: list[Any] = []
    interactions = Interactions(
        engine, lambda event, payload: published.append((event, payload)), lambda *_, **__: None
    )
    guild = engine.create_guild("Guild", "de")
    channel = engine.create_channel(guild.id, "work", 0)
    data = {"name": "ping", "type": 1, "id": "1"}
    opened = [interactions.open(2, channel.id, guild.owner_id, dict(data), locale="de") for _ in range(KEPT + 50)]  # type: ignore[arg-type]  # 2 is a command
    waiting = opened[0]
    for pending in opened[1:]:
        pending.kind = "message"
    interactions.forget_old()
    assert len(engine.interactions) == KEPT + 1
    assert interactions.find(opened[1].record.id) is None
    assert interactions.find(waiting.record.id) is waiting
    waiting.opened -= TOKEN_SECONDS
    interactions.forget_old()
    assert len(engine.interactions) == KEPT
    assert interactions.find(waiting.record.id) is None
    assert interactions.find(opened[-1].record.id) is opened[-1]


async def test_shelves_of_deleted_channels_are_cleared() -> None:
    """Tidying drops what belongs to channels that are gone, old nonces and old audit entries."""
    world = World(Options())
    guild = world.engine.create_guild("Guild", "de")
    channel = world.engine.create_channel(guild.id, "work", 0)
    world.engine.post(channel.id, guild.owner_id, "hello")
    world.engine.delete_channel(channel.id)
    world.nonces.update({(1, str(number)): number for number in range(3_000)})
    world.tidy()
    assert len(world.nonces) == 2_000
    assert world.retention._messages == {}
