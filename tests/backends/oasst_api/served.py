"""What all routes of the small server stand on: its trees, who asks, and how answers are written."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from aiohttp import web
from pydantic import BaseModel

from bot.backends.local import LocalBackend
from bot.backends.values import Contributor
from bot.clock import Clock
from bot.protocol.errors import ErrorCode
from bot.protocol.messages import ConversationMessage
from bot.protocol.users import USER_HEADER, User
from tests.backends.oasst_api.state import ServerState, ServerTask, ServerUser, WireError

TRUSTED_KEY = "a-trusted-key"
UNTRUSTED_KEY = "a-key-like-any-other"


@dataclass
class Served:
    """One backend.

    Attributes:
        trees: where everything is stored.
        clock: of the trees.
        asks_for_terms: whether new users have to accept the terms before they may work.
    """

    trees: LocalBackend
    clock: Clock
    asks_for_terms: bool = True
    state: ServerState = field(default_factory=ServerState)

    def acting(self, sent: User | None) -> ServerUser:
        """The user named in a body, known from now on even if the call is then refused."""
        if sent is None:
            raise WireError(400, ErrorCode.USER_REQUIRED, "User required")
        user = self.state.meet(sent.id, sent.display_name, self.clock.now(), accepted=not self.asks_for_terms)
        if not user.enabled:
            raise WireError(503, ErrorCode.USER_DISABLED, "User account disabled")
        if user.terms_accepted_at is None:
            raise WireError(451, ErrorCode.TERMS_NOT_ACCEPTED, "User has not accepted terms of service.")
        return user

    def viewer(self, request: web.Request) -> ServerUser | None:
        """The user named in the header, if any."""
        header = request.headers.get(USER_HEADER)
        return None if header is None else self.state.user(header.partition(":")[2])

    def reader(self, request: web.Request) -> Contributor | None:
        """The user named in the header, as the trees know them."""
        viewer = self.viewer(request)
        return None if viewer is None else viewer.contributor

    def task(self, task_id: UUID, *, missing: int) -> ServerTask:
        """A task that was handed out."""
        if task_id not in self.state.tasks:
            raise WireError(missing, ErrorCode.TASK_NOT_FOUND, f"Task for task_id=UUID('{task_id}') not found")
        return self.state.tasks[task_id]

    def check_expiry(self, task: ServerTask) -> None:
        """Refuse what comes too late."""
        if self.clock.now() >= task.expires_at:
            raise WireError(400, ErrorCode.TASK_EXPIRED, "Task already expired.")

    def check_owner(self, task: ServerTask, user: ServerUser) -> None:
        """Refuse what comes from somebody else."""
        if task.user is not user:
            raise WireError(400, ErrorCode.TASK_OF_ANOTHER_USER, "Task was assigned to a different user.")

    def message_reply(self, message: ConversationMessage, status: int = 200) -> web.Response:
        """A message as an answer."""
        return web.json_response(dump(message), status=status)


def is_trusted(request: web.Request) -> bool:
    """Whether a request has a trusted key."""
    return request.headers.get("X-API-Key") == TRUSTED_KEY


def forbidden() -> WireError:
    """What a key that is not trusted is told."""
    return WireError(403, ErrorCode.NOT_AUTHORIZED, "Forbidden")


async def read_json(request: web.Request) -> dict[str, Any]:
    """The body of a request."""
    data: dict[str, Any] = json.loads(await request.read())
    return data


def id_in(request: web.Request) -> UUID:
    """The id in a request's path."""
    try:
        return UUID(request.match_info["id"])
    except ValueError:
        raise WireError(422, ErrorCode.INTERACTION_FAILED, "value is not a valid uuid") from None


def dump(model: BaseModel) -> Any:
    """A model as the wire has it."""
    return model.model_dump(mode="json")


def reply(model: BaseModel) -> web.Response:
    """A model as an answer."""
    return web.json_response(dump(model))


def error_reply(status: int, code: ErrorCode, message: str) -> web.Response:
    """A refusal with its code."""
    return web.json_response({"error_code": int(code), "message": message}, status=status)
