"""`/work`, and the controls on the cards of work packages."""

import hikari
import lightbulb

from bot.discord.router import Router
from bot.interactions.responses import ResponseKind
from bot.people.language_choice import LanguageChoices
from bot.protocol.tasks import RANDOM
from bot.work.service import Work
from bot.work.topics import Topics
from bot.work_threads.service import WorkThreads

loader = lightbulb.Loader()

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


async def complete_language(
    context: lightbulb.AutocompleteContext[str], choices: LanguageChoices = lightbulb.di.INJECTED
) -> None:
    """Suggest languages while one is typed."""
    user, locale = context.interaction.user, str(context.interaction.locale)
    await context.respond(await choices.complete(str(context.focused.value), int(user.id), locale))


async def complete_topic(context: lightbulb.AutocompleteContext[str], topics: Topics = lightbulb.di.INJECTED) -> None:
    """Suggest topics while one is typed."""
    await context.respond(await topics.complete(str(context.focused.value)))


@loader.command
class WorkCommand(lightbulb.SlashCommand, name="work", description="command-work", localize=True):
    """Get a work package, or return to the open one."""

    task = lightbulb.string("option-task", "command-work-task", localize=True, default=RANDOM, choices=_TASKS)
    language = lightbulb.string(
        "option-language",
        "command-work-language",
        localize=True,
        default="",
        max_length=100,
        autocomplete=complete_language,
    )
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
