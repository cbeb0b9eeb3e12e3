"""`/guidelines`: what to do at each type of task, and what the labels mean; and the ways there from cards."""

import lightbulb

from bot.cards.guidelines import OVERVIEW, TOPICS, topic_key
from bot.discord.router import Router
from bot.guidelines import Guide
from bot.interactions.responses import ResponseKind

loader = lightbulb.Loader()


@loader.command
class Guidelines(lightbulb.SlashCommand, name="guidelines", description="command-guidelines", localize=True):
    """Show the guidelines."""

    topic = lightbulb.string(
        "option-topic",
        "command-guidelines-topic",
        localize=True,
        default=OVERVIEW,
        choices=[lightbulb.Choice(topic_key(topic), topic, localize=True) for topic in TOPICS],
    )

    @lightbulb.invoke
    async def invoke(self, context: lightbulb.Context, router: Router, guide: Guide) -> None:
        """Answer the command."""
        await router.answer_command(
            context.interaction, ResponseKind.EPHEMERAL, lambda click: guide.show(click, self.topic)
        )
