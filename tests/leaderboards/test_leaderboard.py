"""Tests of `/leaderboard`: what it opens with, and what its controls do."""

from pathlib import Path

import pytest

from bot.backends.errors import Unavailable
from bot.protocol.moments import DAY
from bot.protocol.scores import TimeFrame
from tests.backends.oasst_api.served import TRUSTED_KEY
from tests.services.boards import BoardServices, click, labels_of, open_board_services_of_task_server, text_of


async def test_it_opens_with_the_place_where_it_was_asked_for(services: BoardServices) -> None:
    """In a server it is that server's board, in a direct message that of all, unless something else is wanted."""
    ann = await services.person()
    await services.reviews_of(ann, 1)
    here = await services.leaderboard.show(click(ann), "week", None)
    assert "Last 7 days\n-# This server" in text_of(here)
    assert labels_of(here) == ["Where am I", "All servers"]
    elsewhere = await services.leaderboard.show(click(ann, server_id=99), "week", None)
    assert "Nobody yet in the last 7 days" in text_of(elsewhere)
    assert labels_of(elsewhere) == ["All servers"]
    for scope in (None, "server", "global"):
        answer = await services.leaderboard.show(click(ann, server_id=None), "total", scope)
        assert "Of all time\n-# All servers" in text_of(answer)
        assert ("A direct message is in no server" in text_of(answer)) == (scope == "server")
        assert labels_of(answer) == ["Where am I"]
    everywhere = await services.leaderboard.show(click(ann, server_id=99), "day", "global")
    assert "(you)" in text_of(everywhere)
    assert labels_of(everywhere) == ["Where am I", "This server"]


async def test_pages_are_turned(services: BoardServices) -> None:
    """Ten people are on a page; Next and Previous lead on and back, and a page that is gone is the first one."""
    people = [await services.person() for _ in range(12)]
    for person in people:
        await services.prompt_of(person)
    first = await services.leaderboard.show(click(people[0]), "day", None)
    assert text_of(first).count("-# ✍️\u00a01") == 10
    assert labels_of(first) == ["Next", "Where am I", "All servers"]
    second = await services.leaderboard.turn(click(people[0], "day/server/1"))
    assert text_of(second).count("-# ✍️\u00a01") == 2
    assert labels_of(second) == ["Previous", "Where am I", "All servers"]
    for gone in ("day/server/2", "day/server/998"):
        assert text_of(await services.leaderboard.turn(click(people[0], gone))) == text_of(first)
    for forged in ("year/server/1", "x", None):
        assert "Last 7 days" in text_of(await services.leaderboard.turn(click(people[0], forged)))


async def test_another_period_is_chosen(services: BoardServices) -> None:
    """The select of periods shows the first page of the other period, in the same scope; nonsense changes nothing."""
    ann = await services.person()
    await services.reviews_of(ann, 1)
    services.clock.move(2 * DAY)
    chosen = await services.leaderboard.choose_period(click(ann, "week/global/0", "day"))
    assert "Last 24 hours\n-# All servers" in text_of(chosen)
    assert "Nobody yet in the last 24 hours" in text_of(chosen)
    for values in (("week",), ("nonsense",), ()):
        assert "(you)" in text_of(await services.leaderboard.choose_period(click(ann, "week/global/0", *values)))


async def test_where_am_i(services: BoardServices) -> None:
    """One's own row is shown among its neighbours, marked; it need not be on the first page."""
    people = [await services.person() for _ in range(3)]
    for person, reviews in zip(people, (3, 2, 1), strict=True):
        await services.reviews_of(person, reviews)
    text = text_of(await services.leaderboard.locate(click(people[1], "total/server/4")))
    assert text.index("Person 1") < text.index("▶ 🥈 **2** · **\u2068Person 2\u2069** (you)") < text.index("Person 3")
    assert "page" not in text


async def test_who_is_on_no_board_is_told_why(services: BoardServices) -> None:
    """Without contributions, without the agreement, or hidden: each reads a sentence, and has a way back."""
    newcomer, idle, hidden = await services.person(agreed=False), await services.person(), await services.person()
    await services.reviews_of(hidden, 1)
    await services.visibility.hide(hidden)
    for person, told in (
        (newcomer, "You are not on this board yet"),
        (idle, "You are not on this board yet"),
        (hidden, "You are hidden from leaderboards"),
    ):
        answer = await services.leaderboard.locate(click(person, "week/server/0"))
        assert told in text_of(answer)
        assert labels_of(answer) == ["Back to the board", "All servers"]


async def test_who_hides_at_the_task_server_is_told_so(tmp_path: Path) -> None:
    """Whom the task server leaves out because they hide there reads that, not that they did nothing."""
    async with open_board_services_of_task_server(tmp_path, TRUSTED_KEY) as services:
        ann = await services.person()
        await services.prompt_of(ann)
        await services.backend.set_visible(ann.contributor, visible=False)
        answer = await services.leaderboard.locate(click(ann, "total/global/0"))
        assert "You are hidden from leaderboards" in text_of(answer)
        assert labels_of(answer) == ["Back to the board"]


async def test_an_empty_board_says_who_hides(services: BoardServices) -> None:
    """Who is missing on a board because they hide is not told that nobody has done anything, and no more."""
    ann, bea = await services.person(), await services.person()
    await services.prompt_of(ann)
    await services.visibility.hide(ann)
    assert "You are hidden from leaderboards" in text_of(await services.leaderboard.show(click(ann), "week", None))
    assert "hidden" not in text_of(await services.leaderboard.show(click(bea), "week", None))


async def test_a_task_server_knows_no_servers(distant: BoardServices) -> None:
    """There is one board, of all; a word says that it may be late."""
    ann, stranger = await distant.person(), await distant.person(agreed=False)
    await distant.prompt_of(ann)
    for answer in (
        await distant.leaderboard.show(click(ann), "total", "server"),
        await distant.leaderboard.show(click(stranger), "total", None),
        await distant.leaderboard.locate(click(ann, "total/server/0")),
        await distant.leaderboard.locate(click(stranger, "total/server/0")),
    ):
        assert "Of all time\n-# All servers" in text_of(answer)
        assert "has none of single servers" in text_of(answer)
        assert "This server" not in labels_of(answer)


async def test_a_task_server_that_is_down_is_an_error(distant: BoardServices) -> None:
    """While the task server does not answer there is no board, but an error with a sentence."""
    assert distant.server is not None
    person = await distant.person()

    async def gone(_: object) -> None:
        raise ConnectionResetError

    distant.server.before = gone
    with pytest.raises(Unavailable):
        await distant.leaderboard.show(click(person), TimeFrame.DAY, None)
