"""Scoring: the consensus of a tree's rankings, and the points that follow from it."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from bot.backends.local.crediting import credit
from bot.backends.local.ids import Key, id_of
from bot.backends.local.repository import answers, messages, trust
from bot.backends.local.repository.answers import RankingRow
from bot.backends.local.step import Step
from bot.log import get_logger
from bot.protocol.labels import TextLabel
from bot.protocol.trees import TreeState
from bot.rules.agreement import is_good_ranking
from bot.rules.consensus import Rating, consensus, scores_of
from bot.rules.earning import place_earns, ranking_earns
from bot.rules.open_work import Shape
from bot.rules.points import EARNED
from bot.rules.trust import TrustRecord, after_ranking, ranking_weight, review_weight

_log = get_logger(__name__)

_PLACES = ("reply_ranked_1", "reply_ranked_2", "reply_ranked_3")


class _Consensus(NamedTuple):
    """The order of the replies to a message, best first, and what it would be if all rankings counted alike.

    `weights` says what each ranking that took part weighed, by who gave it; `ratings` what each rating did, by the
    reply and by who gave it.
    """

    order: Sequence[Key] = ()
    unweighed: Sequence[Key] = ()
    weights: Mapping[Key, float] = MappingProxyType({})
    ratings: Mapping[Key, Mapping[Key, float]] = MappingProxyType({})


def score(step: Step, tree_id: Key, shape: Shape[Key], rankings: Mapping[Key, Sequence[RankingRow]]) -> TreeState:
    """Find the consensus about all replies of a tree and give the points for it.

    Returns:
        The state that the tree is to enter: ready for export, or scoring failed.
    """
    try:
        found = {parent_id: _consensus(step, shape, parent_id, several) for parent_id, several in rankings.items()}
    except ValueError:
        _log.exception("scoring failed", tree_id=str(id_of(tree_id)))
        return TreeState.SCORING_FAILED
    authors = {node.id: node.author_id for node in messages.nodes_of(step.connection, tree_id)}
    servers = messages.servers_in(step.connection, tree_id)
    records = trust.records_of(step.connection, {author for author in authors.values() if author is not None})
    for parent_id, (order, unweighed, weights, ratings) in found.items():
        for rank, message_id in enumerate(order):
            messages.set_ranks(step.connection, message_id, rank, unweighed.index(message_id))
        answers.keep_rank_weights(step.connection, parent_id, weights, ratings)
        for ranking in rankings[parent_id]:
            if ranking.scored_at is None and order:
                record = trust.records_of(step.connection, [ranking.person_id])[ranking.person_id]
                confirmed = len(rankings[parent_id]) > 1
                _pay(step, ranking, record, order, confirmed=confirmed)
                for place, message_id in zip(_PLACES, ranking.ranked, strict=False):
                    author = authors.get(message_id)
                    if author is not None:
                        earned = place_earns(place, record, records[author], confirmed=confirmed)
                        credit(step, author, servers[message_id], {place: 1, EARNED: earned})
                trust.put(step.connection, {ranking.person_id: after_ranking(record, ranking.ranked, order)})
                answers.set_scored(step.connection, ranking, step.now)
    return TreeState.READY_FOR_EXPORT


def _consensus(step: Step, shape: Shape[Key], parent_id: Key, rankings: Sequence[RankingRow]) -> _Consensus:
    """Return the consensus about the replies to one message, and what went into it.

    Where votes are weighed, what reviews say of the replies' quality counts like further rankings beside several. Where
    rankings tie, what was written first is first.
    """
    replies = shape.ranked_together(parent_id)
    complete = {
        ranking.person_id: [message_id for message_id in ranking.ranked if message_id in replies]
        for ranking in rankings
        if shape.is_complete_ranking(parent_id, frozenset(ranking.ranked))
    }
    if len(replies) < 2 or not complete:
        return _Consensus()
    unweighed = consensus([*complete.values()], tie_break=replies)
    if not step.rules.thresholds.weigh_rankings:
        return _Consensus(unweighed, unweighed, dict.fromkeys(complete, 1.0))
    records = trust.records_of(step.connection, complete)
    weights = {person_id: ranking_weight(records[person_id]) for person_id in complete}
    # A single ranking is the consensus, whatever the reviews say.
    ratings = _ratings(step, replies) if len(complete) > 1 else {}
    scores = scores_of({reply: [*of_reply.values()] for reply, of_reply in ratings.items()})
    order = consensus([*complete.values()], tie_break=replies, weights=[*weights.values()], scores=scores)
    if scores is None:
        return _Consensus(order, unweighed, weights)
    rating_weights = {
        reply: {person_id: rating.weight for person_id, rating in of_reply.items()}
        for reply, of_reply in ratings.items()
    }
    return _Consensus(order, unweighed, weights, rating_weights)


def _ratings(step: Step, replies: Sequence[Key]) -> dict[Key, dict[Key, Rating]]:
    """Return what reviews said of the quality of replies, with what each of them weighs, by who gave them."""
    labels = {reply: answers.labels_of(step.connection, reply) for reply in replies}
    records = trust.records_of(step.connection, {person_id for reviews in labels.values() for person_id in reviews})
    return {
        reply: {
            person_id: Rating(given[TextLabel.QUALITY], review_weight(records[person_id]))
            for person_id, given in reviews.items()
            if TextLabel.QUALITY in given
        }
        for reply, reviews in labels.items()
    }


def _pay(step: Step, ranking: RankingRow, ranker: TrustRecord, order: Sequence[Key], *, confirmed: bool) -> None:
    """Pay somebody for a ranking by how far it agrees with the consensus."""
    changes = {"rankings_good": 1} if is_good_ranking(ranking.ranked, order) else {}
    if earned := ranking_earns(ranking.ranked, order, ranker, confirmed=confirmed):
        changes[EARNED] = earned
    if changes:
        credit(step, ranking.person_id, ranking.server_id, changes)
