"""What counts as a known answer, and what follows from answers to it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.protocol.labels import LabelMode
from bot.protocol.tasks import TaskType
from bot.rules.attention_checks import (
    LEAST_TO_RETIRE,
    SettledReview,
    can_be_checked,
    expected_of,
    is_faulty,
    is_trusted,
    missed,
    mode_of_check,
    objects,
)
from bot.rules.labels import KINDS, labels_for
from bot.rules.trust import NEWCOMER, TrustRecord

TRUSTED = TrustRecord(passed_accepted=40, objected_to_rejected=10)
CHECKABLE = [label for label in KINDS if can_be_checked(label)]
LABELS = st.dictionaries(st.sampled_from(CHECKABLE), st.sampled_from([0.0, 1.0])).map(
    lambda some: {"spam": 0.0, **some}
)


def reviews(*labels: dict[str, float], record: TrustRecord = TRUSTED) -> list[SettledReview]:
    """Reviews with these labels, by people with such a record."""
    return [SettledReview({"spam": 0.0, **each}, record) for each in labels]


def test_trust_is_earned() -> None:
    """A newcomer is not trusted, whoever was right of twenty messages is, whoever passes all that comes is not."""
    assert not is_trusted(NEWCOMER)
    assert is_trusted(TRUSTED)
    assert is_trusted(TrustRecord(passed_accepted=22))
    assert not is_trusted(TrustRecord(passed_accepted=100, passed_rejected=1))
    assert is_trusted(TrustRecord(checks_cleared=20, checks_caught=4))


@pytest.mark.parametrize(
    ("labels", "accepted", "expected"),
    [
        ([{}, {}, {}], True, {"spam": 0}),
        ([{"spam": 1}, {"spam": 1}], False, {"spam": 1}),
        ([{"lang_mismatch": 1}, {"lang_mismatch": 1}], False, {"spam": 0, "lang_mismatch": 1}),
        ([{"lang_mismatch": 0, "pii": 1}, {"lang_mismatch": 0}, {"pii": 1}], True, {"spam": 0, "pii": 1}),
        ([{"spam": 1}, {"spam": 1}, {}], False, None),
        ([{}, {}, {"spam": 1}], True, None),
        ([{"pii": 1}, {"pii": 0}], True, None),
        ([{"pii": 1}, {}], True, None),
        ([{"quality": 0.25}, {"quality": 1}], True, None),
        ([{"quality": 0.5}, {"quality": 1}], True, {"spam": 0}),
        ([{"spam": 1, "quality": 0}, {"spam": 1}], False, {"spam": 1}),
        ([{}], True, None),
        ([], True, None),
    ],
)
def test_only_clear_cases_have_a_known_answer(
    labels: list[dict[str, float]], accepted: bool, expected: dict[str, float] | None
) -> None:
    """All say the same of spam and language, and of every flag; nobody finds poor what was accepted."""
    assert expected_of(reviews(*labels), accepted=accepted) == expected


def test_strangers_make_no_check() -> None:
    """Newcomers who agree settle a message, but the answer is known only once two trusted people agree with them."""
    strangers = reviews({}, {}, {}, record=NEWCOMER)
    assert expected_of(strangers, accepted=True) is None
    assert expected_of([*strangers, *reviews({})], accepted=True) is None
    assert expected_of([*strangers, *reviews({}, {})], accepted=True) == {"spam": 0}


@given(st.lists(LABELS, min_size=2, max_size=5), st.booleans())
def test_who_made_a_check_passes_it(labels: list[dict[str, float]], accepted: bool) -> None:
    """A known answer is one that each of the reviews gave, as far as it was asked."""
    expected = expected_of(reviews(*labels), accepted=accepted)
    if expected is not None:
        assert objects(expected) is not accepted
        for each in labels:
            assert not missed({label: value for label, value in expected.items() if label in each}, each)


def test_an_answer_is_compared_with_the_known_one() -> None:
    """Labels that are not known do not matter; a flag that is known and was not set is missed."""
    assert missed({"spam": 0}, {"spam": 0, "pii": 1, "quality": 0}) == ()
    assert missed({"spam": 1, "pii": 1}, {"spam": 0}) == ("spam", "pii")
    assert missed({"pii": 0}, {"pii": 1}) == ("pii",)


@pytest.mark.parametrize("task_type", [TaskType.LABEL_INITIAL_PROMPT, TaskType.LABEL_ASSISTANT_REPLY])
@pytest.mark.parametrize("label", CHECKABLE)
@pytest.mark.parametrize("drawn", LabelMode)
def test_what_is_known_is_asked(task_type: TaskType, label: str, drawn: LabelMode) -> None:
    """A check asks for every label of which the answer is known, where its kind of package has it at all."""
    mode = mode_of_check(drawn, task_type, ["spam", label])
    assert mode in (drawn, LabelMode.FULL)
    if label in labels_for(task_type):
        assert label in labels_for(task_type, mode)
    assert mode_of_check(drawn, task_type, ["spam"]) is drawn


@given(st.lists(st.booleans(), max_size=9))
def test_a_check_that_most_trusted_people_fail_is_at_fault(passed: list[bool]) -> None:
    """More than half of them, and never fewer than a few."""
    failed = passed.count(False)
    assert is_faulty(passed) is (len(passed) >= LEAST_TO_RETIRE and failed > len(passed) / 2)
