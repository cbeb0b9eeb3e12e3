"""Scoring: the consensus of a tree's rankings, and the points that follow from it."""

from collections.abc import Mapping, Sequence

from bot.backends.local.crediting import credit
from bot.backends.local.ids import Key, id_of
from bot.backends.local.repository import answers, messages
from bot.backends.local.repository.answers import RankingRow
from bot.backends.local.step import Step
from bot.log import get_logger
from bot.protocol.trees import TreeState
from bot.rules.agreement import is_good_ranking
from bot.rules.consensus import consensus
from bot.rules.open_work import Shape

_log = get_logger(__name__)

_PLACES = ("reply_ranked_1", "reply_ranked_2", "reply_ranked_3")


def score(step: Step, tree_id: Key, shape: Shape[Key], rankings: Mapping[Key, Sequence[RankingRow]]) -> TreeState:
    """Find the consensus about all replies of a tree and give the points for it.

    Returns:
        The state that the tree is to enter: ready for export, or scoring failed.
    """
    try:
        orders = {parent_id: _order(shape, parent_id, rankings.get(parent_id, ())) for parent_id in rankings}
    except ValueError:
        _log.exception("scoring failed", tree_id=str(id_of(tree_id)))
        return TreeState.SCORING_FAILED
    authors = {node.id: node.author_id for node in messages.nodes_of(step.connection, tree_id)}
    servers = messages.servers_in(step.connection, tree_id)
    for parent_id, order in orders.items():
        for rank, message_id in enumerate(order):
            messages.set_rank(step.connection, message_id, rank)
        for ranking in rankings[parent_id]:
            if ranking.scored_at is None and order:
                _give_points(step, ranking, order, authors, servers)
                answers.set_scored(step.connection, ranking, step.now)
    return TreeState.READY_FOR_EXPORT


def _order(shape: Shape[Key], parent_id: Key, rankings: Sequence[RankingRow]) -> tuple[Key, ...]:
    """Return the consensus about the replies to one message; where rankings tie, what was written first is first."""
    replies = shape.ranked_together(parent_id)
    if len(replies) < 2:
        return ()
    ranked = set(replies)
    complete = [
        [message_id for message_id in ranking.ranked if message_id in ranked]
        for ranking in rankings
        if shape.is_complete_ranking(parent_id, frozenset(ranking.ranked))
    ]
    return consensus(complete, tie_break=replies) if complete else ()


def _give_points(
    step: Step,
    ranking: RankingRow,
    order: Sequence[Key],
    authors: Mapping[Key, Key | None],
    servers: Mapping[Key, int | None],
) -> None:
    if is_good_ranking(ranking.ranked, order):
        credit(step, ranking.person_id, ranking.server_id, {"rankings_good": 1})
    for place, message_id in zip(_PLACES, ranking.ranked, strict=False):
        author = authors.get(message_id)
        if author is not None:
            credit(step, author, servers[message_id], {place: 1})
