"""`/privacy`: what is stored about the one who asks, their export, their deletion; and the controls on those cards."""

import lightbulb

from bot.cards.privacy import ROOM
from bot.discord.router import Router
from bot.interactions.actions import Routes
from bot.interactions.click import Click
from bot.interactions.responses import Answer, AnswerKind
from bot.privacy.service import Privacy

loader = lightbulb.Loader()
routes = Routes(ROOM)
privacy = lightbulb.Group("privacy", "command-privacy", localize=True)


@privacy.register
class ShowPrivacy(lightbulb.SlashCommand, name="show", description="command-privacy-show", localize=True):
    """Show what is stored."""

    @lightbulb.invoke
    async def invoke(self, context: lightbulb.Context, router: Router, about: Privacy) -> None:
        """Answer the command."""
        await router.answer_command(context.interaction, AnswerKind.EPHEMERAL, about.show)


@privacy.register
class ExportPrivacy(lightbulb.SlashCommand, name="export", description="command-privacy-export", localize=True):
    """Give what is stored as files."""

    @lightbulb.invoke
    async def invoke(self, context: lightbulb.Context, router: Router, about: Privacy) -> None:
        """Answer the command."""
        await router.answer_command(context.interaction, AnswerKind.EPHEMERAL, about.export)


@privacy.register
class DeletePrivacy(lightbulb.SlashCommand, name="delete", description="command-privacy-delete", localize=True):
    """Delete what is stored, after a question."""

    @lightbulb.invoke
    async def invoke(self, context: lightbulb.Context, router: Router, about: Privacy) -> None:
        """Answer the command."""
        await router.answer_command(context.interaction, AnswerKind.EPHEMERAL, about.ask_before_deleting)


loader.command(privacy)


@routes.action("export", AnswerKind.EPHEMERAL)
async def export(click: Click, about: Privacy) -> Answer:
    """`Export my data`."""
    return await about.export(click)


@routes.action("ask", AnswerKind.EPHEMERAL)
async def ask(click: Click, about: Privacy) -> Answer:
    """`Delete my data`."""
    return await about.ask_before_deleting(click)


@routes.action("delete", AnswerKind.UPDATE)
async def delete(click: Click, about: Privacy) -> Answer:
    """`Delete everything about me`."""
    return await about.delete(click)


@routes.action("keep", AnswerKind.UPDATE)
async def keep(click: Click, about: Privacy) -> Answer:
    """`Keep my data`."""
    return await about.keep(click)
