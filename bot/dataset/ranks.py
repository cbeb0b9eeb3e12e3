"""Which rank each reply has by the votes that are released: the same function reads it out of a release again.

The votes are merged as they were when the tree was scored (`bot.backends.local.scoring`), with what they weighed then.
Where votes have been withdrawn since, or are not released, what is left may decide otherwise than all of them did, or
not at all.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Final, Generic, NamedTuple, TypeVar

from bot.dataset.records import DatasetMessage, DatasetTree, Key, RankReason
from bot.protocol.labels import TextLabel
from bot.rules.consensus import Rating, consensus, scores_of, settled_consensus, votes_between

Id = TypeVar("Id", bound=Hashable)


class Vote(NamedTuple, Generic[Id]):
    """A ranking, best first, what it weighed, None where that is not known, and whether it says that all are wrong."""

    order: Sequence[Id]
    weight: float | None
    not_rankable: bool = False


class Comparison(NamedTuple):
    """What votes say of two replies to one message.

    Attributes:
        votes_for: How many people put the first before the second.
        votes_against: How many put the second before the first.
        margin: The same by what votes weighed, ratings of quality included: the difference of the two by their sum,
            from -1 (all against) to 1 (all for).
    """

    votes_for: int
    votes_against: int
    margin: float

    @property
    def decides(self) -> bool:
        """Whether more people, and more weight, are for the first."""
        return self.votes_for > self.votes_against and self.margin > 0


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
    orders = [
        vote.order if len(vote.order) == len(wanted) else [reply for reply in vote.order if reply in wanted]
        for vote in complete
    ]
    weights = [vote.weight for vote in complete if vote.weight is not None]
    if len(weights) < len(complete):
        alike = consensus(orders, tie_break=replies)
        is_known = decided is not None and alike == tuple(decided)
        return Placing(alike) if is_known else Placing(reason=RankReason.UNKNOWN_WEIGHTS)
    # A single ranking is the consensus, whatever the reviews say.
    scores = scores_of({reply: ratings.get(reply, ()) for reply in replies}) if len(orders) > 1 else None
    if decided is not None and _is_said_of_every_pair(votes_between(orders, decided, weights, scores)):
        return Placing(tuple(decided))  # as mostly, which need not be worked out
    merged = consensus(orders, tie_break=replies, weights=weights, scores=scores)
    if decided is not None and merged == tuple(decided):
        return Placing(merged)
    settled = settled_consensus(orders, weights, scores)
    return Placing(reason=RankReason.UNDETERMINED) if settled is None else Placing(settled)


class PairVotes(Generic[Id]):
    """What votes say of each two of the replies to a message."""

    def __init__(
        self, replies: Sequence[Id], votes: Sequence[Vote[Id]], ratings: Mapping[Id, Sequence[Rating]]
    ) -> None:
        """Count votes.

        Args:
            replies: The replies that have a rank, at least one.
            votes: The rankings that took part. One that lacks a reply is not heeded, one of unknown weight weighs 1.
            ratings: What reviews said of the replies' quality, as for `place`.
        """
        wanted = set(replies)
        taken = [vote for vote in votes if wanted.issubset(vote.order)]
        orders = [vote.order for vote in taken]
        weights = [1.0 if vote.weight is None else vote.weight for vote in taken]
        scores = scores_of({reply: ratings.get(reply, ()) for reply in replies}) if len(taken) > 1 else None
        self.rankings: Final = len(taken)
        self.not_rankable: Final = sum(vote.not_rankable for vote in taken)
        self._places: Mapping[Id, int] = {reply: place for place, reply in enumerate(replies)}
        self._people = votes_between(orders, replies)
        self._weighed = votes_between(orders, replies, weights, scores)

    def between(self, better: Id, worse: Id) -> Comparison:
        """Compare two of the replies."""
        one, other = self._places[better], self._places[worse]
        votes_for, votes_against = self._weighed[one][other], self._weighed[other][one]
        total = votes_for + votes_against
        margin = (votes_for - votes_against) / total if total else 0.0
        return Comparison(self._people[one][other], self._people[other][one], margin)


def _is_said_of_every_pair(votes: Sequence[Sequence[int]]) -> bool:
    return all(
        row[worse] > votes[worse][better] for better, row in enumerate(votes) for worse in range(better + 1, len(row))
    )


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
