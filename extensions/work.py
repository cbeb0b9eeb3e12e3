"""`/work`, and the controls on the cards of work packages."""

import hikari
import lightbulb

from bot.command_options import language_option, task_choices
from bot.discord.router import Router
from bot.interactions.responses import ResponseKind
from bot.protocol.tasks import RANDOM, TaskType
from bot.work.service import Work
from bot.work.topics import Topics
from bot.work_threads.service import WorkThreads

loader = lightbulb.Loader()

_TASKS = task_choices(
    (
        RANDOM,
        TaskType.INITIAL_PROMPT,
        TaskType.ASSISTANT_REPLY,
        TaskType.PROMPTER_REPLY,
        TaskType.LABEL_INITIAL_PROMPT,
        TaskType.LABEL_ASSISTANT_REPLY,
        TaskType.LABEL_PROMPTER_REPLY,
        TaskType.RANK_ASSISTANT_REPLIES,
    )
)


async def complete_topic(context: lightbulb.AutocompleteContext[str], topics: Topics = lightbulb.di.INJECTED) -> None:
    """Suggest topics while one is typed."""
    await context.respond(await topics.complete(str(context.focused.value)))


@loader.command
class WorkCommand(lightbulb.SlashCommand, name="work", description="command-work", localize=True):
    """Get a work package, or return to the open one."""

    task = lightbulb.string("option-task", "command-work-task", localize=True, default=RANDOM, choices=_TASKS)
    language = language_option("command-work-language")
    topic = lightbulb.string(
        "option-topic",
        "command-work-topic",
        localize=True,
        default="",
        max_length=100,
        autocomplete=complete_topic,
    )

    @lightbulb.invoke
    async def invoke(self, context: lightbulb.Context, router: Router, work: Work) -> None:
        """Answer the command."""
        await router.answer_command(
            context.interaction,
            ResponseKind.EPHEMERAL,
            lambda click: work.start_asked(click, self.task, self.language, self.topic),
        )


@loader.listener(hikari.GuildChannelDeleteEvent)
async def on_channel_deleted(event: hikari.GuildChannelDeleteEvent, threads: WorkThreads) -> None:
    """Hear that a channel of a server was deleted."""
    await threads.channel_gone(int(event.guild_id), int(event.channel_id))
