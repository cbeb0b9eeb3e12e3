"""Packages as other backends may hand them out: of unknown types, incomplete, very long."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID, uuid4

import pytest
import structlog

from bot.backends.errors import Unavailable
from bot.backends.oasst_api import OasstApiBackend
from bot.backends.oasst_api.answers import interaction_for
from bot.backends.values import LabelsAnswer, Offer
from bot.protocol.interactions import TextLabels
from bot.protocol.labels import TextLabel
from bot.protocol.tasks import (
    RANDOM,
    AssistantReplyTask,
    LabelInitialPromptTask,
    RankAssistantRepliesTask,
    RankInitialPromptsTask,
    UnknownTask,
)
from bot.protocol.users import AuthMethod, User
from bot.rules.thresholds import Thresholds
from tests.backends.community import SERVER, START, MovableClock, contributor
from tests.backends.oasst_api.faulty import answering, http
from tests.backends.oasst_api.neighbours import Neighbours

TASK_ID = UUID("6c4df346-d114-4a00-9c92-e5a6079c6435")


def message(number: int, text: str = "A text.") -> dict[str, Any]:
    """A message of a conversation, as the wire has it."""
    return {
        "id": str(UUID(int=number)),
        "user_id": str(UUID(int=99)),
        "frontend_message_id": "1",
        "text": text,
        "lang": "en",
        "is_assistant": number % 2 == 1,
        "emojis": {"+1": 3, "_skip_reply": 1},
        "user_emojis": ["+1"],
        "user_is_author": False,
        "synthetic": True,
    }


async def offered(task: object) -> Offer:
    """Ask a backend for a package that hands out just this."""
    answers = http("200 OK", json.dumps(task)), http("204 No Content", "")
    async with answering(*answers) as (url, _), OasstApiBackend(url, "key", MovableClock(), Neighbours()) as backend:
        return await backend.request(contributor(1), uuid4(), RANDOM, "en", SERVER)


async def test_a_type_that_nobody_knows() -> None:
    """A task of a new type is taken, and known as such, so that it can be given back."""
    offer = await offered({"id": str(TASK_ID), "type": "paint_a_picture", "canvas": "large"})
    assert offer.task == UnknownTask(id=TASK_ID, type="paint_a_picture")


@pytest.mark.parametrize("task_type", ["assistant_reply", "label_initial_prompt", "rank_assistant_replies"])
async def test_a_task_without_its_fields(task_type: str) -> None:
    """A task that lacks what its type promises cannot be shown: it is given back like one of an unknown type."""
    with structlog.testing.capture_logs() as lines:
        offer = await offered({"id": str(TASK_ID), "type": task_type})
    assert offer.task == UnknownTask(id=TASK_ID, type=f"incomplete {task_type}")
    assert lines[0]["type"] == task_type


def label_task(valid: list[str], mandatory: list[str]) -> dict[str, Any]:
    """A label task that asks for these labels."""
    return {
        "id": str(TASK_ID),
        "type": "label_initial_prompt",
        "message_id": str(UUID(int=0)),
        "conversation": {"messages": [message(0)]},
        "valid_labels": valid,
        "mandatory_labels": mandatory,
        "labels": [{"name": name, "widget": "flag", "display_text": name} for name in valid],
    }


def rank_task(texts: list[dict[str, Any]]) -> dict[str, Any]:
    """A ranking of these replies."""
    return {
        "id": str(TASK_ID),
        "type": "rank_assistant_replies",
        "conversation": {"messages": [message(0)]},
        "replies": [each["text"] for each in texts],
        "reply_messages": texts,
        "message_tree_id": str(UUID(int=0)),
        "ranking_parent_id": str(UUID(int=0)),
    }


UNANSWERABLE = [
    label_task(["spam", "weird"], ["spam", "weird"]),
    label_task(["quality"], ["spam"]),
    label_task(["weird"], []),
    rank_task([]),
    {"id": str(TASK_ID), "type": "rank_initial_prompts", "prompt_messages": []},
    {
        "id": str(TASK_ID),
        "type": "rate_summary",
        "scale": {"min": 5, "max": 1},
        "full_text": "A text.",
        "summary": "Text.",
    },
]


@pytest.mark.parametrize("task", UNANSWERABLE)
async def test_a_task_that_cannot_be_answered(task: dict[str, Any]) -> None:
    """A task that demands what no card can ask for, or asks for nothing, is given back like one of an unknown type."""
    with structlog.testing.capture_logs() as lines:
        offer = await offered(task)
    assert offer.task == UnknownTask(id=TASK_ID, type=f"incomplete {task['type']}")
    assert (lines[0]["type"], lines[0]["event"]) == (task["type"], "a task cannot be answered")


async def test_a_label_that_nobody_knows_is_left_alone() -> None:
    """A label of a newer backend that is not demanded is not asked for, and no value is sent for it."""
    offer = await offered(label_task(["spam", "weird", "pii"], ["spam"]))
    assert isinstance(offer.task, LabelInitialPromptTask)
    answer = LabelsAnswer(labels={TextLabel.SPAM: 0.0})
    sent = interaction_for(
        uuid4(), offer.task, answer, User(id="1", display_name="Ann", auth_method=AuthMethod.DISCORD)
    )
    assert isinstance(sent, TextLabels)
    assert sent.labels == {"spam": 0.0, "pii": 0.0}


@pytest.mark.parametrize("task", [{}, [], None, {"type": "initial_prompt"}, {"id": "7", "type": "initial_prompt"}])
async def test_no_task_at_all(task: object) -> None:
    """Without an id there is nothing to give back: the backend is unavailable."""
    with pytest.raises(Unavailable):
        await offered(task)


async def test_a_conversation_of_200_messages() -> None:
    """However long a conversation is, all of it is in the package."""
    messages = [message(number, f"Message {number}: " + "🦆" * 2000) for number in range(200)]
    offer = await offered({"id": str(TASK_ID), "type": "assistant_reply", "conversation": {"messages": messages}})
    assert isinstance(offer.task, AssistantReplyTask)
    shown = offer.task.conversation.messages
    assert [each.text for each in shown] == [each["text"] for each in messages]


async def test_what_could_sway_a_ranking_is_left_out() -> None:
    """Neither authors nor reactions nor whether a model wrote it are in a package of rankings."""
    ranked = [message(1), message(3)]
    replies = await offered(rank_task(ranked))
    assert isinstance(replies.task, RankAssistantRepliesTask)
    prompts = await offered({"id": str(TASK_ID), "type": "rank_initial_prompts", "prompt_messages": ranked})
    assert isinstance(prompts.task, RankInitialPromptsTask)
    for each in (*replies.task.reply_messages, *prompts.task.prompt_messages):
        assert (each.user_id, each.frontend_message_id, each.emojis, each.user_emojis) == (None, None, {}, ())
    assert {each.synthetic for each in replies.task.reply_messages} == {None}


async def test_when_a_package_expires() -> None:
    """A task does not say when it expires; it is after the validity that the backend has by default."""
    offer = await offered({"id": str(TASK_ID), "type": "initial_prompt"})
    assert offer.expires_at == START + Thresholds().task_validity
