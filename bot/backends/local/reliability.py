"""How far people agree on labels, in all reviews of late, and one person with the others."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from bot.backends.local.ids import Key
from bot.backends.local.repository import answers
from bot.backends.local.step import Step
from bot.backends.values import AGREEMENT_REVIEWS
from bot.protocol.labels import TextLabel
from bot.rules.labels import KINDS
from bot.rules.reliability import krippendorff_alpha

LEAST_UNITS: Final = 10
"""On so many messages at least two people must have given a label before it is said how far they agree on it."""

_PACKAGES: Final = 200
"""Of so many of somebody's latest packages those that they reviewed are compared with what others said."""


def agreement_in_pool(step: Step) -> dict[TextLabel, float]:
    """Return Krippendorff's alpha of each label in the latest reviews."""
    units: defaultdict[Key, list[Mapping[str, float]]] = defaultdict(list)
    for message_id, labels in answers.latest_reviews(step.connection, AGREEMENT_REVIEWS):
        units[message_id].append(labels)
    return _agreement(units.values())


def agreement_of(step: Step, person_id: Key, server_id: int | None) -> dict[TextLabel, float]:
    """Return Krippendorff's alpha of what somebody said of messages of late and what others said of the same.

    Of a message that several others reviewed each of them is compared, so that nobody need be the measure of all.
    """
    own: dict[Key, Mapping[str, float]] = {}
    others: defaultdict[Key, list[Mapping[str, float]]] = defaultdict(list)
    for message_id, by, labels in answers.reviews_beside(step.connection, person_id, server_id, _PACKAGES):
        if by == person_id:
            own[message_id] = labels
        else:
            others[message_id].append(labels)
    return _agreement((own[message_id], other) for message_id, found in others.items() for other in found)


def _agreement(units: Iterable[Iterable[Mapping[str, float]]]) -> dict[TextLabel, float]:
    given: dict[str, list[list[float]]] = {label: [] for label in KINDS}
    for reviews in units:
        values: defaultdict[str, list[float]] = defaultdict(list)
        for labels in reviews:
            for label, value in labels.items():
                values[label].append(value)
        for label, found in values.items():
            if len(found) > 1 and label in given:
                given[label].append(found)
    alphas = {label: krippendorff_alpha(found) for label, found in given.items() if len(found) >= LEAST_UNITS}
    return {TextLabel(label): alpha for label, alpha in alphas.items() if alpha is not None}
