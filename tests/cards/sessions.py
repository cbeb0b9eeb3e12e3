"""Work sessions in every state, with the longest content that is legal."""

from dataclasses import replace
from uuid import UUID

from bot.backends.values import (
    Answer,
    LabelsAnswer,
    Offer,
    Progress,
    RankingAnswer,
    Receipt,
    TextAnswer,
)
from bot.protocol.labels import TextLabel
from bot.protocol.messages import Conversation, ConversationMessage
from bot.protocol.tasks import (
    LABEL_TASKS,
    RANK_TASKS,
    TEXT_TASKS,
    AssistantReplyTask,
    InitialPromptTask,
    LabelAssistantReplyTask,
    LabelInitialPromptTask,
    LabelPrompterReplyTask,
    PrompterReplyTask,
    RankAssistantRepliesTask,
    RankInitialPromptsTask,
    RankPrompterRepliesTask,
    RateSummaryTask,
    SummarizeStoryTask,
    Task,
    TaskType,
)
from bot.rules.labels import MANDATORY, labels_for
from bot.rules.topics import LONGEST_TOPIC
from bot.state.session import Refusal, SessionState, WorkSession

LONG_TEXTS = {
    "ascii": "Lorem ipsum dolor sit amet, ",
    "one word": "a",
    "chinese": "你好世界，",
    "arabic": "مرحبا بالعالم ",
    "emoji": "😀🚀",
    "families": "👨\u200d👩\u200d👧",
    "newlines": "a\n",
    "backticks": "`",
    "fences": "```\n",
    "links": "[a](b)",
    "mentions": "<@1>",
    "code": "`<@1>` ",
    "one code block": "",
}
MOST = 2_000
_TASK_ID = UUID(int=7)


def long_text(name: str, length: int = MOST) -> str:
    """A text of exactly so many characters."""
    if name == "one code block":
        return ("```python\n" + "x = [1](2)\n" * length)[:length]
    unit = LONG_TEXTS[name]
    text = (unit * (length // len(unit) + 1))[:length]
    return text if text == text.strip() else text.rstrip() + "." * (length - len(text.rstrip()))


def messages(text: str, count: int) -> tuple[ConversationMessage, ...]:
    """So many messages with the same text, prompter and assistant in turn."""
    return tuple(
        ConversationMessage(id=UUID(int=place + 1), text=text, is_assistant=place % 2 == 1) for place in range(count)
    )


def task_of(task_type: TaskType, text: str, depth: int) -> Task:
    """A task of a type, every text of which is the given one."""
    conversation = Conversation(messages=messages(text, depth))
    match task_type:
        case TaskType.INITIAL_PROMPT:
            return InitialPromptTask(id=_TASK_ID, hint=text)
        case TaskType.ASSISTANT_REPLY:
            return AssistantReplyTask(id=_TASK_ID, conversation=conversation)
        case TaskType.PROMPTER_REPLY:
            return PrompterReplyTask(id=_TASK_ID, conversation=conversation, hint=text)
        case TaskType.SUMMARIZE_STORY:
            return SummarizeStoryTask(id=_TASK_ID, story=text * depth)
        case TaskType.RATE_SUMMARY:
            return RateSummaryTask(id=_TASK_ID, full_text=text * depth, summary=text)
        case TaskType.RANK_INITIAL_PROMPTS:
            return RankInitialPromptsTask(id=_TASK_ID, prompt_messages=messages(text, 12))
        case TaskType.RANK_ASSISTANT_REPLIES | TaskType.RANK_PROMPTER_REPLIES:
            kind = RankAssistantRepliesTask if task_type is TaskType.RANK_ASSISTANT_REPLIES else RankPrompterRepliesTask
            return kind(
                id=_TASK_ID,
                conversation=conversation,
                reply_messages=messages(text, 12),
                message_tree_id=_TASK_ID,
                ranking_parent_id=_TASK_ID,
            )
        case _:
            labels = tuple(labels_for(task_type))
            fields = {
                "id": _TASK_ID,
                "message_id": UUID(int=depth),
                "valid_labels": labels,
                "mandatory_labels": tuple(MANDATORY),
                "conversation": conversation,
            }
            if task_type is TaskType.LABEL_INITIAL_PROMPT:
                return LabelInitialPromptTask.model_validate(fields)
            if task_type is TaskType.LABEL_ASSISTANT_REPLY:
                return LabelAssistantReplyTask.model_validate(fields)
            return LabelPrompterReplyTask.model_validate(fields)


def session_of(task: Task, state: SessionState = SessionState.OPEN, draft: Answer | None = None) -> WorkSession:
    """A session with a task."""
    progress = Progress(messages=11, goal=12)
    offer = Offer(task=task, expires_at=1_800_000_000_000, progress=progress, topic="_" * LONGEST_TOPIC)
    session = WorkSession(
        UUID(int=2**127), UUID(int=1), 2**62, "zh-TW", offer, state, 1_700_000_000_000, offer.expires_at, draft
    )
    if state is SessionState.DONE:
        return replace(session, receipt=Receipt(points=4))
    if state is SessionState.REFUSED:
        return replace(session, refusal=Refusal(sentence="refused-duplicate-text"))
    return session


def drafts_of(task_type: TaskType, text: str) -> list[Answer | None]:
    """What a contributor may have put together so far for a task of a type."""
    if task_type in TEXT_TASKS:
        return [None, TextAnswer(text=text, language="zh-TW"), TextAnswer(text="short", language="zh-TW")]
    if task_type in LABEL_TASKS:
        labels = labels_for(task_type)
        return [None, LabelsAnswer(labels=dict.fromkeys(labels, 1.0)), LabelsAnswer(labels={TextLabel.SPAM: 0.0})]
    if task_type in RANK_TASKS:
        return [None, RankingAnswer(ranking=tuple(range(12))), RankingAnswer(ranking=(11,), not_rankable=True)]
    return [None]
