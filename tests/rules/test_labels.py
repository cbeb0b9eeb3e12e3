"""Tests of the labels."""

from __future__ import annotations

import pytest

from bot.protocol.labels import LabelKind, LabelMode, TextLabel
from bot.protocol.tasks import LABEL_TASKS, TaskType
from bot.rules.labels import (
    KINDS,
    LIKERT_STEPS,
    MANDATORY,
    LabelFault,
    LabelProblem,
    askable,
    find_problems,
    label_key,
    labels_for,
    missing_scales,
    mode_earned,
    scale_keys,
    stored_labels,
)
from tests.protocol.recordings import description, transcript

ASSISTANT = labels_for(TaskType.LABEL_ASSISTANT_REPLY)


def test_every_label_has_a_kind() -> None:
    """The catalogue knows how each label of the wire is asked for."""
    assert set(KINDS) == set(TextLabel)


def test_the_catalogue_is_that_of_the_original() -> None:
    """Each type of task asks for the original's labels in the original's order, and demands the same."""
    described = description()["components"]["schemas"]["TreeManagerConfiguration"]["properties"]
    for task_type in LABEL_TASKS:
        name = task_type.removeprefix("label_")
        assert list(labels_for(task_type)) == described[f"labels_{name}"]["default"]
        assert list(MANDATORY) == described[f"mandatory_labels_{name}"]["default"]


def test_kinds_are_those_of_the_original() -> None:
    """Each label is asked for as the recorded descriptions say, in reviews and in reports."""
    seen: set[str] = set()
    for exchange in transcript():
        if exchange["status"] == 200 and "/text_labels/" in exchange["path"]:
            labels = exchange["response"]["valid_labels"]
            seen |= {label["name"] for label in labels}
            assert all(KINDS[label["name"]] == label["widget"] for label in labels)
    assert len(seen) == 14


@pytest.mark.parametrize("task_type", sorted(LABEL_TASKS))
def test_simple_mode_asks_for_little(task_type: TaskType) -> None:
    """The simple mode asks for spam, the language and the quality, in this order."""
    assert labels_for(task_type, LabelMode.SIMPLE) == (TextLabel.SPAM, TextLabel.LANG_MISMATCH, TextLabel.QUALITY)


def test_a_task_without_labels_has_none() -> None:
    """Asking for the labels of a task that is no label task is an error."""
    with pytest.raises(KeyError):
        labels_for(TaskType.ASSISTANT_REPLY)


def test_a_right_answer_has_no_problems() -> None:
    """Values from 0 to 1 for labels that were asked for, with the mandatory ones, are right."""
    assert find_problems({"spam": 0, "quality": 0.25, "fails_task": 1}, valid=ASSISTANT) == ()


def test_what_is_wrong_is_named() -> None:
    """A label that was not asked for, a value out of range and a missing demand are each named."""
    problems = find_problems({"quality": 1.5, "sarcasm": 0, "pii": float("nan")}, valid=ASSISTANT)
    assert problems == (
        LabelProblem(LabelFault.NOT_VALID, "sarcasm"),
        LabelProblem(LabelFault.BAD_VALUE, "quality"),
        LabelProblem(LabelFault.BAD_VALUE, "pii"),
        LabelProblem(LabelFault.MISSING, "spam"),
    )
    assert find_problems({}, valid=ASSISTANT, mandatory=()) == ()


def test_flags_that_were_passed_over_are_no() -> None:
    """A flag shown and not chosen is stored as 0; a scale and a yes or no that were not touched are not stored."""
    stored = stored_labels({"spam": 0, "pii": 1, "quality": 0.75}, labels_for(TaskType.LABEL_INITIAL_PROMPT))
    assert stored == {
        "spam": 0,
        "pii": 1,
        "quality": 0.75,
        "lang_mismatch": 0,
        "not_appropriate": 0,
        "hate_speech": 0,
        "sexual_content": 0,
    }
    assert stored_labels({"spam": 1}, labels_for(TaskType.LABEL_PROMPTER_REPLY, LabelMode.SIMPLE)) == {
        "spam": 1,
        "lang_mismatch": 0,
    }


def test_nothing_is_stored_for_a_label_that_nobody_saw() -> None:
    """A label that only a newer backend knows cannot be asked for: nothing is stored for it, nor is it missing."""
    valid = ["spam", "boring", "pii", "depth", "humor", "pii"]
    assert askable(valid) == ("spam", "pii", "humor")
    assert stored_labels({"spam": 0}, valid) == {"spam": 0, "pii": 0}
    assert missing_scales({}, valid) == ("humor",)


def test_full_points_need_every_scale() -> None:
    """A full review with an untouched scale, or any simple one, earns what a simple one earns."""
    scales = {str(label): 0.5 for label in ASSISTANT if KINDS[label] is LabelKind.LIKERT}
    assert missing_scales(scales, ASSISTANT) == ()
    assert mode_earned(LabelMode.FULL, scales, ASSISTANT) is LabelMode.FULL
    assert mode_earned(LabelMode.SIMPLE, scales, ASSISTANT) is LabelMode.SIMPLE
    del scales["humor"]
    assert missing_scales(scales, ASSISTANT) == ("humor",)
    assert mode_earned(LabelMode.FULL, scales, ASSISTANT) is LabelMode.SIMPLE


def test_scales_have_five_even_steps() -> None:
    """A scale goes from 0 to 1 in quarters."""
    assert [step * 4 for step in LIKERT_STEPS] == [0, 1, 2, 3, 4]


def test_keys_of_texts_are_plain() -> None:
    """Keys are made of letters and dashes, and different for each label."""
    assert label_key(TextLabel.LANG_MISMATCH) == "label-lang-mismatch"
    assert scale_keys(TextLabel.QUALITY) == ("label-quality-low", "label-quality-high")
    assert len({label_key(label) for label in TextLabel}) == len(TextLabel)
