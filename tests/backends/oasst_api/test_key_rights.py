"""What the key may do, and who finds that out."""

from __future__ import annotations

import asyncio
from uuid import uuid4

import pytest
import structlog
from aiohttp import web

from bot.backends.base import Capability
from bot.backends.errors import NotSupported, Unavailable
from bot.backends.oasst_api import KeyRights, OasstApiBackend, rights_of_key
from bot.protocol.scores import TimeFrame
from bot.protocol.trees import TreeState
from tests.backends import rulings
from tests.backends.community import contributor
from tests.backends.oasst_api.conftest import Installation
from tests.backends.oasst_api.neighbours import Neighbours
from tests.backends.oasst_api.served import TRUSTED_KEY, UNTRUSTED_KEY
from tests.backends.oasst_api.server import failure


async def test_a_trusted_key(installation: Installation) -> None:
    """A trusted key admits people and moderates; nothing that the API cannot do is a capability."""
    backend = await installation.client(TRUSTED_KEY)
    assert await rights_of_key(installation.server.url, TRUSTED_KEY) is KeyRights.TRUSTED
    assert await backend.capabilities() == {Capability.ADMIT, Capability.MODERATION}


async def test_any_other_key(installation: Installation) -> None:
    """A key that is not trusted can do neither, and every such call is refused as not supported."""
    backend = await installation.client(UNTRUSTED_KEY)
    assert await rights_of_key(installation.server.url, UNTRUSTED_KEY) is KeyRights.ANY
    assert await backend.capabilities() == frozenset()
    person, message = contributor(1), uuid4()
    await (await installation.client(TRUSTED_KEY)).admit(person)
    for call in (
        backend.admit(person),
        rulings.reported(backend, limit=1),
        rulings.keep(backend, message, person),
        rulings.delete(backend, message, person),
        rulings.edit(backend, message, "text", person),
        rulings.halt(backend, message, person, halted=True),
        rulings.enable(backend, person.person_id, person, enabled=False),
        backend.set_visible(person, visible=False),
        backend.trollboard(TimeFrame.DAY),
    ):
        with pytest.raises(NotSupported):
            await call


async def test_a_wrong_key(installation: Installation) -> None:
    """A key that the backend does not know makes it unavailable; the log says which setting is wrong, not the key."""
    backend = await installation.client("not-a-key")
    with structlog.testing.capture_logs() as lines, pytest.raises(Unavailable):
        await rights_of_key(installation.server.url, "not-a-key")
    assert "TASK_BACKEND_KEY" in lines[-1]["event"]
    assert "not-a-key" not in str(lines)
    assert await backend.capabilities() == {Capability.ADMIT}


async def test_rights_are_found_out_once(installation: Installation) -> None:
    """However many ask at the same time, the backend is asked once."""
    backend = await installation.client()
    await asyncio.gather(*(backend.capabilities() for _ in range(20)))
    await backend.capabilities()
    assert installation.server.state.calls["GET /admin/flagged_messages"] == 1


async def test_while_the_backend_is_down(installation: Installation) -> None:
    """While it cannot say, nobody is warned, nobody waits for it again and again, and later it is asked anew."""
    backend = await installation.client()

    async def down(_: web.Request) -> web.Response:
        return failure()

    installation.server.before = down
    for _ in range(5):
        assert await backend.capabilities() == {Capability.ADMIT}
    assert installation.server.state.calls["GET /admin/flagged_messages"] == 1
    installation.server.before = None
    await backend.tree_counts()  # it cannot go on without knowing
    assert await backend.capabilities() == {Capability.ADMIT, Capability.MODERATION}


async def test_tree_counts_with_any_key(installation: Installation) -> None:
    """Without a trusted key the counts come from what the backend has ready for everybody."""
    community = await installation.community()
    await community.write_prompt(community.person(1))
    for key in (TRUSTED_KEY, UNTRUSTED_KEY):
        async with OasstApiBackend(installation.server.url, key, installation.clock, Neighbours()) as backend:
            counts = {state: count for state, count in (await backend.tree_counts()).items() if count}
        assert counts == {TreeState.INITIAL_PROMPT_REVIEW: 1}
