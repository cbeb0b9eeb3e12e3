"""What is practised, and which answers are right. The texts are in the catalogue under `practice-…`."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.protocol.labels import TextLabel

STEPS = 3
"""How many practice packages there are."""

QUALITY_STEPS = range(1, 6)
GOOD_QUALITY = range(1, 3)
"""The steps of the quality scale that fit the practice reply."""

RIGHT_LABELS = {TextLabel.SPAM: False, TextLabel.FAILS_TASK: True, TextLabel.LANG_MISMATCH: False}
"""The labels that must be given, as on a real card, and what is right for the practice reply."""

BETTER_REPLY = 1
"""Of the two replies to rank, the better one, counted from 0."""

_SIGNS = {None: "-", True: "y", False: "n"}
_VALUES = {sign: value for value, sign in _SIGNS.items()}
_FORM = re.compile(r"[-yn]{3}[-1-5]")
_SHORT_CHARACTERS = 40
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was said of the practice reply so far; None where nothing was. `quality` is a step from 1 to 5."""

    spam: bool | None = None
    fails_task: bool | None = None
    lang_mismatch: bool | None = None
    quality: int | None = None

    def __str__(self) -> str:
        """Return four characters, for a custom id."""
        signs = "".join(_SIGNS[self.of(label)] for label in RIGHT_LABELS)
        return signs + ("-" if self.quality is None else str(self.quality))

    @classmethod
    def parse(cls, text: str | None) -> "Judgement":
        """Read a judgement back; a forged one is empty."""
        if text is None or not _FORM.fullmatch(text):
            return cls()
        quality = None if text[3] == "-" else int(text[3])
        return cls(_VALUES[text[0]], _VALUES[text[1]], _VALUES[text[2]], quality)

    def of(self, label: TextLabel) -> bool | None:
        """Return what was said of one label."""
        said: bool | None = getattr(self, label.value)
        return said

    def saying(self, label: TextLabel, value: bool) -> "Judgement":
        """Return the judgement with one label changed."""
        return replace(self, **{label.value: value})

    def rated(self, quality: int | None) -> "Judgement":
        """Return the judgement with another step of the quality scale, or without one."""
        return replace(self, quality=quality)

    @property
    def is_complete(self) -> bool:
        """Whether everything that must be answered is."""
        return all(self.of(label) is not None for label in RIGHT_LABELS)


class Remark(StrEnum):
    """What can be said of a practice text without reading it."""

    SHORT = "short"
    REPEATS = "repeats"
    FINE = "fine"


def remark_on(text: str, prompt: str) -> Remark:
    """Look at a text that somebody wrote for practice.

    Args:
        text: what they wrote.
        prompt: what they replied to.
    """
    if _WORD.findall(text.casefold()) == _WORD.findall(prompt.casefold()):
        return Remark.REPEATS
    return Remark.SHORT if len(text.strip()) < _SHORT_CHARACTERS else Remark.FINE
