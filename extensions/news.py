"""`/news`: whether somebody wants to hear what becomes of their work; and the buttons that change it."""

import lightbulb

from bot.discord.router import Router
from bot.good_news.service import GoodNews
from bot.interactions.responses import ResponseKind

loader = lightbulb.Loader()


@loader.command
class NewsCommand(lightbulb.SlashCommand, name="news", description="command-news", localize=True):
    """Show, and change, whether one wants good news."""

    @lightbulb.invoke
    async def invoke(self, context: lightbulb.Context, router: Router, good_news: GoodNews) -> None:
        """Answer the command."""
        await router.answer_command(context.interaction, ResponseKind.EPHEMERAL, good_news.show)
