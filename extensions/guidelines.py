"""`/guidelines`: what to do at each type of task, and what the labels mean; and the ways there from cards."""

import lightbulb

from bot.cards.guidelines import OVERVIEW, ROOM, TOPICS, topic_key
from bot.discord.router import Router
from bot.guidelines import Guide
from bot.interactions.actions import Routes
from bot.interactions.click import Click
from bot.interactions.responses import Answer, AnswerKind

loader = lightbulb.Loader()
routes = Routes(ROOM)


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
            context.interaction, AnswerKind.EPHEMERAL, lambda click: guide.show(click, self.topic)
        )


@routes.action("show", AnswerKind.EPHEMERAL)
async def show(click: Click, guide: Guide) -> Answer:
    """`Guidelines` on the card of a work package."""
    return await guide.show(click, click.argument or "")


@routes.action("choose", AnswerKind.UPDATE)
async def choose(click: Click, guide: Guide) -> Answer:
    """The list of topics."""
    return await guide.show(click, click.values[0] if click.values else OVERVIEW)


@routes.action("labels", AnswerKind.EPHEMERAL)
async def labels(click: Click, guide: Guide) -> Answer:
    """`Labels explained`."""
    return await guide.explain_labels(click, click.argument or "")
