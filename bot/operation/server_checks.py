"""What the bot may do in every server, and whether Discord has its commands."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bot.counting import counted
from bot.discord.base import Gone, OutOfSight
from bot.discord.inspection import Server
from bot.discord.permissions import MANAGE_ROLES, MANAGE_WEBHOOKS, permission_names
from bot.errors import StartError
from bot.operation.examination import Examination, failed, fine, note, warning
from bot.operation.findings import Finding, Grade

PERMISSIONS: Final = "permissions"
COMMANDS: Final = "commands"

_MOST_NAMED: Final = 5


@dataclass(frozen=True, slots=True)
class Need:
    """What the bot needs to be allowed somewhere in a server.

    Attributes:
        permissions: as Discord's bits.
        without: what does not work where they lack, as a sentence.
        channel: where it needs them; None for the server at large.
        is_vital: whether lacking them is a failure, or only worth a warning.
    """

    permissions: int
    without: str
    channel: "Channel | None" = None
    is_vital: bool = True


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel that a server's managers have chosen.

    Attributes:
        channel_id: its snowflake.
        name: what it is.
        lost: what does not work once it is gone, as the beginning of a sentence.
        command: with which another one is chosen.
    """

    channel_id: int
    name: str
    lost: str
    command: str


def needs_in(examination: Examination, server: Server) -> Iterator[Need]:
    """Yield what the bot needs in a server. Whatever managers switch on that takes more, adds its need here."""
    work_channel = examination.work_channels.get(server.server_id)
    yield Need(
        examination.composition.least_permissions,
        "Without them work threads cannot be opened, posted in or, when somebody deletes their data, emptied.",
        None
        if work_channel is None
        else Channel(work_channel, "work channel", "work threads open where /work is used", "/settings work-channel"),
    )
    board_channel = examination.board_channels.get(server.server_id)
    if board_channel is not None:
        yield Need(
            MANAGE_WEBHOOKS,
            "Without it leaderboards cannot be posted, or not again once their webhook was deleted.",
            Channel(board_channel, "leaderboard channel", "leaderboards cannot be posted", "/boards"),
            is_vital=False,
        )
    if server.server_id in examination.servers_with_roles:
        yield Need(MANAGE_ROLES, "Without it roles for levels are neither given nor taken.", is_vital=False)


async def check_permissions(examination: Examination) -> list[Finding]:
    """Look whether the bot has what it needs, in every server that it is in."""
    bot = examination.bot
    if bot is None:
        raise RuntimeError("not logged in")
    try:
        servers = await examination.inspection.servers()
        invite_link = examination.composition.invite_link(bot.application_id)
        if not servers:
            return [warning(PERMISSIONS, f"The bot is in no server yet. Invite it: {invite_link}")]
        findings: list[Finding] = []
        in_order = []
        for server in servers:
            lacking = [
                finding
                for need in needs_in(examination, server)
                if (finding := await _lack(examination, server, need, bot.user_id)) is not None
            ]
            findings += lacking
            if not lacking:
                in_order.append(server.name)
    except StartError as error:
        return [failed(PERMISSIONS, str(error))]
    if in_order:
        findings.insert(0, fine(PERMISSIONS, f"The bot may do all that it needs in {_listed(in_order)}."))
    if any(finding.grade is Grade.FAILED for finding in findings):
        findings.append(note(PERMISSIONS, f"Whoever manages a server can also invite the bot anew: {invite_link}"))
    return findings


async def check_commands(examination: Examination) -> list[Finding]:
    """Look whether Discord has the commands of the extensions, in their present form."""
    try:
        differences = await examination.inspection.compare_commands(examination.commands)
    except StartError as error:
        return [failed(COMMANDS, str(error))]
    if not differences:
        commands = counted(len(examination.commands), "command")
        return [fine(COMMANDS, f"Discord has the bot's {commands}, in the form that they have here.")]
    parts = [
        f"{what} {', '.join(names)}"
        for what, names in (
            ("lacks", differences.missing),
            ("has an older form of", differences.changed),
            ("has what this version does not:", differences.unknown),
        )
        if names
    ]
    todo = (
        "The bot is running: restart it, and it publishes them."
        if examination.bot_is_running
        else "The bot publishes them when it starts: python -m bot run"
    )
    return [warning(COMMANDS, f"Discord {'; '.join(parts)}. {todo}")]


async def _lack(examination: Examination, server: Server, need: Need, bot_id: int) -> Finding | None:
    tell = failed if need.is_vital else warning
    where = f"In {server.name} (id {server.server_id})"
    granted, place, remedy = server.permissions, "", "Give them to its role: Server Settings → Roles."
    if need.channel is not None:
        chosen = f"{need.channel.name} (id {need.channel.channel_id})"
        try:
            channel = await examination.inspection.rights_in_channel(server, need.channel.channel_id, bot_id)
        except OutOfSight:
            return tell(
                PERMISSIONS,
                f"{where} the bot cannot see the {chosen}. Give its role "
                f"{', '.join(permission_names(need.permissions))} there: Edit Channel → Permissions.",
            )
        except Gone:
            return tell(
                PERMISSIONS,
                f"{where} the {chosen} is gone: {need.channel.lost}. Choose another one there with "
                f"{need.channel.command}.",
            )
        granted, place = channel.permissions, f" in #{channel.name}"
        remedy = "Give them to its role there: Edit Channel → Permissions."
    lacking = permission_names(need.permissions & ~granted)
    if not lacking:
        return None
    return tell(PERMISSIONS, f"{where} the bot lacks{place}: {', '.join(lacking)}. {need.without} {remedy}")


def _listed(names: list[str]) -> str:
    if len(names) > _MOST_NAMED:
        return f"{len(names)} servers"
    return ", ".join(names)
