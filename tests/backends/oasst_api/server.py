"""A small server that speaks the task backend's protocol on top of the local backend, with the recorded quirks.

Routes need their trailing slash (else 307); acks, nacks and reports answer 204, reactions 202; 503 has three meanings;
a 500 closes the connection; rate limits say their seconds in the text; keys are trusted or not.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from aiohttp import web
from pydantic import BaseModel, ValidationError

from bot.backends.base import Answer, Contributor, LabelsAnswer, RankingAnswer, TextAnswer
from bot.backends.errors import RateLimited, Refused, TaskNotFound
from bot.backends.local import LocalBackend
from bot.clock import Clock
from bot.protocol.base import Sent
from bot.protocol.errors import ErrorCode
from bot.protocol.interactions import MessageRanking, MessageRating, TextLabels, TextReplyToMessage, parse_interaction
from bot.protocol.labels import TextLabel
from bot.protocol.messages import ConversationMessage, MessageEmojiRequest
from bot.protocol.moderation import FlaggedMessage, FlaggedMessagePage, MessageEdit
from bot.protocol.moments import from_iso, to_iso
from bot.protocol.scores import TimeFrame
from bot.protocol.tasks import TaskAck, TaskDone, TaskNack, TaskRequest, TaskType
from bot.protocol.users import USER_HEADER, CreateFrontendUser, User
from tests.backends.oasst_api.state import ServerState, ServerTask, ServerUser, WireError

TRUSTED_KEY = "a-trusted-key"
UNTRUSTED_KEY = "a-key-like-any-other"

_STATUS = {
    ErrorCode.NO_TASK_AVAILABLE: 503,
    ErrorCode.USER_DISABLED: 503,
    ErrorCode.TERMS_NOT_ACCEPTED: 451,
    ErrorCode.MESSAGE_NOT_FOUND: 404,
    ErrorCode.USER_NOT_FOUND: 404,
    ErrorCode.TOO_MANY_REQUESTS: 429,
}

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class TaskServer:
    """One backend.

    Attributes:
        trees: where everything is stored.
        clock: of the trees.
        asks_for_terms: whether new users have to accept the terms before they may work.
        before: called with each request before it is answered; what it returns is the answer.
        after: called with each request after it was carried out; what it returns is the answer instead.
    """

    trees: LocalBackend
    clock: Clock
    asks_for_terms: bool = True
    before: Callable[[web.Request], Awaitable[web.StreamResponse | None]] | None = None
    after: Callable[[web.Request], Awaitable[web.StreamResponse | None]] | None = None
    state: ServerState = field(default_factory=ServerState)
    url: str = ""

    # --- tasks

    async def request_task(self, request: web.Request) -> web.Response:
        """POST /tasks/."""
        body = TaskRequest.model_validate(await _json(request))
        user = self._acting(body.user)
        session_id = self.state.new_id()
        offer = await self.trees.request(user.contributor, session_id, body.type, body.lang or "en", None)
        self.state.tasks[offer.task.id] = ServerTask(offer.task, session_id, user, offer.expires_at)
        return _reply(offer.task)

    async def availability(self, request: web.Request) -> web.Response:
        """POST /tasks/availability."""
        user = self._acting(User.model_validate(await _json(request)))
        counts = await self.trees.availability(user.contributor, request.query.get("lang", "en"))
        table = {str(task_type): counts.get(task_type, 0) for task_type in TaskType}
        return web.json_response({"random": sum(table.values()), **table})

    async def ack(self, request: web.Request) -> web.Response:
        """POST /tasks/{id}/ack."""
        data = await _json(request)
        if data.get("message_id") == "":
            raise WireError(400, ErrorCode.EMPTY_MESSAGE_ID, "message_id must not be empty")
        self._viewer(request)
        task = self._task(_uuid(request), missing=404)
        self._check_expiry(task)
        frontend_id = TaskAck.model_validate(data).message_id
        if task.frontend_id not in (None, frontend_id):
            raise WireError(400, ErrorCode.TASK_ALREADY_ACKED, "Task already updated.")
        task.frontend_id = frontend_id
        return web.Response(status=204)

    async def nack(self, request: web.Request) -> web.Response:
        """POST /tasks/{id}/nack."""
        reason = TaskNack.model_validate(await _json(request)).reason
        user = self._viewer(request)
        if user is None:
            raise WireError(400, ErrorCode.USER_REQUIRED, "User required")
        task = self._task(_uuid(request), missing=400)
        self._check_owner(task, user)
        self._check_expiry(task)
        if task.done:
            raise WireError(400, ErrorCode.TASK_ALREADY_DONE, "Task already done.")
        await self.trees.skip(user.contributor, task.session_id, task.task, reason)
        return web.Response(status=204)

    async def interaction(self, request: web.Request) -> web.Response:
        """POST /tasks/interaction."""
        body = parse_interaction(await _json(request))
        user = self._acting(body.user)
        if isinstance(body, TextLabels):
            if body.task_id is None:
                raise WireError(400, ErrorCode.INTERACTION_FAILED, "Interaction request failed.")
            task = self._task(body.task_id, missing=400)
            if task.frontend_id is None:
                raise WireError(400, ErrorCode.TASK_NOT_ACKED, "Task is not acknowledged.")
            if getattr(task.task, "message_id", None) != body.message_id:
                raise WireError(400, ErrorCode.LABEL_MESSAGE_MISMATCH, "Task message id mismatch")
        else:
            task = self.state.task_acked_as(body.message_id)
        self._check_expiry(task)
        if task.done:
            raise WireError(400, ErrorCode.TASK_ALREADY_DONE, "Task already done.")
        self._check_owner(task, user)
        if isinstance(body, TextReplyToMessage) and body.user_message_id in self.state.messages:
            raise WireError(400, ErrorCode.INTERACTION_FAILED, "Interaction request failed.")
        receipt = await self.trees.submit(user.contributor, task.session_id, task.task, _answer(body), None)
        task.done = True
        if isinstance(body, TextReplyToMessage) and receipt.message_id is not None:
            self.state.messages[body.user_message_id] = receipt.message_id
        return _reply(TaskDone(id=self.state.new_id()))

    async def report(self, request: web.Request) -> web.Response:
        """POST /text_labels/."""
        body = TextLabels.model_validate(await _json(request))
        user = self._acting(body.user)
        await self.trees.report(user.contributor, body.message_id, body.text, None)
        return web.Response(status=204)

    # --- reading

    async def message(self, request: web.Request) -> web.Response:
        """GET /messages/{id}."""
        return self._messages(await self.trees.message(_uuid(request), self._reader(request)))

    async def frontend_message(self, request: web.Request) -> web.Response:
        """GET /frontend_messages/{id}."""
        frontend_id = request.match_info["id"]
        if frontend_id not in self.state.messages:
            text = f"Message with frontend_message_id {frontend_id} not found."
            raise WireError(404, ErrorCode.MESSAGE_NOT_FOUND, text)
        return self._messages(await self.trees.message(self.state.messages[frontend_id]))

    async def conversation(self, request: web.Request) -> web.Response:
        """GET /messages/{id}/conversation."""
        return _reply(await self.trees.conversation(_uuid(request), self._reader(request)))

    async def tree(self, request: web.Request) -> web.Response:
        """GET /messages/{id}/tree."""
        tree = await self.trees.tree(_uuid(request))
        shown = tuple(
            message
            for message in tree.messages
            if (not message.deleted or request.query.get("include_deleted") == "true")
            and (message.review_result is not False or request.query.get("include_spam") == "true")
        )
        return _reply(tree.model_copy(update={"messages": shown}))

    async def children(self, request: web.Request) -> web.Response:
        """GET /messages/{id}/children."""
        tree = await self.trees.tree(_uuid(request))
        found = [message for message in tree.messages if message.parent_id == _uuid(request)]
        return web.json_response([_dump(message) for message in found])

    async def tree_state(self, request: web.Request) -> web.Response:
        """GET /messages/{id}/tree/state."""
        return _reply(await self.trees.tree_state(_uuid(request)))

    async def emoji(self, request: web.Request) -> web.Response:
        """POST /messages/{id}/emoji."""
        body = MessageEmojiRequest.model_validate(await _json(request))
        user = self._acting(body.user)
        await self.trees.react(user.contributor, _uuid(request), body.emoji, body.op, None)
        return self._messages(await self.trees.message(_uuid(request), user.contributor), status=202)

    async def frontend_user(self, request: web.Request) -> web.Response:
        """GET /frontend_users/discord/{name}."""
        return _reply(self.state.user(request.match_info["name"]).shown())

    async def user(self, request: web.Request) -> web.Response:
        """GET /users/{id}."""
        return _reply(self.state.user_by_id(_uuid(request)).shown())

    async def user_messages(self, request: web.Request) -> web.Response:
        """GET /frontend_users/discord/{name}/messages."""
        user = self.state.user(request.match_info["name"])
        end = request.query.get("end_date")
        found = await self.trees.contributions(
            user.contributor,
            limit=int(request.query["max_count"]),
            before=None if end is None else from_iso(end),
        )
        return web.json_response([_dump(each.message) for each in found])

    async def user_stats(self, request: web.Request) -> web.Response:
        """GET /users/{id}/stats."""
        user = self.state.user_by_id(_uuid(request))
        scores = {str(frame): _dump(await self.trees.stats(user.contributor, frame)) for frame in TimeFrame}
        return web.json_response(scores)

    async def leaderboard(self, request: web.Request) -> web.Response:
        """GET /leaderboards/{frame}."""
        frame, count = TimeFrame(request.match_info["frame"]), int(request.query.get("max_count", "100"))
        return _reply(await self.trees.leaderboard(frame, limit=count))

    async def cached_states(self, request: web.Request) -> web.Response:
        """GET /stats/cached/message_trees_by_state."""
        counts = {str(state): count for state, count in (await self.trees.tree_counts()).items()}
        now = to_iso(self.clock.now())
        return web.json_response({"name": request.path.rsplit("/", 1)[1], "last_updated": now, "stats": counts})

    # --- for trusted keys

    async def create_user(self, request: web.Request) -> web.Response:
        """POST /frontend_users/."""
        body = CreateFrontendUser.model_validate(await _json(request))
        if body.tos_acceptance is not None and not _trusted(request):
            raise _forbidden()
        user = self.state.meet(body.id, body.display_name, self.clock.now(), accepted=not self.asks_for_terms)
        if body.tos_acceptance:
            user.terms_accepted_at = user.terms_accepted_at or self.clock.now()
        await self.trees.admit(user.contributor)
        return _reply(user.shown())

    async def change_user(self, request: web.Request) -> web.Response:
        """PUT /users/{id}."""
        user = self.state.user_by_id(_uuid(request))
        if "enabled" in request.query:
            user.enabled = request.query["enabled"] == "true"
            await self.trees.set_enabled(user.user_id, user.contributor, enabled=user.enabled)
        if "show_on_leaderboard" in request.query:
            user.visible = request.query["show_on_leaderboard"] == "true"
            await self.trees.set_visible(user.contributor, visible=user.visible)
        return web.Response(status=204)

    async def state_counts(self, _: web.Request) -> web.Response:
        """GET /stats/tree_manager/state_counts."""
        counts = await self.trees.tree_counts()
        return web.json_response({str(state): count for state, count in counts.items()})

    async def flagged(self, request: web.Request) -> web.Response:
        """GET /admin/flagged_messages."""
        found = await self._all_flagged()
        return web.json_response([_dump(each) for each in found[: int(request.query["max_count"])]])

    async def flagged_page(self, request: web.Request) -> web.Response:
        """GET /admin/flagged_messages/cursor: two at a time, so that there is always another page."""
        found = await self._all_flagged()
        start = int(request.query.get("after", "0"))
        more = str(start + 2) if len(found) > start + 2 else None
        return _reply(
            FlaggedMessagePage(
                items=tuple(found[start : start + 2]), next=more, prev=None, sort_key="created_date", order="asc"
            )
        )

    async def processed(self, request: web.Request) -> web.Response:
        """POST /admin/flagged_messages/{id}/processed."""
        await self.trees.mark_processed(_uuid(request))
        return _reply(FlaggedMessage(message_id=_uuid(request), processed=True, created_date=self.clock.now()))

    async def delete_message(self, request: web.Request) -> web.Response:
        """DELETE /messages/{id}."""
        await self.trees.delete_message(_uuid(request), _MODERATOR)
        return web.Response(status=204)

    async def edit_message(self, request: web.Request) -> web.Response:
        """POST /messages/{id}/edit."""
        body = MessageEdit.model_validate(await _json(request))
        await self.trees.edit_message(_uuid(request), body.new_content, _MODERATOR)
        return web.json_response(None)

    async def halt(self, request: web.Request) -> web.Response:
        """PUT /messages/{id}/tree/state."""
        await self.trees.halt_tree(_uuid(request), _MODERATOR, halted=request.query["halt"] == "true")
        return _reply(await self.trees.tree_state(_uuid(request)))

    async def trollboard(self, request: web.Request) -> web.Response:
        """GET /trollboards/{frame}."""
        frame = TimeFrame(request.match_info["frame"])
        board = await self.trees.trollboard(frame, limit=int(request.query["max_count"]))
        return web.json_response(board.model_dump(mode="json", by_alias=True))

    # --- below the routes

    def application(self) -> web.Application:
        """All routes, with what stands before each."""
        app = web.Application(middlewares=[self._answered])
        app.add_routes([web.route(method, f"/api/v1{path}", handler) for method, path, handler in self._routes()])
        return app

    def _routes(self) -> list[tuple[str, str, Handler]]:
        trusted = _for_trusted_keys
        return [
            ("POST", "/tasks/", self.request_task),
            ("POST", "/tasks/availability", self.availability),
            ("POST", "/tasks/interaction", self.interaction),
            ("POST", "/tasks/{id}/ack", self.ack),
            ("POST", "/tasks/{id}/nack", self.nack),
            ("POST", "/text_labels/", self.report),
            ("GET", "/messages/{id}", self.message),
            ("GET", "/messages/{id}/conversation", self.conversation),
            ("GET", "/messages/{id}/tree", self.tree),
            ("GET", "/messages/{id}/children", self.children),
            ("GET", "/messages/{id}/tree/state", self.tree_state),
            ("POST", "/messages/{id}/emoji", self.emoji),
            ("GET", "/frontend_messages/{id}", self.frontend_message),
            ("POST", "/frontend_users/", self.create_user),
            ("GET", "/frontend_users/discord/{name}", self.frontend_user),
            ("GET", "/frontend_users/discord/{name}/messages", self.user_messages),
            ("GET", "/users/{id}", self.user),
            ("GET", "/users/{id}/stats", self.user_stats),
            ("GET", "/leaderboards/{frame}", self.leaderboard),
            ("GET", "/stats/cached/message_trees_by_state", self.cached_states),
            ("GET", "/stats/tree_manager/state_counts", trusted(self.state_counts)),
            ("PUT", "/users/{id}", trusted(self.change_user)),
            ("GET", "/admin/flagged_messages", trusted(self.flagged)),
            ("GET", "/admin/flagged_messages/cursor", trusted(self.flagged_page)),
            ("POST", "/admin/flagged_messages/{id}/processed", trusted(self.processed)),
            ("DELETE", "/messages/{id}", trusted(self.delete_message)),
            ("POST", "/messages/{id}/edit", trusted(self.edit_message)),
            ("PUT", "/messages/{id}/tree/state", trusted(self.halt)),
            ("GET", "/trollboards/{frame}", trusted(self.trollboard)),
        ]

    @web.middleware
    async def _answered(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Answer a request, or say as the original does why not."""
        self.state.calls[f"{request.method} {_route_of(request)}"] += 1
        if self.before is not None and (early := await self.before(request)) is not None:
            return early
        response = await self._carried_out(request, handler)
        if self.after is not None and (late := await self.after(request)) is not None:
            return late
        return response

    async def _carried_out(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            if request.headers.get("X-API-Key") not in (TRUSTED_KEY, UNTRUSTED_KEY):
                raise WireError(403, ErrorCode.NOT_AUTHORIZED, "Could not validate credentials")
            return await handler(request)
        except WireError as error:
            return _error(error.status, error.code, error.message)
        except RateLimited as refused:
            seconds = refused.arguments["seconds"]
            return _error(429, refused.code, f"Too Many Requests. Retry After {seconds} seconds.")
        except TaskNotFound as refused:
            return _error(400, refused.code, "Task not found")
        except Refused as refused:
            return _error(_STATUS.get(refused.code, 400), refused.code, refused.sentence)
        except (ValidationError, json.JSONDecodeError):
            problem = {"loc": ["body"], "msg": "field required", "type": "value_error.missing"}
            return web.json_response({"detail": [problem]}, status=422)
        except web.HTTPNotFound:
            if not request.path.endswith("/"):
                raise web.HTTPTemporaryRedirect(request.path + "/") from None
            return web.json_response({"detail": "Not Found"}, status=404)
        except RuntimeError:
            return failure()

    def _acting(self, sent: User | None) -> ServerUser:
        """The user named in a body, known from now on even if the call is then refused."""
        if sent is None:
            raise WireError(400, ErrorCode.USER_REQUIRED, "User required")
        user = self.state.meet(sent.id, sent.display_name, self.clock.now(), accepted=not self.asks_for_terms)
        if not user.enabled:
            raise WireError(503, ErrorCode.USER_DISABLED, "User account disabled")
        if user.terms_accepted_at is None:
            raise WireError(451, ErrorCode.TERMS_NOT_ACCEPTED, "User has not accepted terms of service.")
        return user

    def _viewer(self, request: web.Request) -> ServerUser | None:
        header = request.headers.get(USER_HEADER)
        return None if header is None else self.state.user(header.partition(":")[2])

    def _reader(self, request: web.Request) -> Contributor | None:
        viewer = self._viewer(request)
        return None if viewer is None else viewer.contributor

    def _task(self, task_id: UUID, *, missing: int) -> ServerTask:
        if task_id not in self.state.tasks:
            raise WireError(missing, ErrorCode.TASK_NOT_FOUND, f"Task for task_id=UUID('{task_id}') not found")
        return self.state.tasks[task_id]

    def _check_expiry(self, task: ServerTask) -> None:
        if self.clock.now() >= task.expires_at:
            raise WireError(400, ErrorCode.TASK_EXPIRED, "Task already expired.")

    def _check_owner(self, task: ServerTask, user: ServerUser) -> None:
        if task.user is not user:
            raise WireError(400, ErrorCode.TASK_OF_ANOTHER_USER, "Task was assigned to a different user.")

    async def _all_flagged(self) -> list[FlaggedMessage]:
        both = [
            *await self.trees.flagged_messages(limit=1000),
            *await self.trees.flagged_messages(limit=1000, processed=True),
        ]
        return [
            FlaggedMessage(message_id=each.message_id, processed=each.processed, created_date=each.created_at)
            for each in sorted(both, key=lambda each: each.created_at)
        ]

    def _messages(self, message: ConversationMessage, status: int = 200) -> web.Response:
        return web.json_response(_dump(message), status=status)


_MODERATOR = Contributor(UUID(int=1), 1, "moderator")


def failure() -> web.Response:
    """What the original says when something goes wrong inside: the connection is closed with it."""
    response = web.json_response({"message": "INTERNAL_SERVER_ERROR", "error_code": 0}, status=500)
    response.force_close()
    return response


def _for_trusted_keys(handler: Handler) -> Handler:
    async def checked(request: web.Request) -> web.StreamResponse:
        if not _trusted(request):
            raise _forbidden()
        return await handler(request)

    return checked


def _trusted(request: web.Request) -> bool:
    return request.headers.get("X-API-Key") == TRUSTED_KEY


def _forbidden() -> WireError:
    return WireError(403, ErrorCode.NOT_AUTHORIZED, "Forbidden")


def _route_of(request: web.Request) -> str:
    resource = request.match_info.route.resource
    return "unknown" if resource is None else resource.canonical.removeprefix("/api/v1")


async def _json(request: web.Request) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(await request.read())
    return data


def _uuid(request: web.Request) -> UUID:
    try:
        return UUID(request.match_info["id"])
    except ValueError:
        raise WireError(422, ErrorCode.INTERACTION_FAILED, "value is not a valid uuid") from None


def _dump(model: BaseModel) -> Any:
    return model.model_dump(mode="json")


def _reply(model: BaseModel, status: int = 200) -> web.Response:
    assert not isinstance(model, Sent)
    return web.json_response(_dump(model), status=status)


def _error(status: int, code: ErrorCode, message: str) -> web.Response:
    return web.json_response({"error_code": int(code), "message": message}, status=status)


def _answer(body: TextReplyToMessage | TextLabels | MessageRanking | MessageRating) -> Answer:
    if isinstance(body, TextReplyToMessage):
        return TextAnswer(text=body.text.strip(), language=body.lang or "en")
    if isinstance(body, TextLabels):
        return LabelsAnswer(labels={TextLabel(name): value for name, value in body.labels.items()})
    if isinstance(body, MessageRanking):
        return RankingAnswer(ranking=body.ranking, not_rankable=bool(body.not_rankable))
    raise WireError(404, ErrorCode.MESSAGE_NOT_FOUND, f"Message with frontend_message_id {body.message_id} not found.")


@asynccontextmanager
async def serving(server: TaskServer) -> AsyncIterator[TaskServer]:
    """Serve on a free port of this machine; `url` is the address."""
    runner = web.AppRunner(server.application(), shutdown_timeout=0.5)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        host, port = runner.addresses[0][:2]
        server.url = f"http://{host}:{port}"
        yield server
    finally:
        await runner.cleanup()
