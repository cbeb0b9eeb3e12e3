"""How far a figure that was worked out from what people said may be from what others would have said.

The bootstrap: the figure is worked out again from what might have been given instead, many times (B. Efron, "Bootstrap
methods: another look at the jackknife", The Annals of Statistics 7, 1979). How often each case stands in one of these
is drawn from a Poisson distribution, so that cases that are alike can be drawn together, however many they are
(J. A. Hanley, B. MacGibbon, "Creating non-parametric bootstrap samples using Poisson frequencies", Computer Methods and
Programs in Biomedicine 83, 2006).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate
from math import exp, fsum, sqrt
from statistics import NormalDist
from typing import Final, NamedTuple

DRAWS: Final = 1_000
LEVEL: Final = 0.95
"""How often an interval has in it what it is about."""
FEWEST_CASES: Final = 10
"""Of fewer cases nothing is said."""
_MOST_UNDEFINED: Final = 0.05
_MANY: Final = 30.0
"""From this mean on a Poisson distribution is nearly a normal one."""
_SMALLEST: Final = 2.0**-54
_NORMAL: Final = NormalDist()


class Interval(NamedTuple):
    """The bounds between which a figure is, with a probability of `LEVEL`."""

    low: float
    high: float


def interval_of(
    counts: Sequence[int], figure: Callable[[Sequence[int]], float | None], draw: Callable[[], float]
) -> Interval | None:
    """Return the interval of a figure.

    Args:
        counts: How many cases of each kind there are, each above 0.
        figure: Works the figure out from other such counts, which may be 0; None where it is not defined.
        draw: Draws a random number from 0 to below 1, `DRAWS` times for each kind.

    Returns:
        Its bounds; None where there are fewer than `FEWEST_CASES`, or the figure too often is not defined.
    """
    if sum(counts) < FEWEST_CASES:
        return None
    samplers = [_sampler(count) for count in counts]
    drawn = (figure([sample(draw()) for sample in samplers]) for _ in range(DRAWS))
    found = sorted(each for each in drawn if each is not None)
    if len(found) < (1 - _MOST_UNDEFINED) * DRAWS:
        return None
    beyond = (1 - LEVEL) / 2
    return Interval(found[int(beyond * len(found))], found[int((1 - beyond) * len(found))])


def mean_of(counts: Mapping[float, int]) -> float | None:
    """Return the mean of values by how often each was found; None where there is none."""
    number = sum(counts.values())
    return fsum(value * count for value, count in counts.items()) / number if number else None


def interval_of_mean(counts: Mapping[float, int], draw: Callable[[], float]) -> Interval | None:
    """Return the interval of `mean_of`, as `interval_of` does."""
    values = sorted(counts)
    return interval_of(
        [counts[value] for value in values], lambda drawn: mean_of(dict(zip(values, drawn, strict=True))), draw
    )


def _sampler(mean: int) -> Callable[[float], int]:
    """Return what makes of a random number one that has a Poisson distribution."""
    if mean > _MANY:
        return lambda drawn: max(0, round(mean + sqrt(mean) * _NORMAL.inv_cdf(max(drawn, _SMALLEST))))
    chances = [exp(-mean)]
    while chances[-1] > _SMALLEST or len(chances) <= mean:
        chances.append(chances[-1] * mean / len(chances))
    bounds = list(accumulate(chances))
    return lambda drawn: min(bisect_right(bounds, drawn), len(bounds) - 1)
