"""`/post-task`: a collective package in a public thread, and the controls on its card."""

import hikari
import lightbulb

from bot.collective.service import DEFAULT_SPAN, MOST_ANSWERS, MOST_CHARACTERS, SPANS, PostedTasks, Wanted
from bot.command_options import language_option, task_choices
from bot.discord.router import Router
from bot.interactions.responses import ResponseKind
from bot.protocol.tasks import TaskType

loader = lightbulb.Loader()

_TASKS = task_choices(
    (
        TaskType.RANK_ASSISTANT_REPLIES,
        TaskType.INITIAL_PROMPT,
        TaskType.ASSISTANT_REPLY,
        TaskType.PROMPTER_REPLY,
        TaskType.LABEL_INITIAL_PROMPT,
        TaskType.LABEL_ASSISTANT_REPLY,
        TaskType.LABEL_PROMPTER_REPLY,
    )
)


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
    language = language_option("command-post-task-language")
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
