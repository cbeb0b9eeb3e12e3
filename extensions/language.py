"""`/language`: the languages that somebody works in."""

import lightbulb

from bot.cards.language_choice import ROOM
from bot.discord.router import Router
from bot.interactions.actions import Routes
from bot.interactions.click import Click
from bot.interactions.responses import Answer, AnswerKind
from bot.people.language_choice import LanguageDesk

loader = lightbulb.Loader()
routes = Routes(ROOM)


@loader.command
class LanguageCommand(lightbulb.SlashCommand, name="language", description="command-language", localize=True):
    """Show and change one's languages."""

    @lightbulb.invoke
    async def invoke(self, context: lightbulb.Context, router: Router, desk: LanguageDesk) -> None:
        """Answer the command."""
        await router.answer_command(context.interaction, AnswerKind.EPHEMERAL, desk.show)


@routes.action("add", AnswerKind.UPDATE)
async def add(click: Click, desk: LanguageDesk) -> Answer:
    """Languages were chosen in a list."""
    return await desk.add(click)


@routes.action("remove", AnswerKind.UPDATE)
async def remove(click: Click, desk: LanguageDesk) -> Answer:
    """`Remove …`."""
    return await desk.remove(click)


@routes.action("first", AnswerKind.UPDATE)
async def first(click: Click, desk: LanguageDesk) -> Answer:
    """`… first`."""
    return await desk.put_first(click)
