"""The labels: what is asked about which message, and what a valid answer is. Their texts live in the catalogue."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.protocol.labels import LabelKind, LabelMode, TextLabel
from bot.protocol.tasks import TaskType

KINDS: Final[Mapping[str, LabelKind]] = {
    TextLabel.SPAM: LabelKind.YES_NO,
    TextLabel.FAILS_TASK: LabelKind.YES_NO,
    TextLabel.LANG_MISMATCH: LabelKind.FLAG,
    TextLabel.PII: LabelKind.FLAG,
    TextLabel.NOT_APPROPRIATE: LabelKind.FLAG,
    TextLabel.HATE_SPEECH: LabelKind.FLAG,
    TextLabel.SEXUAL_CONTENT: LabelKind.FLAG,
    TextLabel.MORAL_JUDGEMENT: LabelKind.FLAG,
    TextLabel.POLITICAL_CONTENT: LabelKind.FLAG,
    TextLabel.QUALITY: LabelKind.LIKERT,
    TextLabel.TOXICITY: LabelKind.LIKERT,
    TextLabel.HUMOR: LabelKind.LIKERT,
    TextLabel.HELPFULNESS: LabelKind.LIKERT,
    TextLabel.CREATIVITY: LabelKind.LIKERT,
    TextLabel.VIOLENCE: LabelKind.LIKERT,
}
"""How each label is asked for."""

LIKERT_STEPS: Final = (0.0, 0.25, 0.5, 0.75, 1.0)
"""The values of a scale's five steps, from its low to its high end."""

MANDATORY: Final = (TextLabel.SPAM,)
"""What every review must say."""

_TAIL = (
    TextLabel.CREATIVITY,
    TextLabel.HUMOR,
    TextLabel.TOXICITY,
    TextLabel.VIOLENCE,
    TextLabel.NOT_APPROPRIATE,
    TextLabel.PII,
    TextLabel.HATE_SPEECH,
    TextLabel.SEXUAL_CONTENT,
)
_PROMPTER_LABELS = (TextLabel.SPAM, TextLabel.LANG_MISMATCH, TextLabel.QUALITY, *_TAIL)
_FULL: Final[dict[TaskType, tuple[TextLabel, ...]]] = {
    TaskType.LABEL_INITIAL_PROMPT: _PROMPTER_LABELS,
    TaskType.LABEL_ASSISTANT_REPLY: (
        TextLabel.SPAM,
        TextLabel.LANG_MISMATCH,
        TextLabel.FAILS_TASK,
        TextLabel.QUALITY,
        TextLabel.HELPFULNESS,
        *_TAIL,
    ),
    TaskType.LABEL_PROMPTER_REPLY: _PROMPTER_LABELS,
}
_SIMPLE: Final = frozenset({*MANDATORY, TextLabel.LANG_MISMATCH, TextLabel.QUALITY})


def labels_for(task_type: TaskType, mode: LabelMode = LabelMode.FULL) -> tuple[TextLabel, ...]:
    """Return the labels that a label task of this type asks for, in the order in which they are shown.

    Raises:
        KeyError: The type is no label task.
    """
    labels = _FULL[task_type]
    return labels if mode is LabelMode.FULL else tuple(label for label in labels if label in _SIMPLE)


def label_key(label: str) -> str:
    """Return the key of a label's name in the catalogue of texts."""
    return f"label-{label.replace('_', '-')}"


def scale_keys(label: str) -> tuple[str, str]:
    """Return the keys of the names of a scale's low and high end."""
    return f"{label_key(label)}-low", f"{label_key(label)}-high"


def askable(valid: Iterable[str]) -> tuple[str, ...]:
    """Return those of a task's labels that a card can ask for, each once: a newer backend may have more."""
    return tuple(dict.fromkeys(label for label in valid if label in KINDS))


class LabelFault(StrEnum):
    """What may be wrong with the labels of an answer."""

    NOT_VALID = "not_valid"
    """The task does not ask for this label."""
    MISSING = "missing"
    """The task demands this label."""
    BAD_VALUE = "bad_value"
    """A value that is not from 0 to 1."""


@dataclass(frozen=True, slots=True)
class LabelProblem:
    """One thing that is wrong with an answer's labels."""

    fault: LabelFault
    label: str


def find_problems(
    given: Mapping[str, float], *, valid: Collection[str], mandatory: Iterable[str] = MANDATORY
) -> tuple[LabelProblem, ...]:
    """Check the labels of an answer against its task.

    Args:
        given: The answer's values.
        valid: The labels that the task asks for.
        mandatory: Those that it demands.

    Returns:
        What is wrong, in the order of the answer and then of the demands; nothing if it is right.
    """
    problems = [LabelProblem(LabelFault.NOT_VALID, label) for label in given if label not in valid]
    problems += [
        LabelProblem(LabelFault.BAD_VALUE, label)
        for label, value in given.items()
        if label in valid and not 0 <= value <= 1
    ]
    problems += [LabelProblem(LabelFault.MISSING, label) for label in mandatory if label not in given]
    return tuple(problems)


def stored_labels(given: Mapping[str, float], shown: Iterable[str]) -> dict[str, float]:
    """Return what is stored of an answer: a flag that was shown and not chosen is 0, an untouched scale is nothing.

    Args:
        given: What was chosen.
        shown: The labels that the task asks for; of one that no card shows, nothing is stored.
    """
    unchosen = {label: 0.0 for label in askable(shown) if KINDS[label] is LabelKind.FLAG}
    return {**unchosen, **given}


def missing_scales(given: Collection[str], shown: Iterable[str]) -> tuple[str, ...]:
    """Return the scales that were shown and not touched; the arguments are those of `stored_labels`."""
    return tuple(label for label in askable(shown) if KINDS[label] is LabelKind.LIKERT and label not in given)


def mode_earned(mode: LabelMode, given: Collection[str], shown: Iterable[str]) -> LabelMode:
    """Return what an answer counts as for points: full only where all was asked for and no scale is untouched."""
    full = mode is LabelMode.FULL and not missing_scales(given, shown)
    return LabelMode.FULL if full else LabelMode.SIMPLE
