"""What contributions earn by their quality, in tenths of a point.

Nothing is paid before others have judged it, and nothing is ever taken away. Whoever works fast and badly is paid for
little of it: a farmer's text that slips through is rated low, and their reviews agree by chance only. So texts pay by
the quality that reviewers saw, reviews and rankings where they agree with what was settled, by how much the votes of
that person are worth (`bot.rules.trust`), which is known from their earlier ones. Every text that is rejected has cost
several people their time: of whose texts many are, the others earn less, and so, down to half, do their reviews. What
it takes was measured: `python -m bench.trust`.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from math import fsum
from typing import Final, TypeVar

from bot.protocol.labels import LabelMode
from bot.protocol.tasks import TaskType
from bot.rules.agreement import kendall_tau_distance
from bot.rules.consensus import Rating
from bot.rules.points import SCORE, TENTHS, Scoring, earnings_of
from bot.rules.trust import NEWCOMER, TrustRecord, ranking_weight, rejection, review_weight

Reply = TypeVar("Reply", bound=Hashable)

UNRATED: Final = 0.5
"""The quality of a text of which no reviewer said any, from 0 to 1: the middle of the scale."""

_LEAST: Final = 1
"""What a text earns at least that was accepted: a tenth of a point."""


def text_earns(task_type: TaskType, quality: float, reviewers: Iterable[TrustRecord], author: TrustRecord) -> int:
    """Return what an accepted text earns.

    The upper half of the scale pays in proportion. What is below it is hardly worth keeping, and pays far less than its
    share: it is what fills a pool if texts pay by number.

    Args:
        task_type: Of the package that asked for it.
        quality: What reviewers found, from 0 to 1.
        reviewers: What earlier reviews of those who decided were worth: together a newcomer's, or the text earns less.
        author: How earlier texts of the author fared.
    """
    most = earnings_of(task_type, scoring=Scoring.QUALITY).later * TENTHS
    worth = quality if quality >= UNRATED else 4.0 * quality**3
    evidence = min(1.0, fsum(map(review_weight, reviewers)) / review_weight(NEWCOMER))
    return max(_LEAST, round(most * worth * evidence * _text_share(author)))


def review_earns(mode: LabelMode, reviewer: TrustRecord, *, confirmed: bool) -> int:
    """Return what a review earns that agrees with what was settled.

    Args:
        mode: How much it says.
        reviewer: What earlier reviews of this person were worth.
        confirmed: Whether others judged the same message. Nothing else tells that a review was right, so that one alone
            pays only for how far somebody's reviews have proved better than a newcomer's.
    """
    most = earnings_of(TaskType.LABEL_ASSISTANT_REPLY, mode, counts_scales=False, scoring=Scoring.QUALITY).later
    share = _vote_share(reviewer, review_weight(reviewer) / review_weight(NEWCOMER), confirmed=confirmed)
    return round(most * TENTHS * share)


def ranking_earns(ranking: Sequence[Reply], consensus: Sequence[Reply], ranker: TrustRecord, *, confirmed: bool) -> int:
    """Return what a ranking earns, by how far it agrees with the consensus.

    Args:
        ranking: The replies in its order.
        consensus: The replies in the order of all rankings.
        ranker: What earlier rankings of this person were worth.
        confirmed: Whether others ranked the same replies.
    """
    compared = len(set(ranking).intersection(consensus))
    if compared < 2:
        return 0
    pairs = compared * (compared - 1) // 2
    agreement = max(0.0, 1.0 - 2.0 * kendall_tau_distance(ranking, consensus) / pairs)
    most = earnings_of(TaskType.RANK_ASSISTANT_REPLIES, scoring=Scoring.QUALITY).later * TENTHS
    return round(most * agreement * _vote_share(ranker, _ranking_weight(ranker), confirmed=confirmed))


def place_earns(place: str, ranker: TrustRecord, author: TrustRecord, *, confirmed: bool) -> int:
    """Return what a reply earns its author for the place at which one ranking puts it.

    Args:
        place: The name of the count: one of those of `bot.rules.points.SCORE`.
        ranker: What earlier rankings of the person who ranked were worth.
        author: How earlier texts of the author fared.
        confirmed: Whether others ranked the same replies.
    """
    share = _text_share(author) * _share(_ranking_weight(ranker), confirmed=confirmed)
    return round(SCORE[place][0] * TENTHS * share)


def quality_of(ratings: Sequence[Rating]) -> float | None:
    """Return the quality that reviewers found, from 0 to 1, all alike where none weighs; None where none said any."""
    if not ratings:
        return None
    weighs = any(rating.weight > 0 for rating in ratings)
    weights = [rating.weight if weighs else 1.0 for rating in ratings]
    return fsum(weight * rating.quality for weight, rating in zip(weights, ratings, strict=True)) / fsum(weights)


def as_step(quality: float) -> float:
    """Return a quality from 0 to 1 as people choose it, from 1 to 5."""
    return round(1.0 + 4.0 * quality, 1)


def _ranking_weight(ranker: TrustRecord) -> float:
    return ranking_weight(ranker) / ranking_weight(NEWCOMER)


def _vote_share(person: TrustRecord, weight: float, *, confirmed: bool) -> float:
    return _share(weight, confirmed=confirmed) * (1.0 + _text_share(person)) / 2.0


def _share(weight: float, *, confirmed: bool) -> float:
    """Return the share of its worth that a vote is paid, from what it weighs beside a newcomer's.

    Half for a newcomer, all for votes half as heavy again, nothing below half a newcomer's.
    """
    return min(1.0, max(0.0, weight - (0.5 if confirmed else 1.0)))


def _text_share(author: TrustRecord) -> float:
    """Return the share of its worth that a text is paid: all for a newcomer, none where every second is rejected."""
    return min(1.0, max(0.0, (1.0 - 2.0 * rejection(author)) / (1.0 - 2.0 * rejection(NEWCOMER))))
