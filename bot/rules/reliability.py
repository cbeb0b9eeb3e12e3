"""How reliable labels are: Krippendorff's alpha, the agreement of people beyond what chance would give.

K. Krippendorff, "Computing Krippendorff's Alpha-Reliability", 2011,
https://repository.upenn.edu/asc_papers/43: alpha = 1 - D_o / D_e, where D_o is the mean difference of two values that
the same unit was given, and D_e that of any two values. Anybody may lack anywhere. The difference of yes and no is 1;
that of two steps of a scale is the square of their distance (interval data).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence


def krippendorff_alpha(units: Iterable[Sequence[float]]) -> float | None:
    """Return Krippendorff's alpha.

    Of yes and no, as 1 and 0, the squared distance is the difference of nominal data.

    Args:
        units: what each unit was given by different people; one with fewer than two values takes no part.

    Returns:
        1 where all agree, 0 where they agree as if by chance, less where they agree less than that. None where it is
        not defined: nothing was judged twice, or all values are the same.
    """
    counts: Counter[float] = Counter()
    observed = 0.0
    for values in units:
        if len(values) < 2:
            continue
        counts.update(values)
        observed += _differences(Counter(values)) / (len(values) - 1)
    if len(counts) < 2:
        return None
    return 1.0 - (counts.total() - 1) * observed / _differences(counts)


def _differences(counts: Counter[float]) -> float:
    """Return the sum of the squared distances of all pairs of values, each pair in both orders."""
    number = counts.total()
    mean = sum(value * count for value, count in counts.items()) / number
    return 2 * number * sum(count * (value - mean) ** 2 for value, count in counts.items())
