"""Is the token one, does Discord take it, is the gateway within reach, and is our clock right?"""

from typing import Final

from bot.discord.access import in_words
from bot.errors import StartError
from bot.operation.examination import Examination, failed, fine, skipped, warning
from bot.operation.findings import Finding

TOKEN: Final = "token"  # noqa: S105 - a subject
DISCORD: Final = "discord"
GATEWAY: Final = "gateway"
CLOCK: Final = "clock"

_FEW_SESSIONS: Final = 20
"""Each start of the bot takes a session for each shard, each reconnection that cannot be resumed one more."""
_OFF_SECONDS: Final = 5.0
_FAR_OFF_SECONDS: Final = 60.0


async def check_token(examination: Examination) -> list[Finding]:
    """Look whether the token looks like one."""
    try:
        examination.settings.token  # noqa: B018 - which looks at it
    except StartError as error:
        examination.unavailable.add(TOKEN)
        return [failed(TOKEN, str(error))]
    return [fine(TOKEN, "DISCORD_TOKEN looks like a bot token.")]


async def check_discord(examination: Examination) -> list[Finding]:
    """Look whether Discord answers and takes the token."""
    try:
        bot = examination.bot = await examination.inspection.log_in(examination.settings.token)
    except StartError as error:
        examination.unavailable.add(DISCORD)
        return [failed(DISCORD, str(error))]
    return [fine(DISCORD, f"Discord takes the token: the bot is {bot.name} (id {bot.user_id}).")]


async def check_gateway(examination: Examination) -> list[Finding]:
    """Look whether sessions are left today, and the gateway greets."""
    inspection = examination.inspection
    try:
        gateway = await inspection.gateway()
    except StartError as error:
        return [failed(GATEWAY, str(error))]
    findings = []
    wait = in_words(gateway.resets_in)
    left = gateway.left_in_words
    if gateway.sessions_left < gateway.shards:
        findings.append(
            failed(
                GATEWAY,
                f"{left}, and a start takes {gateway.shards}: Discord lets the bot in again in {wait}. Find out what "
                "has started it so often: its log says why it ended.",
            )
        )
    elif gateway.sessions_left < _FEW_SESSIONS:
        findings.append(
            warning(GATEWAY, f"Only {left} for the next {wait}: something starts the bot again and again. See its log.")
        )
    try:
        await inspection.greet_gateway(gateway.address)
    except StartError as error:
        return [*findings, failed(GATEWAY, str(error))]
    if not findings:
        findings.append(fine(GATEWAY, f"{gateway.address} greets; {left} for the next {wait}."))
    return findings


async def check_clock(examination: Examination) -> list[Finding]:
    """Look whether our clock is that of Discord."""
    try:
        offset = await examination.inspection.clock_offset()
    except StartError as error:
        was_asked = DISCORD in examination.unavailable and TOKEN not in examination.unavailable
        because = f"Not looked at because of “{DISCORD}”, see above." if was_asked else str(error)
        return [skipped(CLOCK, because)]
    size = abs(offset)
    if size <= _OFF_SECONDS:
        return [fine(CLOCK, "The clock agrees with Discord's.")]
    text = f"The clock of this machine is {in_words(size)} {'ahead of' if offset > 0 else 'behind'} Discord's."
    if size < _FAR_OFF_SECONDS:
        return [warning(CLOCK, f"{text} Let the system set it from the network (NTP).")]
    return [
        failed(
            CLOCK,
            f"{text} Tasks would expire at the wrong time, and secure connections may fail. Let the system set the "
            "clock from the network (NTP).",
        )
    ]
