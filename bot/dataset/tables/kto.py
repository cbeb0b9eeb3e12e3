"""`kto`: a reply of the assistant a row, and whether it is a good one (Kahneman-Tversky optimization)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from bot.dataset.records import DatasetMessage, DatasetTree
from bot.dataset.tables.conversations import SOURCE_COLUMNS, TURN, Conversations, quality_of, turn
from bot.dataset.tables.schema import Field, Kind, ListOf, Table
from bot.dataset.tables.terms import PairLayout, Terms

_MIDDLE: Final = 0.5

_REPLY: Final = (
    Field("prompt", ListOf(TURN), "The conversation before the reply."),
    Field("completion", ListOf(TURN), "The reply."),
)
_CONVERSATION: Final = (Field("messages", ListOf(TURN), "The conversation, with the reply at its end."),)
_COLUMNS: Final = (
    Field(
        "label", Kind.BOOLEAN, "Whether reviews found its quality above the middle; what is in the middle is left out."
    ),
    Field("quality", Kind.FLOAT, "The mean quality that they found, from 0 to 1."),
    Field("num_reviews", Kind.INTEGER, "How many reviews it has."),
    Field("rank", Kind.INTEGER, "Its rank among its siblings, 0 the best.", nullable=True),
    Field("message_id", Kind.STRING, "The reply."),
    Field("message_tree_id", Kind.STRING, "The tree."),
    Field("lang", Kind.STRING, "Its language, as a tag."),
    *SOURCE_COLUMNS,
)


def _columns(terms: Terms) -> tuple[Field, ...]:
    return (*(_CONVERSATION if terms.layout is PairLayout.OBJECTS else _REPLY), *_COLUMNS)


def rows(tree: DatasetTree, terms: Terms) -> Iterator[dict[str, Any]]:
    """Make rows of a tree: the replies of the assistant that reviews found good, or bad."""
    conversations = Conversations(tree, terms)
    for message in tree.messages:
        quality = quality_of(message)
        if not message.is_assistant or quality is None or quality == _MIDDLE:
            continue
        path = conversations.path_to(message)
        yield {
            **_reply(path, terms.layout),
            "label": quality > _MIDDLE,
            "quality": quality,
            "num_reviews": len(message.reviews),
            "rank": message.rank,
            "message_id": conversations.name_of(message),
            "message_tree_id": conversations.tree_name,
            "lang": message.language,
            **conversations.source_of(path),
        }


def _reply(path: Sequence[DatasetMessage], layout: PairLayout) -> dict[str, Any]:
    turns = [turn(each) for each in path]
    if layout is PairLayout.OBJECTS:
        return {"messages": turns}
    return {"prompt": turns[:-1], "completion": turns[-1:]}


KTO: Final = Table("kto", "A reply of the assistant, and whether it is a good one.", _columns, rows)
