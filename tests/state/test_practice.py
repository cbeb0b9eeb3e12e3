"""Tests of what is practised."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.protocol.labels import TextLabel
from bot.state.practice import RIGHT_LABELS, Judgement, Remark, remark_on

SAID = st.none() | st.booleans()
JUDGEMENTS = st.builds(Judgement, SAID, SAID, SAID, st.none() | st.integers(1, 5))


@given(JUDGEMENTS)
def test_a_judgement_survives_a_custom_id(judgement: Judgement) -> None:
    """What is written into a custom id is read back as it was."""
    assert Judgement.parse(str(judgement)) == judgement


@pytest.mark.parametrize("text", [None, "", "yyy", "yyy6", "yyyyy", "xyz1", "YNN1", "yn-1\n"])
def test_a_forged_judgement_is_empty(text: str | None) -> None:
    """What no card of ours has written is no judgement."""
    assert Judgement.parse(text) == Judgement()


@given(JUDGEMENTS, st.sampled_from([*RIGHT_LABELS]), st.booleans())
def test_saying_changes_one_label(judgement: Judgement, label: TextLabel, value: bool) -> None:
    """One label changes, the others and the quality stay."""
    said = judgement.saying(label, value)
    assert said.of(label) is value
    others = [other for other in RIGHT_LABELS if other is not label]
    assert [said.of(other) for other in others] == [judgement.of(other) for other in others]
    assert said.quality == judgement.quality


def test_a_judgement_is_complete_with_its_labels() -> None:
    """The required labels are enough; the quality is welcome, not required."""
    assert Judgement(spam=False, fails_task=True, lang_mismatch=False).is_complete
    assert not Judgement(spam=False, fails_task=True, quality=3).is_complete


@pytest.mark.parametrize(
    ("text", "remark"),
    [
        ("what shall I do", Remark.REPEATS),
        ("What shall I do?!", Remark.REPEATS),
        ("Relax.", Remark.SHORT),
        ("Lay out your clothes now, so that the morning is easy.", Remark.FINE),
    ],
)
def test_remarks(text: str, remark: Remark) -> None:
    """The question once more, a very short text and any other are told apart."""
    assert remark_on(text, "What shall I do?") is remark
