"""Acceptance: what the reviews of a message decide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from typing import Final, Self

from bot.protocol.labels import TextLabel

UNWEIGHED: Final = 1.6
"""How much each review weighs where votes count alike, as in a small community, which has few people to ask: then two
of three who disagree about a newcomer's text decide, and two who accept one are enough after a rejection."""

_WEIGHT_AGAINST_ACCEPTING: Final = 4.5
_WEIGHT_AGAINST_REJECTING: Final = 0.9
"""How heavy the imagined further review of `decide` is: times the odds that the author's text is rejected, and times
the likelihood that it is accepted. Chosen by measurement (`python -m bench.trust`): the first costs reviews and keeps
out what only half of the reviewers notice; a second below 0.8 has two newcomers alone reject a text."""

_LEAST_OBJECTIONS: Final = 2
"""So many people have to object before a text is rejected that may get more reviews."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one review says about the two labels that decide, each from 0 to 1. A label that was not given is 0.

    Attributes:
        spam: That it is spam.
        lang_mismatch: That it is in another language than it says.
        weight: How much the review weighs beside the others, 0 or more: up to 1 where votes are weighed.
    """

    spam: float
    lang_mismatch: float = 0.0
    weight: float = UNWEIGHED

    @classmethod
    def of(cls, labels: Mapping[str, float], weight: float = UNWEIGHED) -> Self:
        """Return what the labels of a review say."""
        return cls(labels.get(TextLabel.SPAM, 0.0), labels.get(TextLabel.LANG_MISMATCH, 0.0), weight)

    @property
    def objects(self) -> bool:
        """Whether it speaks rather against the message than for it."""
        return self.spam + self.lang_mismatch >= 0.5


def acceptance(verdicts: Sequence[Verdict]) -> float:
    """Return 1 - (mean spam + mean lang_mismatch): 1 is the best, and it may be as low as -1.

    The means are weighed; where no review weighs anything, all weigh alike.

    Raises:
        ValueError: There is no verdict.
    """
    if not verdicts:
        raise ValueError("a message without reviews has no acceptance")
    heaviest = max(verdict.weight for verdict in verdicts)
    # Of 1 each where they weigh alike, so that three times 0.2 is then no more than the 0.6 that it must not be above:
    # one sum and one division.
    weights = [verdict.weight / heaviest if heaviest > 0 else 1.0 for verdict in verdicts]
    total = fsum(weights)
    said = [
        -weight * value
        for weight, verdict in zip(weights, verdicts, strict=True)
        for value in (verdict.spam, verdict.lang_mismatch)
    ]
    return fsum([total, *said]) / total


def decide(
    verdicts: Sequence[Verdict], *, num_reviews: int, max_reviews: int, threshold: float, rejection: float
) -> bool | None:
    """Decide about a message.

    Up to a limit, one more review is asked for as long as it could turn the decision, because people disagree or
    because their reviews weigh little. It is imagined the heavier, the less the decision is what the author's earlier
    texts let expect; these ask for more reviews, and never decide. Nor does one person's objection alone.

    Args:
        verdicts: The reviews so far.
        num_reviews: How many it takes at least.
        max_reviews: How many it takes at most.
        threshold: What the acceptance must be above.
        rejection: How likely a text of this author is rejected (`bot.rules.trust`), above 0 and below 1.

    Returns:
        Whether the message is accepted; None while that is open.
    """
    if len(verdicts) < num_reviews:
        return None
    accepted = acceptance(verdicts) > threshold
    if len(verdicts) >= max_reviews:
        return accepted
    if accepted:
        contrary = Verdict(1.0, weight=_WEIGHT_AGAINST_ACCEPTING * rejection / (1.0 - rejection))
    elif sum(verdict.objects for verdict in verdicts) < _LEAST_OBJECTIONS:
        return None
    else:
        contrary = Verdict(0.0, weight=_WEIGHT_AGAINST_REJECTING * (1.0 - rejection))
    is_sure = (acceptance([*verdicts, contrary]) > threshold) is accepted
    return accepted if is_sure else None
