"""The dataset that came out, read as anybody would read it: one tree a line."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class StoredMessage:
    """A message of the dataset; `author` is None for what no contributor of the demo wrote.

    `spam` is the mean and the number of the reviews' labels for spam, None where a task server does not tell.
    """

    message_id: str
    author: str | None
    text: str
    role: str
    language: str
    accepted: bool | None
    rank: int | None
    reviews: int
    spam: tuple[float, int] | None
    replies: "tuple[StoredMessage, ...]"

    def walk(self) -> "Iterator[StoredMessage]":
        """Yield this message and all below it."""
        yield self
        for reply in self.replies:
            yield from reply.walk()

    @property
    def ranked(self) -> "list[StoredMessage]":
        """The replies that have a place in the consensus, the best first."""
        return sorted((each for each in self.replies if each.rank is not None), key=lambda each: each.rank or 0)


@dataclass(frozen=True, slots=True)
class StoredTree:
    """A tree of the dataset."""

    state: str
    prompt: StoredMessage


def read_dataset(path: Path, authors: frozenset[str] | None = None) -> list[StoredTree]:
    """Read a file in the published form.

    Args:
        path: one tree a line.
        authors: the ids of those whose messages are told apart from others'; None: of all who have one.

    Raises:
        KeyError: it does not have the published form.
        ValueError: it does not have the published form.
    """
    with path.open(encoding="utf-8") as lines:
        trees = [json.loads(line) for line in lines]
    return [StoredTree(tree["tree_state"], _message(tree["prompt"], authors)) for tree in trees]


def messages_of(trees: list[StoredTree]) -> list[StoredMessage]:
    """Return all messages of all trees."""
    return [message for tree in trees for message in tree.prompt.walk()]


def _message(node: Mapping[str, Any], authors: frozenset[str] | None) -> StoredMessage:
    spam = (node.get("labels") or {}).get("spam")
    author = node.get("user_id")
    reviews = int(node.get("review_count") or 0)
    return StoredMessage(
        message_id=node["message_id"],
        author=author if authors is None or author in authors else None,
        text=node["text"],
        role=node["role"],
        language=node["lang"],
        accepted=node.get("review_result"),
        rank=node.get("rank"),
        reviews=reviews if spam is None else spam["count"],
        spam=None if spam is None else (spam["value"], spam["count"]),
        replies=tuple(_message(reply, authors) for reply in node["replies"]),
    )
