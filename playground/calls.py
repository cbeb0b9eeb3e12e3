"""One API request of the bot, taken apart."""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from playground.engine import Upload
from playground.refusal import invalid_form

_NAMES = {
    "channels": "{channel_id}",
    "guilds": "{guild_id}",
    "messages": "{message_id}",
    "users": "{user_id}",
    "members": "{user_id}",
    "thread-members": "{user_id}",
    "roles": "{role_id}",
    "webhooks": "{webhook_id}",
    "applications": "{application_id}",
    "commands": "{command_id}",
    "interactions": "{interaction_id}",
    "permissions": "{overwrite_id}",
}
MAX_ID_DIGITS = 20
_WORDS = frozenset({"pins", "bulk-delete", "search"})


@dataclass
class ApiCall:
    """A request below ``/api/v10``.

    Attributes:
        method: HTTP method.
        path: Path below the API version.
        template: The path with names in place of ids and tokens.
        ids: Those ids and tokens by name.
        json: The body, from JSON or from ``payload_json``.
        params: The query.
        files: Uploads in order.
        reason: Audit log reason.
    """

    method: str
    path: str
    template: str
    ids: Mapping[str, str]
    json: Any = None
    params: Mapping[str, str] = field(default_factory=dict)
    files: Sequence[Upload] = ()
    reason: str | None = None

    def id(self, name: str) -> int:
        """Return an id in the path."""
        return int(self.ids[name])

    @property
    def body(self) -> dict[str, Any]:
        """The body where it is an object, else nothing."""
        return self.json if isinstance(self.json, dict) else {}

    @property
    def file_sizes(self) -> list[int]:
        """Bytes of each upload."""
        return [file.fp.getbuffer().nbytes for file in self.files]

    @property
    def major(self) -> str:
        """The ids that give the route a rate limit of its own."""
        return ":".join(self.ids.get(name, "") for name in ("channel_id", "guild_id", "webhook_id", "token"))


def template_of(path: str) -> tuple[str, dict[str, str]]:
    """Name the ids and tokens of a path.

    Args:
        path: For example ``/channels/123/messages/456``.

    Returns:
        ``/channels/{channel_id}/messages/{message_id}`` and the values by name.
    """
    segments = path.strip("/").split("/")
    named: list[str] = []
    ids: dict[str, str] = {}
    for index, segment in enumerate(segments):
        name = None
        if segment.isdecimal():
            name = _NAMES.get(segments[index - 1] if index else "", "{id}")
        elif index == 2 and segments[0] in {"webhooks", "interactions"} and segments[1].isdecimal():
            name = "{token}"
        if name is not None:
            ids[name[1:-1]] = segment
        named.append(name or segment)
    return "/" + "/".join(named), ids


def check_snowflakes(call: ApiCall) -> None:
    """Refuse a path with something else where an id belongs.

    Raises:
        Refusal: 50035.
    """
    segments = call.path.strip("/").split("/")
    for parent, segment in itertools.pairwise(segments):
        is_id = segment.isdecimal() and len(segment) <= MAX_ID_DIGITS
        if parent in _NAMES and not is_id and not segment.startswith("@") and segment not in _WORDS:
            raise invalid_form(parent, f'Value "{segment}" is not snowflake.', "NUMBER_TYPE_COERCE")
