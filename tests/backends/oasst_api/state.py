"""What the small server remembers beside its trees: API keys, users, tasks and the frontend's ids."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from random import Random
from uuid import UUID

from bot.backends.values import Contributor
from bot.protocol.errors import ErrorCode
from bot.protocol.moments import Moment
from bot.protocol.tasks import Task
from bot.protocol.users import AuthMethod, FrontEndUser


class WireError(Exception):
    """An error body with its status."""

    def __init__(self, status: int, code: ErrorCode, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message


@dataclass
class ServerUser:
    """A user of one API key; to the trees below, their id is the person's."""

    user_id: UUID
    username: str
    display_name: str
    created_at: Moment
    terms_accepted_at: Moment | None = None
    visible: bool = True
    enabled: bool = True

    @property
    def contributor(self) -> Contributor:
        """The user as the trees know them."""
        return Contributor(self.user_id, int(self.username), self.display_name)

    def shown(self) -> FrontEndUser:
        """The user on the wire."""
        return FrontEndUser(
            id=self.username,
            display_name=self.display_name,
            auth_method=AuthMethod.DISCORD,
            user_id=self.user_id,
            enabled=self.enabled,
            deleted=False,
            created_date=self.created_at,
            show_on_leaderboard=self.visible,
            tos_acceptance_date=self.terms_accepted_at,
        )


@dataclass
class ServerTask:
    """A task that was handed out. Its id is the session's in the trees below."""

    task: Task
    session_id: UUID
    user: ServerUser
    expires_at: Moment
    frontend_id: str | None = None
    done: bool = False


@dataclass
class ServerState:
    """Everything; ids come from a seeded source."""

    random: Random = field(default_factory=lambda: Random(3))
    users: dict[str, ServerUser] = field(default_factory=dict)
    tasks: dict[UUID, ServerTask] = field(default_factory=dict)
    messages: dict[str, UUID] = field(default_factory=dict)
    calls: Counter[str] = field(default_factory=Counter)

    def new_id(self) -> UUID:
        """A fresh id."""
        return UUID(int=self.random.getrandbits(128), version=4)

    def user(self, username: str) -> ServerUser:
        """A known user."""
        if username not in self.users:
            raise WireError(404, ErrorCode.USER_NOT_FOUND, "User not found")
        return self.users[username]

    def user_by_id(self, user_id: UUID) -> ServerUser:
        """A known user, by the backend's own id."""
        for user in self.users.values():
            if user.user_id == user_id:
                return user
        raise WireError(404, ErrorCode.USER_NOT_FOUND, "User not found")

    def meet(self, username: str, display_name: str, now: Moment, *, accepted: bool) -> ServerUser:
        """A user, known from now on, by the name that they have now."""
        if not username:
            raise WireError(400, ErrorCode.EMPTY_USER_ID, "Auth method or username missing.")
        if len(display_name) > 256:
            raise RuntimeError("value too long for type character varying(256)")
        user = self.users.get(username)
        if user is None:
            user = ServerUser(self.new_id(), username, display_name, now, now if accepted else None)
            self.users[username] = user
        user.display_name = display_name
        return user

    def task_acked_as(self, frontend_id: str) -> ServerTask:
        """The task that was acked with an id of the frontend; two of them break both."""
        found = [task for task in self.tasks.values() if task.frontend_id == frontend_id]
        if not found:
            raise WireError(400, ErrorCode.TASK_NOT_FOUND, f"Task for frontend_message_id='{frontend_id}' not found")
        (task,) = found
        return task
