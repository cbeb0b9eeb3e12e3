"""Tests of boards that are turned off, moved or left, and of what becomes of their messages."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.posted_boards.upkeep import EDIT_INTERVAL
from bot.protocol.moments import DAY, HOUR, MINUTE, SECOND
from tests.services.boards import SERVER, text_of
from tests.services.posted_boards import BOARDS, OTHER, PostedBoardServices, open_posted_board_services

TO_NINE = 21 * HOUR
"""From noon to the next turn."""


@pytest.fixture
async def posted(tmp_path: Path) -> AsyncIterator[PostedBoardServices]:
    """A services of its own."""
    async with open_posted_board_services(tmp_path) as services:
        yield services


async def test_turning_off_leaves_the_last_standing(posted: PostedBoardServices) -> None:
    """The messages stay, say since when they are not updated, and nothing is posted or edited any more."""
    await posted.turn_on("day", "total")
    await posted.settings.turn_off(posted.click())
    since = f"No longer updated since <t:{posted.clock.now() // SECOND}:f>"
    for text in posted.channels.shown(BOARDS):
        assert since in text
        assert "Final" not in text
    await posted.services.reviews_of(await posted.services.person())
    await posted.later(2 * DAY)
    assert [message.edits for message in posted.channels.messages.values()] == [1, 1]


async def test_another_channel(posted: PostedBoardServices) -> None:
    """The boards go on in the new channel; those in the old one say that they are no longer updated."""
    await posted.turn_on("total")
    await posted.settings.choose_channel(posted.click(str(OTHER)))
    await posted.later(MINUTE)
    assert "No longer updated" in posted.channels.shown(BOARDS)[0]
    assert len(posted.channels.shown(OTHER)) == 1
    await posted.settings.choose_channel(posted.click(str(BOARDS)))
    await posted.later(MINUTE)
    assert [len(posted.channels.shown(channel)) for channel in (BOARDS, OTHER)] == [1, 1]
    assert "No longer updated" not in posted.channels.shown(BOARDS)[0]
    assert "No longer updated" in posted.channels.shown(OTHER)[0]


async def test_off_and_on_again_goes_on_with_the_same_messages(posted: PostedBoardServices) -> None:
    """Within the period the present messages are taken up again, with whom they congratulate; nothing is doubled."""
    await posted.turn_on("day", "total")
    ann = await posted.services.person()
    await posted.services.reviews_of(ann)
    await posted.later(TO_NINE)
    await posted.settings.turn_off(posted.click())
    assert "Congratulations" in posted.channels.shown(BOARDS)[-1]
    posted.clock.move(HOUR)
    bob = await posted.services.person()
    await posted.services.reviews_of(bob)
    answer = await posted.settings.turn_on(posted.click())
    final, total, day = posted.channels.shown(BOARDS)
    assert bob.display_name not in final
    for text in (total, day):
        assert bob.display_name in text
        assert "No longer updated" not in text
    assert "Congratulations" in day
    assert text_of(answer).count("[posted]") == 2
    await posted.later(23 * HOUR)
    assert len(posted.channels.messages) == 4, "the day turns as if it had never been off"


async def test_on_again_after_the_turn_is_a_new_message(posted: PostedBoardServices) -> None:
    """What was stopped before the period turned stays stopped; a total goes on whenever it is."""
    await posted.turn_on("day", "total")
    await posted.services.reviews_of(await posted.services.person())
    await posted.later(EDIT_INTERVAL)
    await posted.settings.turn_off(posted.click())
    await posted.later(TO_NINE)
    await posted.settings.turn_on(posted.click())
    stopped, total, day = posted.channels.shown(BOARDS)
    assert "No longer updated" in stopped
    assert "No longer updated" not in total + day


async def test_a_message_that_was_deleted_while_off_is_posted_anew(posted: PostedBoardServices) -> None:
    """Only what is still there is taken up again."""
    await posted.turn_on("total")
    await posted.settings.turn_off(posted.click())
    posted.channels.messages.clear()
    await posted.settings.turn_on(posted.click())
    (text,) = posted.channels.shown(BOARDS)
    assert "No longer updated" not in text


async def test_who_hides_disappears_from_stopped_boards_too(posted: PostedBoardServices) -> None:
    """A board that is off loses their name, and still says since when it is off."""
    await posted.turn_on("total")
    ann = await posted.services.person()
    await posted.services.reviews_of(ann)
    await posted.settings.post_now(posted.click())
    await posted.settings.turn_off(posted.click())
    (before,) = posted.channels.shown(BOARDS)
    assert ann.display_name in before
    await posted.services.visibility.hide(ann)
    await posted.later(HOUR)
    (text,) = posted.channels.shown(BOARDS)
    assert ann.display_name not in text
    assert text.split("\n")[-2] == before.split("\n")[-2]


async def test_a_server_that_the_bot_has_left_gets_nothing_more(posted: PostedBoardServices) -> None:
    """Its webhook would still let the bot post; the bot does not."""
    await posted.turn_on("day")
    await posted.settings.server_left(SERVER)
    await posted.services.reviews_of(await posted.services.person())
    await posted.later(2 * DAY)
    assert len(posted.channels.messages) == 1
