"""Tests of the tasks."""

from __future__ import annotations

from typing import get_args
from uuid import UUID

import pytest
from pydantic import BaseModel, ValidationError

from bot.backends.values import Offer
from bot.protocol.labels import LabelMode
from bot.protocol.tasks import (
    LABEL_TASKS,
    OBTAINABLE,
    RANK_TASKS,
    TEXT_TASKS,
    InitialPromptTask,
    LabelPrompterReplyTask,
    RankAssistantRepliesTask,
    RankInitialPromptsTask,
    RateSummaryTask,
    SummarizeStoryTask,
    Task,
    TaskAck,
    TaskRequest,
    TaskType,
    UnknownTask,
    parse_availability,
    parse_task,
)

ID = "6c4df346-d114-4a00-9c92-e5a6079c6435"
MESSAGE = {"id": ID, "text": "Hello?", "is_assistant": False, "emojis": None, "synthetic": None}
CONVERSATION = {"messages": [MESSAGE]}
RANK_REPLIES = {
    "conversation": CONVERSATION,
    "replies": ["Hello?"],
    "reply_messages": [MESSAGE],
    "message_tree_id": ID,
    "ranking_parent_id": ID,
    "reveal_synthetic": False,
}
LABEL = {"message_id": ID, "valid_labels": ["spam"], "conversation": CONVERSATION, "mode": "simple"}
BODIES: dict[TaskType, dict[str, object]] = {
    TaskType.INITIAL_PROMPT: {"hint": None},
    TaskType.ASSISTANT_REPLY: {"conversation": CONVERSATION},
    TaskType.PROMPTER_REPLY: {"conversation": CONVERSATION, "hint": "be curious"},
    TaskType.LABEL_INITIAL_PROMPT: {**LABEL, "prompt": "Hello?"},
    TaskType.LABEL_ASSISTANT_REPLY: {**LABEL, "reply": "Hello?"},
    TaskType.LABEL_PROMPTER_REPLY: {**LABEL, "reply": "Hello?"},
    TaskType.RANK_ASSISTANT_REPLIES: RANK_REPLIES,
    TaskType.RANK_PROMPTER_REPLIES: RANK_REPLIES,
    TaskType.SUMMARIZE_STORY: {"story": "Once upon a time"},
    TaskType.RATE_SUMMARY: {"full_text": "Once upon a time", "summary": "Once"},
    TaskType.RANK_INITIAL_PROMPTS: {"prompts": ["Hello?"], "prompt_messages": [MESSAGE]},
}


def stored(task: Task) -> Task:
    """A task as it comes back from where the offers of sessions are stored."""
    return Offer.model_validate_json(Offer(task=task, expires_at=1).model_dump_json()).task


@pytest.mark.parametrize("kind", TaskType)
def test_every_type_is_told_apart(kind: TaskType) -> None:
    """A task of each type of the wire becomes the model of that type, and survives being stored as JSON."""
    task = parse_task({"id": ID, "type": str(kind), **BODIES[kind]})
    assert isinstance(task, BaseModel)
    assert task.type is kind
    assert stored(task) == task


def test_every_task_model_is_in_the_union() -> None:
    """The union holds one model for every type, and the one for unknown types."""
    union = get_args(get_args(Task)[0])
    assert len(union) == len(TaskType) + 1


def test_sets_of_types_cover_what_can_be_had() -> None:
    """Every type that can be had is answered by a text, by labels or by a ranking."""
    assert OBTAINABLE <= TEXT_TASKS | LABEL_TASKS | RANK_TASKS
    assert len(OBTAINABLE) == 8


@pytest.mark.parametrize("name", ["draw_a_picture", "", "random", "task_done"])
def test_an_unknown_type_is_kept(name: str) -> None:
    """A task of a type that we do not know is read all the same, so that it can be declined."""
    task = parse_task({"id": ID, "type": name, "canvas": [1, 2]})
    assert task == UnknownTask(id=UUID(ID), type=name)
    assert stored(task) == task


def test_a_known_type_must_be_whole() -> None:
    """A task that lacks what its type promises is refused, not half understood."""
    with pytest.raises(ValidationError):
        parse_task({"id": ID, "type": "assistant_reply"})


def test_what_is_ranked_is_found_the_same_way() -> None:
    """Both kinds of ranking task say what is to be ranked under one name."""
    prompts = parse_task({"id": ID, "type": "rank_initial_prompts", **BODIES[TaskType.RANK_INITIAL_PROMPTS]})
    replies = parse_task({"id": ID, "type": "rank_assistant_replies", **RANK_REPLIES})
    assert isinstance(prompts, RankInitialPromptsTask)
    assert isinstance(replies, RankAssistantRepliesTask)
    assert prompts.ranked_messages == replies.ranked_messages != ()


def test_defaults_of_the_wire() -> None:
    """What the wire leaves out or writes as null has the wire's default."""
    rating = parse_task({"id": ID, "type": "rate_summary", **BODIES[TaskType.RATE_SUMMARY]})
    assert isinstance(rating, RateSummaryTask)
    assert (rating.scale.min, rating.scale.max) == (1, 5)
    label = parse_task({"id": ID, "type": "label_prompter_reply", **LABEL, "mode": None, "mandatory_labels": None})
    assert isinstance(label, LabelPrompterReplyTask)
    assert label.mode is LabelMode.FULL
    assert label.mandatory_labels == ()
    assert label.conversation.messages[0].emojis == {}


def test_a_task_can_be_built_by_us() -> None:
    """The embedded backend builds the same models that the API's answers are read into."""
    assert parse_task(InitialPromptTask(id=UUID(ID))) == InitialPromptTask(id=UUID(ID))
    assert parse_task(SummarizeStoryTask(id=UUID(ID), story="x")).type is TaskType.SUMMARIZE_STORY


def test_availability_leaves_out_the_sum() -> None:
    """The sum under `random` and types that we do not know are no counts of ours."""
    assert parse_availability({"random": 3, "initial_prompt": 3, "draw_a_picture": 9}) == {TaskType.INITIAL_PROMPT: 3}


def test_a_request_says_only_what_it_must() -> None:
    """A language that is not given is left out, which the backend takes as English."""
    assert TaskRequest(type=TaskType.INITIAL_PROMPT).wire() == {"type": "initial_prompt", "collective": False}


@pytest.mark.parametrize("message_id", ["", "x" * 201])
def test_an_ack_needs_a_usable_id(message_id: str) -> None:
    """An id that the backend would refuse or cut is not sent."""
    with pytest.raises(ValidationError):
        TaskAck(message_id=message_id)
