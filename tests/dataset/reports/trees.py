"""Trees as they are released, made in a test."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.dataset.records import (
    COMMUNITY,
    DatasetMessage,
    DatasetTree,
    Judgement,
    Key,
    Provenance,
    RankingVote,
)
from bot.protocol.moments import DAY, from_iso
from bot.protocol.trees import TreeState

BEGIN = from_iso("2026-01-01T12:00:00Z")


def key(number: int) -> Key:
    """The id of a message, a tree or a person."""
    return number.to_bytes(16, "big")


def message(number: int, text: str, parent: int | None = None, language: str = "en", **fields: Any) -> DatasetMessage:
    """A message, written by person 1,000 on the day of its number; assistant and prompter by turns where told."""
    values: dict[str, Any] = {
        "author_id": key(1_000),
        "is_assistant": parent is not None,
        "created_at": BEGIN + number * DAY,
        "deleted": False,
        "edited_by_moderator": False,
        "accepted": True,
        "rank": None,
        "synthetic": False,
        "model_name": None,
        "server_id": 7,
        "provenance": Provenance(COMMUNITY),
        "agreement": "0123456789ab",
        "edition": 2,
    }
    return DatasetMessage(
        message_id=key(number),
        parent_id=None if parent is None else key(parent),
        language=language,
        text=text,
        **{**values, **fields},
    )


def review(number: int, person: int, labels: Mapping[str, float], agreement: str | None = "0123456789ab") -> Judgement:
    """Somebody's review of a message."""
    return Judgement(key(person), key(number), labels, BEGIN, True, 1.0, None, agreement, True)


def ranking(parent: int, person: int, order: Sequence[int], *, not_rankable: bool = False) -> RankingVote:
    """Somebody's ranking of the replies to a message."""
    return RankingVote(key(person), key(parent), tuple(map(key, order)), not_rankable, BEGIN, True, 1.0, "0123456789ab")


def tree(*messages: DatasetMessage, rankings: Sequence[RankingVote] = (), **fields: Any) -> DatasetTree:
    """A finished tree of these messages, the first of which is its prompt."""
    root = messages[0]
    by_parent: dict[Key, list[RankingVote]] = {}
    for vote in rankings:
        by_parent.setdefault(vote.parent_id, []).append(vote)
    values = {"state": TreeState.READY_FOR_EXPORT, "topic": None, "provenance": root.provenance, **fields}
    return DatasetTree(
        tree_id=root.message_id, language=root.language, messages=list(messages), rankings=by_parent, **values
    )
