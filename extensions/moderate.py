"""`/moderate`: the queue of cases and the log, for those who moderate a server."""

import hikari
import lightbulb

from bot.discord.router import Router
from bot.interactions.responses import ResponseKind
from bot.moderation.log import ModerationLog
from bot.moderation.service import Moderation

loader = lightbulb.Loader()
moderate = lightbulb.Group(
    "moderate",
    "command-moderate",
    localize=True,
    default_member_permissions=hikari.Permissions.MANAGE_MESSAGES,
    contexts=[hikari.ApplicationContextType.GUILD],
)


@moderate.register
class ModerateQueue(lightbulb.SlashCommand, name="queue", description="command-moderate-queue", localize=True):
    """Show the cases that wait for a decision."""

    @lightbulb.invoke
    async def invoke(self, context: lightbulb.Context, router: Router, moderation: Moderation) -> None:
        """Answer the command."""
        await router.answer_command(context.interaction, ResponseKind.EPHEMERAL, moderation.queue)


@moderate.register
class ModerateLog(lightbulb.SlashCommand, name="log", description="command-moderate-log", localize=True):
    """Show what moderators did."""

    @lightbulb.invoke
    async def invoke(self, context: lightbulb.Context, router: Router, log: ModerationLog) -> None:
        """Answer the command."""
        await router.answer_command(context.interaction, ResponseKind.EPHEMERAL, log.show)


loader.command(moderate)
