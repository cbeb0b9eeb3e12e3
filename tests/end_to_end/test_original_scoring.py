"""A bot whose operator has chosen the original campaign's formula: what is submitted is paid at once."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.end_to_end.conftest import Newcomer
from tests.end_to_end.contributor import labels
from tests.end_to_end.running_bot import RunningBot, run_bot
from tests.end_to_end.test_leaderboard import leaderboard, profile, replies

pytestmark = pytest.mark.asyncio(loop_scope="package")


@pytest_asyncio.fixture(scope="module", loop_scope="package")
async def shared_bot(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[RunningBot]:
    """A bot of this module's own, with that setting."""
    async with run_bot(tmp_path_factory.mktemp("original"), SCORING="original") as running:
        yield running


async def test_a_card_promises_and_pays_at_once(newcomer: Newcomer) -> None:
    """A reply is worth four points, which the done card and the profile have as soon as it is submitted."""
    ann = await newcomer()
    card = await ann.reply()
    assert "4 points, 4 more if accepted" in card.text
    done = await ann.finished(card, "A reply that is paid at once.")
    assert "You earned **4 points**" in done.text
    shown = (await profile(ann)).text
    for part in (
        "**4 points, level 2**; 5 more to level 3",
        "- 1 reply as the assistant ×\u00a04 =\u00a0**4**",
        "In all **4 points**",
    ):
        assert part in shown


async def test_who_has_done_more_stands_higher(newcomer: Newcomer) -> None:
    """Points of replies are on the board at once, with the counts below, names as typed, and one's own row marked."""
    ann, bea = await newcomer(display_name="Ann *the* first"), await newcomer(display_name="بيا @everyone")
    await replies(ann, 2)
    await replies(bea, 1)
    board = await leaderboard(bea)
    assert "Last 7 days" in board.text
    lines = board.text.split("\n")
    first = next(line for line in lines if "🥇 **1**" in line)
    assert first == "🥇 **1** · \u2068Ann \\*the\\* first\u2069 · ⭐\u00a0**8**"
    assert "💬\u00a02" in lines[lines.index(first) + 1]
    assert "▶ 🥈 **2** · **\u2068بيا \\@everyone\u2069** (you) · ⭐\u00a0**4**" in lines
    alone = await bea.pressed(board, "Where am I")
    assert alone.id == board.id
    assert "(you)" in alone.text
    assert labels(alone) == ["Back to the board", "All servers"]
    assert "This server" in labels(await bea.pressed(alone, "All servers"))
