"""`/privacy`: what is stored about the one who asks, their export, their deletion; and the controls on those cards."""

import lightbulb

from bot.discord.router import Router
from bot.interactions.responses import ResponseKind
from bot.privacy.service import Privacy

loader = lightbulb.Loader()
privacy = lightbulb.Group("privacy", "command-privacy", localize=True)


@privacy.register
class ShowPrivacy(lightbulb.SlashCommand, name="show", description="command-privacy-show", localize=True):
    """Show what is stored."""

    @lightbulb.invoke
    async def invoke(self, context: lightbulb.Context, router: Router, about: Privacy) -> None:
        """Answer the command."""
        await router.answer_command(context.interaction, ResponseKind.EPHEMERAL, about.show)


@privacy.register
class ExportPrivacy(lightbulb.SlashCommand, name="export", description="command-privacy-export", localize=True):
    """Give what is stored as files."""

    @lightbulb.invoke
    async def invoke(self, context: lightbulb.Context, router: Router, about: Privacy) -> None:
        """Answer the command."""
        await router.answer_command(context.interaction, ResponseKind.EPHEMERAL, about.export)


@privacy.register
class DeletePrivacy(lightbulb.SlashCommand, name="delete", description="command-privacy-delete", localize=True):
    """Delete what is stored, after a question."""

    @lightbulb.invoke
    async def invoke(self, context: lightbulb.Context, router: Router, about: Privacy) -> None:
        """Answer the command."""
        await router.answer_command(context.interaction, ResponseKind.EPHEMERAL, about.ask_before_deleting)


loader.command(privacy)
