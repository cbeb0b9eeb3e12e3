"""Channels and roles, as a client names them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Channel:
    """A channel, thread or direct messages."""

    id: int
    name: str
    type: int
    guild_id: int | None
    parent_id: int | None
    archived: bool
    locked: bool
    raw: Mapping[str, Any] = field(repr=False)

    @classmethod
    def of(cls, payload: Mapping[str, Any]) -> "Channel":
        """Read a channel payload."""
        metadata = payload.get("thread_metadata") or {}
        return cls(
            id=int(payload["id"]),
            name=payload.get("name") or "",
            type=int(payload["type"]),
            guild_id=int(payload["guild_id"]) if payload.get("guild_id") else None,
            parent_id=int(payload["parent_id"]) if payload.get("parent_id") else None,
            archived=bool(metadata.get("archived")),
            locked=bool(metadata.get("locked")),
            raw=payload,
        )

    @property
    def is_thread(self) -> bool:
        """Whether it is a thread."""
        return "thread_metadata" in self.raw


@dataclass(frozen=True)
class Role:
    """A role of a guild."""

    id: int
    name: str
