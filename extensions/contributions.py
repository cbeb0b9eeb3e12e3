"""`/contributions`: what somebody has written, and what became of it."""

import lightbulb

from bot.cards.contributions import ROOM
from bot.contributions import Contributions
from bot.discord.router import Router
from bot.interactions.actions import Routes
from bot.interactions.click import Click
from bot.interactions.responses import Answer, AnswerKind

loader = lightbulb.Loader()
routes = Routes(ROOM)


@loader.command
class ContributionsCommand(
    lightbulb.SlashCommand, name="contributions", description="command-contributions", localize=True
):
    """Show one's own messages."""

    @lightbulb.invoke
    async def invoke(self, context: lightbulb.Context, router: Router, contributions: Contributions) -> None:
        """Answer the command."""
        await router.answer_command(context.interaction, AnswerKind.EPHEMERAL, contributions.show)


@routes.action("page", AnswerKind.UPDATE)
async def page(click: Click, contributions: Contributions) -> Answer:
    """`Older` and `Newer`."""
    return await contributions.turn(click)


@routes.action("open", AnswerKind.EPHEMERAL)
async def open_conversation(click: Click, contributions: Contributions) -> Answer:
    """`Conversation` and a number."""
    return await contributions.open(click)
