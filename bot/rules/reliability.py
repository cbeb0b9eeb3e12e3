"""How reliable labels are: Krippendorff's alpha, the agreement of people beyond what chance would give.

K. Krippendorff, "Computing Krippendorff's Alpha-Reliability", 2011,
https://repository.upenn.edu/asc_papers/43: alpha = 1 - D_o / D_e, where D_o is the mean difference of two values that
the same unit was given, and D_e that of any two values. Anybody may lack anywhere. The difference of yes and no is 1;
that of two steps of a scale is the square of their distance (interval data).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from bot.rules.uncertainty import Interval, interval_of


def krippendorff_alpha(units: Iterable[Sequence[float]]) -> float | None:
    """Return Krippendorff's alpha.

    Of yes and no, as 1 and 0, the squared distance is the difference of nominal data.

    Args:
        units: what each unit was given by different people; one with fewer than two values takes no part.

    Returns:
        1 where all agree, 0 where they agree as if by chance, less where they agree less than that. None where it is
        not defined: nothing was judged twice, or all values are the same.
    """
    return alpha_of(Counter(tuple(values) for values in units))


def alpha_of(units: Mapping[tuple[float, ...], int]) -> float | None:
    """Return Krippendorff's alpha, as `krippendorff_alpha` does.

    Args:
        units: what a unit was given, by how many units were given that.
    """
    counts: Counter[float] = Counter()
    observed = 0.0
    for values, times in sorted(units.items()):
        if len(values) > 1:
            given = Counter(values)
            observed += times * _differences(given) / (len(values) - 1)
            for value, count in given.items():
                counts[value] += times * count
    if len(counts) < 2:
        return None
    return 1.0 - (counts.total() - 1) * observed / _differences(counts)


def alpha_interval(units: Mapping[tuple[float, ...], int], draw: Callable[[], float]) -> Interval | None:
    """Return between which bounds alpha is, if units like these had been judged by chance (`bot.rules.uncertainty`).

    So do A. F. Hayes and K. Krippendorff, "Answering the call for a standard reliability measure for coding data",
    Communication Methods and Measures 1, 2007, but for drawing units instead of pairs of values.

    Args:
        units: what a unit was given, by how many units were given that.
        draw: draws a random number from 0 to below 1.
    """
    kinds = sorted(values for values in units if len(values) > 1)
    moments = [
        (len(values), sum(values), sum(value**2 for value in values), _differences(Counter(values)) / (len(values) - 1))
        for values in kinds
    ]

    def alpha(drawn: Sequence[int]) -> float | None:
        number, total, squares, observed = (
            sum(times * moment[place] for times, moment in zip(drawn, moments, strict=True)) for place in range(4)
        )
        # The sum of the squared distances of all pairs, as in `_differences`.
        expected = 2 * (number * squares - total**2)
        return 1.0 - (number - 1) * observed / expected if expected > _NO_DIFFERENCE * number**2 else None

    return interval_of([units[values] for values in kinds], alpha, draw)


_NO_DIFFERENCE: Final = 1e-9
"""What rounding may leave where all values are the same; half the square of the least distance is far more."""


def _differences(counts: Counter[float]) -> float:
    """Return the sum of the squared distances of all pairs of values, each pair in both orders."""
    number = counts.total()
    mean = sum(value * count for value, count in counts.items()) / number
    return 2 * number * sum(count * (value - mean) ** 2 for value, count in counts.items())
