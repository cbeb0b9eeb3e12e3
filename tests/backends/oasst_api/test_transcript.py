"""The recorded exchanges with a real backend, replayed to the client: it understands every answer to its calls."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID, uuid4

import pytest
from aiohttp import web

from bot.backends.errors import NotSupported, RateLimited, Refused, TaskAlreadyDone, Unavailable
from bot.backends.oasst_api import OasstApiBackend
from bot.backends.values import LabelsAnswer, RankingAnswer, TextAnswer
from bot.protocol.errors import ErrorCode
from bot.protocol.labels import TextLabel
from bot.protocol.messages import EmojiCode, EmojiOp
from bot.protocol.moments import to_iso
from bot.protocol.scores import TimeFrame
from bot.protocol.tasks import (
    RANDOM,
    InitialPromptTask,
    LabelInitialPromptTask,
    RankAssistantRepliesTask,
    UnknownTask,
    parse_task,
)
from bot.protocol.trees import TreeState
from tests.backends import rulings
from tests.backends.community import SERVER, MovableClock, contributor
from tests.backends.oasst_api.neighbours import Neighbours
from tests.protocol.recordings import transcript

Exchange = dict[str, Any]
ID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
SOME = uuid4()
PERSON = contributor(1)


class Replay:
    """Answers calls of one route with one recorded exchange, and what else is asked with the first that succeeded."""

    def __init__(self) -> None:
        self.exchange: Exchange = {}
        self.url = ""
        self.answered = 0

    async def answer(self, request: web.Request) -> web.Response:
        """Answer one request."""
        recorded = self.exchange
        if request.method == recorded["method"] and _route(request.path) == _route(recorded["path"]):
            self.answered += 1
            if recorded["status"] == 307:
                return web.Response(status=307, headers={"Location": request.path + "/"})
            if recorded["response"] is None and recorded["status"] == 204:
                return web.Response(status=204)
            return web.json_response(recorded["response"], status=recorded["status"])
        if "/frontend_messages/" in request.path and recorded["status"] != 200:
            return web.json_response({"error_code": 2001, "message": "Message not found"}, status=404)
        if recorded["path"].endswith("/frontend_users/"):  # created is only whom it does not know
            return web.json_response({"error_code": 4002, "message": "User not found"}, status=404)
        for other in transcript():
            if (request.method, _route(request.path), 200) == (other["method"], _route(other["path"]), other["status"]):
                return web.json_response(other["response"])
        return web.Response(status=204)


@asynccontextmanager
async def replaying() -> AsyncIterator[tuple[Replay, OasstApiBackend]]:
    """A server that replays, and a client of it."""
    replay = Replay()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", replay.answer)
    runner = web.AppRunner(app)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        host, port = runner.addresses[0][:2]
        url = f"http://{host}:{port}"
        async with OasstApiBackend(url, "key", MovableClock(), Neighbours()) as backend:
            yield replay, backend
    finally:
        await runner.cleanup()


def _route(path: str) -> str:
    path = path.split("?", maxsplit=1)[0].removeprefix("/api/v1")
    return re.sub(rf"{ID}(?::a)?|\d{{5,}}|(?<=messages/)(?:abc|nope)$|(?<=/discord/)\w+", "{id}", path)


def submission(backend: OasstApiBackend, exchange: Exchange) -> Coroutine[Any, Any, object]:
    """Submit an answer of the recorded kind."""
    kind = exchange["request"]["type"]
    if kind == "text_labels":
        label_task = LabelInitialPromptTask.parse(
            {
                "id": SOME,
                "message_id": SOME,
                "valid_labels": ["spam"],
                "conversation": {"messages": [{"id": SOME, "text": "x", "is_assistant": False}]},
            }
        )
        return backend.submit(PERSON, uuid4(), label_task, LabelsAnswer(labels={TextLabel.SPAM: 0}), SERVER)
    if kind == "message_ranking":
        reply = {"id": SOME, "text": "x", "is_assistant": True}
        rank_task = RankAssistantRepliesTask.parse(
            {
                "id": SOME,
                "conversation": {"messages": []},
                "reply_messages": [reply],
                "message_tree_id": SOME,
                "ranking_parent_id": SOME,
            }
        )
        return backend.submit(PERSON, uuid4(), rank_task, RankingAnswer(ranking=(0,)), SERVER)
    answer = TextAnswer(text="x", language="en")
    return backend.submit(PERSON, uuid4(), InitialPromptTask(id=SOME), answer, SERVER)


CALLS: dict[tuple[str, str], Callable[[OasstApiBackend, Exchange], Coroutine[Any, Any, object]]] = {
    ("POST", "/tasks/"): lambda backend, _: backend.request(PERSON, uuid4(), RANDOM, "en", SERVER),
    ("POST", "/tasks/availability"): lambda backend, _: backend.availability(PERSON, "en"),
    ("POST", "/tasks/interaction"): submission,
    ("POST", "/tasks/{id}/nack"): lambda backend, _: backend.skip(PERSON, uuid4(), InitialPromptTask(id=SOME), "x"),
    ("POST", "/text_labels/"): lambda backend, _: backend.report(PERSON, SOME, "x", SERVER),
    ("POST", "/frontend_users/"): lambda backend, _: backend.admit(PERSON),
    ("POST", "/messages/{id}/emoji"): lambda backend, _: backend.react(
        PERSON, SOME, EmojiCode.HUNDRED, EmojiOp.ADD, SERVER
    ),
    ("POST", "/messages/{id}/edit"): lambda backend, _: rulings.edit(backend, SOME, "x", PERSON),
    ("POST", "/admin/flagged_messages/{id}/processed"): lambda backend, _: rulings.keep(backend, SOME, PERSON),
    ("GET", "/messages/{id}"): lambda backend, _: backend.message(SOME),
    ("GET", "/messages/{id}/conversation"): lambda backend, _: backend.conversation(SOME),
    ("GET", "/messages/{id}/tree"): lambda backend, _: backend.tree(SOME),
    ("GET", "/messages/{id}/tree/state"): lambda backend, _: backend.tree_state(SOME),
    ("PUT", "/messages/{id}/tree/state"): lambda backend, _: rulings.halt(backend, SOME, PERSON, halted=True),
    ("DELETE", "/messages/{id}"): lambda backend, _: rulings.delete(backend, SOME, PERSON),
    ("PUT", "/users/{id}"): lambda backend, _: rulings.enable(backend, SOME, PERSON, enabled=True),
    ("GET", "/frontend_users/discord/{id}/messages"): lambda backend, _: backend.contributions(PERSON, limit=2),
    ("GET", "/frontend_users/discord/{id}"): lambda backend, _: backend.is_visible(PERSON),
    **{
        ("GET", f"/leaderboards/{frame}"): lambda backend, _, frame=frame: backend.leaderboard(frame)  # type: ignore[misc]  # the default binds the loop's value
        for frame in TimeFrame
    },
    ("GET", "/users/{id}/stats"): lambda backend, _: backend.stats(PERSON, TimeFrame.TOTAL),
    ("GET", "/users/{id}/stats/total/window"): lambda backend, _: backend.neighbours(PERSON, TimeFrame.TOTAL),
    ("GET", "/stats/cached"): lambda backend, _: backend.pool_statistics(),
    ("GET", "/stats/tree_manager/state_counts"): lambda backend, _: backend.tree_counts(),
    ("GET", "/trollboards/total"): lambda backend, _: backend.trollboard(TimeFrame.TOTAL),
    ("GET", "/admin/flagged_messages"): lambda backend, _: backend._key_check.find_out(),
    ("GET", "/admin/flagged_messages/cursor"): lambda backend, _: rulings.reported(backend, limit=5),
}


_NOTHING_IS_KNOWN = (
    "/messages/{id}",
    "/frontend_users/discord/{id}",
    "/frontend_users/discord/{id}/messages",
    "/users/{id}/stats/total/window",
)
"""Where the backend refuses, there is nothing to tell."""


async def outcome(call: Coroutine[Any, Any, object]) -> object:
    """What a call gives or raises."""
    try:
        return await call
    except (Refused, Unavailable) as error:
        return error


async def test_every_recorded_answer_is_understood() -> None:
    """Success is understood, each error code is raised as its meaning, and nothing else is ever raised."""
    replayed: Counter[str] = Counter()
    async with replaying() as (replay, backend):
        for exchange in transcript():
            call = CALLS.get((exchange["method"], _route(exchange["path"])))
            if call is None or exchange["path"].endswith("/tasks"):
                continue
            if not isinstance(exchange["request"], dict) and _route(exchange["path"]) == "/tasks/interaction":
                continue
            backend._key_check._known = None  # each key's refusal is to be seen
            replay.exchange, replay.answered = exchange, 0
            result = await outcome(call(backend, exchange))
            assert replay.answered, exchange["name"]
            check(exchange, result)
            replayed[f"{exchange['method']} {_route(exchange['path'])}"] += 1
    assert sum(replayed.values()) > 400
    assert set(replayed) == {" ".join(route) for route in CALLS}


def check(exchange: Exchange, result: object) -> None:
    """Check what the client made of an answer."""
    name, status, response = exchange["name"], exchange["status"], exchange["response"]
    if status < 300:
        assert not isinstance(result, Refused | Unavailable), name
        return
    code = response.get("error_code") if isinstance(response, dict) else None
    if code is None:
        assert isinstance(result, Refused if status == 422 else Unavailable), name
    elif code in (ErrorCode.INTERNAL, ErrorCode.RETRIES_EXHAUSTED) or (
        code == ErrorCode.INTERACTION_FAILED and _route(exchange["path"]) == "/tasks/interaction"
    ):
        assert isinstance(result, Unavailable), name
    elif code == ErrorCode.NOT_AUTHORIZED:
        assert isinstance(result, NotSupported | Unavailable) or _route(exchange["path"]).startswith("/admin"), name
    elif code == ErrorCode.TOO_MANY_REQUESTS:
        assert isinstance(result, RateLimited), name
        assert f"{result.arguments['seconds']} seconds" in response["message"]
    elif code == ErrorCode.TASK_ALREADY_DONE and exchange["request"].get("type") in ("text_labels", "message_ranking"):
        assert not isinstance(result, TaskAlreadyDone), name
    elif _route(exchange["path"]) not in _NOTHING_IS_KNOWN:
        assert isinstance(result, Refused), name


async def test_recorded_tasks_are_offered_whole() -> None:
    """Every recorded task of a known type becomes an offer with the same texts in the same order."""
    async with replaying() as (replay, backend):
        for exchange in transcript():
            if (exchange["method"], _route(exchange["path"]), exchange["status"]) != ("POST", "/tasks/", 200):
                continue
            replay.exchange = exchange
            offer = await backend.request(PERSON, uuid4(), RANDOM, "en", SERVER)
            recorded = parse_task(exchange["response"])
            assert not isinstance(offer.task, UnknownTask)
            assert (offer.task.id, offer.task.type) == (UUID(exchange["response"]["id"]), exchange["response"]["type"])
            texts = [each.text for each in getattr(getattr(recorded, "conversation", None), "messages", ())]
            shown = [each.text for each in getattr(getattr(offer.task, "conversation", None), "messages", ())]
            assert shown == texts


async def test_recorded_rows_around_somebody() -> None:
    """The recorded window becomes the rows around its user, equal points with one rank, and tells their own rank."""
    (recorded,) = (each for each in transcript() if each["name"] == "user stats total window")
    middle = next(row for row in recorded["response"]["leaderboard"] if row["highlighted"])
    async with replaying() as (replay, backend):
        replay.exchange = recorded
        backend._users._user_ids.put(PERSON.discord_id, UUID(middle["user_id"]))
        rows = await backend.neighbours(PERSON, TimeFrame.TOTAL, reach=1)
        assert [(row.rank, row.leader_score) for row in rows] == [(18, 23), (19, 20), (19, 20)]
        assert rows[1].username == middle["username"]
        assert [row.level for row in rows] == [4, 4, 4]
        score = await backend.stats(PERSON, TimeFrame.TOTAL)
        assert (score.user_id, score.rank, score.leader_score) == (PERSON.person_id, 19, 20)


async def test_the_recorded_pool() -> None:
    """The recorded tables become counts of trees and messages, as old as the oldest of them."""
    (recorded,) = (each for each in transcript() if each["path"] == "/api/v1/stats/cached")
    async with replaying() as (replay, backend):
        replay.exchange = recorded
        pool = await backend.pool_statistics()
    tables = recorded["response"]["stats_by_name"]
    assert pool.messages_by_language == {"de": 36, "en": 444}
    assert pool.messages_by_role == {"prompter": 190, "assistant": 290}
    assert pool.trees[TreeState.GROWING] == 66
    assert {str(state): count for state, count in pool.trees.items()} == tables["message_trees_by_state"]["stats"]
    assert to_iso(pool.as_of)[:23] == tables["human_messages_by_lang"]["last_updated"][:23]
    told = (pool.open_work, pool.activity, pool.contributors, pool.most_active_share)
    assert told == (None, None, None, None)


async def test_a_route_without_its_slash_is_no_answer() -> None:
    """The recorded redirect of a call without its slash is not followed: our calls have it."""
    recorded = next((each for each in transcript() if each["status"] == 307), None)
    assert recorded is not None
    async with replaying() as (replay, backend):
        replay.exchange = {**recorded, "path": "/api/v1/tasks/"}
        with pytest.raises(Unavailable):
            await backend.request(PERSON, uuid4(), RANDOM, "en", SERVER)
