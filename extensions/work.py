"""`/work`, and the controls on the cards of work packages."""

import hikari
import lightbulb

from bot.cards.about import REASON_INPUT
from bot.cards.session_parts import ROOM
from bot.cards.text_task import TEXT_INPUT
from bot.discord.router import Router
from bot.interactions.actions import Routes
from bot.interactions.click import Click
from bot.interactions.responses import Answer, AnswerKind, Result
from bot.protocol.tasks import RANDOM
from bot.sessions import selections
from bot.work.about import About
from bot.work.service import Desk, Wish
from bot.work_threads.service import WorkThreads

loader = lightbulb.Loader()
routes = Routes(ROOM)

_TASKS = [
    lightbulb.Choice("task-random", RANDOM, localize=True),
    lightbulb.Choice("task-initial-prompt", "initial_prompt", localize=True),
    lightbulb.Choice("task-assistant-reply", "assistant_reply", localize=True),
    lightbulb.Choice("task-prompter-reply", "prompter_reply", localize=True),
    lightbulb.Choice("task-label-initial-prompt", "label_initial_prompt", localize=True),
    lightbulb.Choice("task-label-assistant-reply", "label_assistant_reply", localize=True),
    lightbulb.Choice("task-label-prompter-reply", "label_prompter_reply", localize=True),
    lightbulb.Choice("task-rank-assistant-replies", "rank_assistant_replies", localize=True),
]


@loader.command
class WorkCommand(lightbulb.SlashCommand, name="work", description="command-work", localize=True):
    """Get a work package, or return to the open one."""

    task = lightbulb.string("option-task", "command-work-task", localize=True, default=RANDOM, choices=_TASKS)
    language = lightbulb.string("option-language", "command-work-language", localize=True, default="", max_length=35)

    @lightbulb.invoke
    async def invoke(self, context: lightbulb.Context, router: Router, desk: Desk) -> None:
        """Answer the command."""
        await router.answer_command(
            context.interaction,
            AnswerKind.EPHEMERAL,
            lambda click: desk.start(click, Wish.asked(self.task, self.language)),
        )


@loader.listener(hikari.GuildChannelDeleteEvent)
async def on_channel_deleted(event: hikari.GuildChannelDeleteEvent, threads: WorkThreads) -> None:
    """A channel of a server was deleted."""
    await threads.channel_gone(int(event.guild_id), int(event.channel_id))


@routes.action("write", AnswerKind.MODAL)
async def write(click: Click, desk: Desk) -> Result:
    """`Write prompt`, `Write reply`, `Edit`."""
    return await desk.write(click)


@routes.action("written", AnswerKind.UPDATE)
async def written(click: Click, desk: Desk) -> Answer:
    """The form of `write` came back."""
    return await desk.written(click, click.fields.get(TEXT_INPUT, ""))


@routes.action("show", AnswerKind.UPDATE)
async def show(click: Click, desk: Desk) -> Answer:
    """`Keep my text`."""
    return await desk.show(click)


@routes.action("change", AnswerKind.UPDATE)
async def change(click: Click, desk: Desk) -> Answer:
    """`Change answer`."""
    return await desk.change(click)


@routes.action("news", AnswerKind.UPDATE)
async def news(click: Click, desk: Desk) -> Answer:
    """`Tell me good news`, on a done card."""
    return await desk.want_news(click)


@routes.action("submit", AnswerKind.UPDATE)
async def submit(click: Click, desk: Desk) -> Answer:
    """`Submit`."""
    return await desk.submit(click)


@routes.action("discard", AnswerKind.UPDATE)
async def discard(click: Click, desk: Desk) -> Answer:
    """`Discard`."""
    return await desk.discard(click)


@routes.action("skip", AnswerKind.UPDATE)
async def skip(click: Click, desk: Desk) -> Answer:
    """`Skip`."""
    return await desk.skip(click, confirmed=False)


@routes.action("skip-really", AnswerKind.UPDATE)
async def skip_really(click: Click, desk: Desk) -> Answer:
    """`Yes, skip it`."""
    return await desk.skip(click, confirmed=True)


@routes.action("next", AnswerKind.UPDATE)
async def next_task(click: Click, desk: Desk) -> Answer:
    """`Next task`."""
    return await desk.next(click)


@routes.action("label", AnswerKind.UPDATE)
async def label(click: Click, desk: Desk) -> Answer:
    """`Yes` or `No` of a label."""
    return await desk.choose(click, selections.choose_yes_no(click.argument or ""))


@routes.action("flags", AnswerKind.UPDATE)
async def flags(click: Click, desk: Desk) -> Answer:
    """The list of flags."""
    return await desk.choose(click, selections.choose_flags(click.values))


@routes.action("scale", AnswerKind.UPDATE)
async def scale(click: Click, desk: Desk) -> Answer:
    """A scale."""
    return await desk.choose(click, selections.choose_step(click.argument or "", click.values))


@routes.action("pick", AnswerKind.UPDATE)
async def pick(click: Click, desk: Desk) -> Answer:
    """A letter of a ranking."""
    return await desk.choose(click, selections.pick(click.argument or ""))


@routes.action("undo", AnswerKind.UPDATE)
async def undo(click: Click, desk: Desk) -> Answer:
    """`Undo pick`."""
    return await desk.choose(click, selections.undo_pick)


@routes.action("reset", AnswerKind.UPDATE)
async def reset(click: Click, desk: Desk) -> Answer:
    """`Reset`."""
    return await desk.choose(click, selections.reset)


@routes.action("not-rankable", AnswerKind.UPDATE)
async def not_rankable(click: Click, desk: Desk) -> Answer:
    """`All are factually incorrect`."""
    return await desk.choose(click, selections.toggle_not_rankable)


@routes.action("rate", AnswerKind.UPDATE)
async def rate(click: Click, desk: Desk) -> Answer:
    """A step of a rating."""
    return await desk.rate(click)


@routes.action("more", AnswerKind.EPHEMERAL)
async def more(click: Click, about: About) -> Answer:
    """`More`."""
    return await about.show(click)


@routes.action("about", AnswerKind.UPDATE)
async def choose_message(click: Click, about: About) -> Answer:
    """Another message was chosen in `More`."""
    return await about.show(click, click.values[0] if click.values else None)


@routes.action("react", AnswerKind.UPDATE)
async def react(click: Click, about: About) -> Answer:
    """👍 or 👎."""
    return await about.react(click)


@routes.action("report", AnswerKind.MODAL)
async def report(click: Click, about: About) -> Result:
    """🚩 Report."""
    return await about.begin_report(click)


@routes.action("reported", AnswerKind.UPDATE)
async def reported(click: Click, about: About) -> Answer:
    """The form of `report` came back."""
    return await about.report(click, click.fields.get(REASON_INPUT, ""))


@routes.action("read", AnswerKind.EPHEMERAL)
async def read(click: Click, desk: Desk) -> Answer:
    """`Read in full`."""
    return await desk.read(click)
