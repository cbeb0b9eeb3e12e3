"""`/tutorial`: three practice packages, and the way from there to a first real one."""

import lightbulb

from bot.discord.router import Router
from bot.interactions.responses import ResponseKind
from bot.tutorial import Tutorial

loader = lightbulb.Loader()


@loader.command
class TutorialCommand(lightbulb.SlashCommand, name="tutorial", description="command-tutorial", localize=True):
    """Begin the tutorial."""

    @lightbulb.invoke
    async def invoke(self, context: lightbulb.Context, router: Router, tutorial: Tutorial) -> None:
        """Answer the command."""
        await router.answer_command(context.interaction, ResponseKind.EPHEMERAL, tutorial.start)
