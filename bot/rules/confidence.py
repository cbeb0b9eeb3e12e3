"""How much may be concluded from few cases: bounds on shares and on chance, so that nobody is meant by accident."""

from __future__ import annotations

from math import log, sqrt
from typing import Final

NEARLY_SURE: Final = 3.0
"""In standard deviations: one time in 740, chance alone is beyond it on one side."""


def least_share(hits: float, cases: float, deviations: float = NEARLY_SURE) -> float:
    """Return how large a share is at the least, going by some cases, from 0 to 1; 0 where there are no hits.

    It is the lower bound of E. B. Wilson's interval ("Probable inference, the law of succession, and statistical
    inference", Journal of the American Statistical Association 22, 1927).

    Args:
        hits: from 0 to `cases`.
        cases: how many there were; older ones may count in part.
        deviations: how sure to be.
    """
    if hits <= 0 or cases <= 0:
        return 0.0
    share, doubt = hits / cases, deviations**2 / cases
    middle = share + doubt / 2
    spread = deviations * sqrt(share * (1 - share) / cases + doubt / (4 * cases))
    return max(0.0, (middle - spread) / (1 + doubt))


def log_of_chance(hits: int, cases: int, expected: float) -> float:
    """Return a bound on how likely it is that chance alone brings so many hits or more, as a natural logarithm.

    It holds for cases that are independent, also where each has its own probability (W. Hoeffding, "Probability
    inequalities for sums of bounded random variables", Journal of the American Statistical Association 58, 1963,
    theorem 1): cases × the divergence of the share that was found from the share expected.

    Args:
        hits: from 0 to `cases`.
        cases: how many there were.
        expected: hits by chance, the sum of the probabilities, above 0.

    Returns:
        0 where there are not more hits than expected, otherwise less.
    """
    if hits <= expected or cases <= expected:
        return 0.0
    found, chance = hits / cases, expected / cases
    divergence = found * log(found / chance)
    if hits < cases:
        divergence += (1 - found) * log((1 - found) / (1 - chance))
    return -cases * divergence
