"""`rankings`: all replies to a message a row, best first, with what the votes say of each pair."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any, Final

from bot.dataset.records import DatasetTree
from bot.dataset.tables.conversations import SOURCE_COLUMNS, TURN, Conversations, quality_of, turn, votes_of
from bot.dataset.tables.schema import Field, Kind, ListOf, Struct, Table
from bot.dataset.tables.terms import Terms

_REPLY: Final = Struct(
    (
        Field("message_id", Kind.STRING, "The reply."),
        Field("content", Kind.STRING, "Its text."),
        Field("rank", Kind.INTEGER, "Its rank, 0 the best."),
        Field("quality", Kind.FLOAT, "The mean quality that reviews found in it, from 0 to 1.", nullable=True),
        Field("num_reviews", Kind.INTEGER, "How many reviews it has."),
        Field("synthetic", Kind.BOOLEAN, "Whether a model wrote it."),
        Field("model_name", Kind.STRING, "Which model.", nullable=True),
    )
)
_PAIR: Final = Struct(
    (
        Field("better", Kind.INTEGER, "The rank of the one."),
        Field("worse", Kind.INTEGER, "The rank of the other."),
        Field("votes_for", Kind.INTEGER, "How many people put the one first."),
        Field("votes_against", Kind.INTEGER, "How many put the other first."),
        Field("margin", Kind.FLOAT, "Weight for the one less that for the other, by their sum; -1 to 1."),
    )
)
_COLUMNS: Final = (
    Field("messages", ListOf(TURN), "The conversation before the replies."),
    Field("role", Kind.STRING, "Who replies: user or assistant."),
    Field("replies", ListOf(_REPLY), "The replies, best first."),
    Field("pairs", ListOf(_PAIR), "What the votes say of each two of them."),
    Field("num_rankings", Kind.INTEGER, "How many people ranked them."),
    Field("not_rankable", Kind.INTEGER, "How many of those said that all are wrong."),
    Field("message_tree_id", Kind.STRING, "The tree."),
    Field("parent_id", Kind.STRING, "The message that they reply to."),
    Field("lang", Kind.STRING, "The language of that message, as a tag."),
    *SOURCE_COLUMNS,
)


def _columns(_: Terms) -> tuple[Field, ...]:
    return _COLUMNS


def rows(tree: DatasetTree, terms: Terms) -> Iterator[dict[str, Any]]:
    """Make rows of a tree: one for each message of which at least two replies have a rank."""
    conversations = Conversations(tree, terms)
    for parent in tree.messages:
        ranked = [reply for reply in conversations.replies_to(parent) if reply.rank is not None]
        if len(ranked) < 2:
            continue
        votes = votes_of(tree, ranked)
        if votes.rankings < terms.min_rankings:
            continue
        path = conversations.path_to(parent)
        yield {
            "messages": [turn(each) for each in path],
            "role": turn(ranked[0])["role"],
            "replies": [
                {
                    "message_id": conversations.name_of(reply),
                    "content": reply.text,
                    "rank": reply.rank,
                    "quality": quality_of(reply),
                    "num_reviews": len(reply.reviews),
                    "synthetic": reply.synthetic,
                    "model_name": reply.model_name,
                }
                for reply in ranked
            ],
            "pairs": [
                {
                    "better": better.rank,
                    "worse": worse.rank,
                    **votes.between(better.message_id, worse.message_id)._asdict(),
                }
                for better, worse in combinations(ranked, 2)
            ],
            "num_rankings": votes.rankings,
            "not_rankable": votes.not_rankable,
            "message_tree_id": conversations.tree_name,
            "parent_id": conversations.name_of(parent),
            "lang": parent.language,
            **conversations.source_of([*path, *ranked]),
        }


RANKINGS: Final = Table("rankings", "All ranked replies to a message, best first.", _columns, rows)
