"""What the small server must not forget when it is killed: users, tasks and the frontend's ids, in a file of lines.

The original has them in its database. A call is answered only once what it changed is written; what was on its way then
is done again when the frontend asks again.
"""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from bot.protocol.tasks import parse_task
from tests.backends.oasst_api.state import ServerState, ServerTask, ServerUser


class Memory:
    """Keeps the state of one server. Only what has changed is written."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._written: dict[str, object] = {}

    def recall(self) -> ServerState:
        """What was kept; nothing where nothing was. Ids are drawn anew, so that none comes twice."""
        state = ServerState(random=Random())
        kept = self._path.read_bytes() if self._path.exists() else b""
        # A line without an end was being written when the server was killed; nobody was answered.
        whole = kept[: kept.rfind(b"\n") + 1]
        if whole != kept:
            self._path.write_bytes(whole)
        for line in whole.splitlines():
            record = json.loads(line)
            match record.pop("kind"):
                case "user":
                    user = ServerUser(**{**record, "user_id": UUID(record["user_id"])})
                    state.users[user.username] = user
                case "task":
                    record["user"] = state.users[record["user"]]
                    record["session_id"] = UUID(record["session_id"])
                    task = ServerTask(**{**record, "task": parse_task(record["task"])})
                    state.tasks[task.task.id] = task
                case "message":
                    state.messages[record["frontend_id"]] = UUID(record["message_id"])
        self._changes(state)
        return state

    def keep(self, state: ServerState) -> None:
        """Write what has changed since the last time."""
        lines = [json.dumps(record) + "\n" for record in self._changes(state)]
        if lines:
            with self._path.open("ab", buffering=0) as file:
                file.write("".join(lines).encode())

    def _changes(self, state: ServerState) -> list[dict[str, Any]]:
        records = []
        for user in state.users.values():
            shown = {field.name: getattr(user, field.name) for field in fields(user)}
            if self._is_new(f"user {user.username}", tuple(shown.values())):
                records.append({"kind": "user", **shown, "user_id": str(user.user_id)})
        for task_id, task in state.tasks.items():
            if self._is_new(f"task {task_id}", (task.frontend_id, task.done)):
                records.append(_task_record(task))
        for frontend_id, message_id in state.messages.items():
            if self._is_new(f"message {frontend_id}", message_id):
                records.append({"kind": "message", "frontend_id": frontend_id, "message_id": str(message_id)})
        return records

    def _is_new(self, name: str, value: object) -> bool:
        if self._written.get(name) == value:
            return False
        self._written[name] = value
        return True


def _task_record(task: ServerTask) -> dict[str, Any]:
    return {
        "kind": "task",
        "task": task.task.model_dump(mode="json"),
        "session_id": str(task.session_id),
        "user": task.user.username,
        "expires_at": task.expires_at,
        "frontend_id": task.frontend_id,
        "done": task.done,
    }
