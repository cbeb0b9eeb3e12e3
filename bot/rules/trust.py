"""Trust: how much somebody's votes weigh, from what their earlier votes were worth, and from nothing else.

Reviews are the two coins of A. P. Dawid and A. M. Skene ("Maximum likelihood estimation of observer error-rates using
the EM algorithm", Applied Statistics 28, 1979): one for messages that were rejected, one for those that were accepted.
A review weighs the square of Youden's index, sensitivity + specificity - 1 (W. J. Youden, "Index for rating diagnostic
tests", Cancer 3, 1950): nothing from somebody who says the same of everything, or anything of anything. A ranking
weighs that too, times how far it is from chance that their earlier ones agreed with the consensus.

Scores weigh votes and ask for more reviews. They decide about nobody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from bot.rules.agreement import kendall_tau_distance

Reply = TypeVar("Reply", bound=Hashable)

MEMORY: Final = 0.98
"""What an older vote counts for after each further one of its kind: who changes their ways is soon known by the new."""

# What a newcomer is taken for: as if so many of their votes had been right, and so many wrong (a beta distribution).
# That of sensitivity is strong, since it takes longest to know: few messages are rejected, and who misses some of the
# hardest of those few must not be taken for somebody who misses anything.
_PRIOR_SENSITIVITY: Final = (8.0, 4.0)
_PRIOR_SPECIFICITY: Final = (9.0, 1.0)
_PRIOR_AGREEMENT: Final = (6.0, 2.0)
_PRIOR_REJECTION: Final = (0.5, 4.5)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustRecord:
    """How somebody's votes compare with what was settled; numbers of votes, of which older ones count for less.

    Attributes:
        objected_to_rejected: Reviews that object (spam, or another language) to a message that was rejected.
        passed_rejected: Reviews that do not.
        passed_accepted: Reviews that do not object to a message that was accepted.
        objected_to_accepted: Reviews that do.
        pairs_alike: Pairs of replies that they ranked as the consensus does.
        pairs_opposed: Pairs that they ranked the other way round.
        texts_rejected: Texts of their own that reviews rejected.
        texts_accepted: Texts of their own that reviews accepted.
        checks_caught: Attention checks, of the latest, that were to be objected to, and were.
        checks_missed: Those that were to be, and were not.
        checks_cleared: Those that were not to be objected to, and were not.
        checks_blamed: Those that were not to be, and were.
    """

    objected_to_rejected: float = 0.0
    passed_rejected: float = 0.0
    passed_accepted: float = 0.0
    objected_to_accepted: float = 0.0
    pairs_alike: float = 0.0
    pairs_opposed: float = 0.0
    texts_rejected: float = 0.0
    texts_accepted: float = 0.0
    checks_caught: float = 0.0
    checks_missed: float = 0.0
    checks_cleared: float = 0.0
    checks_blamed: float = 0.0


NEWCOMER: Final = TrustRecord()
"""The record of somebody of whom nothing was settled yet."""


def sensitivity(record: TrustRecord) -> float:
    """Return how likely somebody objects to a message that is to be rejected, from 0 to 1."""
    caught = record.objected_to_rejected + record.checks_caught
    return _share(caught, record.passed_rejected + record.checks_missed, _PRIOR_SENSITIVITY)


def specificity(record: TrustRecord) -> float:
    """Return how likely somebody does not object to a message that is to be accepted, from 0 to 1."""
    cleared = record.passed_accepted + record.checks_cleared
    return _share(cleared, record.objected_to_accepted + record.checks_blamed, _PRIOR_SPECIFICITY)


def review_weight(record: TrustRecord) -> float:
    """Return how much a review by somebody weighs, from 0 (as good as chance, or worse) to 1."""
    return max(0.0, sensitivity(record) + specificity(record) - 1.0) ** 2


def ranking_weight(record: TrustRecord) -> float:
    """Return how much a ranking by somebody weighs, from 0 to 1."""
    agreement = _share(record.pairs_alike, record.pairs_opposed, _PRIOR_AGREEMENT)
    return review_weight(record) * max(0.0, 2.0 * agreement - 1.0)


def rejection(record: TrustRecord) -> float:
    """Return how likely a text of somebody's is rejected, going by their earlier ones; above 0 and below 1."""
    return _share(record.texts_rejected, record.texts_accepted, _PRIOR_REJECTION)


def after_review(record: TrustRecord, *, objected: bool, accepted: bool) -> TrustRecord:
    """Return somebody's record once a message is settled that they reviewed."""
    if accepted:
        passed, against = _after(record.passed_accepted, record.objected_to_accepted, not objected, objected)
        return replace(record, passed_accepted=passed, objected_to_accepted=against)
    against, passed = _after(record.objected_to_rejected, record.passed_rejected, objected, not objected)
    return replace(record, objected_to_rejected=against, passed_rejected=passed)


def after_checks(record: TrustRecord, answers: Iterable[tuple[bool, bool]]) -> TrustRecord:
    """Return somebody's record with their latest attention checks in place of those that it had.

    Args:
        record: what is known of their votes.
        answers: of each check, whether it was to be objected to, and whether they did.
    """
    numbers = Counter(answers)
    return replace(
        record,
        checks_caught=float(numbers[True, True]),
        checks_missed=float(numbers[True, False]),
        checks_cleared=float(numbers[False, False]),
        checks_blamed=float(numbers[False, True]),
    )


def after_text(record: TrustRecord, *, accepted: bool) -> TrustRecord:
    """Return somebody's record once reviews have decided about a text of theirs."""
    rejected, passed = _after(record.texts_rejected, record.texts_accepted, not accepted, accepted)
    return replace(record, texts_rejected=rejected, texts_accepted=passed)


def after_ranking(record: TrustRecord, ranking: Sequence[Reply], consensus: Sequence[Reply]) -> TrustRecord:
    """Return somebody's record once there is a consensus about replies that they ranked."""
    compared = len(set(ranking).intersection(consensus))
    opposed = kendall_tau_distance(ranking, consensus)
    alike = compared * (compared - 1) // 2 - opposed
    pairs_alike, pairs_opposed = _after(record.pairs_alike, record.pairs_opposed, alike, opposed)
    return replace(record, pairs_alike=pairs_alike, pairs_opposed=pairs_opposed)


def _share(found: float, others: float, prior: tuple[float, float]) -> float:
    return (found + prior[0]) / (found + others + sum(prior))


def _after(found: float, others: float, more_found: int, more_others: int) -> tuple[float, float]:
    kept = MEMORY ** (more_found + more_others)
    return found * kept + more_found, others * kept + more_others
