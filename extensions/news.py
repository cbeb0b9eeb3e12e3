"""`/news`: whether somebody wants to hear what becomes of their work; and the buttons that change it."""

import lightbulb

from bot.cards.good_news import ROOM
from bot.discord.router import Router
from bot.good_news.service import GoodNews
from bot.interactions.actions import Routes
from bot.interactions.click import Click
from bot.interactions.responses import Answer, AnswerKind

loader = lightbulb.Loader()
routes = Routes(ROOM)


@loader.command
class NewsCommand(lightbulb.SlashCommand, name="news", description="command-news", localize=True):
    """Show, and change, whether one wants good news."""

    @lightbulb.invoke
    async def invoke(self, context: lightbulb.Context, router: Router, good_news: GoodNews) -> None:
        """Answer the command."""
        await router.answer_command(context.interaction, AnswerKind.EPHEMERAL, good_news.show)


@routes.action("on", AnswerKind.UPDATE)
async def on(click: Click, good_news: GoodNews) -> Answer:
    """`Tell me good news`, on the card of `/news`."""
    return Answer(await good_news.turn_on(click))


@routes.action("off", AnswerKind.UPDATE)
async def off(click: Click, good_news: GoodNews) -> Answer:
    """`No more good news`, on the card of `/news`."""
    return Answer(await good_news.turn_off(click))


@routes.action("stop", AnswerKind.UPDATE)
async def stop(click: Click, good_news: GoodNews) -> Answer:
    """`No more good news`, below some news."""
    return await good_news.stop(click)
