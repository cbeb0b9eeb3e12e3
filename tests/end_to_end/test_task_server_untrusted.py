"""A bot whose key is not a trusted one: people whom the task server knows can work, others read what to do."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.backends.oasst_api.served import UNTRUSTED_KEY
from tests.end_to_end.task_server import BotOnTaskServer, command, run_bot_on_task_server

pytestmark = pytest.mark.asyncio(loop_scope="package")

NOTICE = "For people whom the task server knows already"
REFUSAL = "You have agreed, but the task server does not know you"


@pytest_asyncio.fixture(scope="module", loop_scope="package")
async def on_closed_server(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[BotOnTaskServer]:
    """A task server on which the bot may not admit anybody."""
    async with run_bot_on_task_server(tmp_path_factory.mktemp("closed"), key=UNTRUSTED_KEY) as opened:
        await opened.begin()
        yield opened
        assert await opened.running.complaints() == []


async def test_newcomers_are_warned_before_they_agree(on_closed_server: BotOnTaskServer) -> None:
    """The agreement says whom it is for; a stranger who agrees all the same reads what to do, at every command."""
    ann = await on_closed_server.newcomer()
    agreement = (await ann.ask()).message
    assert NOTICE in agreement.text
    assert "ask the harbour to let you in" in agreement.text
    assert REFUSAL in (await ann.press(agreement, "I agree")).text
    for name in ("work", "tasks"):
        told = await command(ann, name)
        assert REFUSAL in told.text
        assert told.message.ephemeral
    assert "Nothing yet" in (await command(ann, "contributions")).text
    assert on_closed_server.new_log() == []


async def test_whom_the_server_knows_can_work(on_closed_server: BotOnTaskServer) -> None:
    """Somebody who accepted the terms with this key before works as with any other; moderation is not offered."""
    ben = await on_closed_server.newcomer()
    on_closed_server.server.state.meet(str(ben.person.id), ben.person.name, 0, accepted=True)
    agreement = (await ben.ask(task="assistant_reply")).message
    assert NOTICE in agreement.text
    card = await ben.card_of(await ben.press(agreement, "I agree"))
    await ben.finished(card, "Known for long.")
    assert (await on_closed_server.stored_texts())["Known for long."] == 1
