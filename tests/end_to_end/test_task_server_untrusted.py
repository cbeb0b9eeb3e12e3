"""A bot whose key is not a trusted one: people whom the task server knows can work, others read what to do."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.backends.oasst_api.served import UNTRUSTED_KEY
from tests.end_to_end.task_server import Town, command, open_town

pytestmark = pytest.mark.asyncio(loop_scope="package")

NOTICE = "For people whom the task server knows already"
REFUSAL = "You have agreed, but the task server does not know you"


@pytest_asyncio.fixture(scope="module", loop_scope="package")
async def closed_town(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    """A town whose bot may not admit anybody."""
    async with open_town(tmp_path_factory.mktemp("closed"), key=UNTRUSTED_KEY) as opened:
        await opened.begin()
        yield opened
        assert await opened.house.complaints() == []


async def test_newcomers_are_warned_before_they_agree(closed_town: Town) -> None:
    """The agreement says whom it is for; a stranger who agrees all the same reads what to do, at every command."""
    ann = await closed_town.newcomer()
    agreement = (await ann.ask()).message
    assert NOTICE in agreement.text
    assert "ask the harbour to let you in" in agreement.text
    assert REFUSAL in (await ann.press(agreement, "I agree")).text
    for name in ("work", "tasks"):
        told = await command(ann, name)
        assert REFUSAL in told.text
        assert told.message.ephemeral
    assert "Nothing yet" in (await command(ann, "contributions")).text
    assert closed_town.new_log() == []


async def test_whom_the_server_knows_can_work(closed_town: Town) -> None:
    """Somebody who accepted the terms with this key before works as with any other; moderation is not offered."""
    ben = await closed_town.newcomer()
    closed_town.server.state.meet(str(ben.person.id), ben.person.name, 0, accepted=True)
    agreement = (await ben.ask(task="assistant_reply")).message
    assert NOTICE in agreement.text
    card = await ben.card_of(await ben.press(agreement, "I agree"))
    await ben.finished(card, "Known for long.")
    assert (await closed_town.stored_texts())["Known for long."] == 1
