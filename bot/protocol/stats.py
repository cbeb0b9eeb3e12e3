"""Statistics of the whole backend, and the settings that it shows."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from pydantic import Field, TypeAdapter

from bot.protocol.base import Received
from bot.protocol.moments import WireMoment


class CachedStatsName(StrEnum):
    """The tables that the backend keeps ready."""

    HUMAN_MESSAGES_BY_LANG = "human_messages_by_lang"
    HUMAN_MESSAGES_BY_ROLE = "human_messages_by_role"
    MESSAGE_TREES_BY_STATE = "message_trees_by_state"
    MESSAGE_TREES_STATES_BY_LANG = "message_trees_states_by_lang"
    USERS_ACCEPTED_TOS = "users_accepted_tos"


class CachedStats(Received):
    """One of these tables: counts by a key, or rows. A newer backend may have names of its own."""

    name: str
    last_updated: WireMoment
    stats: dict[str, Any] | list[Any]


class AllCachedStats(Received):
    """All of these tables, by name."""

    stats_by_name: dict[str, CachedStats]


class PublicSettings(Received):
    """What the backend tells everybody about its settings, as far as we use it."""

    message_size_limit: int = Field(alias="MESSAGE_SIZE_LIMIT")


_COUNTS = TypeAdapter(dict[str, int])


def parse_counts(data: object) -> dict[str, int]:
    """Read a table of counts, such as the number of trees in each state.

    Raises:
        pydantic.ValidationError: It is not one.
    """
    return _COUNTS.validate_python(data)
