"""What somebody thinks of a text that they have read."""

import random
from functools import cache

from playground.contributors.answers import BAD, sample_texts
from playground.contributors.cards import plainly
from playground.contributors.habits import Habits

_THOROUGH = 400
"""Characters from which a text counts as thorough."""

_NOISE = 0.25
"""How far tastes differ, where a text's worth is from 0 to 1."""


class Opinions:
    """One reader's. The same text pleases them the same each time."""

    def __init__(self, name: str, habits: Habits) -> None:
        self._name = name
        self._habits = habits

    def calls_spam(self, text: str) -> bool:
        """Say whether the reader calls a text spam: who is in a hurry never does, trolls say what is wrong."""
        if self._habits.hurried:
            return False
        return is_bad(text) is not self._habits.troll

    def worth(self, text: str) -> float:
        """Return how much the reader likes a text, 0..1: bad ones not at all, thorough ones more than short ones."""
        if is_bad(text):
            return 0.0
        taste = random.Random(f"{self._name}/{plainly(text)}").uniform(-_NOISE, _NOISE)
        return min(1.0, max(0.0, 0.2 + 0.6 * min(1.0, len(text) / _THOROUGH) + taste))

    def step(self, text: str, steps: int) -> int:
        """Return which of so many steps of a scale the reader chooses for a text, from 0; a troll the lowest."""
        return 0 if self._habits.troll else min(steps - 1, int(self.worth(text) * steps))

    def order(self, texts: dict[str, str]) -> list[str]:
        """Order the letters as the reader ranks the texts: best first; in a hurry as they come; trolls worst first."""
        if self._habits.hurried:
            return list(texts)
        return sorted(texts, key=lambda letter: self.worth(texts[letter]), reverse=not self._habits.troll)


def is_bad(text: str) -> bool:
    """Say whether a text, or one of its lines, is one of the sample's bad ones."""
    return any(plainly(line) in _bad_texts() for line in (text, *text.splitlines()) if line.strip())


@cache
def _bad_texts() -> frozenset[str]:
    return frozenset(plainly(text) for kinds in sample_texts().values() for text in kinds[BAD])
