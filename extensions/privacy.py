"""`/privacy`: what is stored about the one who asks."""

import lightbulb

from bot.interactions.answers import AnswerKind
from bot.interactions.router import Router
from bot.people.privacy import Privacy

loader = lightbulb.Loader()
privacy = lightbulb.Group("privacy", "command-privacy", localize=True)


@privacy.register
class ShowPrivacy(lightbulb.SlashCommand, name="show", description="command-privacy-show", localize=True):
    """Show what is stored."""

    @lightbulb.invoke
    async def invoke(self, context: lightbulb.Context, router: Router, about: Privacy) -> None:
        """Answer the command."""
        await router.answer_command(context.interaction, AnswerKind.EPHEMERAL, about.show)


loader.command(privacy)
