"""`/contributions`: what somebody has written, and what became of it."""

import lightbulb

from bot.contributions import Contributions
from bot.discord.router import Router
from bot.interactions.responses import ResponseKind

loader = lightbulb.Loader()


@loader.command
class ContributionsCommand(
    lightbulb.SlashCommand, name="contributions", description="command-contributions", localize=True
):
    """Show one's own messages."""

    @lightbulb.invoke
    async def invoke(self, context: lightbulb.Context, router: Router, contributions: Contributions) -> None:
        """Answer the command."""
        await router.answer_command(context.interaction, ResponseKind.EPHEMERAL, contributions.show)
