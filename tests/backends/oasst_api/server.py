"""A small server that speaks the task backend's protocol on top of the local backend, with the recorded quirks.

Routes need their trailing slash (else 307); acks, nacks and reports answer 204, reactions 202; 503 has three meanings;
a 500 closes the connection; rate limits say their seconds in the text; keys are trusted or not.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from aiohttp import web
from pydantic import ValidationError

from bot.backends.errors import RateLimited, Refused, TaskNotFound
from bot.protocol.errors import ErrorCode
from tests.backends.oasst_api.board_routes import BoardRoutes
from tests.backends.oasst_api.read_routes import ReadRoutes
from tests.backends.oasst_api.served import TRUSTED_KEY, UNTRUSTED_KEY, error_reply, forbidden, is_trusted
from tests.backends.oasst_api.state import WireError
from tests.backends.oasst_api.trusted_routes import TrustedRoutes
from tests.backends.oasst_api.work_routes import WorkRoutes

_STATUS = {
    ErrorCode.NO_TASK_AVAILABLE: 503,
    ErrorCode.USER_DISABLED: 503,
    ErrorCode.TERMS_NOT_ACCEPTED: 451,
    ErrorCode.MESSAGE_NOT_FOUND: 404,
    ErrorCode.USER_NOT_FOUND: 404,
    ErrorCode.TOO_MANY_REQUESTS: 429,
}

_WITHOUT_DATABASE = {
    "POST /tasks/": ErrorCode.GENERATION_FAILED,
    "POST /tasks/availability": ErrorCode.AVAILABILITY_FAILED,
    "POST /tasks/interaction": ErrorCode.INTERACTION_FAILED,
    "POST /tasks/{id}/ack": ErrorCode.ACK_FAILED,
    "POST /tasks/{id}/nack": ErrorCode.NACK_FAILED,
}

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class TaskServer(WorkRoutes, ReadRoutes, BoardRoutes, TrustedRoutes):
    """One backend.

    Attributes:
        before: called with each request before it is answered; what it returns is the answer.
        after: called with each request after it was carried out; what it returns is the answer instead.
        is_without_database: whether its database is down behind it.
        is_without_broker: whether the broker is down to which a report goes: it is refused after `broker_seconds`.
        seen: called with each request and what carrying it out gave.
        url: the address, while it is served.
    """

    before: Callable[[web.Request], Awaitable[web.StreamResponse | None]] | None = None
    after: Callable[[web.Request], Awaitable[web.StreamResponse | None]] | None = None
    seen: Callable[[web.Request, web.StreamResponse], Awaitable[None]] | None = None
    is_without_database: bool = False
    is_without_broker: bool = False
    broker_seconds: float = 15.0
    url: str = ""

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
            ("GET", "/messages/", self.messages),
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
            ("GET", "/users/{id}/stats/{frame}/window", self.window),
            ("GET", "/stats/cached", self.all_cached),
            ("GET", "/stats/cached/{name}", self.cached),
            ("GET", "/admin/backend_settings/public", self.public_settings),
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
        response = await self._out_of_order(request) or await self._carried_out(request, handler)
        if self.seen is not None:
            await self.seen(request, response)
        if self.after is not None and (late := await self.after(request)) is not None:
            return late
        return response

    async def _out_of_order(self, request: web.Request) -> web.StreamResponse | None:
        """What the original says while something behind it is down; None where that does not matter."""
        route = f"{request.method} {_route_of(request)}"
        if self.is_without_broker and route == "POST /text_labels/":
            await asyncio.sleep(self.broker_seconds)
            return error_reply(400, ErrorCode.INTERACTION_FAILED, "Interaction request failed.")
        if self.is_without_database:
            code = _WITHOUT_DATABASE.get(route)
            return failure() if code is None else error_reply(400, code, "Something went wrong.")
        return None

    async def _carried_out(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            if request.headers.get("X-API-Key") not in (TRUSTED_KEY, UNTRUSTED_KEY):
                raise WireError(403, ErrorCode.NOT_AUTHORIZED, "Could not validate credentials")
            return await handler(request)
        except WireError as error:
            return error_reply(error.status, error.code, error.message)
        except RateLimited as refused:
            seconds = refused.arguments["seconds"]
            return error_reply(429, refused.code, f"Too Many Requests. Retry After {seconds} seconds.")
        except TaskNotFound as refused:
            return error_reply(400, refused.code, "Task not found")
        except Refused as refused:
            return error_reply(_STATUS.get(refused.code, 400), refused.code, refused.sentence)
        except (ValidationError, json.JSONDecodeError):
            problem = {"loc": ["body"], "msg": "field required", "type": "value_error.missing"}
            return web.json_response({"detail": [problem]}, status=422)
        except web.HTTPNotFound:
            if not request.path.endswith("/"):
                raise web.HTTPTemporaryRedirect(request.path + "/") from None
            return web.json_response({"detail": "Not Found"}, status=404)
        except (RuntimeError, ConnectionResetError):  # the latter where the client died in the middle of its request
            return failure()


def failure() -> web.Response:
    """What the original says when something goes wrong inside: the connection is closed with it."""
    response = web.json_response({"message": "INTERNAL_SERVER_ERROR", "error_code": 0}, status=500)
    response.force_close()
    return response


def _for_trusted_keys(handler: Handler) -> Handler:
    async def checked(request: web.Request) -> web.StreamResponse:
        if not is_trusted(request):
            raise forbidden()
        return await handler(request)

    return checked


def _route_of(request: web.Request) -> str:
    resource = request.match_info.route.resource
    return "unknown" if resource is None else resource.canonical.removeprefix("/api/v1")


@asynccontextmanager
async def serving(server: TaskServer, port: int = 0) -> AsyncIterator[TaskServer]:
    """Serve on this machine, on a free port where none is said; `url` is the address."""
    runner = web.AppRunner(server.application(), shutdown_timeout=0.5)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", port)
        await site.start()
        host, taken = runner.addresses[0][:2]
        server.url = f"http://{host}:{taken}"
        yield server
    finally:
        await runner.cleanup()
