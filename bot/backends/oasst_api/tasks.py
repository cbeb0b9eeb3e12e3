"""Tasks as they come from the wire, and as they are shown."""

from pydantic import ValidationError

from bot.log import get_logger
from bot.protocol.messages import Conversation, ConversationMessage
from bot.protocol.tasks import (
    LabelTask,
    RankInitialPromptsTask,
    RankTask,
    RateSummaryTask,
    ReplyTask,
    Task,
    UnknownTask,
    parse_task,
)
from bot.rules.labels import askable

_log = get_logger(__name__)


def usable_task(data: object) -> Task:
    """Read a task.

    Returns:
        The task; one that lacks what its type promises, or that nobody could answer, as one of no type that we know,
        which is given back.
    """
    try:
        task = parse_task(data)
    except ValidationError as error:
        broken = UnknownTask.parse(data)
        wrong = [(".".join(map(str, each["loc"])), each["type"]) for each in error.errors(include_input=False)]
        _log.warning("a task lacks what its type promises", task=str(broken.id), type=broken.type, wrong=wrong[:5])
        return broken.model_copy(update={"type": f"incomplete {broken.type}"})
    if (reason := _why_unanswerable(task)) is None:
        return task
    _log.warning("a task cannot be answered", task=str(task.id), type=task.type, reason=reason)
    return UnknownTask(id=task.id, type=f"incomplete {task.type}")


def impartial(task: Task) -> Task:
    """Return a task that says neither who wrote what nor what others think of it: that should not sway the answer."""
    changes: dict[str, object] = {}
    if isinstance(task, LabelTask | ReplyTask | RankTask) and not isinstance(task, RankInitialPromptsTask):
        messages = tuple(_anonymous(message) for message in task.conversation.messages)
        changes["conversation"] = Conversation(messages=messages)
    if isinstance(task, RankInitialPromptsTask):
        changes["prompt_messages"] = tuple(_anonymous(message) for message in task.prompt_messages)
    elif isinstance(task, RankTask):
        changes["reply_messages"] = tuple(
            _anonymous(message).model_copy(update={"synthetic": None}) for message in task.reply_messages
        )
    return task.model_copy(update=changes) if changes else task


def _why_unanswerable(task: Task) -> str | None:
    """Say why nobody could answer a task: its card would have nothing to press. None where they could."""
    if isinstance(task, LabelTask):
        shown = askable(task.valid_labels)
        if not shown:
            return "it asks for no label that this version knows"
        if beyond := [label for label in task.mandatory_labels if label not in shown]:
            return f"it demands labels that cannot be given: {', '.join(beyond)}"
    if isinstance(task, RankTask) and not task.ranked_messages:
        return "it has nothing to rank"
    if isinstance(task, RateSummaryTask) and task.scale.max < task.scale.min:
        return "its scale has no step"
    return None


def _anonymous(message: ConversationMessage) -> ConversationMessage:
    return message.model_copy(update={"user_id": None, "frontend_message_id": None, "emojis": {}, "user_emojis": ()})
