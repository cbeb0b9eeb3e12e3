"""The card of `/boards`: where, when and which leaderboards are posted, and what has become of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.cards.components import (
    Accent,
    Button,
    ButtonStyle,
    Card,
    ChannelSelect,
    Modal,
    Option,
    Row,
    Select,
    Separator,
    Text,
    TextInput,
)
from bot.cards.leaderboard import period_name
from bot.interactions.custom_id import CustomId
from bot.protocol.moments import SECOND, Moment
from bot.protocol.scores import TimeFrame
from bot.texts import Sentences

ROOM = "boards"

ZONE_FIELD = "zone"
SERVER, GLOBAL = "server", "global"

_LONGEST_ZONE = 64


@dataclass(frozen=True, slots=True)
class PostedMessage:
    """A board that is in the channel: its period, where it is, and when it was last looked after."""

    period: TimeFrame
    server_id: int
    channel_id: int
    message_id: int
    edited_at: Moment


@dataclass(frozen=True, slots=True)
class ZoneChoice:
    """A time zone, and the hour and minute that its clocks show now."""

    name: str
    local_time: str


@dataclass(frozen=True, slots=True)
class BoardsState:
    """All that the card shows.

    Attributes:
        is_on: whether boards are posted.
        channel_id: where; None where none is chosen.
        periods: which.
        hour: 0..23, of the zone.
        zone: the chosen one.
        zones: all to choose from, the chosen one among them.
        server_only: whether the boards count this server's contributions only; None where the backend cannot tell
            servers apart.
        trouble: why they are not posted, as the end of the key of a sentence.
        posted: what is in the channel.
        can_be_posted: whether enough is chosen.
    """

    is_on: bool
    channel_id: int | None
    periods: Sequence[TimeFrame]
    hour: int
    zone: ZoneChoice
    zones: Sequence[ZoneChoice]
    server_only: bool | None
    trouble: str | None
    posted: Sequence[PostedMessage]
    can_be_posted: bool


def boards_card(state: BoardsState, say: Sentences) -> Card:
    """The settings, as they are stored, with controls to change them."""
    blocks: list[Text | Separator | Row] = [Text(f"### {say('boards-title')}\n{_status(state, say)}")]
    if state.trouble is not None:
        blocks.append(Text("⚠️ " + say(f"boards-trouble-{state.trouble}", channel=_channel(state, say))))
    if state.is_on:
        blocks += (Separator(), Text("\n".join(_board_lines(state, say))))
    blocks += (
        Separator(),
        Row((ChannelSelect(_id("channel"), say("boards-choose-channel"), state.channel_id),)),
        Row((_periods(state, say),)),
        Row((_hours(state, say),)),
        Row((_zones(state, say),)),
    )
    if state.server_only is None:
        blocks.append(Text(say("boards-scope-unknown")))
    else:
        blocks.append(Row((_scope(state.server_only, say),)))
    blocks.append(Row(_buttons(state, say)))
    return Card(tuple(blocks), Accent.PROBLEM if state.trouble else Accent.DONE if state.is_on else Accent.WORK)


def zone_modal(zone: str, say: Sentences) -> Modal:
    """The form in which any time zone can be typed."""
    return Modal(
        _id("zone-typed"),
        say("modal-title-zone"),
        (
            TextInput(
                ZONE_FIELD,
                say("boards-zone-label"),
                value=zone,
                placeholder=say("boards-zone-placeholder"),
                long=False,
                most=_LONGEST_ZONE,
            ),
        ),
    )


def _status(state: BoardsState, say: Sentences) -> str:
    if state.is_on:
        status = say("boards-on", channel=_channel(state, say))
    elif not state.can_be_posted:
        status = say("boards-off-incomplete")
    else:
        status = say("boards-off")
    time = say("boards-time", hour=f"{state.hour:02}:00", zone=state.zone.name, now=state.zone.local_time)
    return f"{say('boards-intro')}\n\n{status}\n{time}"


def _board_lines(state: BoardsState, say: Sentences) -> list[str]:
    posted = {message.period: message for message in state.posted}
    lines = []
    for period in state.periods:
        name = f"**{period_name(period, say)}**"
        message = posted.get(period)
        if message is None:
            lines.append(f"- {name}: {say('boards-not-posted')}")
            continue
        link = f"https://discord.com/channels/{message.server_id}/{message.channel_id}/{message.message_id}"
        lines.append(f"- {name}: {say('boards-posted', link=link, time=f'<t:{message.edited_at // SECOND}:R>')}")
    return lines


def _channel(state: BoardsState, say: Sentences) -> str:
    return say("boards-the-channel") if state.channel_id is None else f"<#{state.channel_id}>"


def _periods(state: BoardsState, say: Sentences) -> Select:
    options = tuple(
        Option(period_name(period, say), period, say(f"boards-turns-{period}"), period in state.periods)
        for period in TimeFrame
    )
    return Select(_id("periods"), options, say("boards-choose-periods"), most=len(options))


def _hours(state: BoardsState, say: Sentences) -> Select:
    options = tuple(
        Option(say("boards-hour", hour=f"{hour:02}:00"), str(hour), chosen=hour == state.hour) for hour in range(24)
    )
    return Select(_id("hour"), options, say("boards-choose-hour"))


def _zones(state: BoardsState, say: Sentences) -> Select:
    options = tuple(
        Option(zone.name.replace("_", " "), zone.name, say("boards-zone-now", now=zone.local_time), zone == state.zone)
        for zone in state.zones
    )
    return Select(_id("zone"), options, say("boards-choose-zone"))


def _scope(server_only: bool, say: Sentences) -> Select:
    options = (
        Option(say("boards-scope-server"), SERVER, say("boards-scope-server-why"), server_only),
        Option(say("boards-scope-global"), GLOBAL, say("boards-scope-global-why"), not server_only),
    )
    return Select(_id("scope"), options, say("boards-choose-scope"))


def _buttons(state: BoardsState, say: Sentences) -> tuple[Button, ...]:
    other_zone = Button(say("button-other-zone"), _id("other-zone"))
    if not state.is_on:
        on = Button(say("button-boards-on"), _id("on"), ButtonStyle.SUCCESS, disabled=not state.can_be_posted)
        return (on, other_zone)
    now = Button(say("button-boards-now"), _id("now"), ButtonStyle.PRIMARY)
    return (now, Button(say("button-boards-off"), _id("off"), ButtonStyle.DANGER), other_zone)


def _id(action: str) -> str:
    return str(CustomId(ROOM, action))
