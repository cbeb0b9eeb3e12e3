"""Which rank each reply has by the votes that are released: the same function reads it out of a release again.

The votes are merged as they were when the tree was scored (`bot.backends.local.scoring`), with what they weighed then.
Where votes have been withdrawn since, or are not released, what is left may decide otherwise than all of them did, or
not at all.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

from bot.dataset.records import DatasetMessage, DatasetTree, Key, RankReason
from bot.protocol.labels import TextLabel
from bot.rules.consensus import Rating, consensus, scores_of, settled_consensus

Id = TypeVar("Id", bound=Hashable)


class Vote(NamedTuple, Generic[Id]):
    """A ranking, best first, and what it weighed; None where that is not known."""

    order: Sequence[Id]
    weight: float | None


class Placing(NamedTuple, Generic[Id]):
    """Replies, best first; where there is no order, none and the reason."""

    order: tuple[Id, ...] = ()
    reason: RankReason | None = None


def place(
    replies: Sequence[Id],
    votes: Sequence[Vote[Id]],
    ratings: Mapping[Id, Sequence[Rating]],
    decided: Sequence[Id] | None,
) -> Placing[Id]:
    """Put replies in order by votes.

    Args:
        replies: The replies that were ranked together, in the order in which they were written, which breaks ties.
        votes: The rankings that took part. One that lacks a reply is not heeded.
        ratings: What reviews said of the replies' quality, with what that weighed; empty where it played no part.
        decided: The order that all votes made, of the same replies; None where it is not known.

    Returns:
        That order where the votes say the same, whether ties had to be broken or not; another one where they say that
        without a tie; none where neither is so.
    """
    if len(replies) < 2:
        return Placing()
    wanted = set(replies)
    complete = [vote for vote in votes if wanted.issubset(vote.order)]
    if not complete:
        return Placing(reason=RankReason.NO_VOTES)
    orders = [[reply for reply in vote.order if reply in wanted] for vote in complete]
    weights = [vote.weight for vote in complete if vote.weight is not None]
    if len(weights) < len(complete):
        alike = consensus(orders, tie_break=replies)
        is_known = decided is not None and alike == tuple(decided)
        return Placing(alike) if is_known else Placing(reason=RankReason.UNKNOWN_WEIGHTS)
    # A single ranking is the consensus, whatever the reviews say.
    scores = scores_of({reply: ratings.get(reply, ()) for reply in replies}) if len(orders) > 1 else None
    merged = consensus(orders, tie_break=replies, weights=weights, scores=scores)
    if decided is not None and merged == tuple(decided):
        return Placing(merged)
    settled = settled_consensus(orders, weights, scores)
    return Placing(reason=RankReason.UNDETERMINED) if settled is None else Placing(settled)


def ratings_of(reply: DatasetMessage) -> list[Rating]:
    """Return what the reviews that are released say of a reply's quality, where that counted beside rankings."""
    return [
        Rating(review.labels[TextLabel.QUALITY], review.rank_weight)
        for review in reply.reviews
        if review.rank_weight is not None and review.by_itself and TextLabel.QUALITY in review.labels
    ]


def unweighed_ranks(tree: DatasetTree) -> dict[Key, int]:
    """Return which rank each reply that has one would have if all votes counted alike."""
    ranked = {message.message_id for message in tree.messages if message.rank is not None}
    ranks: dict[Key, int] = {}
    for parent_id, replies in tree.ranked_together.items():
        orders = [vote.order for vote in tree.rankings.get(parent_id, ()) if set(vote.order).issuperset(replies)]
        if orders and ranked.issuperset(replies):
            ranks |= {reply: rank for rank, reply in enumerate(consensus(orders, tie_break=replies))}
    return ranks
