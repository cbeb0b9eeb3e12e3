"""Tasks: the work packages of the wire, how they are asked for, taken and given back."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Final, Literal, TypeAlias
from uuid import UUID

from pydantic import Discriminator, Field, Tag, TypeAdapter

from bot.protocol.base import Received, Sent
from bot.protocol.labels import LabelDescription, LabelMode
from bot.protocol.messages import Conversation, ConversationMessage
from bot.protocol.users import User


class TaskType(StrEnum):
    """Every type of task that the wire names. Those in `WIRE_ONLY` are never handed out by the original backend."""

    INITIAL_PROMPT = "initial_prompt"
    ASSISTANT_REPLY = "assistant_reply"
    PROMPTER_REPLY = "prompter_reply"
    LABEL_INITIAL_PROMPT = "label_initial_prompt"
    LABEL_ASSISTANT_REPLY = "label_assistant_reply"
    LABEL_PROMPTER_REPLY = "label_prompter_reply"
    RANK_ASSISTANT_REPLIES = "rank_assistant_replies"
    RANK_PROMPTER_REPLIES = "rank_prompter_replies"
    SUMMARIZE_STORY = "summarize_story"
    RATE_SUMMARY = "rate_summary"
    RANK_INITIAL_PROMPTS = "rank_initial_prompts"


RANDOM: Final = "random"
"""Asks for whatever is possible, chosen by weight."""

RequestedType: TypeAlias = TaskType | Literal["random"]
"""What a task request may name; the wire's `TaskRequestType`."""

REPLY_TASKS: Final = frozenset({TaskType.ASSISTANT_REPLY, TaskType.PROMPTER_REPLY})
TEXT_TASKS: Final = REPLY_TASKS | {TaskType.INITIAL_PROMPT, TaskType.SUMMARIZE_STORY}
LABEL_TASKS: Final = frozenset(
    {TaskType.LABEL_INITIAL_PROMPT, TaskType.LABEL_ASSISTANT_REPLY, TaskType.LABEL_PROMPTER_REPLY}
)
RANK_TASKS: Final = frozenset(
    {TaskType.RANK_ASSISTANT_REPLIES, TaskType.RANK_PROMPTER_REPLIES, TaskType.RANK_INITIAL_PROMPTS}
)
WIRE_ONLY: Final = frozenset({TaskType.SUMMARIZE_STORY, TaskType.RATE_SUMMARY, TaskType.RANK_INITIAL_PROMPTS})
OBTAINABLE: Final = frozenset(TaskType) - WIRE_ONLY
"""What a backend can hand out; `rank_prompter_replies` only where that is switched on."""


class _Task(Received):
    id: UUID


class InitialPromptTask(_Task):
    """Write the first message of a tree."""

    type: Literal[TaskType.INITIAL_PROMPT] = TaskType.INITIAL_PROMPT
    hint: str | None = None


class AssistantReplyTask(_Task):
    """Reply as the assistant to the last message of the conversation."""

    type: Literal[TaskType.ASSISTANT_REPLY] = TaskType.ASSISTANT_REPLY
    conversation: Conversation


class PrompterReplyTask(_Task):
    """Reply as the prompter to the last message of the conversation."""

    type: Literal[TaskType.PROMPTER_REPLY] = TaskType.PROMPTER_REPLY
    conversation: Conversation
    hint: str | None = None


class _LabelTask(_Task):
    """Label the last message of the conversation, whose UUID is `message_id`."""

    message_id: UUID
    valid_labels: tuple[str, ...]
    mandatory_labels: tuple[str, ...] = ()
    mode: LabelMode = LabelMode.FULL
    labels: tuple[LabelDescription, ...] = ()
    conversation: Conversation


class LabelInitialPromptTask(_LabelTask):
    """Label an initial prompt."""

    type: Literal[TaskType.LABEL_INITIAL_PROMPT] = TaskType.LABEL_INITIAL_PROMPT


class LabelAssistantReplyTask(_LabelTask):
    """Label a reply of the assistant."""

    type: Literal[TaskType.LABEL_ASSISTANT_REPLY] = TaskType.LABEL_ASSISTANT_REPLY


class LabelPrompterReplyTask(_LabelTask):
    """Label a reply of the prompter."""

    type: Literal[TaskType.LABEL_PROMPTER_REPLY] = TaskType.LABEL_PROMPTER_REPLY


class _RankRepliesTask(_Task):
    """Rank the replies to the last message of the conversation. Their order is shuffled for each task.

    The wire repeats the texts in `replies`; they are those of `reply_messages`, so they are not read.
    """

    conversation: Conversation
    reply_messages: tuple[ConversationMessage, ...]
    message_tree_id: UUID
    ranking_parent_id: UUID
    reveal_synthetic: bool = False

    @property
    def ranked_messages(self) -> tuple[ConversationMessage, ...]:
        """What is to be ranked; the answer's numbers count from 0 in this order."""
        return self.reply_messages


class RankAssistantRepliesTask(_RankRepliesTask):
    """Rank replies of the assistant."""

    type: Literal[TaskType.RANK_ASSISTANT_REPLIES] = TaskType.RANK_ASSISTANT_REPLIES


class RankPrompterRepliesTask(_RankRepliesTask):
    """Rank replies of the prompter."""

    type: Literal[TaskType.RANK_PROMPTER_REPLIES] = TaskType.RANK_PROMPTER_REPLIES


class RankInitialPromptsTask(_Task):
    """Rank initial prompts."""

    type: Literal[TaskType.RANK_INITIAL_PROMPTS] = TaskType.RANK_INITIAL_PROMPTS
    prompt_messages: tuple[ConversationMessage, ...]

    @property
    def ranked_messages(self) -> tuple[ConversationMessage, ...]:
        """What is to be ranked; the answer's numbers count from 0 in this order."""
        return self.prompt_messages


class SummarizeStoryTask(_Task):
    """Summarise a story."""

    type: Literal[TaskType.SUMMARIZE_STORY] = TaskType.SUMMARIZE_STORY
    story: str


class RatingScale(Received):
    """The lowest and the highest rating, both allowed."""

    min: int = 1
    max: int = 5


class RateSummaryTask(_Task):
    """Rate a summary of a text."""

    type: Literal[TaskType.RATE_SUMMARY] = TaskType.RATE_SUMMARY
    scale: RatingScale = RatingScale()
    full_text: str
    summary: str


class UnknownTask(_Task):
    """A task of a type that this version does not know. It is declined with a nack and a sentence."""

    type: str


LabelTask: TypeAlias = LabelInitialPromptTask | LabelAssistantReplyTask | LabelPrompterReplyTask
ReplyTask: TypeAlias = AssistantReplyTask | PrompterReplyTask
RankTask: TypeAlias = RankAssistantRepliesTask | RankPrompterRepliesTask | RankInitialPromptsTask

_UNKNOWN = "unknown"
_TYPE_NAMES: Final = frozenset(str(member) for member in TaskType)


def _tag(data: object) -> str:
    name = data.get("type") if isinstance(data, Mapping) else getattr(data, "type", None)
    return str(name) if isinstance(name, str) and name in _TYPE_NAMES else _UNKNOWN


Task = Annotated[
    Annotated[InitialPromptTask, Tag(TaskType.INITIAL_PROMPT)]
    | Annotated[AssistantReplyTask, Tag(TaskType.ASSISTANT_REPLY)]
    | Annotated[PrompterReplyTask, Tag(TaskType.PROMPTER_REPLY)]
    | Annotated[LabelInitialPromptTask, Tag(TaskType.LABEL_INITIAL_PROMPT)]
    | Annotated[LabelAssistantReplyTask, Tag(TaskType.LABEL_ASSISTANT_REPLY)]
    | Annotated[LabelPrompterReplyTask, Tag(TaskType.LABEL_PROMPTER_REPLY)]
    | Annotated[RankAssistantRepliesTask, Tag(TaskType.RANK_ASSISTANT_REPLIES)]
    | Annotated[RankPrompterRepliesTask, Tag(TaskType.RANK_PROMPTER_REPLIES)]
    | Annotated[RankInitialPromptsTask, Tag(TaskType.RANK_INITIAL_PROMPTS)]
    | Annotated[SummarizeStoryTask, Tag(TaskType.SUMMARIZE_STORY)]
    | Annotated[RateSummaryTask, Tag(TaskType.RATE_SUMMARY)]
    | Annotated[UnknownTask, Tag(_UNKNOWN)],
    Discriminator(_tag),
]
"""Any task, told apart by its `type`; usable as a field of a pydantic model."""

_TASK: TypeAdapter[Task] = TypeAdapter(Task)


def parse_task(data: object) -> Task:
    """Read a task, of a known type or not.

    Raises:
        pydantic.ValidationError: It has no id, or lacks what its type promises.
    """
    return _TASK.validate_python(data)


class TaskDone(_Task):
    """The backend took an answer. Its id is a fresh one: neither the task's nor the message's."""

    type: Literal["task_done"] = "task_done"


class TaskRequest(Sent):
    """Ask for a task. Without a language the backend takes English."""

    type: RequestedType = RANDOM
    user: User | None = None
    collective: bool = False
    lang: str | None = None


class TaskAck(Sent):
    """Take a task, and bind our own id to it: one that no other task has, at most 200 characters."""

    message_id: str = Field(min_length=1, max_length=200)


class TaskNack(Sent):
    """Give a task back. It is not offered to this user again."""

    reason: str


def parse_availability(data: object) -> dict[TaskType, int]:
    """Read how many tasks of each type there are; `random`, their sum, and unknown types are left out.

    Raises:
        pydantic.ValidationError: It is not a table of numbers.
    """
    counts = _AVAILABILITY.validate_python(data)
    return {TaskType(name): count for name, count in counts.items() if name in _TYPE_NAMES}


_AVAILABILITY = TypeAdapter(dict[str, int])
