"""Every recorded exchange with a real backend is understood."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from jsonschema_rs import Draft202012Validator
from pydantic import TypeAdapter

from bot.protocol.base import Received, Sent
from bot.protocol.errors import ErrorCode, ErrorResponse, PlainError, ValidationErrors, parse_error
from bot.protocol.interactions import MessageRanking, MessageRating, TextLabels, TextReplyToMessage
from bot.protocol.labels import LabelKind, TextLabel
from bot.protocol.messages import Conversation, Message, MessageEmojiRequest, MessageTree, Page
from bot.protocol.moderation import FlaggedEntry, FlaggedMessagePage, MessageEdit
from bot.protocol.scores import LeaderboardStats, TrollboardStats, UserScore, parse_user_stats
from bot.protocol.stats import AllCachedStats, CachedStats, PublicSettings, parse_counts
from bot.protocol.tasks import (
    TaskAck,
    TaskDone,
    TaskNack,
    TaskRequest,
    UnknownTask,
    parse_availability,
    parse_task,
)
from bot.protocol.trees import MessageTreeState
from bot.protocol.users import CreateFrontendUser, FrontEndUser, User
from tests.protocol.recordings import description, transcript
from tests.protocol.wire import parse_interaction

Parser = Callable[[Any], object]


def _many(model: type[Received]) -> Parser:
    return TypeAdapter(list[model]).validate_python  # type: ignore[valid-type]  # the model is chosen at run time


ID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
RESPONSES: list[tuple[str, str, Parser]] = [
    ("POST", r"/tasks/", parse_task),
    ("POST", r"/tasks/availability", parse_availability),
    ("POST", r"/tasks/interaction", TaskDone.parse),
    ("POST", r"/frontend_users/", FrontEndUser.parse),
    ("POST", rf"/messages/{ID}/emoji", Message.parse),
    ("POST", rf"/admin/flagged_messages/{ID}/processed", FlaggedEntry.parse),
    ("PUT", rf"/messages/{ID}/tree/state", MessageTreeState.parse),
    ("GET", rf"/messages/{ID}", Message.parse),
    ("GET", r"/(?:frontend_)?messages/[^/]+/(?:longest_conversation_in_tree|conversation)", Conversation.parse),
    ("GET", r"/(?:frontend_)?messages/[^/]+/(?:tree|descendants|max_children_in_tree)", MessageTree.parse),
    ("GET", rf"/messages/{ID}/tree/state", MessageTreeState.parse),
    ("GET", rf"/messages/{ID}/children", _many(Message)),
    ("GET", r"/frontend_messages/\d+", Message.parse),
    ("GET", r"/messages/", _many(Message)),
    ("GET", r"/messages/cursor", Page[Message].parse),
    ("GET", r"/frontend_users/discord/\d+", FrontEndUser.parse),
    ("GET", r"/frontend_users/discord/\d+/messages", _many(Message)),
    ("GET", rf"/users/{ID}", FrontEndUser.parse),
    ("GET", r"/users/by_username", _many(FrontEndUser)),
    ("GET", r"/users/cursor", Page[FrontEndUser].parse),
    ("GET", rf"/users/{ID}/stats", parse_user_stats),
    ("GET", rf"/users/{ID}/stats/total", UserScore.parse),
    ("GET", rf"/users/{ID}/stats/total/window", LeaderboardStats.parse),
    ("GET", r"/leaderboards/\w+", LeaderboardStats.parse),
    ("GET", r"/trollboards/\w+", TrollboardStats.parse),
    ("GET", r"/stats/cached", AllCachedStats.parse),
    ("GET", r"/stats/cached/\w+", CachedStats.parse),
    ("GET", r"/stats/tree_manager/state_counts", parse_counts),
    ("GET", r"/admin/backend_settings/public", PublicSettings.parse),
    ("GET", r"/admin/flagged_messages", _many(FlaggedEntry)),
    ("GET", r"/admin/flagged_messages/cursor", FlaggedMessagePage.parse),
]
REQUESTS: list[tuple[str, Parser, str | None]] = [
    (r"/tasks/?", TaskRequest.model_validate, "TaskRequest"),
    (r"/tasks/availability", User.model_validate, "User"),
    (rf"/tasks/{ID}/ack", TaskAck.model_validate, "TaskAck"),
    (rf"/tasks/{ID}/nack", TaskNack.model_validate, "TaskNAck"),
    (r"/tasks/interaction", parse_interaction, None),
    (r"/text_labels/", parse_interaction, None),
    (r"/frontend_users/", CreateFrontendUser.model_validate, "CreateFrontendUserRequest"),
    (rf"/messages/{ID}/emoji", MessageEmojiRequest.model_validate, "MessageEmojiRequest"),
    (rf"/messages/{ID}/edit", MessageEdit.model_validate, "MessageEditRequest"),
]
# What the bot never asks.
NOT_OURS = rf"/admin/api_client|/admin/purge_user/{ID}|/messages/{ID}/history|/stats/|/tasks/close|/text_labels/\w+"
SCHEMAS = {
    TextReplyToMessage: "TextReplyToMessage",
    TextLabels: "TextLabels",
    MessageRanking: "MessageRanking",
    MessageRating: "MessageRating",
}


def _path(exchange: dict[str, Any]) -> str:
    return str(exchange["path"]).split("?", maxsplit=1)[0].removeprefix("/api/v1")


def _response_parser(exchange: dict[str, Any]) -> Parser | None:
    for method, pattern, parser in RESPONSES:
        if exchange["method"] == method and re.fullmatch(pattern, _path(exchange)):
            return parser
    return None


def test_every_answer_is_understood() -> None:
    """Every body that the backend sent with success is read by the model of its route."""
    understood = 0
    for exchange in transcript():
        if exchange["status"] >= 300 or exchange["response"] in (None, "") or re.fullmatch(NOT_OURS, _path(exchange)):
            continue
        parser = _response_parser(exchange)
        assert parser is not None, f"no model for {exchange['method']} {exchange['path']}"
        assert parser(exchange["response"]) is not None
        understood += 1
    assert understood > 300


def test_no_recorded_task_is_unknown() -> None:
    """Every task that the backend handed out is of a type that we know, and speaks only of labels that we know."""
    for exchange in transcript():
        if exchange["method"] == "POST" and _path(exchange) == "/tasks/" and exchange["status"] == 200:
            task = parse_task(exchange["response"])
            assert not isinstance(task, UnknownTask)
            for label in getattr(task, "labels", ()):
                assert TextLabel(label.name)
                assert LabelKind(label.widget)


def test_nothing_that_a_task_says_is_lost() -> None:
    """Every field of a recorded message is found again in the model, under its own name."""
    for exchange in transcript():
        if exchange["method"] == "GET" and re.fullmatch(rf"/messages/{ID}", _path(exchange)):
            if exchange["status"] != 200:
                continue
            message = Message.parse(exchange["response"])
            assert set(exchange["response"]) <= set(Message.model_fields)
            assert message.id == UUID(exchange["response"]["id"])
            written = message.model_dump(mode="json")["created_date"]
            assert written[:23] == exchange["response"]["created_date"][:23]


def test_every_refusal_is_understood() -> None:
    """Every refusal is one of three shapes, and every code has a name."""
    kinds: set[type] = set()
    for exchange in transcript():
        if exchange["status"] < 400:
            continue
        error = parse_error(exchange["response"])
        assert error is not None, exchange["name"]
        kinds.add(type(error))
        if isinstance(error, ErrorResponse):
            assert error.code is not None, error
            assert (error.code is ErrorCode.TOO_MANY_REQUESTS) == (error.retry_after is not None)
        if isinstance(error, ValidationErrors):
            assert exchange["status"] == 422
            assert error.detail
    assert kinds == {ErrorResponse, ValidationErrors, PlainError}


def test_what_was_sent_would_be_sent_again() -> None:
    """Every accepted request body, read into our model and written again, says the same and fits the schema."""
    checked = 0
    for exchange in transcript():
        request = exchange["request"]
        if exchange["status"] >= 300 or not isinstance(request, dict) or re.fullmatch(NOT_OURS, _path(exchange)):
            continue
        matches = [entry for entry in REQUESTS if re.fullmatch(entry[0], _path(exchange))]
        assert len(matches) == 1, exchange["path"]
        _, parser, schema = matches[0]
        model = parser(request)
        assert isinstance(model, Sent)
        body = model.wire()
        assert {name: body[name] for name in request} == request
        added = body.keys() - request.keys()
        assert added <= {"collective"}, "we say more than was recorded"
        assert_fits(body, schema or SCHEMAS[type(model)])
        checked += 1
    assert checked > 250


def test_our_own_bodies_fit_the_description() -> None:
    """Requests that were not recorded, with everything set, are what the backend's description asks for."""
    user = User(id="1", display_name="Ada")
    some = UUID(int=1)
    bodies: list[tuple[Sent, str]] = [
        (TaskRequest(type="random", user=user, lang="de", collective=True), "TaskRequest"),
        (TaskRequest(), "TaskRequest"),
        (MessageRating(user=user, message_id="x", rating=5), "MessageRating"),
        (TextLabels(user=user, text="t", labels={"spam": 1}, message_id=some, is_report=True), "TextLabels"),
        (MessageRanking(user=user, message_id="x", ranking=(1, 0), not_rankable=True), "MessageRanking"),
        (CreateFrontendUser(id="1", display_name="Ada", tos_acceptance=True), "CreateFrontendUserRequest"),
        (MessageEmojiRequest.model_validate({"user": user, "emoji": "_skip_reply"}), "MessageEmojiRequest"),
    ]
    for model, schema in bodies:
        assert_fits(model.wire(), schema)


@pytest.mark.parametrize(
    ("schema", "model"),
    [
        ("Message", Message),
        ("FrontEndUser", FrontEndUser),
        ("UserScore", UserScore),
        ("MessageTreeStateResponse", MessageTreeState),
    ],
)
def test_models_have_every_described_field(schema: str, model: type[Received]) -> None:
    """A model of something received has exactly the fields of the backend's description."""
    assert set(model.model_fields) == set(description()["components"]["schemas"][schema]["properties"])


def assert_fits(body: dict[str, Any], schema: str) -> None:
    """Check a request body against a schema of the backend's description, and that it adds no field to it."""
    components = description()["components"]
    Draft202012Validator({"$ref": f"#/components/schemas/{schema}", "components": components}).validate(body)
    assert body.keys() <= components["schemas"][schema]["properties"].keys()
