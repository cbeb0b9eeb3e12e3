"""Tests of acceptance."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.acceptance import Verdict, acceptance, decide
from bot.rules.trust import NEWCOMER, after_text, rejection

VALUES = st.sampled_from([0.0, 0.25, 0.5, 0.75, 1.0])
VERDICTS = st.builds(Verdict, VALUES, VALUES)
WEIGHTS = st.sampled_from([0.0, 0.1, 0.3, 0.7, 1.0])
WEIGHED = st.builds(Verdict, st.sampled_from([0.0, 1.0]), st.just(0.0), WEIGHTS)


def decided(*spam: float, lang_mismatch: tuple[float, ...] = (0, 0, 0)) -> bool | None:
    """Decide with the defaults."""
    verdicts = [Verdict(*values) for values in zip(spam, lang_mismatch, strict=False)]
    return decide(verdicts, num_reviews=3, max_reviews=3, threshold=0.6, rejection=0.1)


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
    assert decide(at, num_reviews=5, max_reviews=5, threshold=0.6, rejection=0.1) is False
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


@given(st.lists(VERDICTS, min_size=1), st.floats(0.001, 1))
def test_equal_weights_change_nothing(verdicts: list[Verdict], weight: float) -> None:
    """Where all reviews weigh alike, much or little, the acceptance is that of plain votes."""
    weighed = [Verdict(verdict.spam, verdict.lang_mismatch, weight) for verdict in verdicts]
    assert acceptance(weighed) == acceptance(verdicts)
    assert acceptance([Verdict(each.spam, each.lang_mismatch, 0.0) for each in verdicts]) == acceptance(verdicts)


@given(st.lists(WEIGHED, min_size=1))
def test_who_weighs_nothing_decides_nothing(verdicts: list[Verdict]) -> None:
    """Beside somebody whose review weighs anything, one that weighs nothing makes no difference."""
    voting = [Verdict(0.0, weight=0.5), *verdicts]
    assert acceptance([*voting, Verdict(1.0, weight=0.0)]) == acceptance(voting)


def decided_with(*votes: tuple[int, float], rejection: float = 0.1, max_reviews: int = 5) -> bool | None:
    """Decide from votes (1: spam) with weights."""
    verdicts = [Verdict(float(spam), weight=weight) for spam, weight in votes]
    return decide(verdicts, num_reviews=3, max_reviews=max_reviews, threshold=0.6, rejection=rejection)


def test_what_one_more_could_turn_is_unsure() -> None:
    """Where people disagree, or weigh little, one more is asked; not beyond the limit, nor where they agree."""
    assert decided_with((0, 0.7), (0, 0.7), (0, 0.7)) is True
    assert decided_with((1, 0.7), (1, 0.7), (1, 0.7)) is False
    assert decided_with((1, 0.7), (1, 0.7), (0, 0.7)) is False
    assert decided_with((1, 0.4), (1, 0.4), (0, 0.4)) is None
    assert decided_with((1, 0.7), (0, 0.7), (0, 0.7)) is None
    assert decided_with((1, 0.0), (0, 0.0), (0, 0.01)) is None
    assert decided_with((1, 0.0), (0, 0.0), (0, 0.01), max_reviews=3) is True
    assert decided_with(*[(1, 0.7), (0, 0.7)] * 3) is False


def test_the_authors_earlier_texts_only_ask_for_more() -> None:
    """What is not to be expected of an author needs more reviews; what they decide in the end is the same."""
    praised = [(0, 0.7)] * 3
    assert decided_with(*praised, rejection=0.1) is True
    assert decided_with(*praised, rejection=0.8) is None
    assert decided_with(*praised, (0, 0.7), (0, 0.7), rejection=0.8) is True
    doubted = [(1, 0.3)] * 3
    assert decided_with(*doubted, rejection=0.8) is False
    assert decided_with((1, 0.1), (1, 0.1), (1, 0.1), rejection=0.1) is None


def plainly(*spam: int, num_reviews: int, rejection: float = 0.1) -> bool | None:
    """Decide from votes (1: spam) that count alike, as a small community does."""
    verdicts = [Verdict(float(each)) for each in spam]
    return decide(verdicts, num_reviews=num_reviews, max_reviews=5, threshold=0.6, rejection=rejection)


def test_two_who_disagree_about_a_prompt_need_a_third() -> None:
    """Of plain votes about a newcomer's text two alike decide, with a third who sees it otherwise or without."""
    assert plainly(0, 1, num_reviews=2) is None
    for each in (0, 1):
        assert plainly(each, each, num_reviews=2) is (each == 0)
        assert plainly(0, 1, each, num_reviews=2) is (each == 0)


def test_one_alone_accepts_and_rejects_nothing() -> None:
    """Where one review is enough, an objection gets company; it stands where there may be no more reviews."""
    assert plainly(0, num_reviews=1) is True
    assert plainly(1, num_reviews=1) is None
    assert plainly(1, 1, num_reviews=1) is False
    assert plainly(1, 0, 0, num_reviews=1) is True
    assert decide([Verdict(1.0)], num_reviews=1, max_reviews=1, threshold=0.6, rejection=0.1) is False
    assert decided_with((1, 0.7), (0, 0.0), (0, 0.01)) is None


def test_two_are_enough_after_a_rejection() -> None:
    """The text of somebody whose first one was rejected is accepted by two plain votes, not by one."""
    after_one = rejection(after_text(NEWCOMER, accepted=False))
    assert [plainly(*[0] * number, num_reviews=1, rejection=after_one) for number in (1, 2)] == [None, True]


@given(st.lists(WEIGHED, min_size=3, max_size=9), st.floats(0.01, 0.99), st.integers(3, 9))
def test_what_is_decided_is_what_the_reviews_say(verdicts: list[Verdict], rejection: float, most: int) -> None:
    """Whatever the author's earlier texts were: a decision is never another than that of the weighed mean."""
    found = decide(verdicts, num_reviews=3, max_reviews=most, threshold=0.6, rejection=rejection)
    assert found in {acceptance(verdicts) > 0.6, None}
    assert found is not None or len(verdicts) < most
