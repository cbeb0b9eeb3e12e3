"""`trees`: a tree a row, in the form in which Open-Assistant's dataset was published, replies sorted by rank.

The top-level id is a pseudonym too; the original left it raw.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, Final

from bot.dataset.ranks import unweighed_ranks
from bot.dataset.records import DatasetMessage, DatasetTree, Key
from bot.dataset.tables.schema import Table, Written
from bot.dataset.tables.terms import Terms
from bot.protocol.messages import Role

_ENCODER: Final = json.JSONEncoder(ensure_ascii=False)


def rows(tree: DatasetTree, terms: Terms) -> Iterator[Written]:
    """Write a tree, however deep it is: json.dumps would call itself once for each reply to a reply."""
    writer = _Nodes(tree, terms)
    head = _ENCODER.encode(
        {
            "message_tree_id": terms.messages.of(tree.tree_id),
            "tree_state": str(tree.state),
            "topic": tree.topic,
            "origin": tree.provenance.origin,
            "license": terms.licence_of(tree.provenance),
        }
    )
    replies: defaultdict[Key | None, list[DatasetMessage]] = defaultdict(list)
    for message in tree.messages:
        replies[message.parent_id].append(message)
    parts = [f'{head[:-1]}, "prompt": ']
    waiting: list[DatasetMessage | str] = ["}", tree.messages[0]]
    while waiting:
        part = waiting.pop()
        if isinstance(part, str):
            parts.append(part)
            continue
        parts.append(f'{_ENCODER.encode(writer.node(part))[:-1]}, "replies": [')
        waiting.append("]}")
        for place, reply in reversed(list(enumerate(replies[part.message_id]))):
            waiting.append(reply)
            if place > 0:
                waiting.append(", ")
    yield Written("".join(parts))


class _Nodes:
    """Writes the messages of a tree, without their replies."""

    def __init__(self, tree: DatasetTree, terms: Terms) -> None:
        self._tree = tree
        self._terms = terms
        self._unweighed: Mapping[Key, int] = unweighed_ranks(tree)

    def node(self, message: DatasetMessage) -> dict[str, Any]:
        """Return a message; what is empty is left out."""
        terms = self._terms
        node: dict[str, Any] = {
            "message_id": terms.messages.of(message.message_id),
            "parent_id": terms.messages.of(message.parent_id) if message.parent_id else None,
            "user_id": terms.people.of_person(message.author_id) if message.author_id else None,
            "created_date": terms.date(message.created_at),
            "text": message.text,
            "role": str(Role.of(is_assistant=message.is_assistant)),
            "lang": message.language,
            "review_count": len(message.reviews),
            "review_result": message.accepted,
            "deleted": message.deleted,
            "rank": message.rank,
            "rank_unweighed": self._unweighed.get(message.message_id),
            "rank_reason": message.rank_reason,
            "synthetic": message.synthetic,
            "model_name": message.model_name,
            "emojis": dict(sorted(message.emojis.items())) or None,
            "labels": {
                label: {"value": mean.value, "count": mean.reviews} for label, mean in message.label_means().items()
            }
            or None,
            "events": self._events(message) or None,
            "source_id": message.provenance.source_id,
            "source_date": None if message.source_date is None else terms.date(message.source_date),
            "agreement": message.agreement,
            "foreign_labels": {
                label: {"value": found.value} | ({} if found.reviews is None else {"count": found.reviews})
                for label, found in (message.foreign_labels or {}).items()
            }
            or None,
            "foreign_rank": message.foreign_rank,
        }
        if message.provenance.origin != self._tree.provenance.origin:
            node |= {"origin": message.provenance.origin, "license": terms.licence_of(message.provenance)}
        return {name: value for name, value in node.items() if value is not None}

    def _events(self, message: DatasetMessage) -> dict[str, list[dict[str, Any]]]:
        """Return the rankings of the replies to a message, and what else was asked for."""
        events: dict[str, list[dict[str, Any]]] = {}
        terms = self._terms
        if votes := self._tree.rankings.get(message.message_id):
            written = [reply.message_id for reply in self._tree.messages if reply.parent_id == message.message_id]
            shown = self._tree.ranked_together.get(message.message_id, written)
            events["ranking"] = [
                {
                    "type": "ranking",
                    "user_id": terms.people.of_person(vote.person_id),
                    "ranking": [shown.index(reply) for reply in vote.order],
                    "ranked_message_ids": [terms.messages.of(reply) for reply in vote.order],
                    "ranking_parent_id": terms.messages.of(message.message_id),
                    "message_tree_id": terms.messages.of(self._tree.tree_id),
                    "not_rankable": vote.not_rankable,
                }
                for vote in votes
            ]
        return {kind: sorted(found, key=lambda event: str(event["user_id"])) for kind, found in events.items()}


TREES: Final = Table("trees", "A conversation tree.", None, rows)
