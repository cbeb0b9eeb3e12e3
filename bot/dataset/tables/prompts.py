"""`prompts`: a conversation that waits for the assistant a row, for training that writes its own replies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from bot.dataset.records import DatasetTree
from bot.dataset.tables.conversations import SOURCE_COLUMNS, TURN, Conversations, turn
from bot.dataset.tables.schema import Field, Kind, ListOf, Table
from bot.dataset.tables.terms import Terms

_COLUMNS: Final = (
    Field("prompt", ListOf(TURN), "The conversation, which ends with the user."),
    Field("message_id", Kind.STRING, "Its last message."),
    Field("message_tree_id", Kind.STRING, "The tree."),
    Field("lang", Kind.STRING, "The language of the last message, as a tag."),
    Field("topic", Kind.STRING, "What the tree is about, where somebody said so.", nullable=True),
    Field("num_replies", Kind.INTEGER, "How many replies of the assistant are in this release."),
    *SOURCE_COLUMNS,
)


def _columns(_: Terms) -> tuple[Field, ...]:
    return _COLUMNS


def rows(tree: DatasetTree, terms: Terms) -> Iterator[dict[str, Any]]:
    """Make rows of a tree: the conversation to each of the prompter's messages."""
    conversations = Conversations(tree, terms)
    for message in tree.messages:
        if message.is_assistant:
            continue
        path = conversations.path_to(message)
        yield {
            "prompt": [turn(each) for each in path],
            "message_id": conversations.name_of(message),
            "message_tree_id": conversations.tree_name,
            "lang": message.language,
            "topic": tree.topic,
            "num_replies": len(conversations.replies_to(message)),
            **conversations.source_of(path),
        }


PROMPTS: Final = Table("prompts", "A conversation that waits for the assistant.", _columns, rows)
