"""Tests of posting boards, on a clock that is moved and channels in which things go wrong."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.posted_boards import repository
from bot.posted_boards.posting import LEASE
from bot.posted_boards.upkeep import EDIT_INTERVAL
from bot.protocol.moments import DAY, HOUR, MINUTE, SECOND
from tests.services.boards import SERVER
from tests.services.posted_boards import BOARDS, OTHER, PostedBoardServices, open_posted_board_services

TO_NINE = 21 * HOUR
"""From noon to the next turn."""


@pytest.fixture
async def posted(tmp_path: Path) -> AsyncIterator[PostedBoardServices]:
    """A services of its own."""
    async with open_posted_board_services(tmp_path) as services:
        yield services


async def test_a_board_is_edited_when_it_changes_and_not_too_often(posted: PostedBoardServices) -> None:
    """One message; an edit comes at the earliest after ten minutes, and only where the content has changed."""
    await posted.turn_on("day")
    (message,) = posted.channels.messages.values()
    assert "Nobody yet in the last 24 hours" in message.text
    ann = await posted.services.person()
    await posted.services.reviews_of(ann)
    for minutes in (1, 4, 4):
        await posted.later(minutes * MINUTE)
        assert posted.channels.messages[message.message_id].edits == 0
    await posted.later(MINUTE)
    assert ann.display_name in posted.channels.messages[message.message_id].text
    for _ in range(5):
        await posted.later(11 * MINUTE)
    assert posted.channels.messages[message.message_id].edits == 1
    assert len(posted.channels.messages) == 1


async def test_discord_is_asked_once_an_hour_for_what_does_not_change(posted: PostedBoardServices) -> None:
    """An unchanged message is edited every hour and still names its last change; one that was deleted comes back."""
    await posted.turn_on("total")
    (message,) = posted.channels.messages.values()
    for _ in range(13):
        await posted.later(10 * MINUTE)
    assert posted.channels.messages[message.message_id].edits == 2
    assert posted.channels.messages[message.message_id].text == message.text
    posted.channels.messages.clear()
    for _ in range(6):
        await posted.later(10 * MINUTE)
    (again,) = posted.channels.messages.values()
    assert again.text == message.text


async def test_a_turn_keeps_the_final_standing_and_congratulates(posted: PostedBoardServices) -> None:
    """At the set hour the old message becomes final and stays; a new one names the winners, ties included."""
    await posted.turn_on("day", "total")
    ann, bob = await posted.services.person(), await posted.services.person()
    await posted.services.reviews_of(ann, 2)
    await posted.services.reviews_of(bob, 2)
    await posted.later(TO_NINE - MINUTE)
    assert len(posted.channels.messages) == 2
    await posted.later(MINUTE)
    old, total, new = posted.channels.shown(BOARDS)
    ended_at = posted.clock.now() // SECOND
    assert old.startswith(f"### 🏁 Final standing · until <t:{ended_at}:f>\n**Leaderboard of this server · 24 hours**")
    assert "Last 24 hours" not in old
    assert ann.display_name in old
    congratulation = new.split("\n")[new.split("\n").index("🎉 **Congratulations to the best of the past day!**") + 1]
    assert congratulation.count("🥇") == 1
    assert "🥈" not in congratulation
    assert ann.display_name in congratulation
    assert bob.display_name in congratulation
    assert "Congratulations" not in total
    for _ in range(3):
        await posted.later(11 * MINUTE)
    assert len(posted.channels.messages) == 3


async def test_weeks_turn_on_mondays_and_months_on_the_first(posted: PostedBoardServices) -> None:
    """From Wednesday, 4 March: the week turns on the 9th, the month on 1 April, and the total never."""
    await posted.turn_on("week", "month", "total")
    counts = []
    for _ in range(30):
        await posted.services.reviews_of(await posted.services.person())
        await posted.later(DAY)
        counts.append(len(posted.channels.messages))
    # Each noon from 5 March to 3 April: three messages, and one more from the 9th, 16th, 23rd and 30th, and 1 April on.
    assert counts == [3] * 4 + [4] * 7 + [5] * 7 + [6] * 7 + [7] * 2 + [8] * 3


async def test_a_bot_that_was_off_over_several_turns_catches_up_once(posted: PostedBoardServices) -> None:
    """After three days there is one new message; the old one keeps the standing that it showed last."""
    await posted.turn_on("day")
    ann, bob = await posted.services.person(), await posted.services.person()
    await posted.services.reviews_of(ann)
    await posted.later(HOUR)
    posted.clock.move(3 * DAY)
    await posted.services.reviews_of(bob)
    await posted.later(0)
    old, new = posted.channels.shown(BOARDS)
    assert (ann.display_name in old, bob.display_name in old) == (True, False)
    assert (ann.display_name in new, bob.display_name in new) == (False, True)
    await posted.later(HOUR)
    assert len(posted.channels.messages) == 2


async def test_days_on_which_nobody_works_bring_no_messages(posted: PostedBoardServices) -> None:
    """An empty board goes on as it is, instead of one "nobody yet" a day; when somebody comes, it is theirs."""
    await posted.turn_on("day")
    for _ in range(5):
        await posted.later(DAY)
    assert len(posted.channels.messages) == 1
    ann = await posted.services.person()
    await posted.services.reviews_of(ann)
    await posted.later(EDIT_INTERVAL)
    (text,) = posted.channels.shown(BOARDS)
    assert ann.display_name in text
    assert "Final" not in text


async def test_a_clock_that_jumps_back_posts_nothing_again(posted: PostedBoardServices) -> None:
    """After a turn the clock goes back before it and comes there again: the new message is the only one."""
    await posted.turn_on("day")
    await posted.services.reviews_of(await posted.services.person())
    await posted.later(TO_NINE + MINUTE)
    assert len(posted.channels.messages) == 2
    await posted.later(-HOUR)
    await posted.later(2 * HOUR)
    assert len(posted.channels.messages) == 2


async def test_two_who_post_at_once(posted: PostedBoardServices) -> None:
    """The bot and the command line find the same turn at the same moment: there is one new message."""
    await posted.turn_on("day", "total")
    await posted.services.reviews_of(await posted.services.person())
    posted.clock.move(TO_NINE)
    await asyncio.gather(*(poster.carry_out() for poster in (posted.posting, *(posted.new_posting() for _ in "abc"))))
    assert len(posted.channels.messages) == 3


async def test_a_claim_that_was_never_given_back_lapses(posted: PostedBoardServices) -> None:
    """Whoever crashed while posting keeps the others away for the time of the lease only."""
    await posted.turn_on("day")
    await posted.services.reviews_of(await posted.services.person())
    now = posted.clock.now()
    await posted.services.database.write(repository.claim, SERVER, b"crashed", now + EDIT_INTERVAL - MINUTE, LEASE)
    await posted.later(EDIT_INTERVAL)
    assert [message.edits for message in posted.channels.messages.values()] == [0]
    await posted.later(LEASE)
    assert [message.edits for message in posted.channels.messages.values()] == [1]


async def test_a_message_whose_arrival_is_unknown_is_found_again(posted: PostedBoardServices) -> None:
    """Where Discord's answer was lost, the channel's history tells that the message is there: it is not sent twice."""
    posted.channels.loses_answers = True
    await posted.turn_on("day")
    posted.channels.loses_answers = False
    await posted.later(3 * MINUTE)
    assert len(posted.channels.messages) == 1
    await posted.services.reviews_of(await posted.services.person())
    await posted.later(EDIT_INTERVAL)
    assert [message.edits for message in posted.channels.messages.values()] == [1]


async def test_without_the_history_it_is_sent_a_second_time_at_most(posted: PostedBoardServices) -> None:
    """A bot that may not read the channel cannot know, and sends once more after an hour, which it then keeps."""
    posted.channels.reads_history = False
    posted.channels.loses_answers = True
    await posted.turn_on("total")
    for _ in range(5):
        await posted.later(10 * MINUTE)
    assert len(posted.channels.messages) == 1
    posted.channels.loses_answers = False
    for _ in range(12):
        await posted.later(10 * MINUTE)
    assert len(posted.channels.messages) == 2


async def test_a_deleted_message_is_posted_anew(posted: PostedBoardServices) -> None:
    """Once, when it would be edited; then the new one is kept fresh."""
    await posted.turn_on("day")
    posted.channels.messages.clear()
    for _ in range(3):
        await posted.services.reviews_of(await posted.services.person())
        await posted.later(EDIT_INTERVAL)
    assert [message.edits for message in posted.channels.messages.values()] == [2]


async def test_a_channel_that_is_seen_to_be_deleted(posted: PostedBoardServices) -> None:
    """Discord tells at once: the boards are off before anything would be posted, and the manager knows; others not."""
    await posted.turn_on("total")
    await posted.posting.channel_gone(SERVER, OTHER)
    assert "**On**" in str((await posted.settings.show(posted.click())).card)
    for _ in range(2):
        await posted.posting.channel_gone(SERVER, BOARDS)
    assert len(posted.channels.told) == 1
    assert "no longer exists" in str((await posted.settings.show(posted.click())).card)


async def test_a_deleted_webhook_is_made_anew(posted: PostedBoardServices) -> None:
    """The bot makes another and posts anew; the message that nobody can edit any more is to disappear."""
    await posted.turn_on("day")
    posted.channels.webhooks.clear()
    await posted.services.reviews_of(await posted.services.person())
    await posted.later(EDIT_INTERVAL)
    assert len(posted.channels.messages) == 2
    assert len({message.webhook_id for message in posted.channels.messages.values()}) == 2
    await posted.services.reviews_of(await posted.services.person())
    await posted.later(EDIT_INTERVAL)
    assert [message.edits for message in posted.channels.messages.values()] == [0, 1]


async def test_a_deleted_channel_is_told_once(posted: PostedBoardServices) -> None:
    """The boards turn off, the card says why, and the manager who turned them on gets one message."""
    await posted.turn_on("day")
    posted.channels.channels.remove(BOARDS)
    for _ in range(4):
        await posted.services.reviews_of(await posted.services.person())
        await posted.later(HOUR)
    assert [user for user, _ in posted.channels.told] == [posted.manager.discord_id]
    assert "no longer exists" in posted.channels.told[0][1]
    card = await posted.settings.show(posted.click())
    assert "no longer exists" in str(card.card)
    await posted.turn_on("day", channel=OTHER)
    assert len(posted.channels.shown(OTHER)) == 1


@pytest.mark.parametrize(
    ("hindrance", "sentence"),
    [("may_manage_webhooks", "Manage Webhooks"), ("has_room", "15 webhooks")],
)
async def test_trouble_is_explained_told_once_and_heals(
    posted: PostedBoardServices, hindrance: str, sentence: str
) -> None:
    """What is missing stands on the card, or in one message if it goes missing later; `Post now` posts again."""
    setattr(posted.channels, hindrance, False)
    answer = await posted.turn_on("week")
    assert sentence in str(answer.card)
    for _ in range(3):
        await posted.later(2 * HOUR)
    assert posted.channels.told == [], "the manager has read it on the card"
    setattr(posted.channels, hindrance, True)
    answer = await posted.settings.post_now(posted.click())
    assert len(posted.channels.messages) == 1
    posted.channels.webhooks.clear()
    setattr(posted.channels, hindrance, False)
    for _ in range(4):
        await posted.later(2 * HOUR)
    assert len(posted.channels.told) == 1
    assert sentence in posted.channels.told[0][1]
    setattr(posted.channels, hindrance, True)
    posted.channels.messages.clear()
    answer = await posted.settings.post_now(posted.click())
    assert sentence not in str(answer.card)
    assert len(posted.channels.messages) == 1


async def test_a_manager_who_takes_no_messages_sees_it_on_the_card(posted: PostedBoardServices) -> None:
    """A direct message that Discord refuses breaks nothing."""
    posted.channels.takes_direct_messages = False
    posted.channels.may_manage_webhooks = False
    answer = await posted.turn_on("week")
    assert "Manage Webhooks" in str(answer.card)
    assert posted.channels.told == []


async def test_too_many_edits_of_an_old_message_are_waited_out(posted: PostedBoardServices) -> None:
    """30046: nothing is posted anew for it, and the next edit that is let through shows the newest standing."""
    await posted.turn_on("total")
    posted.channels.refuses_edits = True
    for _ in range(4):
        await posted.services.reviews_of(await posted.services.person())
        await posted.later(EDIT_INTERVAL)
    posted.channels.refuses_edits = False
    await posted.later(EDIT_INTERVAL)
    (message,) = posted.channels.messages.values()
    assert message.edits == 1
    assert message.text.count("-# ✍️") >= 4


async def test_discord_that_is_down_at_the_turn(posted: PostedBoardServices) -> None:
    """The period turns when Discord is back: one final, one new message, nobody told."""
    await posted.turn_on("day")
    await posted.services.reviews_of(await posted.services.person())
    await posted.later(HOUR)
    posted.channels.is_up = False
    await posted.later(TO_NINE - HOUR)
    await posted.later(3 * MINUTE)
    posted.channels.is_up = True
    await posted.later(3 * MINUTE)
    await posted.later(3 * MINUTE)
    old, new = posted.channels.shown(BOARDS)
    assert "Final standing" in old
    assert "Congratulations" in new
    assert posted.channels.told == []


async def test_who_hides_disappears_from_every_message(posted: PostedBoardServices) -> None:
    """Board, congratulation and final standings lose their name; whoever was second is first, with its medal."""
    await posted.turn_on("day", "total")
    ann, bob = await posted.services.person(), await posted.services.person()
    await posted.services.reviews_of(ann, 2)
    await posted.services.reviews_of(bob)
    await posted.later(TO_NINE)
    texts = posted.channels.shown(BOARDS)
    assert all(ann.display_name in text for text in texts)
    await posted.services.visibility.hide(ann)
    await posted.later(MINUTE)
    assert not any(ann.display_name in text for text in posted.channels.shown(BOARDS))
    assert all(bob.display_name in text for text in posted.channels.shown(BOARDS))
    final, total, congratulation = posted.channels.shown(BOARDS)
    assert "🥇 **1**" in final
    assert "🥇 **1**" in total
    assert "🥇 **" in congratulation


async def test_who_hides_while_the_webhook_is_gone_is_withdrawn(posted: PostedBoardServices) -> None:
    """A final standing that can no longer be edited is to be deleted, since it shows their name."""
    await posted.turn_on("day")
    ann = await posted.services.person()
    await posted.services.reviews_of(ann)
    await posted.later(TO_NINE)
    posted.channels.webhooks.clear()
    await posted.services.visibility.hide(ann)
    await posted.later(MINUTE)
    waiting = await posted.services.database.read(
        lambda connection: connection.execute("SELECT message_id FROM withdrawal").fetchall()
    )
    named = [each.message_id for each in posted.channels.messages.values() if ann.display_name in each.text]
    assert sorted(named) == sorted(message_id for (message_id,) in waiting)


async def test_a_standing_that_was_read_before_somebody_was_taken_out_is_not_shown(posted: PostedBoardServices) -> None:
    """Who is deleted between reading and posting is not posted; it is begun anew."""
    await posted.turn_on("total")
    ann = await posted.services.person()
    await posted.services.reviews_of(ann)
    boards = await posted.services.database.read(repository.find, SERVER)
    standing = await posted.services.visible_boards.rows(boards.messages[0].period)
    await posted.services.database.write(repository.take_out, ann.person_id)
    (message,) = boards.messages
    shown = replace(message, shown=replace(message.shown, rows=standing.rows))
    await posted.services.database.write(repository.note_edited, shown, b"", 1, revision=boards.setting.revision)
    rows = await posted.services.database.read(repository.rows_of_person, ann.person_id)
    assert rows == []
    after = await posted.services.database.read(repository.find, SERVER)
    assert after.messages[0].is_stale
