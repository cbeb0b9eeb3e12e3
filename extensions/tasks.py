"""`/tasks`: what is open, with buttons that start it."""

import lightbulb

from bot.discord.router import Router
from bot.interactions.responses import ResponseKind
from bot.work.service import Work

loader = lightbulb.Loader()


@loader.command
class TasksCommand(lightbulb.SlashCommand, name="tasks", description="command-tasks", localize=True):
    """Show what is open."""

    @lightbulb.invoke
    async def invoke(self, context: lightbulb.Context, router: Router, work: Work) -> None:
        """Answer the command."""
        await router.answer_command(context.interaction, ResponseKind.EPHEMERAL, work.tasks)
