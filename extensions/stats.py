"""`/stats`: what the pool of trees has become."""

import lightbulb

from bot.discord.router import Router
from bot.interactions.responses import ResponseKind
from bot.statistics.service import Statistics

loader = lightbulb.Loader()


@loader.command
class StatsCommand(lightbulb.SlashCommand, name="stats", description="command-stats", localize=True):
    """Show the statistics."""

    @lightbulb.invoke
    async def invoke(self, context: lightbulb.Context, router: Router, statistics: Statistics) -> None:
        """Answer the command."""
        await router.answer_command(context.interaction, ResponseKind.EPHEMERAL, statistics.show)
