"""What speaks for a signal, in a sentence or two: figures and ids, never a text and no verdict."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from bot.backends.cases import Signal
from bot.protocol.labels import TextLabel
from bot.rules.harm import SignalKind
from bot.rules.labels import label_key
from bot.texts import Sentences

_SENTENCES: Final[Mapping[SignalKind, Mapping[str, tuple[str, int]]]] = {
    SignalKind.RED_FLAGS: {"evidence-red-flags": ("red_flags", 1)},
    SignalKind.AUTO_MODERATION: {"evidence-red-flags": ("red_flags", 1)},
    SignalKind.SKIPS: {"evidence-skips": ("skips", 1)},
    SignalKind.NEAR_DUPLICATE: {"evidence-near-duplicate": ("percent", 1), "evidence-alike": ("alike", 2)},
    SignalKind.REPEATS_PROMPT: {"evidence-repeats-prompt": ("prompt_percent", 1)},
    SignalKind.KNOWN_TEXT: {"evidence-known-text": ("line", 1)},
    SignalKind.WRONG_LANGUAGE: {"evidence-wrong-language": ("mismatches", 1)},
    SignalKind.TOO_FAST: {"evidence-too-fast": ("too_fast", 1)},
    SignalKind.STRAIGHT_LINING: {"evidence-same-marks": ("alike", 1), "evidence-order-as-shown": ("as_shown", 1)},
    SignalKind.DISAGREEMENT: {
        "evidence-reviews-differ": ("reviews", 1),
        "evidence-rankings-differ": ("rankings", 1),
    },
    SignalKind.SKIP_PATTERN: {"evidence-skip-pattern": ("skipped", 1), "evidence-flagged": ("flagged", 1)},
    SignalKind.MUTUAL_SUPPORT: {
        "evidence-ranks-first": ("first", 1),
        "evidence-upvotes": ("upvotes_for_them", 1),
        "evidence-accounts": ("accounts", 1),
        "evidence-people": ("named", 1),
    },
    SignalKind.PAUSE: {"evidence-paused": ("rejected", 1), "evidence-pause-reasons": ("reasons", 1)},
}
"""By kind the sentences, each with the figure without which it is left out, and the least that this must be."""

_MOST_NAMED: Final = 10


def evidence_sentences(signal: Signal, say: Sentences, named: Mapping[UUID, int]) -> list[str]:
    """Return what speaks for a signal; nothing where only a person's own words do, or nothing was noted.

    Args:
        signal: which.
        say: the reader's sentences.
        named: the snowflakes of people who may be named, by our own ids.
    """
    figures: dict[str, str | int | float] = {
        name: value for name, value in signal.evidence.items() if isinstance(value, int | float)
    }
    message, marks = signal.evidence.get("message_id"), signal.evidence.get("marks")
    figures["message"] = str(UUID(message)) if isinstance(message, str) else ""
    figures["accounts"] = len(marks) if isinstance(marks, list) else 0
    reasons = signal.evidence.get("reasons")
    figures["reasons"] = len(reasons) if isinstance(reasons, dict) else 0
    figures["labels"] = labels_named(reasons, say) if isinstance(reasons, dict) else ""
    people = [f"<@{named[each]}>" for each in signal.accounts if each in named]
    figures["named"], figures["people"] = len(people), ", ".join(people[:_MOST_NAMED])
    return [
        say(key, **figures)
        for key, (name, least) in _SENTENCES.get(signal.kind, {}).items()
        if float(figures.get(name, 0)) >= least
    ]


def labels_named(counts: Mapping[str, object], say: Sentences) -> str:
    """Return labels with how many reviews gave each, as words; of texts in whatever language."""
    names = {label: say(label_key(label)) for label in counts if label != TextLabel.LANG_MISMATCH}
    names[TextLabel.LANG_MISMATCH] = say("label-lang-mismatch-help")
    return ", ".join(say("label-counted", label=names[label], count=str(count)) for label, count in counts.items())
