"""`sft`: a conversation a row, for supervised fine-tuning.

No column is called `labels` or `prompt`: each of them stops TRL's SFTTrainer.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from bot.dataset.records import DatasetTree, Key
from bot.dataset.tables.conversations import SOURCE_COLUMNS, TURN, Conversations, quality_of, turn
from bot.dataset.tables.schema import Field, Kind, ListOf, Table
from bot.dataset.tables.terms import Terms

_COLUMNS: Final = (
    Field("messages", ListOf(TURN), "The conversation, which ends with the assistant."),
    Field("message_tree_id", Kind.STRING, "The tree."),
    Field("message_ids", ListOf(Kind.STRING), "The messages."),
    Field("lang", Kind.STRING, "The language of the last message, as a tag."),
    Field("quality", Kind.FLOAT, "The mean quality that reviews found in the last message, 0 to 1.", nullable=True),
    Field("num_reviews", Kind.INTEGER, "How many reviews the last message has."),
    Field("ranks", ListOf(Kind.INTEGER, nullable=True), "The rank of each message, null where it has none."),
    *SOURCE_COLUMNS,
)


def _columns(_: Terms) -> tuple[Field, ...]:
    return _COLUMNS


def rows(tree: DatasetTree, terms: Terms) -> Iterator[dict[str, Any]]:
    """Make rows of a tree: a conversation to each message of the assistant below which there is no other of it."""
    conversations = Conversations(tree, terms)
    goes_on: set[Key | None] = set()
    for message in reversed(tree.messages):
        if message.message_id in goes_on or message.is_assistant:
            goes_on.add(message.parent_id)
    for message in tree.messages:
        if not message.is_assistant or message.message_id in goes_on:
            continue
        path = conversations.path_to(message)
        yield {
            "messages": [turn(each) for each in path],
            "message_tree_id": conversations.tree_name,
            "message_ids": [conversations.name_of(each) for each in path],
            "lang": message.language,
            "quality": quality_of(message),
            "num_reviews": len(message.reviews),
            "ranks": [each.rank for each in path],
            **conversations.source_of(path),
        }


SFT: Final = Table("sft", "A conversation that ends with the assistant.", _columns, rows)
