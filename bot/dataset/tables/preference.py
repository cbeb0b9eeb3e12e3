"""`preference`: two replies of the assistant a row, the one that people put before the other first."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any, Final

from bot.dataset.records import DatasetMessage, DatasetTree
from bot.dataset.tables.conversations import SOURCE_COLUMNS, TURN, Conversations, turn, votes_of
from bot.dataset.tables.schema import Field, Kind, ListOf, Table
from bot.dataset.tables.terms import PairLayout, Terms

_PAIR: Final = {
    PairLayout.IMPLICIT: (
        Field("chosen", ListOf(TURN), "The conversation with the better reply."),
        Field("rejected", ListOf(TURN), "The conversation with the other."),
    ),
    PairLayout.EXPLICIT: (
        Field("prompt", ListOf(TURN), "The conversation before the reply."),
        Field("chosen", ListOf(TURN), "The better reply."),
        Field("rejected", ListOf(TURN), "The other."),
    ),
    PairLayout.OBJECTS: (
        Field("messages", ListOf(TURN), "The conversation before the reply."),
        Field("chosen", TURN, "The better reply."),
        Field("rejected", TURN, "The other."),
    ),
}
_COLUMNS: Final = (
    Field("message_tree_id", Kind.STRING, "The tree."),
    Field("parent_id", Kind.STRING, "The message that both reply to."),
    Field("chosen_id", Kind.STRING, "The better reply."),
    Field("rejected_id", Kind.STRING, "The other."),
    Field("chosen_rank", Kind.INTEGER, "The rank of the better reply, 0 the best."),
    Field("rejected_rank", Kind.INTEGER, "The rank of the other."),
    Field("num_rankings", Kind.INTEGER, "How many people ranked both."),
    Field("votes_for", Kind.INTEGER, "How many of them put the better reply first."),
    Field("votes_against", Kind.INTEGER, "How many put the other first."),
    Field("margin", Kind.FLOAT, "Weight for the better reply less that for the other, by their sum; -1 to 1."),
    Field("lang", Kind.STRING, "The language of the better reply, as a tag."),
    *SOURCE_COLUMNS,
)


def _columns(terms: Terms) -> tuple[Field, ...]:
    return (*_PAIR[terms.layout], *_COLUMNS)


def rows(tree: DatasetTree, terms: Terms) -> Iterator[dict[str, Any]]:
    """Make rows of a tree: every pair of ranked replies of the assistant, ties left out unless they are asked for."""
    conversations = Conversations(tree, terms)
    for parent in tree.messages:
        ranked = [reply for reply in conversations.replies_to(parent) if reply.rank is not None and reply.is_assistant]
        if len(ranked) < 2:
            continue
        votes = votes_of(tree, ranked)
        if votes.rankings < terms.min_rankings:
            continue
        path = conversations.path_to(parent)
        for chosen, rejected in combinations(ranked, 2):
            comparison = votes.between(chosen.message_id, rejected.message_id)
            if not (comparison.decides or terms.ties):
                continue
            yield {
                **_pair(path, chosen, rejected, terms.layout),
                "message_tree_id": conversations.tree_name,
                "parent_id": conversations.name_of(parent),
                "chosen_id": conversations.name_of(chosen),
                "rejected_id": conversations.name_of(rejected),
                "chosen_rank": chosen.rank,
                "rejected_rank": rejected.rank,
                "num_rankings": votes.rankings,
                "votes_for": comparison.votes_for,
                "votes_against": comparison.votes_against,
                "margin": comparison.margin,
                "lang": chosen.language,
                **conversations.source_of([*path, chosen, rejected]),
            }


def _pair(
    path: list[DatasetMessage], chosen: DatasetMessage, rejected: DatasetMessage, layout: PairLayout
) -> dict[str, Any]:
    before = [turn(each) for each in path]
    better, worse = turn(chosen), turn(rejected)
    if layout is PairLayout.IMPLICIT:
        return {"chosen": [*before, better], "rejected": [*before, worse]}
    if layout is PairLayout.EXPLICIT:
        return {"prompt": before, "chosen": [better], "rejected": [worse]}
    return {"messages": before, "chosen": better, "rejected": worse}


PREFERENCE: Final = Table("preference", "Two replies of the assistant, the better one first.", _columns, rows)
