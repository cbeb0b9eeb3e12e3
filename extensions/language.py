"""`/language`: the languages that somebody works in."""

import lightbulb

from bot.discord.router import Router
from bot.interactions.responses import ResponseKind
from bot.people.language_choice import LanguageChoices

loader = lightbulb.Loader()


@loader.command
class LanguageCommand(lightbulb.SlashCommand, name="language", description="command-language", localize=True):
    """Show and change one's languages."""

    @lightbulb.invoke
    async def invoke(self, context: lightbulb.Context, router: Router, choices: LanguageChoices) -> None:
        """Answer the command."""
        await router.answer_command(context.interaction, ResponseKind.EPHEMERAL, choices.show)
