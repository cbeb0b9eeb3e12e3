"""Packages as they are shown: the task with its conversation, made anew from the tree each time.

Nothing of it is stored with the package, so that a text which is deleted is gone from everywhere.
"""

from typing import Final
from uuid import UUID

from bot.backends.local import attention_checks
from bot.backends.local.ids import Key, id_of
from bot.backends.local.repository import messages
from bot.backends.local.repository.messages import MessageRow
from bot.backends.local.repository.packages import PackageRow
from bot.backends.local.repository.trees import TreeRow
from bot.backends.local.step import Step
from bot.backends.local.tree_life import find
from bot.backends.values import Offer, Progress
from bot.protocol.labels import LabelDescription, LabelMode
from bot.protocol.messages import Conversation, ConversationMessage
from bot.protocol.moments import Moment
from bot.protocol.tasks import (
    LABEL_TASKS,
    REPLY_TASKS,
    AssistantReplyTask,
    InitialPromptTask,
    LabelAssistantReplyTask,
    LabelInitialPromptTask,
    LabelPrompterReplyTask,
    LabelTask,
    PrompterReplyTask,
    RankAssistantRepliesTask,
    RankPrompterRepliesTask,
    RankTask,
    ReplyTask,
    Task,
    TaskType,
)
from bot.rules.labels import KINDS, MANDATORY, labels_for

_REPLY: Final[dict[TaskType, type[ReplyTask]]] = {
    TaskType.ASSISTANT_REPLY: AssistantReplyTask,
    TaskType.PROMPTER_REPLY: PrompterReplyTask,
}
_LABEL: Final[dict[TaskType, type[LabelTask]]] = {
    TaskType.LABEL_INITIAL_PROMPT: LabelInitialPromptTask,
    TaskType.LABEL_ASSISTANT_REPLY: LabelAssistantReplyTask,
    TaskType.LABEL_PROMPTER_REPLY: LabelPrompterReplyTask,
}
_RANK: Final[dict[TaskType, type[RankAssistantRepliesTask | RankPrompterRepliesTask]]] = {
    TaskType.RANK_ASSISTANT_REPLIES: RankAssistantRepliesTask,
    TaskType.RANK_PROMPTER_REPLIES: RankPrompterRepliesTask,
}


def offer_of(step: Step, package: PackageRow) -> Offer:
    """Return a package as it is handed to somebody."""
    if package.check_id is not None and package.message_id is None:
        return _written_check(step, package)
    if package.tree_id is None or package.message_id is None:
        prompt = InitialPromptTask(id=id_of(package.package_id))
        return Offer(task=prompt, expires_at=package.expires_at, language=package.language, scoring=step.rules.scoring)
    tree = find(step, package.tree_id)
    # An attention check must not look older than what is about to be decided.
    until = None if package.check_id is None else _written_at(step, package.message_id)
    accepted = messages.accepted_in(step.connection, tree.tree_id, until)
    progress = Progress(messages=accepted, goal=tree.limits.max_size())
    return Offer(
        task=_task_of(step, package, tree),
        expires_at=package.expires_at,
        progress=progress,
        language=package.language,
        scoring=step.rules.scoring,
        topic=tree.topic,
    )


def _written_at(step: Step, message_id: Key) -> Moment | None:
    message = messages.find(step.connection, message_id)
    return None if message is None else message.created_at


def _written_check(step: Step, package: PackageRow) -> Offer:
    """Return an attention check that the operator has written, as if a message of people's were to be reviewed."""
    check = attention_checks.find(step, package)
    path = attention_checks.conversation_of(check)
    shown = tuple(ConversationMessage.model_validate(each, from_attributes=True) for each in path)
    return Offer(
        task=_label_task(package, Conversation(messages=shown), path[-1].id),
        expires_at=package.expires_at,
        progress=Progress(messages=len(path) - 1, goal=step.rules.thresholds.limits.max_size()),
        language=package.language,
    )


def _task_of(step: Step, package: PackageRow, tree: TreeRow) -> Task:
    assert package.message_id is not None  # noqa: S101 - the caller has asked
    conversation = Conversation(
        messages=tuple(
            _shown(message, package.person_id) for message in messages.path_to(step.connection, package.message_id)
        )
    )
    if package.task_type in REPLY_TASKS:
        return _REPLY[package.task_type](id=id_of(package.package_id), conversation=conversation)
    if package.task_type in LABEL_TASKS:
        return _label_task(package, conversation, id_of(package.message_id))
    return _rank_task(step, package, tree, conversation)


def _label_task(package: PackageRow, conversation: Conversation, message_id: UUID) -> LabelTask:
    mode = package.label_mode or LabelMode.FULL
    labels = labels_for(package.task_type, mode)
    return _LABEL[package.task_type](
        id=id_of(package.package_id),
        message_id=message_id,
        valid_labels=labels,
        mandatory_labels=MANDATORY,
        mode=mode,
        # Cards take a label's words from the catalogue, by its name, in the reader's language.
        labels=tuple(
            LabelDescription(name=label, widget=KINDS[label], display_text=label.replace("_", " ")) for label in labels
        ),
        conversation=conversation,
    )


def _rank_task(step: Step, package: PackageRow, tree: TreeRow, conversation: Conversation) -> RankTask:
    assert package.message_id is not None  # noqa: S101 - the caller has asked
    replies = messages.some(step.connection, package.shown)
    return _RANK[package.task_type](
        id=id_of(package.package_id),
        conversation=conversation,
        # What wrote a reply, a person or a model, must not sway the ranking.
        reply_messages=tuple(
            _shown(replies[reply_id], package.person_id).model_copy(update={"synthetic": None})
            for reply_id in package.shown
        ),
        message_tree_id=id_of(tree.tree_id),
        ranking_parent_id=id_of(package.message_id),
    )


def _shown(message: MessageRow, viewer: Key) -> ConversationMessage:
    """Return a message in a package.

    Who wrote it is not said, nor what others think of it: neither should sway the answer.
    """
    return ConversationMessage(
        id=id_of(message.message_id),
        text=message.text,
        lang=message.language,
        is_assistant=bool(message.is_assistant),
        user_is_author=message.author_id == viewer,
        synthetic=bool(message.synthetic),
    )
