"""`/tasks`: what is open, with buttons that start it."""

import lightbulb

from bot.cards.open_tasks import ROOM
from bot.discord.router import Router
from bot.interactions.actions import Routes
from bot.interactions.click import Click
from bot.interactions.responses import Answer, AnswerKind
from bot.work.service import Desk, Wish

loader = lightbulb.Loader()
routes = Routes(ROOM)


@loader.command
class TasksCommand(lightbulb.SlashCommand, name="tasks", description="command-tasks", localize=True):
    """Show what is open."""

    @lightbulb.invoke
    async def invoke(self, context: lightbulb.Context, router: Router, desk: Desk) -> None:
        """Answer the command."""
        await router.answer_command(context.interaction, AnswerKind.EPHEMERAL, desk.tasks)


@routes.action("start", AnswerKind.EPHEMERAL)
async def start(click: Click, desk: Desk) -> Answer:
    """A button that names a kind of task and a language."""
    return await desk.start(click, Wish.parse(click.argument))
