"""What the bot may do in every server, and whether Discord has its commands."""

from dataclasses import dataclass
from typing import Final

from bot.counting import counted
from bot.discord.base import Gone, OutOfSight
from bot.discord.inspection import Server
from bot.discord.permissions import invite_link, permission_names
from bot.errors import StartError
from bot.operation.examination import Examination, failed, fine, note, warning
from bot.operation.findings import Finding, Grade
from bot.server_setup.needs import Feature, InUse, Need, permissions_to_ask_for

PERMISSIONS: Final = "permissions"
COMMANDS: Final = "commands"

_MOST_NAMED: Final = 5


@dataclass(frozen=True, slots=True)
class Told:
    """How a need that is not met is told.

    Attributes:
        without: what does not work, as a sentence.
        is_vital: whether that is a failure, or only worth a warning.
        channel: what the channel is, where one was chosen.
        lost: what does not work once that is gone, as the beginning of a sentence.
        command: with which another one is chosen.
    """

    without: str
    is_vital: bool = False
    channel: str = ""
    lost: str = ""
    command: str = ""


_TOLD: Final = {
    Feature.WORK: Told(
        "Without them work threads cannot be opened, posted in or, when somebody deletes their data, emptied.",
        is_vital=True,
        channel="work channel",
        lost="work threads open where /work is used",
        command="/settings",
    ),
    Feature.BOARDS: Told(
        "Without it leaderboards cannot be posted, or not again once their webhook was deleted.",
        channel="leaderboard channel",
        lost="leaderboards cannot be posted",
        command="/boards",
    ),
    Feature.COLLECTIVE: Told(
        "Without them tasks in public threads cannot be posted, kept up to date or closed.",
        channel="channel of a public task",
        lost="its thread is gone with it, and it is closed",
        command="/post-task",
    ),
    Feature.ROLES: Told("Without it roles for levels are neither given nor taken."),
    Feature.STAFF: Told(
        "Without them cases are not posted for moderators; /moderate queue has them all.",
        channel="staff channel",
        lost="cases are no longer posted for moderators",
        command="/settings",
    ),
    Feature.LOG: Told(
        "Without them what moderators do is not told there; /moderate log has it all.",
        channel="log channel",
        lost="what moderators do is no longer told there",
        command="/settings",
    ),
}


async def check_permissions(examination: Examination) -> list[Finding]:
    """Look whether the bot has what it needs, in every server that it is in."""
    bot = examination.bot
    if bot is None:
        raise RuntimeError("not logged in")
    try:
        servers = await examination.inspection.servers()
        link = invite_link(bot.application_id, permissions_to_ask_for(examination.in_use.values()))
        if not servers:
            return [warning(PERMISSIONS, f"The bot is in no server yet. Invite it: {link}")]
        findings: list[Finding] = []
        in_order = []
        for server in servers:
            lacking = [
                finding
                for need in examination.in_use.get(server.server_id, InUse()).needs()
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
        findings.append(note(PERMISSIONS, f"Whoever manages a server can also invite the bot anew: {link}"))
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
    told = _TOLD[need.feature]
    tell = failed if told.is_vital else warning
    where = f"In {server.name} (id {server.server_id})"
    granted, place, remedy = server.permissions, "", "Give them to its role: Server Settings → Roles."
    if need.channel_id is not None:
        chosen = f"{told.channel} (id {need.channel_id})"
        try:
            channel = await examination.inspection.rights_in_channel(server, need.channel_id, bot_id)
        except OutOfSight:
            return tell(
                PERMISSIONS,
                f"{where} the bot cannot see the {chosen}. Give its role "
                f"{', '.join(permission_names(need.permissions))} there: Edit Channel → Permissions.",
            )
        except Gone:
            return tell(
                PERMISSIONS,
                f"{where} the {chosen} is gone: {told.lost}. Choose another one there with {told.command}.",
            )
        granted, place = channel.permissions, f" in #{channel.name}"
        remedy = "Give them to its role there: Edit Channel → Permissions."
    lacking = permission_names(need.permissions & ~granted)
    if not lacking:
        return None
    return tell(PERMISSIONS, f"{where} the bot lacks{place}: {', '.join(lacking)}. {told.without} {remedy}")


def _listed(names: list[str]) -> str:
    if len(names) > _MOST_NAMED:
        return f"{len(names)} servers"
    return ", ".join(names)
