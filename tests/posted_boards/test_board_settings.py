"""Tests of `/boards`: what is chosen is stored before it is shown; who may; what is typed."""

import itertools
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from bot.interactions.components import Card, ChannelSelect, Modal, Row, Select, Text
from bot.interactions.responses import Response
from bot.policy import NotAllowed
from bot.posted_boards import repository
from bot.posted_boards.board_settings import ZoneMissing, ZoneUnknown
from bot.protocol.moments import HOUR, MINUTE, SECOND
from bot.protocol.scores import TimeFrame
from tests.cards.limits import check_modal
from tests.services.boards import SERVER, labels_of, open_board_services_of_task_server, text_of
from tests.services.posted_boards import BOARDS, OTHER, PostedBoardServices, open_posted_board_services


@pytest.fixture
async def posted(tmp_path: Path) -> AsyncIterator[PostedBoardServices]:
    """A services of its own."""
    async with open_posted_board_services(tmp_path) as services:
        yield services


def plain(text: str) -> str:
    """A text without the marks that isolate what was put into a sentence."""
    return text.replace("\u2068", "").replace("\u2069", "")


def chosen(answer: Response) -> dict[str, object]:
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


async def test_every_choice_is_on_the_card_and_stays(posted: PostedBoardServices) -> None:
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
    assert labels_of(again) == ["Other time zone", "Turn on"]
    assert again.card is not None
    menu = next(each for each in again.card.controls() if isinstance(each, Select) and "periods" in each.custom_id)
    told = {option.value: plain(option.description or "") for option in menu.options}
    assert told["day"] == "A new message every day at 23:00"
    assert told["week"] == "A new message every Monday at 23:00"


async def test_turning_on_posts_and_links(posted: PostedBoardServices) -> None:
    """The card names the channel and links to each board; off again it can be turned on."""
    on = await posted.turn_on("day", "week")
    assert f"**On**, in <#{BOARDS}>" in text_of(on)
    for message_id in posted.channels.messages:
        assert f"/{BOARDS}/{message_id})" in text_of(on)
    assert labels_of(on) == ["Other time zone", "Post now", "Turn off"]
    off = await posted.settings.turn_off(posted.click())
    assert "**Off.** The boards stay as they are and are no longer updated." in text_of(off)
    assert labels_of(off) == ["Other time zone", "Turn on"]
    again = await posted.settings.turn_off(posted.click())
    assert "stay as they are" not in text_of(again), "nothing was turned off now"


async def test_every_menu_has_its_name_above_it(posted: PostedBoardServices) -> None:
    """Once something is chosen Discord shows a menu's own words no more; the other zones are right at the zones."""
    answer = await posted.turn_on("day")
    assert answer.card is not None
    blocks = answer.card.blocks
    actions = []
    for above, row in itertools.pairwise(blocks):
        if isinstance(row, Row) and isinstance(row.items[0], Select | ChannelSelect):
            menu = row.items[0]
            actions.append(menu.custom_id.split(":")[1])
            assert isinstance(above, Text)
            assert above.content == f"-# {menu.placeholder}"
        elif isinstance(row, Row):
            actions.append(str(labels_of(Response(Card((row,))))[0]))
    assert actions == ["channel", "periods", "hour", "zone", "Other time zone", "scope", "Post now"]


async def test_post_now_asks_discord_every_time(posted: PostedBoardServices) -> None:
    """What was deleted a moment ago comes back at once; "checked" is said of what Discord has confirmed, and then."""
    await posted.turn_on("total", "day")
    posted.clock.move(MINUTE)
    on = await posted.settings.post_now(posted.click())
    assert [message.edits for message in posted.channels.messages.values()] == [1, 1]
    assert text_of(on).count(f"checked <t:{posted.clock.now() // SECOND}:R>") == 2
    assert plain(text_of(on)).startswith("✅ **Done just now.** New messages: 0 · brought up to date: 2.")
    posted.channels.messages.clear()
    posted.clock.move(MINUTE)
    seen = await posted.settings.show(posted.click())
    assert text_of(seen).count(f"checked <t:{(posted.clock.now() - MINUTE) // SECOND}:R>") == 2
    again = await posted.settings.post_now(posted.click())
    assert "New messages: 2" in plain(text_of(again))
    assert len(posted.channels.messages) == 2
    posted.channels.is_up = False
    silent = await posted.settings.post_now(posted.click())
    assert text_of(silent).startswith("⏳ **Not yet:**")
    assert text_of(silent).count("[posted]") == 2
    assert "checked" not in text_of(silent)


async def test_another_managers_post_now_changes_neither_language_nor_owner(posted: PostedBoardServices) -> None:
    """Only turning on does, which is for boards that are off; `Post now` of an old card turns nothing on."""
    await posted.turn_on("day")
    other = replace(posted.click(), person=await posted.services.person(), locale="de")

    async def owner() -> tuple[str, UUID | None, bool]:
        boards = await posted.services.database.read(repository.find, SERVER)
        return boards.setting.locale, boards.setting.manager, boards.setting.is_on

    before = ("en-US", posted.manager.person_id, True)
    for act in (posted.settings.post_now, posted.settings.turn_on):
        await act(other)
        assert await owner() == before
    await posted.settings.turn_off(other)
    await posted.settings.post_now(other)
    assert await owner() == (*before[:2], False)
    await posted.settings.turn_on(other)
    assert await owner() == ("de", other.person.person_id, True)


async def test_trouble_stands_on_the_card_in_place_of_success(posted: PostedBoardServices) -> None:
    """Not "on" and "not posted" beside each other; who reads it there gets no direct message, now or later."""
    posted.channels.may_manage_webhooks = False
    for answer in (await posted.turn_on("day", "week"), await posted.settings.post_now(posted.click())):
        text = text_of(answer)
        assert "🟠 **On, but I cannot post.**" in text
        assert "🟢" not in text
        assert "comes in" not in text
        assert "press “Post now” below" in text
    await posted.later(2 * HOUR)
    assert posted.channels.told == []


async def test_trouble_that_another_manager_meets_is_told_to_the_owner(posted: PostedBoardServices) -> None:
    """They do not read that card; they are told of which server it is, by its name, and where to go."""
    await posted.turn_on("day")
    posted.channels.webhooks.clear()
    posted.channels.may_manage_webhooks = False
    await posted.settings.post_now(replace(posted.click(), person=await posted.services.person()))
    ((told, text),) = posted.channels.told
    assert told == posted.manager.discord_id
    assert "turned on in **The \\*Guild\\***" in plain(text)
    assert "press “Post now” with /boards in that server" in plain(text)


async def test_a_server_without_a_name_is_linked(posted: PostedBoardServices) -> None:
    """Where Discord does not say what it is called, the message about trouble has its address."""
    await posted.turn_on("day")
    posted.channels.channels.remove(BOARDS)
    posted.channels.knows_server = False
    await posted.later(2 * HOUR)
    ((_, text),) = posted.channels.told
    assert f"https://discord.com/channels/{SERVER}" in text
    assert "Choose another one with /boards in that server" in plain(text)


async def test_what_is_newly_chosen_is_announced_and_comes_once(posted: PostedBoardServices) -> None:
    """Several choices in a row post nothing at first; the card says that it comes, and a minute later it is there."""
    await posted.turn_on("total")
    await posted.settings.choose_channel(posted.click(str(OTHER)))
    await posted.settings.choose_periods(posted.click("total", "day"))
    card = await posted.settings.choose_periods(posted.click("total", "day", "week"))
    assert text_of(card).count("comes in a minute or two") == 3
    assert posted.channels.shown(OTHER) == []
    await posted.later(MINUTE)
    assert len(posted.channels.shown(OTHER)) == 3
    assert "comes in" not in text_of(await posted.settings.show(posted.click()))


async def test_taking_the_channel_back_turns_off(posted: PostedBoardServices) -> None:
    """Without a channel the boards are off, and cannot be turned on."""
    await posted.turn_on("day")
    answer = await posted.settings.choose_channel(posted.click())
    assert "Choose a channel" in text_of(answer)
    assert labels_of(answer) == ["Other time zone"]
    assert "**Off.**" in text_of(await posted.settings.turn_on(posted.click()))


async def test_any_zone_can_be_typed(posted: PostedBoardServices) -> None:
    """The form begins with the present zone; another one joins the menu; nonsense is refused and changes nothing."""
    form = await posted.settings.ask_for_zone(posted.click())
    assert isinstance(form, Modal)
    check_modal(form)
    assert form.inputs[0].value == "UTC"
    several = await posted.settings.zone_typed(posted.click(zone="Brazil"))
    assert "Brazil** has several time zones" in plain(text_of(several))
    assert chosen(several)["zone"] == ["UTC"], "nothing is changed before one is chosen"
    assert several.card is not None
    menu = next(each for each in several.card.controls() if isinstance(each, Select) and "zone" in each.custom_id)
    assert {"America/Sao_Paulo", "America/Noronha"} < {option.value for option in menu.options}
    answer = await posted.settings.zone_typed(posted.click(zone=" kathmandu"))
    assert chosen(answer)["zone"] == ["Asia/Kathmandu"]
    assert "where it is 17:45 now" in text_of(answer)
    with pytest.raises(ZoneUnknown) as refused:
        await posted.settings.zone_typed(posted.click(zone="*Atlantis*"))
    assert refused.value.arguments == {}, "what was typed is shown by the answer to a form, once"
    with pytest.raises(ZoneMissing):
        await posted.settings.zone_typed(posted.click(zone=" \n "))
    assert chosen(await posted.settings.show(posted.click()))["zone"] == ["Asia/Kathmandu"]


async def test_forged_choices_change_nothing(posted: PostedBoardServices) -> None:
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


async def test_only_managers_may(posted: PostedBoardServices) -> None:
    """Every act asks again whether the person manages the server, whatever Discord has checked."""
    stranger = posted.click("day", manages=False, zone="UTC")
    settings = posted.settings
    for act in (
        *(settings.show, settings.choose_channel, settings.choose_periods, settings.choose_hour, settings.choose_zone),
        *(settings.ask_for_zone, settings.zone_typed, settings.choose_scope, settings.turn_on, settings.turn_off),
        settings.post_now,
    ):
        with pytest.raises(NotAllowed):
            await act(stranger)


async def test_a_new_hour_moves_the_turn(posted: PostedBoardServices) -> None:
    """A message that would turn at nine turns at the new hour, and says so; nothing is posted before."""
    await posted.turn_on("day", hour=9)
    await posted.services.reviews_of(await posted.services.person())
    await posted.settings.choose_hour(posted.click("13"))
    await posted.later(30 * 60_000)
    assert len(posted.channels.messages) == 1
    await posted.later(31 * 60_000)
    assert len(posted.channels.messages) == 2


async def test_a_task_server_knows_no_servers(tmp_path: Path) -> None:
    """With trees elsewhere the choice of scope is left out, with a word why; the boards count all servers."""
    async with open_board_services_of_task_server(tmp_path) as services:
        posted = PostedBoardServices(services, await services.person())
        answer = await posted.turn_on(*TimeFrame)
        assert "scope" not in chosen(answer)
        assert "cannot tell them apart" in text_of(answer)
        texts = posted.channels.shown(BOARDS)
        assert len(texts) == len(TimeFrame)
        assert all("Leaderboard of all servers" in text for text in texts)
