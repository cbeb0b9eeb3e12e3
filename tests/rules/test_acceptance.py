"""Tests of acceptance."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.acceptance import Verdict, acceptance, decide

VALUES = st.sampled_from([0.0, 0.25, 0.5, 0.75, 1.0])
VERDICTS = st.builds(Verdict, VALUES, VALUES)


def decided(*spam: float, lang_mismatch: tuple[float, ...] = (0, 0, 0)) -> bool | None:
    """Decide with the defaults."""
    verdicts = [Verdict(*values) for values in zip(spam, lang_mismatch, strict=False)]
    return decide(verdicts, num_reviews=3, threshold=0.6)


def test_the_known_cases() -> None:
    """One of three may say spam; two may not, and three may not be undecided."""
    assert decided(1, 0, 0) is True
    assert decided(1, 1, 0) is False
    assert decided(0.5, 0.5, 0.5) is False
    assert decided(0, 0, 0) is True


def test_both_labels_add_up() -> None:
    """The wrong language counts like spam, and on top of it."""
    assert decided(0, 0, 0, lang_mismatch=(1, 0, 0)) is True
    assert decided(1, 0, 0, lang_mismatch=(0, 1, 0)) is False


def test_too_few_reviews_decide_nothing() -> None:
    """Before the last review that it takes, a message is neither accepted nor rejected."""
    assert decided() is None
    assert decided(0, 0) is None
    assert decided(1, 1) is None


def test_the_threshold_itself_is_not_enough() -> None:
    """The acceptance must be above the threshold, free of rounding errors."""
    at = [Verdict(1)] * 2 + [Verdict(0)] * 3
    assert acceptance(at) == 0.6
    assert decide(at, num_reviews=5, threshold=0.6) is False
    assert acceptance([Verdict(0.1)] * 10) == 0.9


def test_nothing_has_no_acceptance() -> None:
    """Without reviews there is no number."""
    with pytest.raises(ValueError, match="without reviews"):
        acceptance([])


@given(st.lists(VERDICTS, min_size=1), VERDICTS, st.randoms(use_true_random=False))
def test_worse_reviews_never_help(verdicts: list[Verdict], worse: Verdict, random: st.DataObject) -> None:
    """A review that finds more spam lowers the acceptance, whatever the order; it stays between -1 and 1."""
    before = acceptance(verdicts)
    assert -1 <= before <= 1
    first = verdicts[0]
    changed = [Verdict(max(first.spam, worse.spam), max(first.lang_mismatch, worse.lang_mismatch)), *verdicts[1:]]
    assert acceptance(changed) <= before
    random.shuffle(verdicts)  # type: ignore[attr-defined]  # a Random
    assert acceptance(verdicts) == before
