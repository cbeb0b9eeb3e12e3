"""Laws of trust."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.trust import (
    MEMORY,
    NEWCOMER,
    TrustRecord,
    after_checks,
    after_ranking,
    after_review,
    after_text,
    ranking_weight,
    rejection,
    review_weight,
    sensitivity,
    specificity,
)

VOTES = st.floats(0, 1_000)
RECORDS = st.builds(TrustRecord, **{field.name: VOTES for field in fields(TrustRecord)})
FLAGS = st.booleans()


def reviewed(*votes: tuple[bool, bool]) -> TrustRecord:
    """The record of somebody who objected, or did not, to messages that were accepted, or were not."""
    record = NEWCOMER
    for objected, accepted in votes:
        record = after_review(record, objected=objected, accepted=accepted)
    return record


@given(RECORDS)
def test_everything_is_a_share(record: TrustRecord) -> None:
    """Weights are from 0 to 1; what is likely is never certain; a ranking weighs no more than a review."""
    assert 0 < sensitivity(record) < 1
    assert 0 < specificity(record) < 1
    assert 0 < rejection(record) < 1
    assert 0 <= ranking_weight(record) <= review_weight(record) < 1


@given(RECORDS, FLAGS)
def test_being_right_never_lowers_a_weight(record: TrustRecord, accepted: bool) -> None:
    """A review that fits what was decided weighs later ones no less than before, one that does not no more."""
    right = after_review(record, objected=not accepted, accepted=accepted)
    wrong = after_review(record, objected=accepted, accepted=accepted)
    assert review_weight(wrong) <= review_weight(right)
    if record == NEWCOMER:
        assert review_weight(wrong) < review_weight(record) < review_weight(right)


def test_a_newcomer_counts_for_something() -> None:
    """Somebody of whom nothing is known weighs less than a careful person, and far more than one who says anything."""
    careful = reviewed(*[(False, True)] * 20, *[(True, False)] * 10)
    anything = reviewed(*[(False, True), (True, True), (False, False), (True, False)] * 10)
    assert review_weight(anything) < 0.05 < review_weight(NEWCOMER) < review_weight(careful)


@pytest.mark.parametrize("objects", [False, True])
def test_who_always_says_the_same_weighs_nothing(objects: bool) -> None:
    """Whatever there is to review: one of the two kinds of messages is always judged wrongly."""
    record = reviewed(*[(objects, True), (objects, False)] * 40)
    assert review_weight(record) < 0.05


@given(RECORDS)
def test_votes_of_one_kind_leave_the_others_alone(record: TrustRecord) -> None:
    """What reviews are worth depends on no text and no ranking of the same person, and a text's doubt on no vote."""
    writes = after_text(record, accepted=False)
    ranks = after_ranking(record, "ab", "ba")
    assert review_weight(writes) == review_weight(ranks) == review_weight(record)
    assert rejection(ranks) == rejection(after_review(record, objected=True, accepted=True)) == rejection(record)


@given(RECORDS)
def test_texts_are_expected_to_fare_like_those_before(record: TrustRecord) -> None:
    """A text that was rejected makes the next rejection likelier, one that was accepted less so."""
    assert rejection(after_text(record, accepted=True)) <= rejection(after_text(record, accepted=False))
    assert rejection(after_text(NEWCOMER, accepted=True)) < rejection(NEWCOMER)


@given(RECORDS, st.permutations("abcde"))
def test_rankings_are_compared_by_pairs(record: TrustRecord, ranking: list[str]) -> None:
    """Every pair of replies is one vote; the same order agrees in all of them, its opposite in none."""
    same = after_ranking(NEWCOMER, ranking, ranking)
    opposite = after_ranking(NEWCOMER, ranking[::-1], ranking)
    assert (same.pairs_alike, same.pairs_opposed) == (opposite.pairs_opposed, opposite.pairs_alike) == (10, 0)
    assert ranking_weight(after_ranking(record, ranking[::-1], ranking)) <= ranking_weight(
        after_ranking(record, ranking, ranking)
    )


def test_only_common_replies_are_compared() -> None:
    """A reply that came or went meanwhile is no vote."""
    assert after_ranking(NEWCOMER, "abx", "bya") == replace(NEWCOMER, pairs_opposed=1)
    assert after_ranking(NEWCOMER, "ax", "ay") == NEWCOMER


@given(st.integers(0, 200), st.integers(0, 200))
def test_who_turns_is_known_by_the_new(before: int, after: int) -> None:
    """Older votes of a kind count for less with each new one, so there is a limit to what is remembered."""
    record = reviewed(*[(True, False)] * before, *[(False, False)] * after)
    assert record.objected_to_rejected + record.passed_rejected < 1 / (1 - MEMORY)
    assert record.objected_to_rejected == pytest.approx(sum(MEMORY**age for age in range(after, after + before)))


@given(RECORDS, st.lists(st.tuples(FLAGS, FLAGS), max_size=20))
def test_checks_are_votes_of_which_the_truth_is_known(record: TrustRecord, answers: list[tuple[bool, bool]]) -> None:
    """They count like reviews, in place of those that were counted before; without them nothing is left of them."""
    checked = after_checks(record, answers)
    assert after_checks(checked, []) == after_checks(record, [])
    assert after_checks(after_checks(record, answers[:3]), answers) == checked
    without = after_checks(record, [])
    right = after_checks(without, [(True, True), (False, False)])
    wrong = after_checks(without, [(True, False), (False, True)])
    assert review_weight(wrong) <= review_weight(without) <= review_weight(right)
    assert rejection(checked) == rejection(record)
