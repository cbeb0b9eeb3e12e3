"""`/tutorial`: three practice packages, and the way from there to a first real one."""

import lightbulb

from bot.cards.text_task import TEXT_INPUT
from bot.cards.tutorial import ROOM
from bot.discord.router import Router
from bot.interactions.actions import Routes
from bot.interactions.click import Click
from bot.interactions.responses import Answer, AnswerKind, Result
from bot.tutorial import Tutorial
from bot.work.service import Desk, Wish

loader = lightbulb.Loader()
routes = Routes(ROOM)


@loader.command
class TutorialCommand(lightbulb.SlashCommand, name="tutorial", description="command-tutorial", localize=True):
    """Begin the tutorial."""

    @lightbulb.invoke
    async def invoke(self, context: lightbulb.Context, router: Router, tutorial: Tutorial) -> None:
        """Answer the command."""
        await router.answer_command(context.interaction, AnswerKind.EPHEMERAL, tutorial.start)


@routes.action("step", AnswerKind.UPDATE)
async def step(click: Click, tutorial: Tutorial) -> Answer:
    """`Next practice`, `Leave this out`, `Try again`, `Finish`."""
    return await tutorial.step(click)


@routes.action("judge", AnswerKind.UPDATE)
async def judge(click: Click, tutorial: Tutorial) -> Answer:
    """`Yes` or `No` of a label."""
    return await tutorial.judge(click)


@routes.action("quality", AnswerKind.UPDATE)
async def quality(click: Click, tutorial: Tutorial) -> Answer:
    """The quality scale."""
    return await tutorial.choose_quality(click)


@routes.action("judged", AnswerKind.UPDATE)
async def judged(click: Click, tutorial: Tutorial) -> Answer:
    """`Submit` of a judgement."""
    return await tutorial.judged(click)


@routes.action("pick", AnswerKind.UPDATE)
async def pick(click: Click, tutorial: Tutorial) -> Answer:
    """A letter."""
    return await tutorial.pick(click)


@routes.action("reset", AnswerKind.UPDATE)
async def reset(click: Click, tutorial: Tutorial) -> Answer:
    """`Reset`."""
    return await tutorial.pick(click)


@routes.action("ranked", AnswerKind.UPDATE)
async def ranked(click: Click, tutorial: Tutorial) -> Answer:
    """`Submit` of a ranking."""
    return await tutorial.ranked(click)


@routes.action("write", AnswerKind.MODAL)
async def write(click: Click, tutorial: Tutorial) -> Result:
    """`Write reply`, `Try again`."""
    return await tutorial.write(click)


@routes.action("written", AnswerKind.UPDATE)
async def written(click: Click, tutorial: Tutorial) -> Answer:
    """The form of `write` came back."""
    return await tutorial.written(click, click.fields.get(TEXT_INPUT, ""))


@routes.action("work", AnswerKind.EPHEMERAL)
async def work(click: Click, desk: Desk) -> Answer:
    """`Start a first real task`: the same as /work."""
    return await desk.start(click, Wish())
