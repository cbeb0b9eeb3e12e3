"""Labels on the wire: their names, and how a task describes them."""

from __future__ import annotations

from enum import StrEnum

from bot.protocol.base import Received


class TextLabel(StrEnum):
    """Every label that the wire knows. A label's value is a number from 0 to 1."""

    SPAM = "spam"
    FAILS_TASK = "fails_task"
    LANG_MISMATCH = "lang_mismatch"
    PII = "pii"
    NOT_APPROPRIATE = "not_appropriate"
    HATE_SPEECH = "hate_speech"
    SEXUAL_CONTENT = "sexual_content"
    MORAL_JUDGEMENT = "moral_judgement"
    POLITICAL_CONTENT = "political_content"
    QUALITY = "quality"
    TOXICITY = "toxicity"
    HUMOR = "humor"
    HELPFULNESS = "helpfulness"
    CREATIVITY = "creativity"
    VIOLENCE = "violence"


class LabelKind(StrEnum):
    """How a label is asked for; the wire calls it a widget."""

    YES_NO = "yes_no"
    FLAG = "flag"
    LIKERT = "likert"


class LabelMode(StrEnum):
    """How much a label task asks for: the few labels that decide, or all of them."""

    SIMPLE = "simple"
    FULL = "full"


class LabelDescription(Received):
    """A label as a task describes it. Name and widget may be ones that we do not know: a newer backend has more."""

    name: str
    widget: str
    display_text: str
    help_text: str | None = None
