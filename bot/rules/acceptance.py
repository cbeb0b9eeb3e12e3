"""Acceptance: what the reviews of a message decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one review says about the two labels that decide, each from 0 to 1. A label that was not given is 0."""

    spam: float
    lang_mismatch: float = 0.0


def acceptance(verdicts: Sequence[Verdict]) -> float:
    """Return 1 - (mean spam + mean lang_mismatch): 1 is the best, and it may be as low as -1.

    Raises:
        ValueError: There is no verdict.
    """
    if not verdicts:
        raise ValueError("a message without reviews has no acceptance")
    count = len(verdicts)
    # One sum and one division: three times 0.2 is then no more than the 0.6 that it must not be above.
    return (count - fsum([verdict.spam for verdict in verdicts] + [each.lang_mismatch for each in verdicts])) / count


def decide(verdicts: Sequence[Verdict], *, num_reviews: int, threshold: float) -> bool | None:
    """Decide about a message.

    Args:
        verdicts: The reviews so far.
        num_reviews: How many it takes.
        threshold: What the acceptance must be above.

    Returns:
        Whether the message is accepted; None while there are too few reviews.
    """
    if len(verdicts) < num_reviews:
        return None
    return acceptance(verdicts) > threshold
