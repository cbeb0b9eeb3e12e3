"""Tests of turning random numbers into choices."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.chance import happens, pick

ALMOST_ONE = 1 - 2**-53
DRAWS = st.floats(0, 1, exclude_max=True)


def test_each_index_has_its_share() -> None:
    """The numbers from 0 to 1 are divided among the indexes exactly in proportion to their weights."""
    weights = [1, 0, 2, 5]
    chosen = [pick(weights, number / 8) for number in range(8)]
    assert chosen == [0, 2, 2, 3, 3, 3, 3, 3]


@given(st.lists(st.floats(0, 1e6), min_size=1).filter(any), DRAWS | st.just(ALMOST_ONE))
def test_what_has_no_weight_is_never_chosen(weights: list[float], draw: float) -> None:
    """Whatever the number, the choice has a weight."""
    assert weights[pick(weights, draw)] > 0


@pytest.mark.parametrize("weights", [[], [0.0, 0.0], [1.0, -1.0]])
def test_there_must_be_a_choice(weights: list[float]) -> None:
    """Without a positive weight, or with a negative one, there is nothing to choose."""
    with pytest.raises(ValueError, match="weight"):
        pick(weights, 0.5)


@given(DRAWS)
def test_never_and_always(draw: float) -> None:
    """A probability of 0 never happens, one of 1 always."""
    assert not happens(0, draw)
    assert happens(1, draw)


def test_a_probability_is_a_share() -> None:
    """A probability divides the numbers at its value."""
    assert happens(0.75, 0.7499)
    assert not happens(0.75, 0.75)
