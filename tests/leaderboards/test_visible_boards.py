"""Tests of the one way in which boards are read, on both backends."""

import pytest

from bot.backends.errors import NotSupported
from bot.protocol.scores import TimeFrame
from tests.services.boards import SERVER, BoardServices


async def test_a_board_is_read_in_parts(services: BoardServices) -> None:
    """A part has at most as many rows as wanted, and says whether others follow; ties share a rank."""
    people = [await services.person() for _ in range(4)]
    for person, reviews in zip(people, (3, 1, 2, 1), strict=True):
        await services.reviews_of(person, reviews)
    first = await services.visible_boards.rows(TimeFrame.DAY, server_id=SERVER, limit=3)
    assert [(row.user_id, row.rank) for row in first.rows[:2]] == [(people[0].person_id, 1), (people[2].person_id, 2)]
    assert (first.rows[2].rank, first.has_more, first.last_updated) == (3, True, services.clock.now())
    rest = await services.visible_boards.rows(TimeFrame.DAY, server_id=SERVER, limit=100, offset=3)
    assert (rest.rows[0].rank, rest.has_more) == (3, False)
    assert {first.rows[2].user_id, rest.rows[0].user_id} == {people[1].person_id, people[3].person_id}


async def test_hidden_people_are_on_no_board(services: BoardServices) -> None:
    """Who hides is on no board and nobody's neighbour, and comes back as they were; others move up meanwhile."""
    ann, bea = await services.person(), await services.person()
    await services.reviews_of(ann, 2)
    await services.reviews_of(bea, 1)
    assert await services.visibility.hide(ann)
    board = (await services.visible_boards.rows(TimeFrame.TOTAL)).rows
    assert ann.person_id not in {row.user_id for row in board}
    assert (board[0].user_id, board[0].rank) == (bea.person_id, 1)
    assert ann.person_id not in {
        row.user_id for row in await services.visible_boards.neighbours(bea.contributor, TimeFrame.DAY)
    }
    assert await services.visible_boards.neighbours(ann.contributor, TimeFrame.DAY) == ()
    assert await services.visibility.show(ann)
    assert (await services.visible_boards.rows(TimeFrame.TOTAL)).rows[0].user_id == ann.person_id


async def test_a_task_server_that_cannot_be_told_is_overruled(distant: BoardServices) -> None:
    """With a key that may hide nobody, pages stay full and complete although the task server still shows the hidden."""
    people = [await distant.person() for _ in range(7)]
    for person in people:
        await distant.prompt_of(person)
    order = [row.user_id for row in (await distant.visible_boards.rows(TimeFrame.TOTAL)).rows]
    assert set(order) == {person.person_id for person in people}
    hidden = [person for person in people if person.person_id in order[:2] + order[4:5]]
    for person in hidden:
        assert not await distant.visibility.hide(person)
    shown = [person_id for person_id in order if person_id not in await distant.visibility.hidden()]
    first = await distant.visible_boards.rows(TimeFrame.TOTAL, limit=3)
    second = await distant.visible_boards.rows(TimeFrame.TOTAL, limit=3, offset=3)
    assert [row.user_id for row in (*first.rows, *second.rows)] == shown
    assert (first.has_more, second.has_more) == (True, False)
    somebody = next(person for person in people if person not in hidden)
    around = await distant.visible_boards.neighbours(somebody.contributor, TimeFrame.TOTAL, reach=10)
    assert [row.user_id for row in around] == shown


async def test_ranks_close_up_where_the_task_server_still_counts_the_hidden(distant: BoardServices) -> None:
    """Page, rows around one's own and one's profile agree on a rank that nobody hidden takes away."""
    best, second, third = [await distant.person() for _ in range(3)]
    for person, reviews in ((best, 3), (second, 2), (third, 1)):
        await distant.reviews_of(person, reviews)
    await distant.visibility.hide(best)
    page = await distant.visible_boards.rows(TimeFrame.TOTAL, limit=2)
    assert [(row.user_id, row.rank) for row in page.rows] == [(second.person_id, 1), (third.person_id, 2)]
    (own,) = await distant.visible_boards.neighbours(third.contributor, TimeFrame.TOTAL, reach=0)
    assert own.rank == 2
    assert (await distant.visible_boards.score(third.contributor, TimeFrame.TOTAL)).rank == 2


async def test_a_task_server_has_no_boards_of_servers(distant: BoardServices) -> None:
    """Boards of one server are refused there, and said not to be live."""
    assert not await distant.visible_boards.are_live()
    with pytest.raises(NotSupported):
        await distant.visible_boards.rows(TimeFrame.DAY, server_id=SERVER)
