"""The card of `/boards`: where, when and which leaderboards are posted, and what has become of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.cards.leaderboard import period_name
from bot.interactions.components import (
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
from bot.interactions.custom_id import CustomId
from bot.protocol.moments import SECOND, Moment
from bot.protocol.scores import TimeFrame
from bot.texts import Sentences

NAMESPACE = "boards"

ZONE_FIELD = "zone"
SERVER, GLOBAL = "server", "global"

_LONGEST_ZONE = 64


@dataclass(frozen=True, slots=True)
class PostedMessage:
    """A board that is in the channel: its period, where it is, and when Discord was last asked for it.

    `checked_at` is None while it is to be asked again as soon as possible.
    """

    period: TimeFrame
    server_id: int
    channel_id: int
    message_id: int
    checked_at: Moment | None


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
        has_stopped: whether boards that are in the channel were turned off just now.
        told: what became of what was just done.
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
    has_stopped: bool = False
    told: str | None = None


def boards_card(state: BoardsState, say: Sentences) -> Card:
    """Show the settings, as they are stored, with controls to change them."""
    blocks: list[Text | Separator | Row] = [] if state.told is None else [Text(state.told)]
    blocks.append(Text(f"### {say('boards-title')}\n{_status(state, say)}"))
    if state.trouble is not None:
        blocks.append(Text("⚠️ " + trouble_text(state.trouble, state.channel_id, say, on_card=True)))
    lines = _board_lines(state, say) if state.is_on else []
    if lines:
        blocks += (Separator(), Text("\n".join(lines)))
    channel = ChannelSelect(_id("channel"), say("boards-choose-channel"), state.channel_id)
    blocks.append(Separator())
    for menu in (channel, _periods(state, say), _hours(state, say), _zones(state, say)):
        blocks += _captioned(menu)
    blocks.append(Row((Button(say("button-other-zone"), _id("other-zone")),)))
    if state.server_only is None:
        blocks.append(Text(say("boards-scope-unknown")))
    else:
        blocks += _captioned(_scope(state.server_only, say))
    blocks.append(Row(_buttons(state, say)))
    return Card(tuple(blocks), Accent.PROBLEM if state.trouble else Accent.DONE if state.is_on else Accent.WORK)


def trouble_text(trouble: str, channel_id: int | None, say: Sentences, *, on_card: bool) -> str:
    """Say why boards are not posted, and what to do about it: on the card of `/boards`, or elsewhere."""
    where = say("boards-where-card" if on_card else "boards-where-told")
    return say(f"boards-trouble-{trouble}", channel=_channel(channel_id, say), where=where)


def zone_modal(zone: str, say: Sentences) -> Modal:
    """Return the form in which any time zone can be typed."""
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
    if state.is_on and state.trouble is not None:
        status = say("boards-on-trouble")
    elif state.is_on:
        status = say("boards-on", channel=_channel(state.channel_id, say))
    elif state.has_stopped:
        status = say("boards-off-stopped")
    elif not state.can_be_posted:
        status = say("boards-off-incomplete")
    else:
        status = say("boards-off")
    time = say("boards-time", hour=f"{state.hour:02}:00", zone=state.zone.name, now=state.zone.local_time)
    return f"{say('boards-intro')}\n\n{status}\n{time}"


def _board_lines(state: BoardsState, say: Sentences) -> list[str]:
    """Say where each board is; one that is not there yet is not mentioned while it cannot be posted."""
    posted = {message.period: message for message in state.posted}
    lines = []
    for period in state.periods:
        name = f"**{period_name(period, say)}**"
        message = posted.get(period)
        if message is None:
            if state.trouble is None:
                lines.append(f"- {name}: {say('boards-coming')}")
            continue
        link = f"https://discord.com/channels/{message.server_id}/{message.channel_id}/{message.message_id}"
        if message.checked_at is None:
            lines.append(f"- {name}: {say('boards-posted-only', link=link)}")
        else:
            lines.append(f"- {name}: {say('boards-posted', link=link, time=f'<t:{message.checked_at // SECOND}:R>')}")
    return lines


def _captioned(menu: Select | ChannelSelect) -> tuple[Text, Row]:
    """Put its name above a menu: once something is chosen, Discord shows its own words no longer."""
    return Text(f"-# {menu.placeholder}"), Row((menu,))


def _channel(channel_id: int | None, say: Sentences) -> str:
    return say("boards-the-channel") if channel_id is None else f"<#{channel_id}>"


def _periods(state: BoardsState, say: Sentences) -> Select:
    options = tuple(
        Option(
            period_name(period, say),
            period,
            say(f"boards-turns-{period}", hour=f"{state.hour:02}:00"),
            period in state.periods,
        )
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
    if not state.is_on:
        on = Button(say("button-boards-on"), _id("on"), ButtonStyle.SUCCESS, disabled=not state.can_be_posted)
        return (on,)
    now = Button(say("button-boards-now"), _id("now"), ButtonStyle.PRIMARY)
    return (now, Button(say("button-boards-off"), _id("off"), ButtonStyle.DANGER))


def _id(action: str) -> str:
    return str(CustomId(NAMESPACE, action))
