"""Laws of Krippendorff's alpha."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import permutations
from math import nan
from random import Random

import krippendorff
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.labels import LIKERT_STEPS
from bot.rules.reliability import alpha_interval, alpha_of, krippendorff_alpha

UNITS = st.lists(st.lists(st.sampled_from(LIKERT_STEPS), max_size=6), max_size=12)


def by_definition(units: list[list[float]]) -> Fraction | None:
    """Alpha as its paper defines it: every pair of values is looked at, within the units and over all of them."""
    paired = [[Fraction(value) for value in values] for values in units if len(values) > 1]
    values = [value for unit in paired for value in unit]
    if len(set(values)) < 2:
        return None
    total = len(values)
    observed = Fraction(0)
    for unit in paired:
        observed += sum((one - other) ** 2 for one, other in permutations(unit, 2)) / Fraction(len(unit) - 1)
    expected = sum((one - other) ** 2 for one, other in permutations(values, 2)) / Fraction(total * (total - 1))
    return 1 - observed / total / expected


@given(UNITS)
def test_it_is_what_the_definition_says(units: list[list[float]]) -> None:
    """Counting values gives what comparing every pair of them does."""
    expected = by_definition(units)
    assert krippendorff_alpha(units) == (None if expected is None else pytest.approx(float(expected)))


@given(UNITS, st.data())
def test_neither_order_nor_lone_values_matter(units: list[list[float]], data: st.DataObject) -> None:
    """Whoever judged first, whichever unit came first, and what only one person judged: all the same."""
    shuffled = [data.draw(st.permutations(values)) for values in data.draw(st.permutations(units))]
    found = krippendorff_alpha([*shuffled, [1.0], []])
    assert found == (None if (before := krippendorff_alpha(units)) is None else pytest.approx(before))


@given(UNITS)
def test_yes_and_no_can_be_turned_round(units: list[list[float]]) -> None:
    """What is called yes makes no difference, nor does how long the scale is."""
    turned = krippendorff_alpha([[1 - value for value in values] for values in units])
    longer = krippendorff_alpha([[8 * value for value in values] for values in units])
    found = krippendorff_alpha(units)
    if found is None:
        assert turned is longer is None
    else:
        assert turned == pytest.approx(found)
        assert longer == pytest.approx(found)


def test_known_cases() -> None:
    """Full agreement is 1; the nominal example with two observers of ten units in Krippendorff's paper is 0.095."""
    assert krippendorff_alpha([[1, 1], [0, 0, 0]]) == 1
    meg = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0]
    owen = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    assert krippendorff_alpha(list(zip(meg, owen, strict=True))) == pytest.approx(0.095, abs=0.0005)


def test_nothing_to_agree_on() -> None:
    """Without two values of one unit, or without any difference, there is no alpha."""
    assert krippendorff_alpha([]) is None
    assert krippendorff_alpha([[1], [0]]) is None
    assert krippendorff_alpha([[1, 1], [1, 1, 1]]) is None


@given(UNITS)
def test_units_may_be_counted(units: list[list[float]]) -> None:
    """Units that were given the same may be handed in as one with their number."""
    found = alpha_of(Counter(map(tuple, units)))
    assert found == krippendorff_alpha(units)


@given(UNITS)
def test_it_is_what_the_package_says(units: list[list[float]]) -> None:
    """The package krippendorff comes to the same alpha, of interval data."""
    found = krippendorff_alpha(units)
    if found is not None:
        table = [[unit[person] if person < len(unit) else nan for unit in units] for person in range(6)]
        assert krippendorff.alpha(reliability_data=table, level_of_measurement="interval") == pytest.approx(found)


def judged(random: Random, units: int, agreement: float) -> Counter[tuple[float, ...]]:
    """So many units as three people judge them, of whom each sees a truth as often as this."""
    found: Counter[tuple[float, ...]] = Counter()
    for _ in range(units):
        truth = random.choice(LIKERT_STEPS)
        found[tuple(truth if random.random() < agreement else random.choice(LIKERT_STEPS) for _ in range(3))] += 1
    return found


def test_an_interval_has_alpha_in_it() -> None:
    """Nearly all small samples have in their interval what a large one comes to; more units make it shorter."""
    random = Random(5)
    truth = alpha_of(judged(random, 40_000, 0.7))
    assert truth is not None
    intervals = [alpha_interval(judged(random, 60, 0.7), random.random) for _ in range(30)]
    hits = sum(found is not None and found.low <= truth <= found.high for found in intervals)
    assert hits >= 26
    long, short = (alpha_interval(judged(random, units, 0.7), random.random) for units in (60, 6_000))
    assert long is not None
    assert short is not None
    assert short.low < truth < short.high
    assert 7 < (long.high - long.low) / (short.high - short.low) < 14


def test_too_little_for_an_interval() -> None:
    """Few units have no interval, nor has what hardly differs: most of what might have been would have no alpha."""
    assert alpha_interval({}, Random(1).random) is None
    assert alpha_interval({(0.0, 0.0): 4, (1.0, 1.0): 5, (1.0,): 50}, Random(1).random) is None
    assert alpha_interval({(0.0, 0.0): 1_000}, Random(1).random) is None
    assert alpha_interval({(0.0, 0.0): 1_000, (1.0, 0.0): 1}, Random(1).random) is None
    assert alpha_interval({(0.0, 0.0): 1_000, (1.0, 1.0): 100}, Random(1).random) == (1, 1)
