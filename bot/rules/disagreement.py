"""Disagreement: whose reviews and rankings mostly differ from what was settled.

To be of another opinion is no offence, and those who are must not be meant: only who differs so often that chance
explains it as well as any opinion is put before a moderator.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.rules.confidence import least_share

_LEAST_CASES: Final = 20
_TOLERATED: Final = 0.25
"""The share of judgements that may differ: half of them do where somebody presses anything, and of careful people's,
and of a minority's, between a twentieth and a fifth."""


def find_disagreement(reviews_differ: Sequence[bool], pairs_opposed: Sequence[float]) -> dict[str, int] | None:
    """Return how far somebody's judgements are from what was settled, where that is far for sure.

    Args:
        reviews_differ: of each review of a settled message, whether it says the opposite.
        pairs_opposed: of each ranking, the share of pairs of replies, from 0 to 1, that the consensus orders the other
            way round. A ranking counts as one case, since its pairs hang together.
    """
    cases = len(reviews_differ) + len(pairs_opposed)
    different = sum(reviews_differ) + sum(pairs_opposed)
    if cases < _LEAST_CASES or least_share(different, cases) <= _TOLERATED:
        return None
    return {
        "reviews": len(reviews_differ),
        "different": sum(reviews_differ),
        "rankings": len(pairs_opposed),
        "pairs_percent": round(100 * sum(pairs_opposed) / len(pairs_opposed)) if pairs_opposed else 0,
    }
