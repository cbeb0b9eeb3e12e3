"""`/stats`: what the pool of trees has become."""

import lightbulb

from bot.cards.statistics import ROOM
from bot.discord.router import Router
from bot.interactions.actions import Routes
from bot.interactions.click import Click
from bot.interactions.responses import Answer, AnswerKind
from bot.statistics.service import Statistics

loader = lightbulb.Loader()
routes = Routes(ROOM)


@loader.command
class StatsCommand(lightbulb.SlashCommand, name="stats", description="command-stats", localize=True):
    """Show the statistics."""

    @lightbulb.invoke
    async def invoke(self, context: lightbulb.Context, router: Router, statistics: Statistics) -> None:
        """Answer the command."""
        await router.answer_command(context.interaction, AnswerKind.EPHEMERAL, statistics.show)


@routes.action("show", AnswerKind.UPDATE)
async def show(click: Click, statistics: Statistics) -> Answer:
    """A button that names a view."""
    return await statistics.show(click)


@routes.action("share", AnswerKind.UPDATE)
async def share(click: Click, statistics: Statistics) -> Answer:
    """`Share`."""
    return await statistics.share(click)
