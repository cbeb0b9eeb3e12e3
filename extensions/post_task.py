"""`/post-task`: a collective package in a public thread, and the controls on its card."""

import hikari
import lightbulb

from bot.collective.service import DEFAULT_SPAN, MOST_ANSWERS, MOST_CHARACTERS, SPANS, PostedTasks, Wanted
from bot.discord.router import Router
from bot.interactions.responses import ResponseKind
from bot.people.language_choice import LanguageChoices
from bot.protocol.tasks import TaskType

loader = lightbulb.Loader()

_TASKS = [
    lightbulb.Choice("task-rank-assistant-replies", "rank_assistant_replies", localize=True),
    lightbulb.Choice("task-initial-prompt", "initial_prompt", localize=True),
    lightbulb.Choice("task-assistant-reply", "assistant_reply", localize=True),
    lightbulb.Choice("task-prompter-reply", "prompter_reply", localize=True),
    lightbulb.Choice("task-label-initial-prompt", "label_initial_prompt", localize=True),
    lightbulb.Choice("task-label-assistant-reply", "label_assistant_reply", localize=True),
    lightbulb.Choice("task-label-prompter-reply", "label_prompter_reply", localize=True),
]


async def complete_language(
    context: lightbulb.AutocompleteContext[str], choices: LanguageChoices = lightbulb.di.INJECTED
) -> None:
    """Suggest languages while one is typed."""
    user, locale = context.interaction.user, str(context.interaction.locale)
    await context.respond(await choices.complete(str(context.focused.value), int(user.id), locale))


@loader.command
class PostTaskCommand(
    lightbulb.SlashCommand,
    name="post-task",
    description="command-post-task",
    localize=True,
    default_member_permissions=hikari.Permissions.MANAGE_GUILD,
    contexts=[hikari.ApplicationContextType.GUILD],
):
    """Put a package into a public thread."""

    task = lightbulb.string("option-task", "command-post-task-task", localize=True, choices=_TASKS)
    language = lightbulb.string(
        "option-language",
        "command-post-task-language",
        localize=True,
        default="",
        max_length=100,
        autocomplete=complete_language,
    )
    message = lightbulb.string(
        "option-message", "command-post-task-message", localize=True, default="", max_length=MOST_CHARACTERS
    )
    closes = lightbulb.string(
        "option-closes",
        "command-post-task-closes",
        localize=True,
        default=DEFAULT_SPAN,
        choices=[lightbulb.Choice(f"closes-{span}", span, localize=True) for span in SPANS],
    )
    answers = lightbulb.integer(
        "option-answers",
        "command-post-task-answers",
        localize=True,
        default=None,
        min_value=1,
        max_value=MOST_ANSWERS,
    )

    @lightbulb.invoke
    async def invoke(self, context: lightbulb.Context, router: Router, posted_tasks: PostedTasks) -> None:
        """Answer the command."""
        answers: int | None = self.answers
        wanted = Wanted(TaskType(self.task), self.language, self.message, self.closes, answers)
        await router.answer_command(
            context.interaction, ResponseKind.EPHEMERAL, lambda click: posted_tasks.post(click, wanted)
        )
