"""Tests of `/profile`: one's own, others', sharing, hiding."""

from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp import web

from bot.interactions.responses import Response
from bot.policy import CannotPostHere
from bot.protocol.moments import DAY, HOUR
from bot.state.person import Person
from tests.backends import rulings
from tests.backends.oasst_api.served import TRUSTED_KEY
from tests.backends.oasst_api.server import failure
from tests.cards.test_people import words
from tests.services.boards import CHANNEL, BoardServices, click, labels_of, open_board_services_of_task_server, text_of

NOTHING = "🔎 There is nothing to show about this person."


async def test_ones_own_profile(services: BoardServices) -> None:
    """Points, level, ranks here and everywhere, streak with its end, and how the points come about."""
    ann, bea = await services.person(), await services.person()
    await services.reviews_of(ann, 2, server=1)
    await services.reviews_of(ann, 1)
    await services.reviews_of(bea, 2)
    text = text_of(await services.profiles.show(click(ann), None))
    assert "**6 points, level 2**" in text
    assert "Last 7 days: **#2** · **#1**" in text
    assert f"Your streak lasts until <t:{(services.clock.now() + 36 * HOUR) // 1000}:f>" in text
    assert "3 label tasks with every scale ×\u00a02 =\u00a0**6**" in text
    in_private = text_of(await services.profiles.show(click(ann, server_id=None), ann.discord_id))
    assert "Last 7 days: **#1**\n" in in_private
    services.clock.move(2 * DAY)
    assert "No streak" in text_of(await services.profiles.show(click(ann), None))


async def test_whoever_has_not_agreed_is_told_how_to_begin(services: BoardServices) -> None:
    """A newcomer has no numbers and nothing to press, whatever they press all the same."""
    ann = await services.person(agreed=False)
    for answer in (
        await services.profiles.show(click(ann), None),
        await services.profiles.hide(click(ann)),
        await services.profiles.unhide(click(ann)),
        await services.profiles.share(click(ann)),
    ):
        assert "/work gives you a first task" in text_of(answer)
        assert labels_of(answer) == []
        assert answer.follow_ups == ()
    assert await services.visibility.hidden() == frozenset()


async def test_others_see_what_leaderboards_tell(services: BoardServices) -> None:
    """Somebody else's profile has their points and ranks, and no controls."""
    ann, bea = await services.person(), await services.person(agreed=False)
    await services.reviews_of(ann, 1)
    answer = await services.profiles.show(click(bea), ann.discord_id)
    text = text_of(answer)
    assert "Person 1" in text
    assert "**2 points, level 1**" in text
    assert "Last 7 days: **#1** · **#1**" in text
    assert labels_of(answer) == []


async def test_one_sentence_for_everybody_who_is_not_shown(services: BoardServices) -> None:
    """Whether somebody is unknown, has not agreed, has done nothing, is hidden or disabled cannot be told apart."""
    asking = await services.person()
    without_agreement, idle, hidden, disabled = [await services.person(agreed=number > 0) for number in range(4)]
    for person in (hidden, disabled):
        await services.reviews_of(person, 1)
        assert "Person" in text_of(await services.profiles.show(click(asking), person.discord_id))
    await services.visibility.hide(hidden)
    await rulings.enable(services.backend, disabled.person_id, asking.contributor, enabled=False)
    for discord_id in (10**18, *(person.discord_id for person in (without_agreement, idle, hidden, disabled))):
        assert text_of(await services.profiles.show(click(asking), discord_id)) == NOTHING


async def test_hiding_and_showing(services: BoardServices) -> None:
    """The button hides, the other one shows again; hidden people still see their own profile."""
    ann, bea = await services.person(), await services.person()
    await services.reviews_of(ann, 1)
    hidden = await services.profiles.hide(click(ann))
    assert "You are hidden" in text_of(hidden)
    assert "website" not in text_of(hidden)
    assert labels_of(hidden) == ["Show me on leaderboards", "Tell me good news"]
    assert "You are hidden" in text_of(await services.profiles.show(click(ann), None))
    assert text_of(await services.profiles.show(click(bea), ann.discord_id)) == NOTHING
    shown = await services.profiles.unhide(click(ann))
    assert "You are hidden" not in text_of(shown)
    assert labels_of(shown) == ["Share", "Hide me from leaderboards", "Tell me good news"]
    assert "Person 1" in text_of(await services.profiles.show(click(bea), ann.discord_id))


async def test_sharing_posts_ones_own_and_remembers_where(services: BoardServices) -> None:
    """Share posts the presser's profile for everybody, without controls, and notes the message for a deletion."""
    ann = await services.person()
    await services.reviews_of(ann, 1)
    answer = await services.profiles.share(click(ann))
    assert "everybody in this channel" in text_of(answer)
    assert labels_of(answer) == ["Hide me from leaderboards", "Tell me good news"]
    (posted,) = answer.follow_ups
    assert not posted.ephemeral
    assert "**2 points, level 1**" in words(posted.card)
    assert list(posted.card.controls()) == []
    assert posted.posted is not None
    await posted.posted(CHANNEL, 123)
    stored = await services.database.read(
        lambda connection: connection.execute("SELECT channel_id, message_id, person_id FROM shared_profile").fetchall()
    )
    assert stored == [(CHANNEL, 123, ann.person_id.bytes)]


async def share(services: BoardServices, person: Person, channel_id: int, message_id: int) -> Response:
    """Somebody shares their profile in a channel, where Discord makes it this message."""
    clicked = click(person)
    answer = await services.profiles.share(replace(clicked, place=replace(clicked.place, channel_id=channel_id)))
    for posted in answer.follow_ups:
        assert posted.posted is not None
        await posted.posted(channel_id, message_id)
    return answer


async def to_disappear(services: BoardServices) -> set[tuple[int, int]]:
    """The messages that are to be taken out of Discord."""
    query = "SELECT channel_id, message_id FROM withdrawal"
    return set(await services.database.read(lambda connection: connection.execute(query).fetchall()))


async def test_hiding_withdraws_what_was_shared(services: BoardServices) -> None:
    """Who hides is gone from the channels in which they shared their profile, reads so, and shares nothing hidden."""
    ann, bea = await services.person(), await services.person()
    await share(services, ann, CHANNEL, 123)
    await share(services, ann, 99, 456)
    await share(services, bea, CHANNEL, 789)
    hidden = await services.profiles.hide(click(ann))
    assert "The 2 profiles that you had shared disappear" in text_of(hidden)
    assert await to_disappear(services) == {(CHANNEL, 123), (99, 456)}
    pressed = await share(services, ann, CHANNEL, 124)
    assert pressed.follow_ups == ()
    assert "You are hidden" in text_of(pressed)
    assert "had shared" not in text_of(await services.profiles.hide(click(ann)))
    assert "Share" in labels_of(await services.profiles.unhide(click(ann)))


async def test_sharing_again_replaces_the_earlier_one(services: BoardServices) -> None:
    """In one channel there is one copy of a profile, the newest; those in other channels stay."""
    ann = await services.person()
    await share(services, ann, CHANNEL, 1)
    await share(services, ann, 99, 2)
    again = await share(services, ann, CHANNEL, 3)
    assert "The copy that you shared here before disappears" in text_of(again)
    assert await to_disappear(services) == {(CHANNEL, 1)}


async def test_good_news_turn_on_the_profile_itself(services: BoardServices) -> None:
    """The button asks for news or for no more by turns, and the profile says what holds."""
    ann = await services.person()
    on = await services.profiles.turn_news_on(click(ann))
    assert "**On.**" in text_of(on)
    assert "At most one message a day" in text_of(on)
    assert labels_of(on)[-1] == "No more good news"
    off = await services.profiles.turn_news_off(click(ann))
    assert "**Off.**" in text_of(off)
    assert labels_of(off)[-1] == "Tell me good news"
    assert (on.follow_ups, off.follow_ups) == ((), ())


@pytest.mark.parametrize("server_id", [7, None])
async def test_who_may_not_write_cannot_share(services: BoardServices, server_id: int | None) -> None:
    """Where the person may not write, or there is no server, Share is not offered, and refused if pressed."""
    ann = await services.person()
    clicked = click(ann, server_id=server_id, writes=False)
    assert labels_of(await services.profiles.show(clicked, None)) == ["Hide me from leaderboards", "Tell me good news"]
    with pytest.raises(CannotPostHere):
        await services.profiles.share(clicked)


async def test_what_a_task_server_cannot_tell_is_left_out_with_a_word(distant: BoardServices) -> None:
    """There are no ranks in one server and no end of the streak, and it is said that the numbers may be late."""
    ann = await distant.person()
    await distant.prompt_of(ann)
    text = text_of(await distant.profiles.show(click(ann), None))
    assert "has none of single servers" in text
    assert "Of all time: **#1**\n" in text + "\n"
    assert "Your streak lasts until" not in text
    assert "1 of 10 initial prompts for the next point" in text


async def test_a_task_server_that_does_not_answer(distant: BoardServices) -> None:
    """One's own profile shows what was chosen here, and lets it be changed; the numbers come back with the server."""
    ann = await distant.person()
    await distant.prompt_of(ann)
    assert distant.server is not None

    async def down(_: web.Request) -> web.Response:
        return failure()

    distant.server.before = down
    shown = await distant.profiles.show(click(ann), None)
    assert "Person 1" in text_of(shown)
    assert "your points, your level and your ranks cannot be shown" in text_of(shown)
    assert labels_of(shown) == ["Hide me from leaderboards", "Tell me good news"]
    hidden = await distant.profiles.hide(click(ann))
    assert "You are hidden" in text_of(hidden)
    assert await distant.visibility.hidden() == {ann.person_id}
    distant.server.before = None
    assert "1 of 10 initial prompts" in text_of(await distant.profiles.show(click(ann), None))


async def test_a_task_server_that_cannot_be_told_of_a_wish(distant: BoardServices) -> None:
    """With a key that may hide nobody, the bot hides a person all the same, and says what that does not reach."""
    ann, bea = await distant.person(), await distant.person()
    await distant.prompt_of(ann)
    hidden = text_of(await distant.profiles.hide(click(ann)))
    assert "You are hidden" in hidden
    assert "its own website may still show you" in hidden
    assert text_of(await distant.profiles.show(click(bea), ann.discord_id)) == NOTHING
    assert "You are hidden" not in text_of(await distant.profiles.unhide(click(ann)))


async def test_a_trusted_key_tells_the_task_server(tmp_path: Path) -> None:
    """With a trusted key the task server hides the person too, and shows them again."""
    async with open_board_services_of_task_server(tmp_path, TRUSTED_KEY) as services:
        ann = await services.person()
        await services.prompt_of(ann)
        assert services.server is not None
        user = services.server.state.user(str(ann.discord_id))
        assert "website" not in text_of(await services.profiles.hide(click(ann)))
        assert not user.visible
        await services.profiles.unhide(click(ann))
        assert user.visible


async def test_nobody_is_named_to_a_task_server_before_they_agree(distant: BoardServices) -> None:
    """Neither one's own profile nor that of a stranger makes a call that says who somebody is."""
    stranger, other = await distant.person(agreed=False), await distant.person(agreed=False)
    assert distant.server is not None
    await distant.profiles.show(click(stranger), None)
    await distant.profiles.show(click(stranger), other.discord_id)
    await distant.profiles.hide(click(stranger))
    await distant.leaderboard.locate(click(stranger, "week/global/0"))
    assert [call for call in distant.server.state.calls if "user" in call] == []
    assert distant.server.state.users == {}


async def test_a_task_server_that_hides_somebody_by_itself(distant: BoardServices) -> None:
    """Whoever hid on the task server's own website reads that it is hidden there, where the bot cannot change it."""
    ann = await distant.person()
    await distant.prompt_of(ann)
    assert distant.server is not None
    distant.server.state.user(str(ann.discord_id)).visible = False
    for answer in (await distant.profiles.show(click(ann), None), await distant.profiles.unhide(click(ann))):
        assert "It is the task server that hides you" in text_of(answer)
        assert labels_of(answer) == ["Show me on leaderboards", "Tell me good news"]
