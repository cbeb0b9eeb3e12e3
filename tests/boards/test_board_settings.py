"""Tests of `/boards`: what is chosen is stored before it is shown; who may; what is typed."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.boards.board_settings import ZoneUnknown
from bot.cards.components import ChannelSelect, Modal, Select
from bot.interactions.answers import Answer
from bot.policy import NotAllowed
from bot.protocol.scores import TimeFrame
from tests.boards.house import labels_of, open_house_of_task_server, text_of
from tests.boards.posting_house import BOARDS, PostingHouse, open_posting_house
from tests.cards.limits import check_modal


@pytest.fixture
async def posted(tmp_path: Path) -> AsyncIterator[PostingHouse]:
    """A house of its own."""
    async with open_posting_house(tmp_path) as house:
        yield house


def chosen(answer: Answer) -> dict[str, object]:
    """What the menus of a card show as chosen, by the action in their custom ids."""
    assert answer.card is not None
    found: dict[str, object] = {}
    for control in answer.card.controls():
        if isinstance(control, ChannelSelect):
            found["channel"] = control.chosen
        elif isinstance(control, Select):
            action = control.custom_id.split(":")[1]
            found[action] = [option.value for option in control.options if option.chosen]
    return found


async def test_every_choice_is_on_the_card_and_stays(posted: PostingHouse) -> None:
    """Channel, periods, hour, zone and scope show what was chosen, on this card and on the next one."""
    settings, click = posted.settings, posted.click
    first = await settings.show(click())
    assert labels_of(first) == ["Other time zone"], "nothing can be turned on without a channel"
    await settings.choose_channel(click(str(BOARDS)))
    await settings.choose_periods(click("month", "day"))
    await settings.choose_hour(click("23"))
    await settings.choose_zone(click("Asia/Tokyo"))
    last = await settings.choose_scope(click("global"))
    expected = {
        "channel": BOARDS,
        "periods": ["day", "month"],
        "hour": ["23"],
        "zone": ["Asia/Tokyo"],
        "scope": ["global"],
    }
    again = await settings.show(click())
    assert chosen(last) == chosen(again) == expected
    assert "**23:00** in **Asia/Tokyo**, where it is 21:00 now" in text_of(again)
    assert labels_of(again) == ["Turn on", "Other time zone"]


async def test_turning_on_posts_and_links(posted: PostingHouse) -> None:
    """The card names the channel and links to each board; off again it can be turned on."""
    on = await posted.turn_on("day", "week")
    assert f"**On**, in <#{BOARDS}>" in text_of(on)
    for message_id in posted.channels.messages:
        assert f"/{BOARDS}/{message_id})" in text_of(on)
    assert labels_of(on) == ["Post now", "Turn off", "Other time zone"]
    off = await posted.settings.turn_off(posted.click())
    assert "**Off.**" in text_of(off)
    assert labels_of(off) == ["Turn on", "Other time zone"]


async def test_taking_the_channel_back_turns_off(posted: PostingHouse) -> None:
    """Without a channel the boards are off, and cannot be turned on."""
    await posted.turn_on("day")
    answer = await posted.settings.choose_channel(posted.click())
    assert "Choose a channel" in text_of(answer)
    assert labels_of(answer) == ["Other time zone"]
    assert "**Off.**" in text_of(await posted.settings.turn_on(posted.click()))


async def test_any_zone_can_be_typed(posted: PostingHouse) -> None:
    """The form begins with the present zone; another one joins the menu; nonsense is refused and changes nothing."""
    form = await posted.settings.ask_for_zone(posted.click())
    assert isinstance(form, Modal)
    check_modal(form)
    assert form.inputs[0].value == "UTC"
    answer = await posted.settings.zone_typed(posted.click(zone=" asia/kathmandu"))
    assert chosen(answer)["zone"] == ["Asia/Kathmandu"]
    assert "where it is 17:45 now" in text_of(answer)
    with pytest.raises(ZoneUnknown) as refused:
        await posted.settings.zone_typed(posted.click(zone="*Berlin*"))
    assert refused.value.arguments == {"zone": "\\*Berlin\\*"}
    assert chosen(await posted.settings.show(posted.click()))["zone"] == ["Asia/Kathmandu"]


async def test_forged_choices_change_nothing(posted: PostingHouse) -> None:
    """Values that no menu offers leave everything as it is."""
    before = chosen(await posted.settings.show(posted.click()))
    for act, values in (
        (posted.settings.choose_periods, ("year",)),
        (posted.settings.choose_hour, ("24",)),
        (posted.settings.choose_hour, ("x",)),
        (posted.settings.choose_zone, ("Mars/Olympus",)),
        (posted.settings.choose_zone, ()),
    ):
        assert chosen(await act(posted.click(*values))) == before


async def test_only_managers_may(posted: PostingHouse) -> None:
    """Every act asks again whether the person manages the server, whatever Discord has checked."""
    stranger = posted.click("day", manages=False, zone="UTC")
    settings = posted.settings
    for act in (
        *(settings.show, settings.choose_channel, settings.choose_periods, settings.choose_hour, settings.choose_zone),
        *(settings.ask_for_zone, settings.zone_typed, settings.choose_scope, settings.turn_on, settings.turn_off),
    ):
        with pytest.raises(NotAllowed):
            await act(stranger)


async def test_a_new_hour_moves_the_turn(posted: PostingHouse) -> None:
    """A message that would turn at nine turns at the new hour, and says so; nothing is posted before."""
    await posted.turn_on("day", hour=9)
    await posted.house.reviews_of(await posted.house.person())
    await posted.settings.choose_hour(posted.click("13"))
    await posted.later(30 * 60_000)
    assert len(posted.channels.messages) == 1
    await posted.later(31 * 60_000)
    assert len(posted.channels.messages) == 2


async def test_a_task_server_knows_no_servers(tmp_path: Path) -> None:
    """With trees elsewhere the choice of scope is left out, with a word why; the boards count all servers."""
    async with open_house_of_task_server(tmp_path) as house:
        posted = PostingHouse(house, await house.person())
        answer = await posted.turn_on(*TimeFrame)
        assert "scope" not in chosen(answer)
        assert "cannot tell them apart" in text_of(answer)
        texts = posted.channels.shown(BOARDS)
        assert len(texts) == len(TimeFrame)
        assert all("Leaderboard of all servers" in text for text in texts)
