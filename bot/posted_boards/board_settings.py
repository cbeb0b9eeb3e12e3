"""From `/boards` and the presses on its card to the card as it then stands. What is shown was stored before."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.backends.errors import Unavailable
from bot.cards.board_settings import (
    NAMESPACE,
    SERVER,
    ZONE_FIELD,
    BoardsState,
    PostedMessage,
    ZoneChoice,
    boards_card,
    zone_modal,
)
from bot.clock import Clock
from bot.errors import BotError
from bot.interactions.actions import action
from bot.interactions.click import Click
from bot.interactions.components import Modal
from bot.interactions.contributed_text import plain_name
from bot.interactions.responses import Response, ResponseKind
from bot.leaderboards.visible_boards import VisibleBoards
from bot.policy import NotAllowed, may_set_up_boards
from bot.posted_boards import repository
from bot.posted_boards.posted import BoardSetting, PostedBoards
from bot.posted_boards.posting import Posting, Summary
from bot.posted_boards.schedule import HOURS, TurningTime
from bot.posted_boards.zones import WELL_KNOWN, find_zone, find_zones
from bot.protocol.moments import Moment
from bot.protocol.scores import TimeFrame
from bot.store import Connection, Database
from bot.texts import Sentences

SettingChange = Callable[[BoardSetting], BoardSetting]


class ZoneUnknown(BotError):
    """What was typed is no time zone; the answer shows it below."""

    sentence = "error-zone-unknown"


class ZoneMissing(BotError):
    """Nothing but blanks was typed."""

    sentence = "error-zone-missing"


class BoardSettings:
    """Lets a server's managers decide where and when boards are posted."""

    def __init__(self, database: Database, clock: Clock, boards: VisibleBoards, posting: Posting) -> None:
        self._database = database
        self._clock = clock
        self._boards = boards
        self._posting = posting

    @action(ResponseKind.EPHEMERAL, NAMESPACE, "show")
    async def show(self, click: Click) -> Response:
        """Answer `/boards`, and the button that leads there."""
        return await self._card(click, _managed_server(click))

    @action(ResponseKind.UPDATE, NAMESPACE, "channel")
    async def choose_channel(self, click: Click) -> Response:
        """Take the channel that was chosen, or no channel, which turns the boards off."""
        chosen = next((int(value) for value in click.values if value.isdecimal()), None)

        def change(setting: BoardSetting) -> BoardSetting:
            return replace(setting, channel_id=chosen, is_on=setting.is_on and chosen is not None)

        return await self._change(click, change, is_new_attempt=True)

    @action(ResponseKind.UPDATE, NAMESPACE, "periods")
    async def choose_periods(self, click: Click) -> Response:
        """Take the periods that were chosen, at least one."""
        chosen = tuple(period for period in TimeFrame if period in click.values)
        return await self._change(click, lambda setting: replace(setting, periods=chosen or setting.periods))

    @action(ResponseKind.UPDATE, NAMESPACE, "hour")
    async def choose_hour(self, click: Click) -> Response:
        """Take the hour at which periods turn."""
        hour = next((int(value) for value in click.values if value.isdecimal() and int(value) in HOURS), None)
        return await self._turn_at(click, hour=hour)

    @action(ResponseKind.UPDATE, NAMESPACE, "zone")
    async def choose_zone(self, click: Click) -> Response:
        """Take the time zone that was chosen in the list."""
        zone = None if not click.values else await asyncio.to_thread(find_zone, click.values[0])
        return await self._turn_at(click, zone=zone)

    @action(ResponseKind.MODAL, NAMESPACE, "other-zone")
    async def ask_for_zone(self, click: Click) -> Modal:
        """Answer `Other time zone` with a form.

        Raises:
            NotAllowed: the person does not manage this server, or this is no server.
        """
        server_id = _managed_server(click)
        boards = await self._database.read(repository.find, server_id)
        return zone_modal(boards.setting.turning.zone, click.say)

    @action(ResponseKind.UPDATE, NAMESPACE, "zone-typed")
    async def zone_typed(self, click: Click) -> Response:
        """Take the time zone that was typed into the form, by its name, a city or a country.

        Where several are meant, the menu of time zones offers them.

        Raises:
            NotAllowed: as `ask_for_zone`.
            ZoneMissing: nothing but blanks was typed.
            ZoneUnknown: nothing is called so.
        """
        server_id = _managed_server(click)
        typed = click.fields.get(ZONE_FIELD, "")
        if not typed.strip():
            raise ZoneMissing
        zones = await asyncio.to_thread(find_zones, typed, click.locale, self._clock.now())
        if not zones:
            raise ZoneUnknown
        if len(zones) > 1:
            told = click.say("boards-zone-several", typed=plain_name(typed))
            return await self._card(click, server_id, told=told, zones=zones[: len(WELL_KNOWN)])
        return await self._turn_at(click, zone=zones[0])

    @action(ResponseKind.UPDATE, NAMESPACE, "scope")
    async def choose_scope(self, click: Click) -> Response:
        """Take whose contributions count."""
        return await self._change(click, lambda setting: replace(setting, server_only=SERVER in click.values))

    @action(ResponseKind.UPDATE, NAMESPACE, "on")
    async def turn_on(self, click: Click) -> Response:
        """Answer `Turn on`: the boards are in this manager's language, and it is them who is told of trouble.

        Boards that are on already, as another manager's older card does not show, stay as they are.
        """
        server_id = _managed_server(click)

        def change(setting: BoardSetting) -> BoardSetting:
            if setting.is_on:
                return setting
            return replace(setting, is_on=setting.can_be_posted, locale=click.locale, manager=click.person.person_id)

        await self._store(server_id, change, is_new_attempt=True)
        return await self.post_now(click)

    @action(ResponseKind.UPDATE, NAMESPACE, "now")
    async def post_now(self, click: Click) -> Response:
        """Answer `Post now`: post what is due, ask Discord for every message, then show the card again.

        Messages are asked for even if they would show the same: somebody may have deleted them.
        """
        server_id = _managed_server(click)
        boards = await self._database.read(repository.find, server_id)
        if not boards.setting.is_on:
            return await self._card(click, server_id)
        await self._database.write(repository.check_all, server_id)
        done = await self._posting.look_at(server_id, click.person.person_id)
        return await self._card(click, server_id, told=None if done.troubles else _told(done, click.say))

    @action(ResponseKind.UPDATE, NAMESPACE, "off")
    async def turn_off(self, click: Click) -> Response:
        """Answer `Turn off`: messages that are there stay as they are."""
        server_id = _managed_server(click)
        before = await self._database.read(repository.find, server_id)
        await self._store(server_id, lambda setting: replace(setting, is_on=False), is_new_attempt=True)
        await self._posting.look_at(server_id, click.person.person_id)
        return await self._card(click, server_id, has_stopped=bool(_posted(before)))

    async def server_left(self, server_id: int) -> None:
        """Stop posting in a server from which the bot was removed, though its webhook would still let it."""
        await self._store(server_id, lambda setting: replace(setting, is_on=False))

    async def _turn_at(self, click: Click, *, hour: int | None = None, zone: str | None = None) -> Response:
        """Change when periods turn, from the next turn on; nothing is posted for it."""

        def change(setting: BoardSetting) -> BoardSetting:
            before = setting.turning
            turning = TurningTime(before.hour if hour is None else hour, before.zone if zone is None else zone)
            return replace(setting, turning=turning)

        return await self._change(click, change)

    async def _change(self, click: Click, change: SettingChange, *, is_new_attempt: bool = False) -> Response:
        server_id = _managed_server(click)
        await self._store(server_id, change, is_new_attempt=is_new_attempt)
        return await self._card(click, server_id)

    async def _store(self, server_id: int, change: SettingChange, *, is_new_attempt: bool = False) -> None:
        def store(connection: Connection) -> None:
            before = repository.find(connection, server_id).setting
            after = change(before)
            if after == before and not is_new_attempt:
                return
            repository.save_setting(connection, after)
            if after.turning != before.turning:
                repository.forget_turns(connection, server_id)
            if is_new_attempt:
                repository.forget_trouble(connection, server_id)

        await self._database.write(store)

    async def _card(
        self,
        click: Click,
        server_id: int,
        *,
        has_stopped: bool = False,
        told: str | None = None,
        zones: Sequence[str] = WELL_KNOWN,
    ) -> Response:
        boards = await self._database.read(repository.find, server_id)
        try:
            knows_servers = await self._boards.are_live()
        except Unavailable:
            knows_servers = True  # it is asked again with the next card
        state = _state(boards, self._clock.now(), zones, knows_servers=knows_servers)
        return Response(boards_card(replace(state, has_stopped=has_stopped, told=told), click.say))


def _managed_server(click: Click) -> int:
    server_id = click.place.server_id
    if server_id is None or not may_set_up_boards(click.rights):
        raise NotAllowed
    return server_id


def _told(done: Summary, say: Sentences) -> str:
    """Say what a look at the boards has done."""
    if done.put_off:
        return say("boards-put-off")
    return say("boards-done", posted=done.posted, edited=done.edited)


def _state(boards: PostedBoards, now: Moment, offered: Sequence[str], *, knows_servers: bool) -> BoardsState:
    setting = boards.setting
    names = dict.fromkeys((*offered, setting.turning.zone))
    zones = {name: ZoneChoice(name, f"{TurningTime(0, name).local_time(now):%H:%M}") for name in names}
    return BoardsState(
        is_on=setting.is_on,
        channel_id=setting.channel_id,
        periods=setting.periods,
        hour=setting.turning.hour,
        zone=zones[setting.turning.zone],
        zones=tuple(zones.values()),
        server_only=setting.server_only if knows_servers else None,
        trouble=boards.trouble,
        posted=_posted(boards),
        can_be_posted=setting.can_be_posted,
    )


def _posted(boards: PostedBoards) -> tuple[PostedMessage, ...]:
    return tuple(
        PostedMessage(
            *(each.period, each.server_id, each.channel_id, each.message_id),
            checked_at=None if each.is_stale else each.edited_at,
        )
        for each in boards.messages
        if not each.is_final and each.message_id is not None and each.channel_id == boards.setting.channel_id
    )
