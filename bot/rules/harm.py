"""How much harm a message or a person may do, as far as signals tell: moderators look at the worst first.

It sorts their queue and decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final

from bot.protocol.labels import TextLabel


class SignalKind(StrEnum):
    """Why a moderator is to look at something."""

    REPORT = "report"
    RED_FLAGS = "red_flags"
    AUTO_MODERATION = "auto_moderation"
    """Red flags took out a message that nobody had accepted yet."""
    SKIPS = "skips"
    """Again and again people did not want to reply to it."""
    NEAR_DUPLICATE = "near_duplicate"
    REPEATS_PROMPT = "repeats_prompt"
    KNOWN_TEXT = "known_text"
    WRONG_LANGUAGE = "wrong_language"
    TOO_FAST = "too_fast"
    STRAIGHT_LINING = "straight_lining"
    DISAGREEMENT = "disagreement"
    SKIP_PATTERN = "skip_pattern"
    MUTUAL_SUPPORT = "mutual_support"
    PAUSE = "pause"
    OBJECTION = "objection"
    """Whom a decision was about does not agree with it."""


SIGNALS: Final[Mapping[SignalKind, float]] = {
    SignalKind.REPORT: 0.2,
    SignalKind.RED_FLAGS: 0.15,
    SignalKind.AUTO_MODERATION: 0.3,
    SignalKind.SKIPS: 0.1,
    SignalKind.NEAR_DUPLICATE: 0.15,
    SignalKind.REPEATS_PROMPT: 0.1,
    SignalKind.KNOWN_TEXT: 0.25,
    SignalKind.WRONG_LANGUAGE: 0.1,
    SignalKind.TOO_FAST: 0.1,
    SignalKind.STRAIGHT_LINING: 0.15,
    SignalKind.DISAGREEMENT: 0.1,
    SignalKind.SKIP_PATTERN: 0.1,
    SignalKind.MUTUAL_SUPPORT: 0.3,
    SignalKind.PAUSE: 0.35,
    SignalKind.OBJECTION: 0.35,
}
"""How much each signal weighs, by its kind. A person who waits for an answer comes before a text that may be bad."""

LABELS: Final[Mapping[TextLabel, float]] = {
    TextLabel.PII: 0.6,
    TextLabel.HATE_SPEECH: 0.6,
    TextLabel.SEXUAL_CONTENT: 0.4,
    TextLabel.NOT_APPROPRIATE: 0.3,
    TextLabel.VIOLENCE: 0.3,
    TextLabel.TOXICITY: 0.3,
    TextLabel.SPAM: 0.2,
}
"""How much it weighs when every review gives this label in full."""


def harm_of(signals: Iterable[SignalKind], labels: Mapping[TextLabel, float]) -> float:
    """Return the harm that may be, from 0 to 1: more signals make it more, and none makes it less.

    Each is taken as an independent reason, as in a noisy "or": 1 - (1 - a) (1 - b) ….

    Args:
        signals: The kind of each signal, as often as there are such.
        labels: The mean of each label over the reviews, from 0 to 1.
    """
    harmless = 1.0
    for kind in signals:
        harmless *= 1 - SIGNALS[kind]
    for label, weight in LABELS.items():
        harmless *= 1 - weight * min(1.0, max(0.0, labels.get(label, 0.0)))
    return 1 - harmless
