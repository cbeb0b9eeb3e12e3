"""Laws of Krippendorff's alpha."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.labels import LIKERT_STEPS
from bot.rules.reliability import krippendorff_alpha

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
