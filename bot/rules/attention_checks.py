"""Attention checks: label packages whose answer is known, from what trusted people agreed on or from the operator."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.protocol.labels import LabelKind, LabelMode, TextLabel
from bot.protocol.tasks import TaskType
from bot.rules.acceptance import Verdict
from bot.rules.labels import KINDS, LIKERT_STEPS, MANDATORY, labels_for
from bot.rules.trust import TrustRecord, review_weight

TRUSTED_WEIGHT: Final = 0.4
"""From which weight of reviews on somebody is trusted. A newcomer's weigh 0.32: it takes about twenty messages judged
as they were settled to get there, and who passes a single one that was rejected is below it again for a while."""

LEAST_TRUSTED: Final = 2
"""So many trusted people have to agree on an answer before it counts as known."""

LEAST_TO_RETIRE: Final = 3
"""So many trusted people have to have answered a check before it can be found faulty."""

_LEAST_QUALITY: Final = LIKERT_STEPS[2]


@dataclass(frozen=True, slots=True)
class SettledReview:
    """One review of a message that was settled: its labels, and what is known of the reviewer's votes."""

    labels: Mapping[str, float]
    record: TrustRecord


def is_trusted(record: TrustRecord) -> bool:
    """Say whether somebody's judgement has proved right so often that a check can be made of it, or fail by it."""
    return review_weight(record) >= TRUSTED_WEIGHT


def can_be_checked(label: str) -> bool:
    """Say whether a label has an answer that can be known: a scale is a matter of opinion."""
    return KINDS.get(label) in {LabelKind.YES_NO, LabelKind.FLAG}


def expected_of(reviews: Collection[SettledReview], *, accepted: bool) -> dict[str, float] | None:
    """Return the known answer of a message that was just settled; None where the case is not clear.

    It is clear where several trusted people reviewed it and nobody at all disagrees: neither on spam and language, nor
    on anything else that was flagged, and where nobody found a message poor that was accepted.

    Args:
        reviews: All of the message.
        accepted: What they decided.

    Returns:
        0 or 1 for spam, and 1 for each flag that all have set.
    """
    if sum(is_trusted(review.record) for review in reviews) < LEAST_TRUSTED:
        return None
    said = [review.labels for review in reviews]
    if any(Verdict.of(labels).objects is accepted for labels in said):
        return None
    expected: dict[str, float] = {}
    for label in dict.fromkeys(label for labels in said for label in labels if can_be_checked(label)):
        values = [labels[label] >= 0.5 for labels in said if label in labels]
        if len(set(values)) > 1 or (values[0] and len(values) < LEAST_TRUSTED):
            return None
        if label in MANDATORY or values[0]:
            expected[label] = float(values[0])
    if accepted and any(labels.get(TextLabel.QUALITY, 1.0) < _LEAST_QUALITY for labels in said):
        return None
    return expected if all(label in expected for label in MANDATORY) else None


def objects(labels: Mapping[str, float]) -> bool:
    """Say whether labels speak against a message, as a review with them does."""
    return Verdict.of(labels).objects


def mode_of_check(drawn: LabelMode, task_type: TaskType, expected: Collection[str]) -> LabelMode:
    """Return how many labels a check asks for: as many as was drawn, or all where its answer needs them."""
    asked = labels_for(task_type, drawn)
    return drawn if all(label in asked for label in expected) else LabelMode.FULL


def missed(expected: Mapping[str, float], given: Mapping[str, float]) -> tuple[str, ...]:
    """Return the labels in which an answer differs from the known one; the check is passed where there are none."""
    return tuple(label for label, value in expected.items() if (given.get(label, 0.0) >= 0.5) != (value >= 0.5))


def is_faulty(passed_by_trusted: Sequence[bool]) -> bool:
    """Say whether a check is at fault itself: more than half of the trusted people who answered it failed."""
    failed = sum(not passed for passed in passed_by_trusted)
    return len(passed_by_trusted) >= LEAST_TO_RETIRE and 2 * failed > len(passed_by_trusted)
